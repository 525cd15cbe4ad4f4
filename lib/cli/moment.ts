import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

const UNITS = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

/**
 * A moment as people write one: `2026-11-21`, `2026-11-21T10:05`, `2026-11-21T10:05:07.514108Z`,
 * `2026-11-21T19:05+09:00`, or an age such as `90m`, `2h`, `7d`. Without a zone it is UTC, as logs are.
 *
 * @returns milliseconds since the Unix epoch; undefined where the text is none of these
 */
export function parseMoment(text: string, nowMs: number): number | undefined {
  const age = /^(\d{1,6})([smhd])$/.exec(text);
  if (age !== null) return nowMs - Number(age[1]) * UNITS[age[2] as keyof typeof UNITS];
  const moment =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (moment === null) return undefined;
  const [, day, minute = '00:00', second = ':00', zone = 'Z'] = moment;
  const atMs = Date.parse(`${day}T${minute}${second}${zone}`);
  // Date.parse turns February 30 into March 2; what was asked for does not exist.
  const isReal = Number.isFinite(atMs) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day ?? '?');
  return isReal ? atMs : undefined;
}

/** What to tell someone whose moment could not be read. */
export const MOMENT_FORMS = 'a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago)';
