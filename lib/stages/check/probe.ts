import type { ClientIdentity } from '../../core/client-identity.ts';
import { AwsRefusal } from '../../core/errors.ts';
import type { NameResolver } from '../../core/names.ts';
import type { Observation, Question } from '../../core/observation.ts';
import type { Probe } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import type { Clock } from '../../core/time.ts';
import { type Deadline, deadlineIn } from '../../core/time.ts';
import { specOf } from './question-spec.ts';

export interface AskContext {
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  readonly names: NameResolver;
  /** Ends everything. A question that would go past it ends with it. */
  readonly deadline: Deadline;
  /** What control kinds read AWS with; absent at a vantage. */
  readonly aws?: unknown;
  /** What a server that asks for a client certificate is shown; it never leaves this process. */
  readonly identity?: ClientIdentity;
  /** Told as each question ends, for a progress display. */
  readonly onAnswer?: (index: number, observation: Observation) => void;
  /** Where a crash of our own goes, with its stack. */
  readonly onCrash?: (error: unknown, question: Question) => void;
}

export const DEFAULT_TIMEOUT_MS = 3000;
export const DEFAULT_ATTEMPTS = 2;
/** Questions under way at once: enough to hide round trips, few enough to measure times (each holds some sockets). */
const QUESTIONS_AT_ONCE = 128;
/** An observe that ignores its deadline is given this long to notice before it is left behind. */
const GRACE_MS = 50;
/** More in the time of one question would be none that a peer could answer. */
const MOST_ATTEMPTS = 100;

/**
 * Asks every question and answers one observation each, in the same order. It never rejects: what goes
 * wrong with a question becomes that question's observation.
 */
export async function askAll(
  questions: readonly Question[],
  context: AskContext,
): Promise<readonly Observation[]> {
  const observations = new Array<Observation>(questions.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < questions.length; index = next++) {
      const question = questions[index];
      if (question === undefined) return;
      const observation = await askOne(question, context);
      observations[index] = observation;
      context.onAnswer?.(index, observation);
    }
  };
  await Promise.all(Array.from({ length: Math.min(QUESTIONS_AT_ONCE, questions.length) }, worker));
  return observations;
}

async function askOne(question: Question, context: AskContext): Promise<Observation> {
  const { kind, timeoutMs = DEFAULT_TIMEOUT_MS, attempts = DEFAULT_ATTEMPTS } = question;
  const probe = context.probes.find((one) => one.kind === kind);
  if (probe === undefined)
    return { outcome: 'probe-crashed', message: boundedText(`unknown kind "${kind}"`) };
  const spec = specOf(probe, question);
  if (!spec.success) {
    const faults = spec.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return { outcome: 'probe-crashed', message: boundedText(`not a ${kind} question: ${faults}`) };
  }
  const unfit = unfitTerms(timeoutMs, attempts);
  if (unfit !== undefined)
    return { outcome: 'probe-crashed', message: boundedText(`not a ${kind} question: ${unfit}`) };
  const startedMs = context.clock.monotonicMs();
  const waited = (): Observation => ({
    outcome: 'out-of-time',
    waitedMs: Math.round(context.clock.monotonicMs() - startedMs),
  });
  const isCutShort = context.deadline.remainingMs() < timeoutMs;
  const deadline = deadlineIn(context.clock, timeoutMs, context.deadline);
  if (deadline.remainingMs() === 0) return { outcome: 'out-of-time', waitedMs: 0 };
  const observing = probe.observe(spec.data, {
    clock: context.clock,
    deadline,
    attempts,
    names: context.names,
    aws: context.aws,
    identity: context.identity,
  });
  try {
    const observation = await Promise.race([observing, overrun(deadline, waited)]);
    // Who was given less time than the question has may not say that nobody answered.
    return isCutShort && context.deadline.remainingMs() < GRACE_MS ? waited() : observation;
  } catch (error) {
    // A read of AWS that its deadline cut off rejects: that is the deadline's doing, not a crash.
    return deadline.signal.aborted ? waited() : describeRejection(error, question, context, waited);
  }
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
async function overrun(deadline: Deadline, waited: () => Observation): Promise<Observation> {
  if (!deadline.signal.aborted) {
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve, { once: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  return waited();
}

function describeRejection(
  error: unknown,
  question: Question,
  context: AskContext,
  waited: () => Observation,
): Observation {
  if (error instanceof AwsRefusal) {
    const { action } = error;
    switch (error.code) {
      case 'access-denied':
      case 'throttled':
        return { outcome: error.code, action };
      // AWS gave no answer in all the tries there was time for; a crash would blame ourselves.
      case 'unavailable':
        return waited();
    }
  }
  context.onCrash?.(error, question);
  return {
    outcome: 'probe-crashed',
    message: boundedText(error instanceof Error ? error.message : String(error)),
  };
}
