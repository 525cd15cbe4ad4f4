import type { Deadline } from '../../core/time.ts';
import { currentQuestion } from '../../net/question-scope.ts';

/** In less time than this no answer could come back: another attempt would only be counted as silence. */
export const MIN_ATTEMPT_MS = 5;

/**
 * Asks the same thing until asking again would not change the answer; the attempts share the time that is left.
 *
 * @param first - the answer where there is no time for a single attempt
 * @param ask - one attempt of at most `timeoutMs`; `before` is the answer so far, `attempt` counts from 1
 */
export async function askUntilSettled<A>(
  {
    attempts,
    deadline,
  }: {
    readonly attempts: number;
    readonly deadline: Pick<Deadline, 'aborted' | 'remainingMs'>;
  },
  first: A,
  ask: (timeoutMs: number, before: A, attempt: number) => Promise<A>,
  isSettled: (answer: A) => boolean,
): Promise<{ readonly attempts: number; readonly answer: A }> {
  let answer = first;
  let asked = 0;
  while (
    asked < attempts &&
    !deadline.aborted &&
    deadline.remainingMs() >= MIN_ATTEMPT_MS &&
    !(asked > 0 && isSettled(answer))
  ) {
    const timeoutMs = deadline.remainingMs() / (attempts - asked);
    asked += 1;
    answer = await ask(timeoutMs, answer, asked);
  }
  // Its time was over before it was asked: `first` is nobody's silence.
  if (asked === 0) currentQuestion()?.doubt();
  return { attempts: asked, answer };
}
