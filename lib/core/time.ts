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

/** A deadline, for the code that set it. */
export interface OwnDeadline extends Deadline {
  /** Stops the time, for as long as what is waited for is no peer; call the answer to let it run on. */
  readonly hold: () => () => void;
  /** Takes the timer away once the answer is there. A timer that is left behind costs as much as a TLS record. */
  readonly end: () => void;
}

/** Who ends with whom. A listener on the parent's signal would be found again by walking past all the others. */
const children = new WeakMap<Deadline, Set<() => void>>();

/**
 * A deadline `budgetMs` from now that also ends when `parent` does.
 *
 * @param budgetMs - milliseconds; cut to what the parent has left
 */
export function deadlineIn(clock: Clock, budgetMs: number, parent?: Deadline): OwnDeadline {
  const allowedMs = Math.max(0, parent ? Math.min(budgetMs, parent.remainingMs()) : budgetMs);
  const controller = new AbortController();
  const dependants = new Set<() => void>();
  let endsAtMs = clock.monotonicMs() + allowedMs;
  let heldLeftMs: number | undefined;
  let holds = 0;
  let timer: NodeJS.Timeout | undefined;

  const leftMs = () =>
    parent?.signal.aborted ? 0 : (heldLeftMs ?? Math.max(0, endsAtMs - clock.monotonicMs()));
  const abort = () => {
    end();
    if (controller.signal.aborted) return;
    // Named as `AbortSignal.timeout` names it: readers of AWS tell a time-out by it.
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    for (const dependant of [...dependants]) dependant();
  };
  const start = () => {
    timer = setTimeout(abort, Math.ceil(leftMs()));
    // A deadline that nobody waits for does not keep the process alive.
    timer.unref();
  };
  const siblings = parent && children.get(parent);
  const end = () => {
    clearTimeout(timer);
    siblings?.delete(abort);
    parent?.signal.removeEventListener('abort', abort);
  };

  const deadline: OwnDeadline = {
    signal: controller.signal,
    remainingMs: leftMs,
    hold: () => {
      if (holds === 0 && !controller.signal.aborted) {
        heldLeftMs = leftMs();
        clearTimeout(timer);
      }
      holds += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holds -= 1;
        if (holds > 0 || heldLeftMs === undefined) return;
        endsAtMs = clock.monotonicMs() + heldLeftMs;
        heldLeftMs = undefined;
        if (!controller.signal.aborted) start();
      };
    },
    end,
  };
  children.set(deadline, dependants);
  if (parent?.signal.aborted) abort();
  else {
    if (siblings === undefined) parent?.signal.addEventListener('abort', abort, { once: true });
    else siblings.add(abort);
    start();
  }
  return deadline;
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
