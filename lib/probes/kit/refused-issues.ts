import type { JudgedFault } from '../../core/probe.ts';
import type { Refused } from '../../core/refusals.ts';

/** A part that AWS would not tell is `unknown`, beside whatever was found wrong. */
export function refusedIssues(
  refused: readonly Refused[],
  subject: string,
): readonly JudgedFault<'access-denied' | 'throttled' | 'out-of-time'>[] {
  return refused.map(({ code, action }) => ({
    reason: code === 'unavailable' ? 'out-of-time' : code,
    subject,
    values: { action },
  }));
}
