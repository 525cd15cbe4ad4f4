import type { Config, Vantage } from '../../config/config.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { NetworkReader } from '../../core/aws/network-reader.ts';
import type { Finding } from '../../core/finding.ts';
import type { LastGood } from '../../core/last-good.ts';
import type { Locale } from '../../core/locale.ts';
import type { ProbeCall, ProbeCaller } from '../../core/notify/callers.ts';
import type { Observation, Question } from '../../core/observation.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import type { Probe } from '../../core/probe.ts';
import type { Status } from '../../core/reason.ts';
import type { Report } from '../../core/report.ts';
import type { Clock, Deadline } from '../../core/time.ts';
import { namedOwnAddresses } from '../../net/reach.ts';
import { mtlsSpec } from '../../probes/mtls/spec.ts';
import { onPremises } from '../../report/text/does-not-prove.ts';
import { loadBalancer } from '../../targets/load-balancer.ts';
import { TARGETS } from '../../targets/registry.ts';
import { type ExplainNote, explainAll } from '../check/explain.ts';
import type { SeenElsewhere } from '../check/other-chain.ts';
import type { PlanInput } from '../check/plan.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../check/probe.ts';
import { runChecks } from '../check/run-checks.ts';
import { besideOthers, configuredVantages } from '../check/same-target.ts';
import { withChanges } from '../memory/last-good.ts';
import type { RememberedRun } from '../memory/store-last-good.ts';
import { type Discover, discoverTargets } from './discover.ts';
import { placeGateways } from './gateway-places.ts';
import { probeVantage } from './probe-vantage.ts';
import { reachesInternet, readTargetContext } from './target-context.ts';

/** What to look at; what is left out means everything. */
export interface WatchInput {
  readonly vantage?: string | undefined;
  readonly targets?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly lang?: Locale | undefined;
}

export interface WatchTools {
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly region: string;
  readonly network: NetworkReader;
  readonly aws: Pick<AwsAccess, 'instanceConnect' | 'instances' | 'clientVpn'>;
  /** Reads what flow logs recorded of what gave no answer; without it, they prove nothing. */
  readonly flows?: Pick<AwsAccess, 'flowLogs' | 'logs'>;
  /** Looks for what is under `discover:`. */
  readonly discover: Discover;
  readonly callProbe: ProbeCaller;
  /**
   * What is remembered of a vantage's targets; undefined when the memory does not tell. It never rejects, and answers
   * within its own time.
   */
  readonly lastGood: (vantage: string) => Promise<readonly LastGood[] | undefined>;
  /** What the other vantages reported lately; default: nothing. It never rejects. */
  readonly recentReports?: (vantages: readonly string[]) => Promise<readonly Report[]>;
  /** The security group of each vantage's probe; without it, silence is not explained from there. */
  readonly probeGroups: ReadonlyMap<string, string>;
  /** Told why failures were left without an explanation. */
  readonly onNote: (note: ExplainNote) => void;
  /** Asks control kinds in this process. */
  readonly askHere: (questions: readonly Question[]) => Promise<readonly Observation[]>;
}

export interface Watched {
  /** One a vantage that was asked, in the order of gatewatch.yaml. */
  readonly runs: readonly RememberedRun[];
  /** All of them as one. */
  readonly report: Report;
}

/** Looks at the targets of the vantages that stand in a VPC, all vantages side by side. */
export async function watch(input: WatchInput, config: Config, tools: WatchTools): Promise<Watched> {
  const locale = input.lang ?? config.language;
  const startedAtMs = tools.clock.wallMs();
  const startedMs = tools.clock.monotonicMs();
  const chosen = config.vantages.filter(({ name }) => input.vantage === undefined || name === input.vantage);
  const [inVpc, elsewhere] = [
    chosen.filter(({ network }) => network !== undefined),
    chosen.filter(({ network }) => network === undefined),
  ];
  // The table is read beside the run.
  const others = config.vantages
    .map(({ name }) => name)
    .filter((name) => inVpc.every((one) => one.name !== name));
  const recent = tools.recentReports?.(others);
  const asked = await Promise.all(
    inVpc.map((vantage) => {
      const others = config.vantages.map(({ name }) => name).filter((name) => name !== vantage.name);
      return runFrom(vantage, loadBalancersAskedWith(vantage, config), others, input, locale, tools);
    }),
  );
  const runs = compared(asked, (await recent) ?? [], config, locale);
  const reports = runs.map(({ report }) => report);
  const [only] = reports;
  if (only !== undefined && reports.length === 1 && elsewhere.length === 0) return { runs, report: only };
  const count = (status: Status) => reports.reduce((sum, { totals }) => sum + totals[status], 0);
  const report: Report = {
    version: 1,
    vantage: inVpc.map(({ name }) => name).join(', '),
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Math.round(tools.clock.monotonicMs() - startedMs),
    totals: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      failed: count('failed'),
      unknown: count('unknown'),
    },
    findings: reports.flatMap(({ findings }) => findings),
    doesNotProve: [
      ...new Set(reports.flatMap(({ doesNotProve }) => doesNotProve)),
      ...elsewhere.map(({ name }) => onPremises(name, locale)),
    ],
  };
  return { runs, report };
}

