import type { Ending } from '../core/time.ts';
import { isOurOwnSilence, watchLateness } from './loop-watch.ts';
import { currentQuestion, inQuestion } from './question-scope.ts';

/** How long is waited, and for whom. */
export interface Patience {
  /** Silence is believed after this long, milliseconds. */
  readonly timeoutMs: number;
  /** Ends the waiting early. */
  readonly signal: Ending;
  /**
   * The peer answers our kernel, and one look tells what came, however late it is: TCP's own handshake, a datagram.
   * Otherwise the answer follows on words of ours, which were late if we were.
   */
  readonly kernelListens?: true;
}

/**
 * Waits for a silence. Before it is believed every socket is read once more: timers come first in a turn of the event
 * loop, so that in a process which was away they run out beside answers that are there. Where we were too late to
 * speak, the silence is doubted (`QuestionScope`).
 *
 * @returns how to end the waiting, once something was heard
 */
export function awaitSilence(
  { timeoutMs, signal, kernelListens }: Patience,
  onSilence: () => void,
): () => void {
  const question = kernelListens ? undefined : currentQuestion();
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', readOnce);
  };
  const readOnce = () => {
    setImmediate(() => {
      if (isOver) return;
      stop();
      if (question !== undefined && isOurOwnSilence(question.lateMs(), timeoutMs)) question.doubt();
      onSilence();
    });
  };
  const timer = setTimeout(readOnce, Math.max(0, timeoutMs));
  if (signal.aborted) readOnce();
  else signal.addEventListener('abort', readOnce, { once: true });
  return stop;
}

/**
 * One attempt that stands for itself, where others of the question can make up for it: how late we were is counted from
 * its own start, and a doubt of its silence is for the caller to weigh.
 */
export async function attemptApart<T>(
  ask: () => Promise<T>,
): Promise<{ readonly answer: T; readonly isDoubtful: boolean }> {
  const question = currentQuestion();
  if (question === undefined) return { answer: await ask(), isDoubtful: false };
  let isDoubtful = false;
  const doubt = () => {
    isDoubtful = true;
  };
  const { lateMs } = watchLateness();
  const answer = await inQuestion({ ...question, lateMs, doubt }, ask);
  return { answer, isDoubtful };
}
