import { MONTH_MS, PRICES_USD } from '../catalogue/prices.ts';

/** What decides the price of an installation. */
export interface CostInput {
  /** Series of the `Status` metric: a target and check each. */
  readonly statusSeries: number;
  /** Vantages in a VPC: each has its `Unknown` and `Heartbeat`, two functions called a period, and two alarms. */
  readonly vantages: number;
  /** Queues whose depth or age the one alarm on gatewatch itself looks at. */
  readonly watchedQueues: number;
  /** Reasons of refused client certificates that page: each is a series of an alarm. */
  readonly pagedReasons: number;
  readonly periodMs: number;
}

export interface CostLine {
  readonly what: 'metrics' | 'alarms' | 'metric-requests' | 'lambda' | 'dashboard' | 'key';
  readonly quantity: number;
  readonly usdMonth: number;
}

/** How long a look is assumed to take: one silent target uses its whole question. */
const ASSUMED_LOOK_SECONDS = 5;
/** Memory of the two functions together (`lib/stack`). */
const MEMORY_GB = 1.5;

/** The alarm that `gatewatch doctor` sets looks at one metric. */
const TEST_ALARM = 1;

/** What a configuration costs a month, without free tiers. */
export function monthlyCost({
  statusSeries,
  vantages,
  watchedQueues,
  pagedReasons,
  periodMs,
}: CostInput): readonly CostLine[] {
  const runs = (vantages * MONTH_MS) / periodMs;
  const metrics = statusSeries + vantages * 2;
  const alarmMetrics = statusSeries + vantages * 2 + watchedQueues + pagedReasons + TEST_ALARM;
  const lambdaUsd =
    runs * 2 * PRICES_USD.lambdaRequest + runs * ASSUMED_LOOK_SECONDS * MEMORY_GB * PRICES_USD.lambdaGbSecond;
  return [
    { what: 'metrics', quantity: metrics, usdMonth: metrics * PRICES_USD.metricMonth },
    { what: 'alarms', quantity: alarmMetrics, usdMonth: alarmMetrics * PRICES_USD.alarmMetricMonth },
    { what: 'metric-requests', quantity: Math.round(runs), usdMonth: runs * PRICES_USD.metricRequest },
    { what: 'lambda', quantity: Math.round(runs * 2), usdMonth: lambdaUsd },
    { what: 'dashboard', quantity: 1, usdMonth: PRICES_USD.dashboardMonth },
    { what: 'key', quantity: 1, usdMonth: PRICES_USD.keyMonth },
  ];
}
