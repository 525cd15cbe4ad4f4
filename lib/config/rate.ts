import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/time.ts';
/** A schedule, in EventBridge's own words and in time. */
export interface Rate {
  /** `rate(5 minutes)` */
  readonly expression: string;
  readonly periodMs: number;
}

const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/**
 * Reads `rate(value unit)`.
 *
 * @returns what was expected, in words, where it is none
 * Source: EventBridge Scheduler User Guide, "Schedule types", rate-based: a value of 1 takes the singular, any other the plural.
 */
export function parseRate(text: string): Rate | { readonly fault: string } {
  const match = /^rate\((\d{1,6}) (minute|hour|day)(s?)\)$/.exec(text);
  const value = Number(match?.[1]);
  const unit = match?.[2];
  if (match === null || !isUnit(unit) || value < 1) {
    return { fault: 'expected a rate such as rate(5 minutes), rate(1 hour)' };
  }
  const expression = `rate(${value} ${unit}${value === 1 ? '' : 's'})`;
  if (expression !== text) return { fault: `expected ${expression} (one is singular, more are plural)` };
  return { expression, periodMs: value * UNIT_MS[unit] };
}

function isUnit(text: string | undefined): text is keyof typeof UNIT_MS {
  return text !== undefined && text in UNIT_MS;
}
