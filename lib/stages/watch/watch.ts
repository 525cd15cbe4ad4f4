import type { Config, Vantage } from '../../config/config.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { NetworkReader } from '../../core/aws/network-reader.ts';
import { AwsRefusal } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import type { LastGood } from '../../core/last-good.ts';
import type { Locale } from '../../core/locale.ts';
import type { ProbeCall, ProbeCaller } from '../../core/notify/callers.ts';
import type { Observation, Question } from '../../core/observation.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import type { Probe } from '../../core/probe.ts';
import type { Status } from '../../core/reason.ts';
import type { Report } from '../../core/report.ts';
import { type Clock, type Deadline, deadlineIn } from '../../core/time.ts';
import type { Spoke } from '../../core/vantage.ts';
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
import { checkOf, type Discover, type Discovered, discoverTargets, lacksLabels } from './discover.ts';
import { placeGateways } from './gateway-places.ts';
import { probeVantage, VANTAGE_MS } from './probe-vantage.ts';
import { reachesInternet, readTargetContext } from './target-context.ts';

/** What differs between an account and Region and another. */
export type PlaceTools = Pick<
  WatchTools,
  'region' | 'network' | 'aws' | 'flows' | 'discover' | 'callProbe' | 'askHere'
>;

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
  readonly flows?: Pick<AwsAccess, 'flowLogs' | 'logs' | 'objects'> & { readonly account: string };
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
  /**
   * Enters the account of a vantage beside the installation's own; rejects with `AwsRefusal` where it may not. Only asked
   * of vantages that have a `spoke`.
   */
  readonly enter?: (spoke: Spoke) => Promise<PlaceTools>;
  /** Asks control kinds in this process. */
  readonly askHere: (questions: readonly Question[]) => Promise<readonly Observation[]>;
}

export interface Watched {
  /** One a vantage that was asked, in the order of gatewatch.yaml. */
  readonly runs: readonly RememberedRun[];
  /** All of them as one. */
  readonly report: Report;
}

/** Checks the targets of the vantages that are in a VPC, all vantages side by side. */
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

/** AWS answers about a load balancer from any vantage: the first vantage in a VPC reports it, so that it is reported once. */
export function loadBalancersAskedWith(vantage: Vantage, config: Config): readonly PlannedTarget[] {
  const first = config.vantages.find(({ network, spoke }) => network !== undefined && spoke === undefined);
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
  hub: WatchTools,
): Promise<RememberedRun> {
  const deadline = deadlineIn(hub.clock, VANTAGE_MS, hub.deadline);
  try {
    return await runWithin(vantage, loadBalancers, others, input, locale, { ...hub, deadline });
  } finally {
    deadline.end();
  }
}

async function runWithin(
  vantage: Vantage,
  loadBalancers: readonly PlannedTarget[],
  others: readonly string[],
  input: WatchInput,
  locale: Locale,
  hub: WatchTools,
): Promise<RememberedRun> {
  const place = await placeOf(vantage, hub);
  if ('broken' in place) return await runFromBroken(vantage, place.broken, input, locale, hub);
  const { tools } = place;
  // The memory is read beside everything else that is asked before there is a plan.
  const remembered = tools.lastGood(vantage.name);
  const configured: readonly PlannedTarget[] = [...vantage.targets, ...loadBalancers];
  // A run whose targets are all known by name need not wait for listings of the whole account.
  const needsDiscovery =
    input.targets?.every((name) =>
      configured.some((one) => one.name === name && !lacksLabels(one, vantage)),
    ) !== true;
  const {
    targets: found,
    refusals,
    discovered,
  }: Discovered = needsDiscovery
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
      ask: (questions) =>
        probeVantage(vantage.spoke?.vantage ?? vantage.name, questions, {
          ...tools,
          reach: reachOf(vantage),
        }),
      reachesInternet: () => reachesInternet(vantage.network?.subnets ?? [], tools.network, signal),
      seenElsewhere: () => rememberedElsewhere(others, tools),
      explain: async (findings) =>
        withChanges(await explainFrom(vantage, findings, tools), lastGood ?? [], tools.probes, startedAtMs),
    },
  );
  const report = { ...looked.report, ...(discovered !== undefined && { discovered }) };
  return { ...looked, report, lastGood };
}

