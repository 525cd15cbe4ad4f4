import type { Locale } from '../core/locale.ts';
import type { Message } from '../core/message.ts';
import type { ToldFinding } from '../core/report.ts';
import { fillText } from './fill.ts';
import { MESSAGE_PHRASES, type MessagePhrases } from './message-phrases.ts';
import { listPart, type MessageParts, type Part } from './parts.ts';

type Digest = Extract<Message, { readonly type: 'digest' }>;

/** What a digest says first. */
export function digestParts(
  { why, failed, degraded, muted, recovered = [], leftOut = 0, origin }: Digest,
  locale: Locale,
): Pick<MessageParts, 'summary' | 'notes' | 'facts'> {
  const { digest, label } = MESSAGE_PHRASES[locale];
  const counts = {
    failed: failed.length,
    degraded: degraded.length,
    muted: muted.length,
    recovered: recovered.length,
  };
  const nothing = leftOut + counts.failed + counts.degraded + counts.muted === 0;
  const summary =
    why === 'many-at-once'
      ? fillText(digest.manyAtOnce, { count: failed.length + leftOut })
      : why === 'many-recovered'
        ? fillText(digest.manyRecovered, counts)
        : nothing
          ? digest.nothing
          : fillText(digest.daily, counts);
  return {
    summary,
    notes: [],
    facts:
      origin === undefined
        ? []
        : [{ label: label.origin, value: `gatewatch ${origin.stage}, ${origin.region}` }],
  };
}

/** The findings of a digest, a line each. */
export function digestLists(
  { failed, degraded, muted, recovered = [], leftOut = 0 }: Digest,
  phrases: MessagePhrases,
): readonly Part[] {
  const { heading, digest, colon } = phrases;
  const list = (findings: readonly ToldFinding[]) =>
    findings.map(
      ({ target, check, reason, vantage, summary }) =>
        `${target} · ${check}${reason === null ? '' : ` · ${reason}`} (${vantage})${colon} ${summary}`,
    );
  return [
    ...listPart('bullets', heading.byReason, reasonsOf(failed), 1),
    ...listPart('bullets', heading.failed, list(failed), 2),
    ...listPart('bullets', heading.recovered, list(recovered), 2),
    ...listPart('bullets', heading.degraded, list(degraded), 3),
    ...listPart('bullets', heading.muted, list(muted), 4),
    ...(leftOut > 0
      ? [{ rank: 1, form: 'text' as const, lines: [fillText(digest.more, { count: leftOut })] }]
      : []),
  ];
}

/** What many failures share, the commonest first; one alone shares nothing. */
function reasonsOf(findings: readonly ToldFinding[]): readonly string[] {
  if (findings.length < 2) return [];
  const groups = Map.groupBy(findings, ({ check, reason }) => reason ?? check);
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 10)
    .map(([reason, { length }]) => `${reason} × ${length}`);
}
