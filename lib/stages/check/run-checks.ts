import type { Finding } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import type { Observation } from '../../core/observation.ts';
import { type Plan, type PlannedQuestion, withoutWayOut } from '../../core/plan.ts';
import type { Probe } from '../../core/probe.ts';
import type { Report } from '../../core/report.ts';
import type { Clock } from '../../core/time.ts';
import { withPaths } from '../../report/path/with-paths.ts';
import { doesNotProve, type GatewayPlace } from '../../report/text/does-not-prove.ts';
import { renderReport } from '../../report/text/render-finding.ts';
import { mapInspection } from './inspection-map.ts';
import { type Answered, judgeAll } from './judge.ts';
import { leavesAuthorityOpen, type SeenElsewhere, withOtherChains } from './other-chain.ts';
import { type PlanInput, planQuestions } from './plan.ts';
import { shareFixes } from './share-fixes.ts';
import { withBrokenVantages } from './vantage-broken.ts';

/** What differs between the command line and `watch`: who asks, and who explains. */
export interface RunTools {
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  /** Asks the questions; answers one observation each, in the same order, and never rejects. */
  readonly ask: (questions: readonly PlannedQuestion[]) => Promise<readonly Observation[]>;
  /** Whether the vantage reaches names outside its network; told only where it matters. Default: it does. */
  readonly reachesInternet?: () => Promise<boolean>;
  /** What other vantages remember; asked only where it decides. Default: nothing. */
  readonly seenElsewhere?: () => Promise<readonly SeenElsewhere[]>;
  /** Adds to failed findings what causes them; default: nothing is added. */
  readonly explain?: (findings: readonly Finding[]) => Promise<readonly Finding[]>;
}

export interface RunInput extends PlanInput {
  /** `vpc`: asked by a probe function inside a VPC. */
  readonly place: 'local' | 'vpc';
  readonly locale: Locale;
  /** Of the account that is asked; every AWS command of the report carries it. */
  readonly region?: string;
  /** Where the gateways stand, seen from a vantage in a VPC. */
  readonly gateways?: readonly GatewayPlace[];
  /** Answers that are there before anything is asked: discovery that was refused. */
  readonly answered?: readonly Answered[];
}

export interface CheckRun {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly report: Report;
}

/** One look at the targets of one vantage: plan → probe → judge → explain, and the report in words. */
export async function runChecks(input: RunInput, tools: RunTools): Promise<CheckRun> {
  const startedAtMs = tools.clock.wallMs();
  const startedMs = tools.clock.monotonicMs();
  const plan = await planFor(input, tools);
  const observations = await tools.ask(plan.questions);
  const answered = plan.questions.flatMap((planned, index) => {
    const observation = observations[index];
    return observation === undefined ? [] : [{ planned, observation }];
  });
  const all = [...answered, ...(input.answered ?? [])];
  const first = withBrokenVantages(judgeAll(all, tools.probes), tools.probes);
  const elsewhere = leavesAuthorityOpen(first) ? ((await tools.seenElsewhere?.()) ?? []) : [];
  const judged = mapInspection(withOtherChains(first, input.context.lastGood ?? [], elsewhere));
  const findings = shareFixes(tools.explain === undefined ? judged : await tools.explain(judged));
  const { vantage, place, locale, region, gateways = [] } = input;
  const report = await renderReport(
    {
      vantage,
      startedAtMs,
      durationMs: tools.clock.monotonicMs() - startedMs,
      findings,
      doesNotProve: doesNotProve({ vantage, place, findings, leftOut: plan.leftOut, gateways }, locale),
      ...(region !== undefined && { region }),
    },
    tools.probes,
    locale,
  );
  const formerNames = input.targets.flatMap(({ name, was = [] }) =>
    was.length === 0 ? [] : [{ target: name, was }],
  );
  return {
    plan,
    findings,
    report: {
      ...withLabels(withPaths(report, tools.probes, locale), input),
      ...(formerNames.length > 0 && { formerNames }),
    },
  };
}

async function planFor(input: RunInput, { probes, reachesInternet }: RunTools): Promise<Plan> {
  const plan = planQuestions(input, probes);
  const isClosed =
    plan.questions.some(({ outside }) => outside === true) &&
    reachesInternet !== undefined &&
    !(await reachesInternet());
  return isClosed ? withoutWayOut(plan) : plan;
}

/** Each finding with the owner and the tags of its target. */
function withLabels(report: Report, { targets }: RunInput): Report {
  const byName = new Map(targets.map((target) => [target.name, target]));
  const findings = report.findings.map((finding) => {
    const { owner, tags } = byName.get(finding.target) ?? {};
    return { ...finding, ...(owner !== undefined && { owner }), ...(tags !== undefined && { tags }) };
  });
  return { ...report, findings };
}
