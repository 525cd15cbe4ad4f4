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

/** What ends waiting early, as an AbortSignal does; less of it costs less. */
export interface Ending {
  readonly aborted: boolean;
  readonly addEventListener: (type: 'abort', listener: () => void, options: { readonly once: true }) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}

/** A moment by which an answer must be there, whatever happens. */
export interface Deadline extends Ending {
  /** Aborted when the moment comes, or when the caller gives up earlier. Made when it is first wanted. */
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

/**
 * A deadline `budgetMs` from now that also ends when `parent` does.
 *
 * @param budgetMs - milliseconds; cut to what the parent has left
 */
export function deadlineIn(clock: Clock, budgetMs: number, parent?: Deadline): OwnDeadline {
  const allowedMs = Math.max(0, parent ? Math.min(budgetMs, parent.remainingMs()) : budgetMs);
  let endsAtMs = clock.monotonicMs() + allowedMs;
  let isOver = false;
  let heldLeftMs: number | undefined;
  let holds = 0;
  let timer: NodeJS.Timeout | undefined;
  // A thousand questions have one each, and few of them are asked for it.
  let controller: AbortController | undefined;
  let listeners: Set<() => void> | undefined;

  const leftMs = () => (parent?.aborted ? 0 : (heldLeftMs ?? Math.max(0, endsAtMs - clock.monotonicMs())));
  const over = () => {
    end();
    if (isOver) return;
    isOver = true;
    controller?.abort(timedOut());
    for (const listener of listeners ?? []) listener();
    listeners = undefined;
  };
  const start = () => {
    timer = setTimeout(over, Math.ceil(leftMs()));
    // A deadline that nobody waits for does not keep the process alive.
    timer.unref();
  };
  const end = () => {
    clearTimeout(timer);
    parent?.removeEventListener('abort', over);
  };

  if (parent?.aborted) isOver = true;
  else {
    parent?.addEventListener('abort', over, { once: true });
    start();
  }
  return {
    get aborted() {
      return isOver;
    },
    get signal() {
      controller ??= new AbortController();
      if (isOver && !controller.signal.aborted) controller.abort(timedOut());
      return controller.signal;
    },
    addEventListener: (_type, listener) => {
      if (isOver) return;
      listeners ??= new Set();
      listeners.add(listener);
    },
    removeEventListener: (_type, listener) => void listeners?.delete(listener),
    remainingMs: leftMs,
    hold: () => {
      if (holds === 0 && !isOver) {
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
        if (!isOver) start();
      };
    },
    end,
  };
}

/** Named as `AbortSignal.timeout` names it: readers of AWS tell a time-out by it. */
function timedOut(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
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
