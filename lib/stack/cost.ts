import {
  FREE_DASHBOARDS,
  METRIC_MONTH,
  MONTH_MS,
  PRICES_USD,
  RIVALS_USD,
  tieredUsd,
} from '../catalogue/prices.ts';
import type { Config } from '../config/config.ts';

/** What decides the price of an installation. */
export interface CostInput {
  readonly metrics: Config['metrics'];
  readonly dashboard: boolean;
  readonly encryption: Config['encryption'];
  /** Findings of the vantages in a VPC: a target and check each. */
  readonly findings: number;
  /** Vantages in a VPC: each has its `Heartbeat`, a schedule, a probe, and two alarms. */
  readonly vantages: number;
  /** Functions, whose errors and throttles an alarm looks at. */
  readonly functions: number;
  /** Metrics of the alarm on undelivered messages. */
  readonly watchedQueues: number;
  /** Reasons of refused client certificates that page: each is a series of an alarm. */
  readonly pagedReasons: number;
  /** Memory of `watch`, and of a probe: the mean of the vantages. */
  readonly watchGb: number;
  readonly probeGb: number;
  readonly periodMs: number;
  /** Dashboards the account has beside this one; undefined where nobody asked. */
  readonly otherDashboards?: number;
}

export interface CostLine {
  readonly what: 'metrics' | 'alarms' | 'metric-requests' | 'lambda' | 'logs' | 'table' | 'dashboard' | 'key';
  readonly quantity: number;
  readonly usdMonth: number;
}

/**
 * What a run takes where all is well: a few reads of AWS, a call of the probe, a publish. Handshakes of many targets
 * share a third of a core; each finding adds its part.
 */
const ASSUMED = {
  watchSeconds: 2.5,
  probeSeconds: 1.5,
  secondsAFinding: 0.02,
  /** Of all findings, those that fail at a time. */
  failingShare: 0.01,
  /** Lambda's own lines of a run, and one line of a finding that is not healthy. */
  logBytesARun: 2000,
  logBytesAFinding: 1800,
  /** A report packed for the table. */
  reportBytesAFinding: 120,
} as const;
/** With so much memory a finding takes the time above; with more it takes less, for CPU comes with memory. */
const ASSUMED_GB = 0.5;
/** The most questions a probe takes at once; more is another invocation beside it. */
const FINDINGS_A_PROBE = 100;
/** The tick of `notify`: every five minutes, half a second of half a gigabyte. */
const TICK_MS = 300_000;
const TICK_GB_SECONDS = 0.25;

/** Alarms on the test, on the tick, on lost messages. */
const OWN_ALARMS = 3;

/** What a configuration costs a month, by AWS's price tiers and without free tiers. */
export function monthlyCost(input: CostInput): readonly CostLine[] {
  const { findings, vantages, functions, metrics: mode } = input;
  const runs = (vantages * MONTH_MS) / input.periodMs;
  const ticks = MONTH_MS / TICK_MS;
  // A series is billed by the hours in which it receives data.
  const sparse = findings * ASSUMED.failingShare;
  // With `summary` a failing target has one series; a finding each is the most that it can be.
  const series = { full: findings, failing: sparse, summary: sparse + vantages }[mode];
  const analyzed = mode === 'summary' ? 0 : series;
  const metrics = series + vantages;
  const alarmMetrics =
    analyzed + vantages * 2 + functions * 2 + input.watchedQueues + input.pagedReasons + OWN_ALARMS;
  const perVantage = vantages === 0 ? 0 : findings / vantages;
  const seconds = ASSUMED.secondsAFinding * Math.min(perVantage, FINDINGS_A_PROBE);
  const probes = Math.max(1, Math.ceil(perVantage / FINDINGS_A_PROBE));
  const gbSeconds =
    runs *
      ((ASSUMED.watchSeconds + seconds) * input.watchGb +
        (ASSUMED.probeSeconds * input.probeGb + seconds * ASSUMED_GB) * probes) +
    ticks * TICK_GB_SECONDS;
  const calls = runs * (1 + probes) + ticks;
  const logged = perVantage * ASSUMED.failingShare * ASSUMED.logBytesAFinding;
  const logGb = (runs * (ASSUMED.logBytesARun + logged) + ticks * 600) / 1e9;
  const writes = runs * Math.ceil(1 + (perVantage * ASSUMED.reportBytesAFinding) / 1024) + ticks;
  const requests = runs * Math.max(1, Math.ceil(metrics / Math.max(1, vantages) / 1000));
  const { otherDashboards = Number.POSITIVE_INFINITY } = input;
  const hasFreeDashboard = otherDashboards < FREE_DASHBOARDS;
  return [
    { what: 'metrics', quantity: round(metrics), usdMonth: tieredUsd(metrics, METRIC_MONTH) },
    { what: 'alarms', quantity: round(alarmMetrics), usdMonth: alarmMetrics * PRICES_USD.alarmMetricMonth },
    {
      what: 'metric-requests',
      quantity: Math.round(requests),
      usdMonth: requests * PRICES_USD.metricRequest,
    },
    {
      what: 'lambda',
      quantity: Math.round(calls),
      usdMonth: calls * PRICES_USD.lambdaRequest + gbSeconds * PRICES_USD.lambdaGbSecond,
    },
    { what: 'logs', quantity: round(logGb), usdMonth: logGb * PRICES_USD.logGb },
    { what: 'table', quantity: Math.round(writes), usdMonth: writes * PRICES_USD.tableWrite },
    ...(input.dashboard
      ? [
          {
            what: 'dashboard' as const,
            quantity: 1,
            usdMonth: hasFreeDashboard ? 0 : PRICES_USD.dashboardMonth,
          },
        ]
      : []),
    ...(input.encryption === 'customer-key'
      ? [{ what: 'key' as const, quantity: 1, usdMonth: PRICES_USD.keyMonth }]
      : []),
  ];
}

/** What the same would cost elsewhere, as far as others can check it at all. */
export interface Comparison {
  readonly what: 'synthetics' | 'checkly' | 'route-53';
  readonly usdMonth: number;
}

/**
 * @param targets - one canary, or one health check each
 * @param places - host and port pairs: one TCP monitor each
 */
export function comparisons(targets: number, places: number, periodMs: number): readonly Comparison[] {
  const { usd, monitors } = RIVALS_USD.checklyBundle;
  return [
    { what: 'synthetics', usdMonth: ((targets * MONTH_MS) / periodMs) * RIVALS_USD.canaryRun },
    { what: 'checkly', usdMonth: Math.ceil(places / monitors) * usd },
    { what: 'route-53', usdMonth: targets * RIVALS_USD.route53HealthCheck },
  ];
}

/** Shares of series are no whole numbers. */
function round(quantity: number): number {
  return Math.round(quantity * 100) / 100;
}
