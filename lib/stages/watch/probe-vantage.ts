import { asFields } from '../../core/json.ts';
import type { ProbeCall, ProbeCaller, ProbeReply } from '../../core/notify/callers.ts';
import { type Observation, type Question, UNASKED_OUTCOMES } from '../../core/observation.ts';
import type { PlannedQuestion } from '../../core/plan.ts';
import type { Probe } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import type { Clock, Deadline } from '../../core/time.ts';
import { isUnreadQuestion } from '../check/probe.ts';

export interface VantageTools {
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  /** Ends everything, replies under way included. */
  readonly deadline: Deadline;
  readonly callProbe: ProbeCaller;
  /** What the vantage may connect to. */
  readonly reach?: NonNullable<ProbeCall['reach']>;
  /** Asks the control kinds here, in this process. */
  readonly askHere: (questions: readonly Question[]) => Promise<readonly Observation[]>;
}

/**
 * Questions of one invocation. The probe asks 128 at once, so that a chunk takes as long as its slowest
 * question; chunks run side by side.
 */
export const CHUNK_SIZE = 100;
/** What one vantage may take: a site that does not answer delays no report of the others, and no next run. */
export const VANTAGE_MS = 90_000;
/** The longest a probe may take; its function has some seconds more. */
export const PROBE_BUDGET_MS = 20_000;
/** What an invocation takes beside the questions: a cold start and two transfers. */
const INVOKE_OVERHEAD_MS = 2000;
const MIN_BUDGET_MS = 100;

/**
 * Has every question asked where its kind is asked from: by the vantage's probe function, or here. Answers one
 * observation each, in the same order, and never rejects.
 */
export async function probeVantage(
  vantage: string,
  questions: readonly PlannedQuestion[],
  tools: VantageTools,
): Promise<readonly Observation[]> {
  const control = new Set(tools.probes.filter(({ from }) => from === 'control').map(({ kind }) => kind));
  const numbered = questions.map(({ question }, index): Numbered => ({ question, index }));
  const here = numbered.filter(({ question }) => control.has(question.kind));
  const there = numbered.filter(({ question }) => !control.has(question.kind));
  const observations = new Array<Observation>(questions.length);
  const keep = (asked: readonly Numbered[], answers: readonly Observation[]) => {
    asked.forEach(({ index }, place) => {
      observations[index] = answers[place] ?? missing();
    });
  };
  await Promise.all([
    here.length === 0
      ? undefined
      : tools.askHere(here.map(({ question }) => question)).then((answers) => keep(here, answers)),
    ...chunksOf(there).map(async (chunk) =>
      keep(
        chunk,
        await askChunk(
          vantage,
          chunk.map(({ question }) => question),
          tools,
        ),
      ),
    ),
  ]);
  return observations;
}

interface Numbered {
  readonly question: Question;
  readonly index: number;
}

function chunksOf(questions: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const count = Math.ceil(questions.length / CHUNK_SIZE);
  const size = Math.ceil(questions.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => questions.slice(index * size, (index + 1) * size));
}

async function askChunk(
  vantage: string,
  questions: readonly Question[],
  tools: VantageTools,
): Promise<readonly Observation[]> {
  const startedMs = tools.clock.monotonicMs();
  const sentAtMs = tools.clock.wallMs();
  const outOfTime = (): Observation => ({
    outcome: 'out-of-time',
    waitedMs: Math.round(tools.clock.monotonicMs() - startedMs),
  });
  const budgetMs = Math.round(Math.min(PROBE_BUDGET_MS, tools.deadline.remainingMs() - INVOKE_OVERHEAD_MS));
  if (budgetMs < MIN_BUDGET_MS) return questions.map(outOfTime);
  const { reach, deadline } = tools;
  const reply = await tools.callProbe({
    vantage,
    questions,
    budgetMs,
    ...(reach !== undefined && { reach }),
    signal: deadline.signal,
  });
  if (reply.outcome === 'too-large' && questions.length > 1) {
    const half = Math.ceil(questions.length / 2);
    const halves = [questions.slice(0, half), questions.slice(half)];
    return (await Promise.all(halves.map((part) => askChunk(vantage, part, tools)))).flat();
  }
  const wrongByMs = clockDifference(reply, sentAtMs, tools.clock.wallMs());
  if (wrongByMs !== undefined) return questions.map(() => ofOtherClock(wrongByMs));
  return observationsOf(reply, questions, outOfTime);
}

