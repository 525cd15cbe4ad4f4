import { type QuotaLimits, UNRESERVED_CONCURRENCY } from '../catalogue/quotas.ts';
import type { Config } from '../config/config.ts';
import { LEAST_CONCURRENCY, NOTIFY_BATCHES } from '../config/schema.ts';
import type { Probe } from '../core/probe.ts';
import { MINUTE_MS } from '../core/time.ts';
import { VANTAGE_MS } from '../stages/watch/probe-vantage.ts';
import { probeCalls } from './probe-memory.ts';
import { isInVpc } from './probes.ts';
import { windowMinutes } from './schedules.ts';

/** What `concurrency` keeps free for a function, and how many of it may run at once. */
export interface ReservedConcurrency {
  /** `watch`, `notify`, or `probe` with its vantage. */
  readonly what: string;
  readonly reserved: number;
  readonly needed: number;
}

/** Every function that `concurrency` names, with the rechecks of `notify`. What discovery will find is not counted. */
export function reservedConcurrency(
  config: Config,
  probes: readonly Probe[],
): readonly ReservedConcurrency[] {
  const { watch, notify } = config.concurrency;
  return [
    ...(watch === undefined
      ? []
      : [{ what: 'watch', reserved: watch, needed: runsAtOnce(config) + NOTIFY_BATCHES }]),
    ...(notify === undefined ? [] : [{ what: 'notify', reserved: notify, needed: LEAST_CONCURRENCY.notify }]),
    ...config.vantages.flatMap((vantage) =>
      vantage.concurrency === undefined
        ? []
        : [
            {
              what: `probe of ${vantage.name}`,
              reserved: vantage.concurrency,
              needed: probeCalls(vantage, config, probes) + NOTIFY_BATCHES,
            },
          ],
    ),
  ];
}

/** How much of one account and Region is reserved: the most, where there are several. */
export function mostReserved({ concurrency, vantages }: Config): number {
  const { watch = 0, notify = 0 } = concurrency;
  const places = new Map([['', watch + notify]]);
  for (const { spoke, concurrency: count = 0 } of vantages) {
    const place = spoke === undefined ? '' : `${spoke.account.id} ${spoke.region}`;
    places.set(place, (places.get(place) ?? 0) + count);
  }
  return Math.max(...places.values());
}

/** Runs under way at the same time where every vantage takes all the time that a run has. */
function runsAtOnce({ vantages, schedule }: Config): number {
  const { length } = vantages.filter(isInVpc);
  const window = windowMinutes(length, schedule);
  return window === 0 ? length : Math.min(length, Math.ceil((length * VANTAGE_MS) / (window * MINUTE_MS)));
}

/** The quotas that follow from how many functions an account may run at once in a Region. */
export function concurrencyLimits(atOnce: number): QuotaLimits {
  return {
    'lambda-concurrency': atOnce,
    'reserved-concurrency': Math.max(0, atOnce - UNRESERVED_CONCURRENCY),
  };
}
