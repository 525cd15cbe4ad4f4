import type { Evidence, Finding } from '../../core/finding.ts';
import type { Json } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import { decimal } from '../phrases/decimal.ts';
import { EVIDENCE_PHRASES } from '../phrases/evidence-phrases.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { describeSubject, faultyFirst, ownFields, spaced } from './evidence.ts';
import { fillText } from './fill.ts';

/**
 * Evidence a line an entry: what was checked, what came back, and the kind's own fields. Entries at which something is
 * wrong come first; the rest keeps its order.
 *
 * @param limit - lines; how many entries were left out stands in one line more
 */
export function evidenceInWords(
  finding: Pick<Finding, 'evidence'>,
  limit: number,
  locale: Locale,
): readonly string[] {
  const entries = faultyFirst(finding.evidence);
  const lines = entries.slice(0, limit).map((one) => {
    const fields = fieldWords(one, locale);
    return `${describeSubject(one)}  ${outcomeWords(one, locale)}${fields === '' ? '' : `  [${fields}]`}`;
  });
  return entries.length > limit ? [...lines, `… +${entries.length - limit}`] : lines;
}

/** What came back, in words: `no response for 3 s, 2 attempts`. */
export function outcomeWords(evidence: Evidence, locale: Locale): string {
  const { outcome, silentFor, attempts } = EVIDENCE_PHRASES[locale];
  const { elapsedMs } = evidence;
  const isSilent = evidence.outcome === 'silent' && typeof elapsedMs === 'number' && elapsedMs > 0;
  const what = isSilent
    ? fillText(silentFor, { time: timeWords(elapsedMs, locale) })
    : (wordOf(outcome, evidence.outcome) ?? evidence.outcome.replaceAll('-', ' '));
  const { attempts: count } = evidence;
  return count === undefined || count < 2 ? what : `${what}, ${fillText(attempts, { count })}`;
}

/** The kind's own fields in words: `handshake 12.3 ms; issued by CN=…`. */
export function fieldWords(evidence: Evidence, locale: Locale): string {
  const { field } = EVIDENCE_PHRASES[locale];
  return ownFields(evidence)
    .filter(([name]) => name !== 'elapsedMs' || evidence.outcome !== 'silent')
    .map(([name, value]) => {
      const isTime = name.endsWith('Ms') && typeof value === 'number';
      const word = wordOf(field, name) ?? spaced(isTime ? name.slice(0, -2) : name);
      return `${word} ${isTime ? timeWords(value, locale) : valueWords(value, locale)}`;
    })
    .join('; ');
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function valueWords(value: Json | undefined, locale: Locale): string {
  if (typeof value === 'boolean') return EVIDENCE_PHRASES[locale][value ? 'yes' : 'no'];
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function timeWords(timeMs: number, locale: Locale): string {
  if (Math.abs(timeMs) < 1000) return `${decimal(timeMs, 1, locale)} ms`;
  return `${decimal(timeMs / 1000, 1, locale)}${MESSAGE_PHRASES[locale].unit.second}`;
}
