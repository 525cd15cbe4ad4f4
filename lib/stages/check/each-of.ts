import type { Question } from '../../core/observation.ts';

/** Sockets whose questions begin in one turn of the event loop: those of the turns before are to be heard first. */
const BEGUN_A_TURN = 64;

/**
 * Runs through the questions of these indexes. One begins when there is room for all its sockets; the most that have
 * begun is `room`, counted as `weight` does. Only some begin in one turn of the event loop.
 */
export async function eachOf(
  indexes: readonly number[],
  questions: readonly Question[],
  { room, weight }: { readonly room: number; readonly weight: (question: Question) => number },
  run: (index: number, question: Question) => Promise<void>,
): Promise<void> {
  const begun: Promise<void>[] = [];
  let free = room;
  let noteEnd = () => {};
  const begin = async (index: number, question: Question, weighs: number) => {
    free -= weighs;
    try {
      await run(index, question);
    } finally {
      free += weighs;
      noteEnd();
    }
  };
  let leftThisTurn = BEGUN_A_TURN;
  for (const index of indexes) {
    const question = questions[index];
    if (question === undefined) continue;
    const weighs = Math.min(room, weight(question));
    while (leftThisTurn <= 0 || free < weighs) {
      if (free < weighs) await new Promise<void>((resolve) => (noteEnd = resolve));
      await nextTurn();
      leftThisTurn = Math.min(BEGUN_A_TURN, leftThisTurn + BEGUN_A_TURN);
    }
    leftThisTurn -= weighs;
    begun.push(begin(index, question, weighs));
  }
  await Promise.all(begun);
}

/** Lets the event loop hear what came in. */
async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
