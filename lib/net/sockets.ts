import { socketLimit } from './descriptor-limit.ts';
import { currentQuestion } from './question-scope.ts';
import { createQueue } from './queue.ts';

/**
 * Only some places are given out in one turn of the loop: a thousand connects in one would keep every answer waiting.
 * Twice what begins in a turn (`each-of.ts`), so that what begins before the count starts anew need not wait.
 */
const PLACES_A_TURN = 128;

let limit: number | undefined;
let taken = 0;
let givenThisTurn = 0;
const waiting = createQueue<() => void>();

/** How many sockets may be open at once. */
export function roomForSockets(): number {
  limit ??= socketLimit();
  return limit;
}

/**
 * Takes a place for one socket; call the answer, once, to give it back. Waits its turn when all are taken, and the
 * question's clock is stopped meanwhile: what waits here has not started.
 */
export async function takeSocket(): Promise<() => void> {
  if (taken < roomForSockets() && givenThisTurn < PLACES_A_TURN && waiting.size() === 0) give();
  else {
    const resume = currentQuestion()?.hold();
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
      if (taken < roomForSockets()) nextTurn();
    });
    resume?.();
  }
  return giveBack;
}

function giveBack(): void {
  taken -= 1;
  if (waiting.size() > 0) nextTurn();
}

/** The system has fewer descriptors to give than it said, because others took some: what is open now is the limit. */
export function noteExhaustion(): void {
  limit = Math.max(1, taken - 1);
}

function give(): void {
  taken += 1;
  givenThisTurn += 1;
  if (givenThisTurn === 1) nextTurn();
}

let turning = false;
function nextTurn(): void {
  if (turning) return;
  turning = true;
  setImmediate(() => {
    turning = false;
    givenThisTurn = 0;
    while (taken < roomForSockets() && givenThisTurn < PLACES_A_TURN) {
      const next = waiting.take();
      if (next === undefined) return;
      give();
      next();
    }
    if (waiting.size() > 0 && taken < roomForSockets()) nextTurn();
  });
}