/** The runs beside each other, and beside what the vantages that were not asked reported lately. */
function compared(
  runs: readonly RememberedRun[],
  recent: readonly Report[],
  config: Config,
  locale: Locale,
): readonly RememberedRun[] {
  const reports = [...runs.map(({ report }) => report), ...recent];
  const vantages = configuredVantages(config);
  return runs.map((run) => ({
    ...run,
    report: { ...run.report, findings: besideOthers(run.report.findings, reports, vantages, locale) },
  }));
}

/** AWS answers about a load balancer wherever it is asked from: the first vantage in a VPC tells it, so that it is told once. */
export function loadBalancersAskedWith(vantage: Vantage, config: Config): readonly PlannedTarget[] {
  const first = config.vantages.find(({ network }) => network !== undefined);
  if (vantage !== first) return [];
  return config.mtls.map(({ name, ...fields }) => ({
    name,
    type: loadBalancer.type,
    fields: mtlsSpec.parse(fields),
  }));
}

async function runFrom(
  vantage: Vantage,
  loadBalancers: readonly PlannedTarget[],
  others: readonly string[],
  input: WatchInput,
  locale: Locale,
  tools: WatchTools,
): Promise<RememberedRun> {
  // The memory is read beside everything else that is asked before there is a plan.
  const remembered = tools.lastGood(vantage.name);
  const configured: readonly PlannedTarget[] = [...vantage.targets, ...loadBalancers];
  // A look at targets that are all known by name need not wait for listings of the whole account.
  const needsDiscovery = input.targets?.every((name) => configured.some((one) => one.name === name)) !== true;
  const { targets: found, refusals } = needsDiscovery
    ? await discoverTargets(vantage, tools)
    : { targets: vantage.targets, refusals: [] };
  const all: readonly PlannedTarget[] = [...found, ...loadBalancers];
  const targets = all.filter(({ name }) => input.targets?.includes(name) ?? true);
  const { signal } = tools.deadline;
  const { network, region, aws } = tools;
  const [known, gateways] = await Promise.all([
    readTargetContext(targets, { network, aws, region, signal }),
    vantage.network === undefined ? [] : placeGateways(targets, vantage.network, tools.network, signal),
  ]);
  const lastGood = await remembered;
  const plan: PlanInput = {
    vantage: vantage.name,
    targets,
    types: [...TARGETS, loadBalancer],
    context: {
      siblings: all,
      ...known,
      ...(vantage.network !== undefined && { place: vantage.network }),
      ...(lastGood !== undefined && { lastGood }),
    },
    timeoutMs: DEFAULT_TIMEOUT_MS,
    attempts: DEFAULT_ATTEMPTS,
    ...(input.checks !== undefined && { kinds: input.checks }),
  };
  const startedAtMs = tools.clock.wallMs();
  const looked = await runChecks(
    { ...plan, place: 'vpc', locale, region: tools.region, gateways, answered: refusals },
    {
      probes: tools.probes,
      clock: tools.clock,
      ask: (questions) => probeVantage(vantage.name, questions, { ...tools, reach: reachOf(vantage) }),
      reachesInternet: () => reachesInternet(vantage.network?.subnets ?? [], tools.network, signal),
      seenElsewhere: () => rememberedElsewhere(others, tools),
      explain: async (findings) =>
        withChanges(await explainFrom(vantage, findings, tools), lastGood ?? [], tools.probes, startedAtMs),
    },
  );
  return { ...looked, lastGood };
}

/** What the other vantages last saw well, for what one vantage alone cannot tell. */
async function rememberedElsewhere(
  vantages: readonly string[],
  { lastGood }: WatchTools,
): Promise<readonly SeenElsewhere[]> {
  return await Promise.all(
    vantages.map(async (vantage) => ({ vantage, lastGood: (await lastGood(vantage)) ?? [] })),
  );
}

/** Of the machine's own addresses those that gatewatch.yaml names; IPv6 where the vantage has it. */
function reachOf({ ipv6 = false, targets }: Vantage): NonNullable<ProbeCall['reach']> {
  return { ipv6, allow: namedOwnAddresses(targets.map(({ fields }) => fields)) };
}

async function explainFrom(
  vantage: Vantage,
  findings: readonly Finding[],
  tools: WatchTools,
): Promise<readonly Finding[]> {
  const group = tools.probeGroups.get(vantage.name);
  const subnetIds = vantage.network?.subnets ?? [];
  const place =
    group === undefined ? [] : [[vantage.name, { subnetIds, securityGroupIds: [group] }] as const];
  const explained = await explainAll(findings, {
    probes: tools.probes,
    reader: tools.network,
    ...(tools.flows !== undefined && { flows: { ...tools.flows, nowMs: tools.clock.wallMs } }),
    vantages: new Map(place),
    deadline: tools.deadline,
  });
  explained.notes.forEach(tools.onNote);
  return explained.findings;
}
