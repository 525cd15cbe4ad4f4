import type { Question } from './observation.ts';

/** One question with its place in the report. */
export interface PlannedQuestion {
  readonly vantage: string;
  readonly target: string;
  readonly question: Question;
  /** False for a question that is asked only because a shown kind needs it; it is shown when it explains something. */
  readonly shown: boolean;
  /** Asked only where the vantage reaches names outside its network. */
  readonly outside?: true;
}

/** Why a target is not asked. */
export type LeftOutReason = 'no-way-out' | 'endpoint-unknown' | 'needs-aws' | 'not-from-here';

/** Something that was left out on purpose, and why: it ends in `doesNotProve`. */
export interface LeftOut {
  readonly vantage: string;
  readonly target: string;
  /** Also the key of the phrase that says why. */
  readonly why: LeftOutReason;
}

export interface Plan {
  readonly questions: readonly PlannedQuestion[];
  readonly leftOut: readonly LeftOut[];
}

/** A name that a target has, or had, at a vantage. */
export interface TargetPlace {
  readonly vantage: string;
  readonly target: string;
}

/** A target as the plan takes it: its type's fields, already parsed. */
export interface PlannedTarget {
  readonly name: string;
  readonly type: string;
  /** What it was called before: what is remembered under these names is its own. */
  readonly was?: readonly TargetPlace[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** Who is responsible, as gatewatch.yaml says. */
  readonly owner?: string;
  /** What gatewatch.yaml says it carries, and what AWS says of what was found. */
  readonly tags?: Readonly<Record<string, string>>;
  /** It was found, and is in no gatewatch.yaml. */
  readonly discovered?: true;
}

/** What is left of a plan where there is no way out of the vantage's network. */
export function withoutWayOut({ questions, leftOut }: Plan): Plan {
  const kept = questions.filter(({ outside }) => outside !== true);
  const lost = questions.filter(({ target }) => kept.every((one) => one.target !== target));
  const places = new Map(lost.map(({ vantage, target }) => [`${vantage}\n${target}`, { vantage, target }]));
  return {
    questions: kept,
    leftOut: [...leftOut, ...[...places.values()].map((one) => ({ ...one, why: 'no-way-out' as const }))],
  };
}
