import { DISCOVERERS } from '../aws/discovery/discoverers.ts';
import type { Config, Vantage } from '../config/config.ts';
import type { Plan } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import { placeName } from '../core/text.ts';
import { alarmScopes } from './alarm-scopes.ts';
import { configuredChannels } from './channels.ts';
import { concurrencyLimits, type ReservedConcurrency, reservedConcurrency } from './concurrency.ts';
import { type Comparison, type CostLine, comparisons, monthlyCost } from './cost.ts';
import { widgetsOf } from './dashboard.ts';
import { type DescribedReaders, describeReaders, receiverLines } from './describe-readers.ts';
import { type QuotaUse, quotaUses } from './next-quota.ts';
import { countFindings, planOf } from './plan-of.ts';
import { runStatements } from './policies.ts';
import { probeMemoryMb } from './probe-memory.ts';
import { isHere } from './probes.ts';
import { watchMemoryMb, watchReads } from './watch.ts';

/** What a configuration means, before anything is asked. */
export interface DescribedPlan {
  readonly schedule: string;
  readonly vantages: readonly PlannedVantage[];
  /** To read AWS. */
  readonly permissions: readonly string[];
  /** Of the loops on premises; the README has the whole policy. */
  readonly runPermissions: readonly string[];
  readonly metrics: Config['metrics'];
  readonly cost: readonly CostLine[];
  readonly usdMonth: number;
  /** Absent where everything goes to everybody. */
  readonly readers?: DescribedReaders;
  /** Every channel and route, in words; absent in a plan that an earlier version kept. */
  readonly receivers?: readonly string[];
  /** The same elsewhere. */
  readonly elsewhere: readonly Comparison[];
  /** What of AWS's quotas is used, the one that comes next first. */
  readonly quotas: readonly QuotaUse[];
  /** Absent where no function has a concurrency of its own. */
  readonly concurrency?: readonly ReservedConcurrency[];
}

interface PlannedVantage {
  readonly vantage: string;
  readonly place: 'vpc' | 'on-premises';
  /** Of its probe function; it follows from the handshakes that are asked for. */
  readonly probeMemoryMb?: number;
  readonly checks: readonly {
    readonly target: string;
    readonly check: string;
    readonly asks: readonly string[];
  }[];
  readonly leftOut: readonly { readonly target: string; readonly why: string }[];
  readonly discovers: readonly string[];
}

/** What only the account itself tells. */
export interface AccountFacts {
  /** Dashboards beside the installation's own. */
  readonly otherDashboards?: number;
  /** How many functions may run at once in the Region. */
  readonly functionsAtOnce?: number;
}

