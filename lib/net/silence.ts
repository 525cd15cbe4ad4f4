import { isOurOwnSilence } from './loop-watch.ts';
import { currentQuestion } from './question-scope.ts';

/** How long is waited, and for whom. */
export interface Patience {
  /** Silence is believed after this long, milliseconds. */
  readonly timeoutMs: number;
  /** Ends the waiting early. */
  readonly signal: AbortSignal;
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
