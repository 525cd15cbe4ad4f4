import type { Locale } from '../../core/locale.ts';
import type { Message, NotifiedAlarm, NotifiedTarget } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { MessagePhrases } from '../phrases/message-phrases.en.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { describeDuration } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';
import { linesPart, listPart, type MessageParts, type Part } from '../text/parts.ts';

type Digest = Extract<Message, { readonly type: 'digest' }>;

/** What a digest says first. */
export function digestParts(
  digest: Digest,
  locale: Locale,
): Pick<MessageParts, 'summary' | 'notes' | 'facts'> {
  const { label } = MESSAGE_PHRASES[locale];
  const { origin } = digest;
  const [summary = '', ...notes] = sentencesOf(digest, MESSAGE_PHRASES[locale].digest);
  return {
    summary,
    notes,
    facts:
      origin === undefined
        ? []
        : [{ label: label.origin, value: `gatewatch ${origin.stage}, ${origin.region}` }],
  };
}

function sentencesOf(
  { why, failed, degraded, muted, recovered = [], alarms = [], found = [], gone = [], leftOut = 0 }: Digest,
  phrases: MessagePhrases['digest'],
): readonly string[] {
  const counts = {
    failed: failed.length,
    degraded: degraded.length,
    muted: muted.length,
    recovered: recovered.length,
  };
  const findings = counts.failed + counts.degraded + counts.muted + counts.recovered;
  const ofAlarms = (phrase: string) =>
    alarms.length === 0 ? [] : [fillText(phrase, { count: alarms.length + (findings === 0 ? leftOut : 0) })];
  const targets = [
    ...(found.length > 0 ? [phrases.found] : []),
    ...(gone.length > 0 ? [phrases.gone] : []),
    ...(gone.some(({ ended }) => ended.length > 0) ? [phrases.endedWithIt] : []),
  ];
  switch (why) {
    case 'many-at-once':
      return [manyAtOnce({ failed: counts.failed, alarms: alarms.length, leftOut }, phrases)];
    case 'many-recovered':
      return [
        ...(findings === 0 && alarms.length > 0 ? [] : [fillText(phrases.manyRecovered, counts)]),
        ...ofAlarms(phrases.alarmsOver),
      ];
    case 'after-quiet':
      return [
        ...(findings === 0 && alarms.length + targets.length > 0
          ? []
          : [fillText(phrases.afterQuiet, counts)]),
        ...ofAlarms(phrases.manyAlarms),
        ...targets,
      ];
    case 'targets':
      return targets;
    case 'daily':
      return [leftOut + findings === 0 ? phrases.nothing : fillText(phrases.daily, counts)];
  }
}

function manyAtOnce(
  { failed, alarms, leftOut }: { readonly failed: number; readonly alarms: number; readonly leftOut: number },
  phrases: MessagePhrases['digest'],
): string {
  const count = failed + alarms + leftOut;
  if (count === 1) return phrases.oneMore;
  if (failed > 0 && alarms > 0)
    return fillText(phrases.manyOfBoth, { failed: failed + leftOut, alarms, count });
  return fillText(alarms > 0 ? phrases.manyAlarms : phrases.manyAtOnce, { count });
}

/** The findings and alarms of a digest, a line each; then what to do about the alarms. */
export function digestLists(
  { failed, degraded, muted, recovered = [], alarms = [], found = [], gone = [], leftOut = 0 }: Digest,
  locale: Locale,
): readonly Part[] {
  const phrases = MESSAGE_PHRASES[locale];
  const { heading, digest, colon } = phrases;
  const list = (findings: readonly RenderedFinding[]) =>
    findings.map(
      ({ target, check, vantage, runbook }) => `${vantage} → ${target}${colon} ${runbook?.title ?? check}`,
    );
  const targets = (its: readonly NotifiedTarget[]) =>
    its.map(
      ({ vantage, target, type, ended }) =>
        `${vantage} → ${target} (${[type, ...ended.map(({ check }) => check)].join(', ')})`,
    );
  return [
    ...listPart('bullets', heading.found, targets(found), 2),
    ...listPart('bullets', heading.gone, targets(gone), 2),
    ...listPart('bullets', heading.byReason, reasonsOf(failed), 1),
    ...listPart('bullets', heading.failed, list(failed), 2),
    ...listPart('bullets', heading.recovered, list(recovered), 2),
    ...listPart(
      'bullets',
      heading.alarms,
      alarms.map((alarm) => alarmLine(alarm, locale)),
      2,
    ),
    ...alarms.flatMap(({ text = '' }) => linesPart(PHRASES[locale].heading.steps, text, 3)),
    ...listPart('bullets', heading.degraded, list(degraded), 3),
    ...listPart('bullets', heading.muted, list(muted), 4),
    ...(leftOut > 0
      ? [{ rank: 1, form: 'text' as const, lines: [fillText(digest.more, { count: leftOut })] }]
      : []),
  ];
}

function alarmLine(
  { alarm, about, state, vantage = '?', durationMs }: NotifiedAlarm,
  locale: Locale,
): string {
  const { colon, label, alarm: sentences } = MESSAGE_PHRASES[locale];
  const sentence = fillText(sentences[about][state === 'OK' ? 'ends' : 'starts'], { vantage, alarm });
  const lasted =
    durationMs === undefined ? '' : ` (${label.lasted}${colon} ${describeDuration(durationMs, locale)})`;
  return `${alarm}${colon} ${sentence}${lasted}`;
}

/** What many failures share, the commonest first; one alone shares nothing. */
function reasonsOf(findings: readonly RenderedFinding[]): readonly string[] {
  if (findings.length < 2) return [];
  const groups = Map.groupBy(findings, ({ check, runbook }) => runbook?.title ?? check);
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 10)
    .map(([reason, { length }]) => `${reason} × ${length}`);
}