/** What a configuration means. Discovered targets are not in it: they are known when AWS is asked. */
export function describePlan(
  config: Config,
  probes: readonly Probe[],
  { functionsAtOnce, ...account }: AccountFacts = {},
): DescribedPlan {
  const vantages = config.vantages.map((vantage) => describeVantage(vantage, config, probes));
  const inVpc = vantages.filter(({ place }) => place === 'vpc');
  const asked = new Set(vantages.flatMap(({ checks }) => checks.map(({ check }) => check)));
  // On premises the caller's own credentials read; in AWS the role of `watch`, which knows no targets by name.
  const permissions = [
    ...probes.filter(({ kind }) => asked.has(kind)).flatMap((probe) => probe.permissions),
    ...config.vantages.flatMap(({ discover }) => discover.flatMap((what) => DISCOVERERS[what].actions)),
    ...(inVpc.length > 0 ? watchReads(config, probes) : []),
  ];
  const readers = describeReaders(
    config,
    probes.map(({ kind }) => kind),
  );
  const findings = countFindings(config, probes);
  const concurrency = reservedConcurrency(config, probes);
  const cost = monthlyCost({
    metrics: config.metrics,
    dashboard: config.dashboard,
    encryption: config.encryption,
    findings,
    watchGb: watchMemoryMb(config, findings) / 1024,
    probeGb: mean(inVpc.map(({ probeMemoryMb = 0 }) => probeMemoryMb / 1024)),
    vantages: inVpc.length,
    functions: functionsOf(config),
    watchedQueues: QUEUES + CHANNEL_QUEUES * configuredChannels(config).length,
    pagedReasons: config.mtls.reduce((sum, { page }) => sum + (page?.reasons.length ?? 0), 0),
    periodMs: config.schedule.periodMs,
    ...account,
  });
  return {
    schedule: config.schedule.expression,
    vantages,
    permissions: [...new Set(permissions)].sort(),
    runPermissions: inVpc.length === vantages.length ? [] : RUN_ACTIONS,
    metrics: config.metrics,
    cost,
    elsewhere: comparisons(
      new Set(inVpc.flatMap(({ vantage, checks }) => checks.map(({ target }) => `${vantage}\n${target}`)))
        .size,
      new Set(inVpc.flatMap(({ checks }) => checks.flatMap(({ asks }) => asks.filter(isPlace)))).size,
      config.schedule.periodMs,
    ),
    quotas: quotaUses(
      config,
      alarmScopes(config, probes),
      config.dashboard ? widgetsOf(config) : 0,
      functionsAtOnce === undefined ? {} : concurrencyLimits(functionsAtOnce),
    ),
    ...(concurrency.length > 0 && { concurrency }),
    ...(readers !== undefined && { readers }),
    receivers: receiverLines(config),
    usdMonth: Math.round(cost.reduce((sum, { usdMonth }) => sum + usdMonth, 0) * 100) / 100,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

/** A host and a port, which a monitor of somebody else would connect to. */
function isPlace(asked: string): boolean {
  return /:\d+$/.test(asked);
}

/** The stage is nothing that a configuration knows, and actions do not depend on it. */
const RUN_ACTIONS = runStatements('dev').flatMap(({ Action }) => Action);

/** The queue of alarms, its dead letters, and those of schedules and events. */
const QUEUES = 3;
/** The same of each channel. */
const CHANNEL_QUEUES = 2;

/** `watch`, `notify`, a probe for each vantage in a VPC, and those that are wanted. */
function functionsOf(config: Config): number {
  const { vantages, dashboard, mtls } = config;
  const wanted = [dashboard, mtls.some(({ logs }) => logs !== undefined)].filter(Boolean);
  return 2 + vantages.filter(isHere).length + configuredChannels(config).length + wanted.length;
}

function describeVantage(vantage: Vantage, config: Config, probes: readonly Probe[]): PlannedVantage {
  const plan = planOf(vantage, config, probes);
  return {
    vantage: vantage.name,
    place: vantage.network === undefined ? 'on-premises' : 'vpc',
    ...(vantage.network !== undefined && { probeMemoryMb: probeMemoryMb(vantage, config, probes) }),
    checks: checksOf(plan),
    leftOut: plan.leftOut.map(({ target, why }) => ({ target, why })),
    discovers: vantage.discover,
  };
}
function checksOf({ questions }: Plan): PlannedVantage['checks'] {
  const groups = Map.groupBy(questions, ({ target, question }) => `${target}\n${question.kind}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        target: first.target,
        check: first.question.kind,
        asks: group.flatMap(({ question }) => subjectsOf(question)),
      },
    ];
  });
}

function subjectsOf(question: Readonly<Record<string, unknown>>): readonly string[] {
  const { host, port, ports, hosts, segments } = question;
  if (Array.isArray(ports) && typeof host === 'string') {
    return ports.map(
      (one) => `${host}:${typeof one === 'object' && one !== null && 'port' in one ? one.port : one}`,
    );
  }
  if (Array.isArray(segments))
    return segments.map(({ name, ports: through }) => `${name}: ${through.join(', ')}`);
  if (Array.isArray(hosts)) return hosts.map((one) => placeName(one.host, one.port));
  if (typeof host === 'string') return [typeof port === 'number' ? placeName(host, port) : host];
  const named = Object.values(question).find((value) => typeof value === 'string' && value !== question.kind);
  return typeof named === 'string' ? [named] : [];
}