/** AWS keeps the clocks of its functions within milliseconds; what an answer's way takes is not counted here. */
const CLOCK_TOLERANCE_MS = 5000;

/**
 * By how much the clock of a probe is ahead of this one, if it cannot be the same time. A probe of an earlier version
 * does not say.
 */
function clockDifference(reply: ProbeReply, sentAtMs: number, receivedAtMs: number): number | undefined {
  const atMs = reply.outcome === 'answered' ? asFields(reply.payload)?.atMs : undefined;
  if (typeof atMs !== 'number') return undefined;
  if (atMs < sentAtMs - CLOCK_TOLERANCE_MS) return atMs - sentAtMs;
  return atMs > receivedAtMs + CLOCK_TOLERANCE_MS ? atMs - receivedAtMs : undefined;
}

/** Dates of certificates and times of other clocks were judged by a clock that one of both sides has wrong. */
function ofOtherClock(aheadByMs: number): Observation {
  const seconds = Math.round(Math.abs(aheadByMs) / 1000);
  const message = `its clock is ${seconds} s ${aheadByMs > 0 ? 'ahead of' : 'behind'} the clock of the installation`;
  return { outcome: 'vantage-broken', why: 'other-clock', message };
}

function observationsOf(
  reply: ProbeReply,
  questions: readonly Question[],
  outOfTime: () => Observation,
): readonly Observation[] {
  const each = (observation: Observation) => questions.map(() => observation);
  switch (reply.outcome) {
    case 'answered':
      return readAnswer(reply.payload, questions);
    case 'crashed':
      return each({ outcome: 'probe-crashed', message: boundedText(reply.message) });
    case 'out-of-time':
      return each(outOfTime());
    case 'too-large':
      return each({
        outcome: 'probe-crashed',
        message: 'one question alone exceeds what an invocation may carry',
      });
    case 'not-called':
    case 'other-version':
      return each({
        outcome: 'vantage-broken',
        why: reply.outcome,
        message: boundedText(reply.message, 200),
      });
    case 'not-running':
      return each({ outcome: 'vantage-broken', message: boundedText(reply.message) });
    case 'access-denied':
    case 'throttled':
      return each(reply);
  }
}

/**
 * A function of another version may say anything; only what has the form of an observation is taken. A probe may
 * not claim for itself what only this side can know.
 */
function readAnswer(payload: unknown, questions: readonly Question[]): readonly Observation[] {
  const list = asFields(payload)?.observations;
  if (!Array.isArray(list)) {
    return questions.map(() => ({
      outcome: 'probe-crashed',
      message: 'the answer of the probe function holds no observations',
    }));
  }
  if (list.length !== questions.length) {
    const message = `the probe function answered ${list.length} observations to ${questions.length} questions`;
    return questions.map(() => ({ outcome: 'probe-crashed', message }));
  }
  return list.map((one): Observation => (isObservation(one) ? notUnderstood(one) : missing()));
}

/** The question was made here: a probe that cannot read it is of another version, and no defect. */
function notUnderstood(observation: Observation): Observation {
  if (observation.outcome !== 'probe-crashed' || !('message' in observation)) return observation;
  const { message } = observation;
  if (!isUnreadQuestion(message)) return observation;
  return {
    outcome: 'vantage-broken',
    why: 'other-version',
    message: boundedText(
      `update the spoke: its probe function does not know this question (${message})`,
      200,
    ),
  };
}

function isObservation(value: unknown): value is Observation {
  return typeof asFields(value)?.outcome === 'string' && !isMalformedUnasked(value as Observation);
}

/** The judge reads `message`, `waitedMs` and `action` of what was not asked. */
function isMalformedUnasked(value: Readonly<Record<string, unknown>>): boolean {
  if (!UNASKED_OUTCOMES.some((outcome) => outcome === value.outcome)) return false;
  return !['message', 'waitedMs', 'action'].some((key) => key in value);
}

function missing(): Observation {
  return { outcome: 'probe-crashed', message: 'the probe function gave no readable observation' };
}
