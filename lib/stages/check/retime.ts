import type { ClientIdentity } from '../../core/client-identity.ts';
import type { NameResolver } from '../../core/names.ts';
import { type Observation, type Question, UNASKED_OUTCOMES } from '../../core/observation.ts';
import type { Probe } from '../../core/probe.ts';
import { type Clock, type Deadline, deadlineIn } from '../../core/time.ts';
import { inQuestion, type RunMemory } from '../../net/question-scope.ts';
import { eachOf } from './each-of.ts';
import { specOf } from './question-spec.ts';

export interface RetimeContext {
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  readonly names: NameResolver;
  /** Ends everything. A question that would go past it ends with it. */
  readonly deadline: Deadline;
  /** What a server that asks for a client certificate is shown; it never leaves this process. */
  readonly identity?: ClientIdentity;
  /** Where a crash of our own goes, with its stack. */
  readonly onCrash?: (error: unknown, question: Question) => void;
}

/** A figure is worth this much of a run's time, all figures together, and never the run's last. */
const BUDGET_MS = 1500;
const LEAST_LEFT_MS = 3000;
/** Few at once, so that each finds this process idle; a handshake takes as much of it as some connects. */
const ROOM = 12;
const WEIGHT = { connect: 1, handshake: 2 } as const;

/**
 * Takes times again that this process was too busy to take, once nothing else is asked: a figure is the path's, and a
 * hundred questions side by side would leave none. Writes over the observations; what was seen stays as it was.
 */
export async function retimeAll(
  questions: readonly Question[],
  observations: Observation[],
  context: RetimeContext,
  run: RunMemory,
): Promise<void> {
  if (context.deadline.remainingMs() < LEAST_LEFT_MS) return;
  const probeOf = ({ kind }: Question) => context.probes.find((one) => one.kind === kind);
  const timed = [...questions.keys()].filter((at) => {
    const question = questions[at];
    const isAsked = !UNASKED_OUTCOMES.some((outcome) => outcome === observations[at]?.outcome);
    return isAsked && question !== undefined && probeOf(question)?.retime !== undefined;
  });
  const { clock, names, identity } = context;
  const deadline = deadlineIn(clock, BUDGET_MS, context.deadline);
  const scope = { hold: () => ignore, doubt: ignore, lateMs: () => 0, tried: ignore, run };
  const retime = async (index: number, question: Question) => {
    const probe = probeOf(question);
    const spec = probe && specOf(probe, question);
    const observation = observations[index];
    if (!spec?.success || observation === undefined || deadline.signal.aborted) return;
    try {
      const terms = { clock, deadline, attempts: 1, names, aws: undefined, identity };
      observations[index] = { ...observation, ...(await probe?.retime?.(spec.data, observation, terms)) };
    } catch (error) {
      // The observation stands: it has no figure, which is true.
      context.onCrash?.(error, question);
    }
  };
  const weight = ({ trust }: Question) => (trust === undefined ? WEIGHT.connect : WEIGHT.handshake);
  await eachOf(timed, questions, { room: ROOM, weight }, (index, question) =>
    inQuestion(scope, () => retime(index, question)),
  ).finally(deadline.end);
}

function ignore(): void {}
