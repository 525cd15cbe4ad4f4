/** Days as gatewatch.yaml writes them, in the order of a week. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/**
 * Times of a week in one time zone. `from` later than `to` goes past midnight, and belongs to the day it begins on.
 * Without `from` and `to` it is the whole day.
 */
export interface Hours {
  readonly days: readonly Weekday[];
  /** `HH:MM` */
  readonly from?: string | undefined;
  /** `HH:MM`; the minute itself is no longer in. */
  readonly to?: string | undefined;
  /** IANA name. */
  readonly timezone: string;
}

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Whether a moment is within them. The clock on the wall counts, whatever summer time does. */
export function isWithin(hours: Hours, nowMs: number): boolean {
  const minute = minuteOfWeek(nowMs, hours.timezone);
  return minuteSpans(hours).some(
    ([from, to]) => (minute >= from && minute < to) || minute + WEEK_MINUTES < to,
  );
}

/** Whether every minute of `inner` is one of `outer`; no for two time zones, whose offsets change. */
export function coversHours(outer: Hours | undefined, inner: Hours | undefined): boolean {
  if (outer === undefined) return true;
  const all = minutesOf(outer);
  if (inner === undefined) return all.every((one) => one);
  if (outer.timezone !== inner.timezone) return all.every((one) => one);
  return minutesOf(inner).every((one, minute) => !one || all[minute] === true);
}

function minutesOf(hours: Hours): readonly boolean[] {
  const minutes = new Array<boolean>(WEEK_MINUTES).fill(false);
  for (const [from, to] of minuteSpans(hours)) {
    for (let minute = from; minute < to; minute++) minutes[minute % WEEK_MINUTES] = true;
  }
  return minutes;
}

/** From and to, in minutes since Monday 00:00; the end may lie in the next week. */
function minuteSpans({ days, from, to }: Hours): readonly (readonly [number, number])[] {
  const [begin, end] =
    from === undefined || to === undefined ? [0, DAY_MINUTES] : [minuteOf(from), minuteOf(to)];
  return days.map((day) => {
    const midnight = WEEKDAYS.indexOf(day) * DAY_MINUTES;
    return [midnight + begin, midnight + end + (end <= begin ? DAY_MINUTES : 0)] as const;
  });
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function minuteOfWeek(nowMs: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(nowMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = WEEKDAYS.indexOf(part('weekday').toLowerCase() as Weekday);
  return day * DAY_MINUTES + minuteOf(`${part('hour')}:${part('minute')}`);
}
