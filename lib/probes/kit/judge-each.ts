import type { Judged } from '../../core/probe.ts';

/** Judges each by itself and puts the verdicts together, in order. */
export function judgeEach<T, R extends string>(all: readonly T[], judge: (one: T) => Judged<R>): Judged<R> {
  return joinJudged(all.map(judge));
}

/** Several verdicts as one. */
export function joinJudged<R extends string>(parts: readonly Judged<R>[]): Judged<R> {
  return {
    evidence: parts.flatMap(({ evidence }) => evidence),
    faults: parts.flatMap(({ faults }) => faults),
    explanations: parts.flatMap(({ explanations = [] }) => explanations),
    correlationKeys: parts.flatMap(({ correlationKeys = [] }) => correlationKeys),
  };
}
