import type { Evidence, Measurement } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import type { Refused } from '../../core/refusals.ts';

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

/** A part that AWS would not tell is `unknown`, beside whatever was found wrong. */
export function refusedIssues(
  refused: readonly Refused[],
  subject: string,
): readonly JudgedFault<'access-denied' | 'throttled' | 'aws-unavailable'>[] {
  return refused.map(({ code, action, answer }) =>
    code === 'unavailable'
      ? { reason: 'aws-unavailable', subject, values: { action, code: answer ?? code } }
      : { reason: code, subject, values: { action } },
  );
}

/**
 * What was seen at one subject, without the fields that are not known, or empty. What AWS gives no word for was
 * described all the same.
 */
export function evidence<T extends { readonly subject: string; readonly outcome: string }>(
  fields: T,
): Evidence {
  const named = { ...fields, subject: fields.subject || '-', outcome: fields.outcome || 'described' };
  const kept = Object.entries(named).filter(([, value]) => value !== undefined && value !== '');
  // `subject` and `outcome` were just filled; all other fields of evidence are optional.
  return Object.fromEntries(kept) as unknown as Evidence;
}

/** Values for the texts without those that are not known: JSON would drop them too. */
export function known(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Milliseconds to one decimal: what a person wants of a time that was measured. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** How long something took, milliseconds. */
export function timeTaken(name: string, ms: number, subject: string): Measurement {
  return { name, value: tenths(ms), unit: 'Milliseconds', subject };
}
