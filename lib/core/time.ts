/** Lengths of time, milliseconds. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The only source of time. `wallMs` is milliseconds since the Unix epoch, `monotonicMs` never jumps: never mix them. */
export interface Clock {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

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

/**
 * A wall time as ISO 8601 in UTC, to the second.
 *
 * @param atMs - milliseconds since the Unix epoch; undefined or beyond what a date can hold gives undefined
 */
export function isoTime(atMs: number | undefined): string | undefined {
  const date = new Date(atMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
