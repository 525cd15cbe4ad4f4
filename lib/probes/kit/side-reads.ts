import { AwsRefusal } from '../../core/errors.ts';
import type { JudgedFault, ObserveContext } from '../../core/probe.ts';

/** Something beside the object itself that AWS would not tell: it hides nothing else. */
export interface Refused {
  readonly code: 'access-denied' | 'throttled' | 'unavailable';
  readonly action: string;
}

/** Reads whose refusal is part of the answer, told once an action. */
export interface SideReads {
  /** @throws what is no refusal, and everything once the question's time is over */
  readonly unlessRefused: <T>(answer: Promise<T>, otherwise: T) => Promise<T>;
  readonly refused: () => readonly Refused[];
}

export function sideReads({ deadline }: Pick<ObserveContext, 'deadline'>): SideReads {
  const refused = new Map<string, Refused>();
  return {
    unlessRefused: async (answer, otherwise) => {
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof AwsRefusal) || deadline.signal.aborted) throw error;
        // `code` of a refusal is one of these three by its constructor.
        refused.set(error.action, { code: error.code as Refused['code'], action: error.action });
        return otherwise;
      }
    },
    refused: () => [...refused.values()],
  };
}

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
