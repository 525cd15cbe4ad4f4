import type { Locale } from '../../core/locale.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';

const UNITS = [
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
  { unit: 'second', ms: SECOND_MS },
] as const;

/** A length of time for people, its two largest units: `4 h 12 min`, `45 s`. Clocks that disagree give no negative time. */
export function describeDuration(lengthMs: number, locale: Locale): string {
  const wholeMs = Math.max(0, Math.round(lengthMs / SECOND_MS) * SECOND_MS);
  const first = UNITS.findIndex(({ ms }) => wholeMs >= ms);
  const parts = UNITS.slice(first === -1 ? UNITS.length - 1 : first, first === -1 ? UNITS.length : first + 2)
    .map(({ unit, ms }, index) => {
      const count = Math.floor((index === 0 ? wholeMs : wholeMs % largerThan(ms)) / ms);
      return { count, text: `${count}${MESSAGE_PHRASES[locale].unit[unit]}` };
    })
    .filter(({ count }, index) => index === 0 || count > 0);
  return parts.map(({ text }) => text).join(' ');
}

function largerThan(ms: number): number {
  return UNITS.findLast((unit) => unit.ms > ms)?.ms ?? Number.POSITIVE_INFINITY;
}

/**
 * A moment for people, to the minute, with its offset: `2026-11-22 03:02 +09:00`, `2026-11-21 18:02 UTC`.
 *
 * @param timeZone - an IANA name or an offset such as `+09:00`
 */
export function describeTime(timeMs: number, timeZone = 'UTC'): string {
  // A time nobody could have meant must not cost the message.
  if (!Number.isFinite(timeMs) || Math.abs(timeMs) > 8.64e15) return '?';
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(timeMs);
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(timeMs)
    .find(({ type }) => type === 'timeZoneName');
  const offset = zone?.value.replace(/^(?:GMT|UTC)/, '') ?? '';
  return `${parts} ${offset === '' || offset === '+00:00' ? 'UTC' : offset}`;
}
