import { AwsRefusal, NotReachableFromHere } from '../../core/errors.ts';
import type { Observation, Question } from '../../core/observation.ts';
import type { Probe } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { type Deadline, deadlineIn, type OwnDeadline } from '../../core/time.ts';
import { watchLateness, watchLoop } from '../../net/loop-watch.ts';
import { inQuestion, type RunMemory } from '../../net/question-scope.ts';
import { roomForSockets } from '../../net/sockets.ts';
import { eachOf } from './each-of.ts';
import { specOf } from './question-spec.ts';
import { weightOf } from './question-weight.ts';
import { type RetimeContext, retimeAll } from './retime.ts';

export interface AskContext extends RetimeContext {
  /** What control kinds read AWS with; absent at a vantage. */
  readonly aws?: unknown;
  /** Told as each question ends, for a progress display. */
  readonly onAnswer?: (index: number, observation: Observation) => void;
}

export const DEFAULT_TIMEOUT_MS = 3000;
export const DEFAULT_ATTEMPTS = 2;
/** Reads of AWS under way at once: more of them would only be throttled. */
const READS_AT_ONCE = 128;
/** Questions that we ourselves had no time for are asked again, so few at once. */
const AGAIN_AT_ONCE = 16;
/** An observe that ignores its deadline is given this long to notice before it is left behind. */
const GRACE_MS = 50;
/** More in the time of one question would be none that a peer could answer. */
const MOST_ATTEMPTS = 100;

/**
 * Asks every question and answers one observation each, in the same order. It never rejects: what goes
 * wrong with a question becomes that question's observation.
 *
 * A question whose silence we heard too late to believe is asked once more when the others are through; then times are
 * taken again that we were too busy for.
 */
export async function askAll(
  questions: readonly Question[],
  context: AskContext,
): Promise<readonly Observation[]> {
  const observations = new Array<Observation>(questions.length);
  const again: number[] = [];
  const answer = (index: number, observation: Observation) => {
    observations[index] = observation;
    context.onAnswer?.(index, observation);
  };
  const ask = async (index: number, question: Question) => {
    const { observation, isDoubtful } = await askOne(question, context, run);
    if (isDoubtful) again.push(index);
    else answer(index, observation);
  };
  const askAgain = async (index: number, question: Question) => {
    const { observation, isDoubtful, waitedMs } = await askOne(question, context, run);
    answer(index, isDoubtful ? { outcome: 'out-of-time', waitedMs } : observation);
  };
  const run: RunMemory = new Map();
  const stopWatching = watchLoop();
  try {
    const [reads = [], others = []] = partition(questions, ({ kind }) => isRead(kind, context));
    await Promise.all([
      eachOf(reads, questions, { room: READS_AT_ONCE, weight: one }, ask),
      eachOf(others, questions, { room: roomForSockets(), weight: weightOf }, ask),
    ]);
    await eachOf(again, questions, { room: AGAIN_AT_ONCE, weight: one }, askAgain);
    await retimeAll(questions, observations, context, run);
  } finally {
    stopWatching();
  }
  return observations;
}

const one = () => 1;

function isRead(kind: string, { probes }: AskContext): boolean {
  return probes.find((one) => one.kind === kind)?.from === 'control';
}

