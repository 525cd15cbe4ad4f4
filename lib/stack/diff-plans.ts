import type { DescribedPlan } from './describe-plan.ts';

/** One check of one target, as a plan has it. */
interface PlannedCheck {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
  readonly asks: readonly string[];
}

export interface PlanDiff {
  /** Absent where it stays. */
  readonly schedule?: { readonly before: string; readonly after: string };
  readonly vantages: Change<string>;
  readonly checks: Change<PlannedCheck> & {
    readonly changed: readonly (PlannedCheck & { readonly asked: readonly string[] })[];
  };
  /** `vantage: word` under `discover:`. What it finds is not in a plan. */
  readonly discovers: Change<string>;
  readonly permissions: Change<string>;
  /** Channels, what they take, quiet hours and routes; absent where the deployed version did not write them down. */
  readonly receivers?: Change<string>;
  readonly usdMonth: { readonly before: number; readonly after: number };
}

interface Change<T> {
  readonly added: readonly T[];
  readonly gone: readonly T[];
}

/** What becomes different when one plan takes the place of another. */
export function diffPlans(before: DescribedPlan, after: DescribedPlan): PlanDiff {
  const [had, has] = [checksOf(before), checksOf(after)];
  return {
    ...(before.schedule !== after.schedule && {
      schedule: { before: before.schedule, after: after.schedule },
    }),
    vantages: change(namesOf(before), namesOf(after)),
    checks: {
      added: [...has].flatMap(([key, check]) => (had.has(key) ? [] : [check])),
      gone: [...had].flatMap(([key, check]) => (has.has(key) ? [] : [check])),
      changed: [...has].flatMap(([key, check]) => {
        const asked = had.get(key)?.asks;
        return asked === undefined || asked.join('\n') === check.asks.join('\n') ? [] : [{ ...check, asked }];
      }),
    },
    discovers: change(discoversOf(before), discoversOf(after)),
    permissions: change(before.permissions, after.permissions),
    ...(before.receivers !== undefined && { receivers: change(before.receivers, after.receivers ?? []) }),
    usdMonth: { before: before.usdMonth, after: after.usdMonth },
  };
}

/** Whether a deployment would ask, find, cost and need the same, and the same people receive it. */
export function isSamePlan({
  schedule,
  vantages,
  checks,
  discovers,
  permissions,
  receivers,
  usdMonth,
}: PlanDiff): boolean {
  if (receivers === undefined) return false;
  const changes = [vantages, checks, discovers, permissions, receivers];
  return (
    schedule === undefined &&
    checks.changed.length === 0 &&
    changes.every(({ added, gone }) => added.length === 0 && gone.length === 0) &&
    usdMonth.before === usdMonth.after
  );
}

function change(before: readonly string[], after: readonly string[]): Change<string> {
  return {
    added: after.filter((one) => !before.includes(one)),
    gone: before.filter((one) => !after.includes(one)),
  };
}

function namesOf({ vantages }: DescribedPlan): readonly string[] {
  return vantages.map(({ vantage }) => vantage);
}

function discoversOf({ vantages }: DescribedPlan): readonly string[] {
  return vantages.flatMap(({ vantage, discovers }) => discovers.map((word) => `${vantage}: ${word}`));
}

function checksOf({ vantages }: DescribedPlan): ReadonlyMap<string, PlannedCheck> {
  return new Map(
    vantages.flatMap(({ vantage, checks }) =>
      checks.map((one): [string, PlannedCheck] => [
        [vantage, one.target, one.check].join('\n'),
        { vantage, ...one },
      ]),
    ),
  );
}
