import type { Question } from '../../core/observation.ts';
import type { LeftOut, Plan, PlannedQuestion, PlannedTarget } from '../../core/plan.ts';
import type { Probe } from '../../core/probe.ts';
import { TARGETS } from '../../targets/registry.ts';
import { type Target, type TargetContext, trusting } from '../../targets/target.ts';

export interface PlanInput {
  readonly vantage: string;
  readonly targets: readonly PlannedTarget[];
  readonly context: TargetContext;
  /** What the targets' types mean; default the registry. */
  readonly types?: readonly Target[];
  /** Leaves out what only AWS can answer; for a run that has no account. */
  readonly withoutAws?: boolean;
  /** Targets of which only AWS is asked: nothing is tried from where the run is. */
  readonly onlyAws?: ReadonlySet<string>;
  /** Only these kinds are shown; what they need is asked all the same. Default: all. */
  readonly kinds?: readonly string[];
  readonly timeoutMs: number;
  /** What no question may exceed, however long its own time is: `--timeout` bounds them all. */
  readonly longestMs?: number;
  readonly attempts: number;
}

/**
 * What to ask of which target. Pure: the same input gives the same questions in the same order.
 * Two targets that want the same are asked twice: each has findings of its own, and the answers may differ.
 */
export function planQuestions(input: PlanInput, probes: readonly Probe[]): Plan {
  const types: readonly Target[] = input.types ?? TARGETS;
  const questions: PlannedQuestion[] = [];
  const leftOut: LeftOut[] = [];
  const asked = input.kinds === undefined ? undefined : withNeeded(input.kinds, probes);
  const needAws = new Set(probes.filter(({ from }) => from === 'control').map(({ kind }) => kind));
  const context: TargetContext = { siblings: input.targets, ...input.context };
  for (const target of input.targets) {
    const definition = types.find(({ type }) => type === target.type);
    if (definition === undefined) continue;
    const plan = definition.questions(
      { ...target.fields, name: target.name },
      trusting(target.fields, context),
    );
    if (plan.outcome === 'left-out') {
      leftOut.push({ vantage: input.vantage, target: target.name, why: plan.why });
      continue;
    }
    const { vantage, withoutAws = false, onlyAws } = input;
    const fromHere = onlyAws?.has(target.name) !== true;
    const outside = plan.outside ?? [];
    const own = [...plan.questions, ...outside];
    const answerable = own.filter(({ kind }) => (needAws.has(kind) ? !withoutAws : fromHere));
    const isLeftOut = (ofAws: boolean) =>
      own.some((one) => needAws.has(one.kind) === ofAws && !answerable.includes(one));
    if (isLeftOut(true)) leftOut.push({ vantage, target: target.name, why: 'needs-aws' });
    if (isLeftOut(false)) leftOut.push({ vantage, target: target.name, why: 'not-from-here' });
    for (const question of answerable) {
      if (asked !== undefined && !asked.has(question.kind)) continue;
      questions.push({
        vantage: input.vantage,
        target: target.name,
        shown: input.kinds?.includes(question.kind) ?? true,
        question: withTime(question, input),
        ...(outside.includes(question) && { outside: true as const }),
      });
    }
  }
  return { questions, leftOut };
}

/** A question's own time takes precedence over the run's. */
function withTime(question: Question, input: PlanInput): Question {
  const { timeoutMs, attempts, longestMs = Number.POSITIVE_INFINITY } = input;
  return { attempts, ...question, timeoutMs: Math.min(question.timeoutMs ?? timeoutMs, longestMs) };
}

/** The kinds and, transitively, those whose failure could explain theirs. */
function withNeeded(kinds: readonly string[], probes: readonly Probe[]): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (kind: string) => {
    if (all.has(kind)) return;
    all.add(kind);
    for (const needed of probes.find((probe) => probe.kind === kind)?.needs ?? []) add(needed);
  };
  for (const kind of kinds) add(kind);
  return all;
}
