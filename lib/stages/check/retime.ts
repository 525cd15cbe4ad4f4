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

/** A time that we were too busy for again is taken so often, and then left out. */
const TRIES = 3;

/**
 * Takes times again that this process was too busy to take, once nothing else is asked: a figure is the path's, and a
 * hundred questions side by side would leave none. Of many times at one address, one is taken. Writes over the
 * observations; what was seen stays as it was.
 */
export async function retimeAll(
  questions: readonly Question[],
  observations: Observation[],
  context: RetimeContext,
  run: RunMemory,
): Promise<void> {
  if (context.deadline.remainingMs() < LEAST_LEFT_MS) return;
  const wanted = timesWanted(questions, observations, context);
  if (wanted.size === 0) return;
  const { clock, names, identity } = context;
  const deadline = deadlineIn(clock, BUDGET_MS, context.deadline);
  const terms = { clock, deadline, attempts: 1, names, aws: undefined, identity };
  const retime = async (index: number, question: Question) => {
    const probe = probeOf(question, context);
    const spec = probe && specOf(probe, question);
    const observation = observations[index];
    const addresses = wanted.get(index) ?? [];
    if (!spec?.success || probe?.retime === undefined || observation === undefined || deadline.aborted)
      return;
    try {
      const taken = await probe.retime.take(spec.data, observation, addresses, terms);
      observations[index] = { ...observation, ...taken };
      const left = probe.retime.wanted(taken);
      const again = addresses.filter((address) => left.includes(address));
      if (again.length > 0) wanted.set(index, again);
      else wanted.delete(index);
    } catch (error) {
      // The observation stands: it has no figure, which is true.
      wanted.delete(index);
      context.onCrash?.(error, question);
    }
  };
  const weight = ({ trust }: Question) => (trust === undefined ? WEIGHT.connect : WEIGHT.handshake);
  const scope = { hold: () => ignore, doubt: ignore, lateMs: () => 0, tried: ignore, run };
  try {
    for (let round = 0; round < TRIES && wanted.size > 0 && !deadline.aborted; round += 1) {
      const room = Math.ceil(ROOM / (round + 1));
      await inQuestion(scope, () => eachOf([...wanted.keys()], questions, { room, weight }, retime));
    }
  } finally {
    deadline.end();
  }
}

/** The addresses at which a question is to take its time again: no two questions of a kind have one of them. */
function timesWanted(
  questions: readonly Question[],
  observations: readonly Observation[],
  context: RetimeContext,
): Map<number, readonly string[]> {
  const wanted = new Map<number, readonly string[]>();
  const ofKind = new Map<string, Set<string>>();
  for (const [index, question] of questions.entries()) {
    const retime = probeOf(question, context)?.retime;
    const observation = observations[index];
    if (retime === undefined || observation === undefined || isUnasked(observation)) continue;
    const seen = ofKind.get(question.kind) ?? new Set();
    ofKind.set(question.kind, seen);
    const addresses = retime.wanted(observation).filter((address) => !seen.has(address));
    if (addresses.length === 0) continue;
    for (const address of addresses) seen.add(address);
    wanted.set(index, addresses);
  }
  return wanted;
}

function probeOf({ kind }: Question, { probes }: RetimeContext): Probe | undefined {
  return probes.find((one) => one.kind === kind);
}

function isUnasked({ outcome }: Observation): boolean {
  return UNASKED_OUTCOMES.some((one) => one === outcome);
}

function ignore(): void {}
