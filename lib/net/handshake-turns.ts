import { onLoopDelay } from './loop-watch.ts';
import { currentQuestion } from './question-scope.ts';
import { createQueue } from './queue.ts';

/**
 * Handshakes cost processor time, a millisecond or two each. As many run at once as leave the event loop punctual:
 * on a whole core some dozens, on a tenth of one only a few.
 */
const FEWEST = 1;
const FIRST = 12;
const MOST = 32;
/** Later than this, and fewer are let in; sooner than that, and more are. */
const TOO_LATE_MS = 40;
const PUNCTUAL_MS = 15;
/** A peer that has not answered by then costs no processor time: others may go on. */
const WAITING_FOR_PEER_MS = 100;
/** Connections that are on their way, or stand and wait for their turn, for each turn there is. */
const CONNECTIONS_A_TURN = 3;

let allowed = FIRST;

interface Gate {
  /** Waits to be let in; call the answer on the way out. The question's clock is stopped while it waits. */
  readonly enter: () => Promise<() => void>;
  readonly letIn: () => void;
  readonly isWanted: () => boolean;
}

function createGate(places: () => number): Gate {
  const waiting = createQueue<() => void>();
  let inside = 0;
  const letIn = () => {
    while (inside < places()) {
      const next = waiting.take();
      if (next === undefined) return;
      inside += 1;
      next();
    }
  };
  return {
    enter: async () => {
      if (inside < places() && waiting.size() === 0) inside += 1;
      else {
        const resume = currentQuestion()?.hold();
        await new Promise<void>((resolve) => waiting.add(resolve));
        resume?.();
      }
      let held = true;
      const leave = () => {
        if (!held) return;
        held = false;
        clearTimeout(patience);
        inside -= 1;
        letIn();
      };
      const patience = setTimeout(leave, WAITING_FOR_PEER_MS);
      return leave;
    },
    letIn,
    isWanted: () => waiting.size() > 0,
  };
}

const turns = createGate(() => allowed);
const connections = createGate(() => allowed * CONNECTIONS_A_TURN);

onLoopDelay((lateMs) => {
  if (lateMs > TOO_LATE_MS) allowed = Math.max(FEWEST, Math.floor(allowed / 2));
  else if (lateMs < PUNCTUAL_MS && turns.isWanted()) allowed = Math.min(MOST, allowed + 2);
  turns.letIn();
  connections.letIn();
});

/**
 * Before a connection is made that is to shake hands: one that is open and has to wait for its turn may be closed by
 * the server, and some servers take few at once. Call the answer when the connection is there, or has failed.
 */
export const enterConnecting = connections.enter;

/** Before a handshake; call the answer when it is over. */
export const takeTurn = turns.enter;
