import { AwsRefusal } from './errors.ts';

/** Something that AWS would not tell, and why. It hides nothing else. */
export interface Refused {
  readonly code: AwsRefusal['code'];
  readonly action: string;
  /** What came in place of an answer. */
  readonly answer?: string;
}

/** The answer; where it fails as expected, what to go on with. Every other error is thrown on. */
export async function recover<E, T, U>(
  answer: Promise<T>,
  isExpected: (error: unknown) => error is E,
  otherwise: (error: E) => U,
): Promise<T | U> {
  try {
    return await answer;
  } catch (error) {
    if (!isExpected(error)) throw error;
    return otherwise(error);
  }
}

/** The answer; what to go on with where AWS refuses it. */
export function unlessRefused<T, U = undefined>(answer: Promise<T>, otherwise?: U): Promise<T | U> {
  // Without a value to go on with, `U` is `undefined`.
  return recover(answer, isRefusal, () => otherwise as U);
}

export function isRefusal(error: unknown): error is AwsRefusal {
  return error instanceof AwsRefusal;
}

/** Reads whose refusal is part of the answer: it is noted, once each action, and the rest goes on. */
export interface SideReads {
  /** @throws what is no refusal, and everything once the time is over */
  readonly unlessRefused: <T, U>(answer: Promise<T>, otherwise: U) => Promise<T | U>;
  readonly note: (refused: Refused) => void;
  readonly refused: () => readonly Refused[];
}

/** @param signal - ends the time of the reads: a refusal after it is its doing, and no answer */
export function sideReads(signal?: AbortSignal): SideReads {
  const noted = new Map<string, Refused>();
  const note = ({ code, action, answer }: Refused) =>
    noted.set(`${code} ${action}`, {
      code,
      action,
      ...(answer !== undefined && answer !== code && { answer }),
    });
  return {
    note,
    refused: () => [...noted.values()],
    unlessRefused: (answer, otherwise) =>
      recover(answer, isRefusal, (refusal) => {
        if (signal?.aborted === true) throw refusal;
        note(refusal);
        return otherwise;
      }),
  };
}

/** Reads of which the credentials may not permit some: what they forbid is noted, and the rest goes on. */
export interface PermittedReads {
  /** @throws every other refusal, and what is no refusal */
  readonly permitted: <T, U = undefined>(answer: Promise<T>, otherwise?: U) => Promise<T | U>;
  /** The actions that were forbidden so far. */
  readonly refused: ReadonlySet<string>;
}

export function permittedReads(): PermittedReads {
  const refused = new Set<string>();
  return {
    refused,
    permitted: <T, U>(answer: Promise<T>, otherwise?: U) =>
      recover(answer, isForbidden, ({ action }) => {
        refused.add(action);
        // Without a value to go on with, `U` is `undefined`.
        return otherwise as U;
      }),
  };
}

function isForbidden(error: unknown): error is AwsRefusal {
  return isRefusal(error) && error.code === 'access-denied';
}
