import type { JudgedFault } from '../../core/probe.ts';
import type { Refused } from '../../core/refusals.ts';

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
