import type { Clock } from './clock.ts';

/** A moment by which an answer must be there, whatever happens. */
export interface Deadline {
  /** Aborted when the moment comes, or when the caller gives up earlier. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never negative. */
  readonly remainingMs: () => number;
}

/**
 * A deadline `budgetMs` from now that also ends when `parent` does.
 *
 * @param budgetMs - milliseconds; cut to what the parent has left
 */
export function deadlineIn(clock: Clock, budgetMs: number, parent?: Deadline): Deadline {
  const allowedMs = Math.max(0, parent ? Math.min(budgetMs, parent.remainingMs()) : budgetMs);
  const endsAtMs = clock.monotonicMs() + allowedMs;
  const timeout = AbortSignal.timeout(Math.ceil(allowedMs));
  return {
    signal: parent ? AbortSignal.any([timeout, parent.signal]) : timeout,
    remainingMs: () => (parent?.signal.aborted ? 0 : Math.max(0, endsAtMs - clock.monotonicMs())),
  };
}