/** Entering another account is one call: an account that has not answered by then will not. */
const ENTER_MS = 20_000;

/** Rejects with a refusal where an account does not let in in time. */
async function enterInTime(
  spoke: Spoke,
  enter: NonNullable<WatchTools['enter']>,
  { clock, deadline }: Pick<WatchTools, 'clock' | 'deadline'>,
): Promise<PlaceTools> {
  const own = deadlineIn(clock, ENTER_MS, deadline);
  const late = new Promise<never>((_, reject) => {
    const refuse = () =>
      reject(new AwsRefusal('unavailable', 'sts:AssumeRole', { answer: 'no answer in time' }));
    if (own.signal.aborted) refuse();
    else own.signal.addEventListener('abort', refuse, { once: true });
  });
  try {
    return await Promise.race([enter(spoke), late]);
  } finally {
    own.end();
  }
}

type Place = { readonly tools: WatchTools } | { readonly broken: Observation };

/** An account whose probe AWS does not let this installation call is as broken as one that cannot be entered. */
function callIn({ account, region }: Spoke, callProbe: ProbeCaller): ProbeCaller {
  return async (call) => {
    const reply = await callProbe(call);
    if (reply.outcome !== 'access-denied' && reply.outcome !== 'throttled') return reply;
    const message = `${reply.action} (${reply.outcome}): the probe of account ${account.id} (${account.name}) in ${region} cannot be called`;
    return { outcome: 'not-called', message };
  };
}

/** The tools of a vantage's own account and Region, or why they cannot be had. */
async function placeOf({ spoke }: Vantage, hub: WatchTools): Promise<Place> {
  if (spoke === undefined) return { tools: hub };
  try {
    if (hub.enter === undefined) throw new Error(`nothing enters the account ${spoke.account.id}`);
    const own = await enterInTime(spoke, hub.enter, hub);
    return { tools: { ...hub, ...own, callProbe: callIn(spoke, own.callProbe) } };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const { account, region } = spoke;
    const message = `${error.action} (${error.code}): the role of account ${account.id} (${account.name}) in ${region} cannot be taken; it is missing, or does not trust this installation`;
    return { broken: { outcome: 'vantage-broken', why: 'not-entered', message } };
  }
}

/** Everything that is watched from a place that cannot be entered is unknown, with the action that was refused. */
async function runFromBroken(
  vantage: Vantage,
  broken: Observation,
  input: WatchInput,
  locale: Locale,
  tools: WatchTools,
): Promise<RememberedRun> {
  const targets = vantage.targets.filter(({ name }) => input.targets?.includes(name) ?? true);
  const looked = await runChecks(
    {
      vantage: vantage.name,
      targets,
      types: TARGETS,
      context: {
        siblings: vantage.targets,
        endpoints: new Map(),
        ...(vantage.network !== undefined && { place: vantage.network }),
      },
      timeoutMs: DEFAULT_TIMEOUT_MS,
      attempts: DEFAULT_ATTEMPTS,
      place: 'vpc',
      locale,
      answered: vantage.discover.map((what) => ({
        planned: {
          vantage: vantage.name,
          target: `discover-${what}`,
          shown: true,
          question: { kind: checkOf(what) },
        },
        observation: broken,
      })),
      ...(input.checks !== undefined && { kinds: input.checks }),
    },
    {
      probes: tools.probes,
      clock: tools.clock,
      ask: async (questions) => questions.map(() => broken),
    },
  );
  // Nothing was seen, so that nothing is remembered either.
  return { ...looked, lastGood: undefined };
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
    ...(tools.flows !== undefined && {
      flows: { ...tools.flows, region: tools.region, nowMs: tools.clock.wallMs },
    }),
    vantages: new Map(place),
    deadline: tools.deadline,
  });
  explained.notes.forEach(tools.onNote);
  return explained.findings;
}
