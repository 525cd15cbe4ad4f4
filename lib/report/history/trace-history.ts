import type { HistoryPlot, HistoryPoint, HourState, TargetHistory, Uptime } from '../../core/history.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';

/** What was published of a vantage. A point belongs to the hour that its time is in. */
export interface VantageSeries {
  readonly heartbeat: readonly HistoryPoint[];
  /** How many findings could not be asked. */
  readonly unknown: readonly HistoryPoint[];
  /** The `Status` of each check of a target: 0 healthy, 1 degraded, 2 failed. */
  readonly targets: readonly {
    readonly target: string;
    readonly statuses: readonly HistoryPoint[];
    readonly plots: readonly HistoryPlot[];
  }[];
}

const STRIP_HOURS = 24;
export const LONGEST_DAYS = 30;
const UPTIME_DAYS = [7, LONGEST_DAYS] as const;

/**
 * The history of each target of a vantage. Where healthy targets publish no series, an hour with a heartbeat, without a
 * status and without a finding that could not be asked was healthy; else it is not known. Plots show the last day.
 *
 * @param sparse - series are published only of what fails (`metrics: failing`)
 */
export function traceHistory(
  { heartbeat, unknown, targets }: VantageSeries,
  { nowMs, sparse }: { readonly nowMs: number; readonly sparse: boolean },
): readonly TargetHistory[] {
  const hourOf = (atMs: number) => Math.floor(atMs / HOUR_MS);
  const lastHour = hourOf(nowMs);
  const ofLastDay = ({ atMs }: HistoryPoint) => atMs >= nowMs - STRIP_HOURS * HOUR_MS;
  const alive = new Set(heartbeat.filter(({ value }) => value > 0).map(({ atMs }) => hourOf(atMs)));
  const doubtful = new Set(unknown.filter(({ value }) => value > 0).map(({ atMs }) => hourOf(atMs)));
  return targets.map(({ target, statuses, plots }) => {
    const worst = new Map<number, number>();
    for (const { atMs, value } of statuses)
      worst.set(hourOf(atMs), Math.max(value, worst.get(hourOf(atMs)) ?? 0));
    const stateOf = (hour: number): HourState => {
      const value = worst.get(hour);
      if (value !== undefined) return value >= 2 ? 'failed' : value >= 1 ? 'degraded' : 'healthy';
      return sparse && alive.has(hour) && !doubtful.has(hour) ? 'healthy' : 'unknown';
    };
    const last = (count: number) =>
      Array.from({ length: count }, (_, index) => stateOf(lastHour - count + 1 + index));
    const month = last(LONGEST_DAYS * (DAY_MS / HOUR_MS));
    const since = failingSince(month, lastHour);
    return {
      target,
      hours: month.slice(-STRIP_HOURS),
      fromMs: (lastHour - STRIP_HOURS + 1) * HOUR_MS,
      uptime: UPTIME_DAYS.map((days) => uptimeOf(month.slice(-days * (DAY_MS / HOUR_MS)), days)),
      ...(since !== undefined && { failingSinceMs: since }),
      plots: plots
        .map((plot) => ({ ...plot, points: plot.points.filter(ofLastDay) }))
        .filter(({ points }) => points.length > 1),
    };
  });
}

function uptimeOf(hours: readonly HourState[], days: number): Uptime {
  const failed = hours.filter((state) => state === 'failed').length;
  const unknownHours = hours.filter((state) => state === 'unknown').length;
  const known = hours.length - unknownHours;
  return { days, share: known === 0 ? undefined : (known - failed) / known, unknownHours };
}

/** Hours that nobody knows end no outage. */
function failingSince(hours: readonly HourState[], lastHour: number): number | undefined {
  let since: number | undefined;
  for (let index = hours.length - 1; index >= 0; index -= 1) {
    const state = hours[index];
    if (state === 'failed') since = (lastHour - (hours.length - 1 - index)) * HOUR_MS;
    else if (state !== 'unknown') break;
  }
  return since;
}
