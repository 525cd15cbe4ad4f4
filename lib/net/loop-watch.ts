/**
 * How late this process is. A machine that is starved of processor time reads its sockets late, and would take
 * answers that are there for silence.
 */

/** One look at the delay of the event loop; how late it was, milliseconds. */
type OnDelay = (lateMs: number) => void;

/** How often is looked. Delays below it are found out by the next look. */
const EVERY_MS = 50;
/** Timers of an idle process are late by about a millisecond; less than this is no starvation. */
const UNREMARKABLE_MS = 25;

const listeners = new Set<OnDelay>();
let watchers = 0;
let timer: NodeJS.Timeout | undefined;
let dueMs = 0;
let lateMs = 0;

/** Watches until the answer is called. Several may watch; one timer serves all. */
export function watchLoop(): () => void {
  watchers += 1;
  if (watchers === 1) {
    dueMs = performance.now() + EVERY_MS;
    timer = setInterval(look, EVERY_MS);
    timer.unref();
  }
  let watching = true;
  return () => {
    if (!watching) return;
    watching = false;
    watchers -= 1;
    if (watchers === 0) clearInterval(timer);
  };
}

/** Told of each look while somebody watches. */
export function onLoopDelay(listener: OnDelay): void {
  listeners.add(listener);
}

/** Milliseconds that the loop was late since the process began, as far as it was watched; compare two of them. */
function lateSoFarMs(): number {
  if (watchers === 0) return lateMs;
  return lateMs + remarkable(performance.now() - dueMs);
}

/** How late this process is from now on, milliseconds, but for the time that is held. */
export function watchLateness(): { readonly lateMs: () => number; readonly hold: () => () => void } {
  let startMs = lateSoFarMs();
  let heldAtMs = 0;
  let holds = 0;
  return {
    lateMs: () => (holds > 0 ? heldAtMs : lateSoFarMs()) - startMs,
    hold: () => {
      if (holds === 0) heldAtMs = lateSoFarMs();
      holds += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds -= 1;
        if (holds === 0) startMs += lateSoFarMs() - heldAtMs;
      };
    },
  };
}

function look(): void {
  const nowMs = performance.now();
  const delayMs = nowMs - dueMs;
  lateMs += remarkable(delayMs);
  dueMs = nowMs + EVERY_MS;
  for (const listener of listeners) listener(Math.max(0, delayMs));
}

function remarkable(delayMs: number): number {
  return delayMs > UNREMARKABLE_MS ? delayMs : 0;
}

/** Of the time of an attempt, how much we may have been away before its silence stops being evidence. */
const LATE_SHARE = 0.25;

/**
 * Whether a silence is ours: the loop was away for a good part of the time the peer was given.
 *
 * @param lateMs - how late we were since the question began: a connection that we noticed late left the answer no time
 */
export function isOurOwnSilence(lateMs: number, timeoutMs: number): boolean {
  return lateMs > timeoutMs * LATE_SHARE;
}