function partition(
  questions: readonly Question[],
  isFirst: (question: Question) => boolean,
): readonly (readonly number[])[] {
  const groups = Map.groupBy(questions.keys(), (index) => {
    const question = questions[index];
    return question !== undefined && isFirst(question);
  });
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

interface AskedOnce {
  readonly observation: Observation;
  readonly waitedMs: number;
  /** We were too late to hear an answer that may have been there. */
  readonly isDoubtful?: boolean;
}

async function askOne(question: Question, context: AskContext, run: RunMemory): Promise<AskedOnce> {
  const { kind, timeoutMs = DEFAULT_TIMEOUT_MS, attempts = DEFAULT_ATTEMPTS } = question;
  const crashed = (message: string): AskedOnce => ({
    observation: { outcome: 'probe-crashed', message: boundedText(message) },
    waitedMs: 0,
  });
  const probe = context.probes.find((one) => one.kind === kind);
  if (probe === undefined) return crashed(`unknown kind "${kind}"`);
  const spec = specOf(probe, question);
  if (!spec.success) {
    const faults = spec.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return crashed(`not a ${kind} question: ${faults}`);
  }
  const unfit = unfitTerms(timeoutMs, attempts);
  if (unfit !== undefined) return crashed(`not a ${kind} question: ${unfit}`);
  const deadline = deadlineIn(context.clock, timeoutMs, context.deadline);
  try {
    return await observe(probe, spec.data, question, { timeoutMs, attempts, deadline, run }, context);
  } finally {
    deadline.end();
  }
}

/** Whether an observation's message says that the question could not be read: what asks is of another version. */
export function isUnreadQuestion(message: string): boolean {
  return /^(?:unknown kind "|not a \S+ question: )/.test(message);
}

interface AskTerms {
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly deadline: OwnDeadline;
  /** What the questions of one run share. */
  readonly run: RunMemory;
}

async function observe(
  probe: Probe,
  spec: unknown,
  question: Question,
  terms: AskTerms,
  context: AskContext,
): Promise<AskedOnce> {
  const { timeoutMs, attempts, deadline, run } = terms;
  const startedMs = context.clock.monotonicMs();
  const waitedMs = () => Math.round(context.clock.monotonicMs() - startedMs);
  const outOfTime = (): Observation => ({ outcome: 'out-of-time', waitedMs: waitedMs() });
  if (deadline.remainingMs() === 0) return { observation: outOfTime(), waitedMs: 0 };
  let mayBeCutShort = context.deadline.remainingMs() < timeoutMs;
  let isDoubtful = false;
  const lateness = watchLateness();
  const isRefused = new Map<string, boolean>();
  const scope = {
    hold: () => {
      // What waits for us may reach the end of the whole run before its own.
      mayBeCutShort = true;
      const resumes = [lateness.hold(), deadline.hold()];
      return () => {
        for (const resume of resumes) resume();
      };
    },
    doubt: () => {
      isDoubtful = true;
    },
    lateMs: lateness.lateMs,
    tried: (address: string, byOurKernel: boolean) => {
      isRefused.set(address, byOurKernel && isRefused.get(address) !== false);
    },
    run,
  };
  try {
    const terms = {
      clock: context.clock,
      deadline,
      attempts,
      names: context.names,
      aws: context.aws,
      identity: context.identity,
    };
    const observation = await inQuestion(scope, () =>
      orOverrun(probe.observe(spec, terms), deadline, outOfTime),
    );
    // Who was given less time than the question has may not say that nobody answered.
    const isCutShort = mayBeCutShort && context.deadline.remainingMs() < GRACE_MS;
    return isCutShort
      ? { observation: outOfTime(), waitedMs: waitedMs() }
      : { observation: withRefusals(observation, isRefused), waitedMs: waitedMs(), isDoubtful };
  } catch (error) {
    // A read of AWS that its deadline cut off rejects: that is the deadline's doing, not a crash.
    const observation = deadline.aborted ? outOfTime() : describeRejection(error, question, context);
    return { observation, waitedMs: waitedMs() };
  }
}

/** Says where our own kernel refused every attempt; `isRefused` has the places that were tried. */
function withRefusals(observation: Observation, isRefused: ReadonlyMap<string, boolean>): Observation {
  const addresses = [...isRefused].flatMap(([address, refused]) => (refused ? [address] : []));
  if (addresses.length === 0) return observation;
  return { ...observation, refusedHere: { addresses, nothingLeft: addresses.length === isRefused.size } };
}

/** What is wrong with the terms of a question, which came as JSON. Without an attempt everything would be silent. */
function unfitTerms(timeoutMs: unknown, attempts: unknown): string | undefined {
  if (typeof timeoutMs !== 'number' || !Number.isFinite(timeoutMs))
    return 'timeoutMs: expected a number of milliseconds';
  if (!Number.isInteger(attempts) || Number(attempts) < 1 || Number(attempts) > MOST_ATTEMPTS)
    return `attempts: expected a whole number from 1 to ${MOST_ATTEMPTS}`;
  return undefined;
}

/** Ends a question whose `observe` does not obey its deadline. */
function orOverrun(
  observing: Promise<Observation>,
  deadline: Deadline,
  waited: () => Observation,
): Promise<Observation> {
  return new Promise((resolve, reject) => {
    observing.then(resolve, reject);
    const overrun = () => setTimeout(() => resolve(waited()), GRACE_MS);
    if (deadline.aborted) overrun();
    else deadline.addEventListener('abort', overrun, { once: true });
  });
}

function describeRejection(error: unknown, question: Question, context: AskContext): Observation {
  if (error instanceof NotReachableFromHere)
    return { outcome: 'not-reachable-from-here', message: boundedText(error.message, 200) };
  if (error instanceof AwsRefusal) {
    const { action, answer } = error;
    switch (error.code) {
      case 'access-denied':
      case 'throttled':
        return { outcome: error.code, action };
      case 'unavailable':
        return { outcome: 'aws-unavailable', action, code: answer };
    }
  }
  context.onCrash?.(error, question);
  return {
    outcome: 'probe-crashed',
    message: boundedText(error instanceof Error ? error.message : String(error)),
  };
}
