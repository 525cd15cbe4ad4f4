import type { ObserveContext, Retime } from '../../core/probe.ts';
import { askAlone, type CrowdedOut, connectionsTo, mayBeLimited } from '../../net/crowd.ts';
import { refusesItself } from '../../net/own-firewall.ts';
import { askTcp, type TcpOutcome, timeConnect } from '../../net/tcp.ts';
import { MIN_ATTEMPT_MS } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { PortSpec } from './spec.ts';

/** One address and port, with the last attempt's outcome and how many attempts there were. */
export interface PortAnswer {
  readonly address: string;
  readonly port: number;
  readonly attempts: number;
  readonly answer: TcpOutcome;
  /** It was cut off among many connections of ours, and accepted when it was the only one. */
  readonly fewerAtOnce?: true;
  /** What befell it while many connections of ours were open there, which a limit may have done. */
  readonly crowdedOut?: CrowdedOut;
  /** This machine's own firewall refused it. */
  readonly refusedHere?: true;
}

export type PortObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly PortAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Asks every port of every address of the host, all side by side, and asks again what gave no good answer:
 * the same address, within the question's time.
 *
 * Routers limit the ICMP errors they send in a second (Linux icmp(7), `icmp_ratelimit`), so of many connects
 * rejected at once only some hear so. A silence beside a rejection is therefore asked again alone, one
 * after the other, before it is believed; and a rejection, once heard, is not forgotten over a later
 * silence.
 */
export async function observePort(spec: PortSpec, context: ObserveContext): Promise<PortObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;

  const { attempts, deadline } = context;
  const unasked: readonly PortAnswer[] = resolved.addresses.flatMap((address) =>
    spec.ports.map(({ port }) => ({
      address,
      port,
      attempts: 0,
      answer: { outcome: 'silent', elapsedMs: 0 } as const,
    })),
  );
  const askAll = (all: readonly PortAnswer[], timeoutMs: number, round: number) =>
    Promise.all(
      all.map((one) => (isSettled(one) || one.attempts >= round ? one : askOne(one, timeoutMs, context))),
    );

  // One round more than the attempts is kept in hand for silences beside rejections.
  const rounds = attempts + (unasked.length > 1 ? 1 : 0);
  let answers: readonly PortAnswer[] = await askAll(unasked, deadline.remainingMs() / rounds, 1);
  if (answers.every(isSettled)) return { outcome: 'asked', answers };
  answers = await askCrowdedOnesAlone(answers, context);
  // Before anything else is asked twice: rejections that are asked for again use up the router's allowance.
  if (answers.some(isRejected)) answers = await askSilentOnesAlone(answers, context);
  for (let round = 2; round <= attempts; round += 1) {
    if (answers.every(isSettled) || deadline.remainingMs() < MIN_ATTEMPT_MS) break;
    answers = await askAll(answers, deadline.remainingMs() / (attempts - round + 1), round);
  }
  return { outcome: 'asked', answers: await Promise.all(answers.map((one) => whoRefused(one, context))) };
}

/** A rule of this machine's firewall looks like the peer's refusal. */
async function whoRefused(one: PortAnswer, { deadline }: ObserveContext): Promise<PortAnswer> {
  const leftMs = deadline.remainingMs() / 2;
  if (!isRejected(one) || leftMs < MIN_ATTEMPT_MS) return one;
  const isHere = await refusesItself(one.address, one.port, leftMs, deadline.signal);
  return isHere ? { ...one, refusedHere: true } : one;
}

/** Connect times: of each address the first port's, unless another port's is good. */
export const portTimes: Retime<PortSpec, PortObservation> = {
  wanted: (observation) => {
    const wanted = new Set<string>();
    if (observation.outcome !== 'asked') return [];
    for (const one of observation.answers) if (isOurTime(one)) wanted.add(one.address);
    for (const { address, answer } of observation.answers)
      if (answer.outcome === 'open' && !answer.isOurs) wanted.delete(address);
    return [...wanted];
  },
  take: async (_spec, observation, addresses, { deadline }) => {
    if (observation.outcome !== 'asked') return observation;
    const left = new Set(addresses);
    const answers: PortAnswer[] = [];
    for (const one of observation.answers) {
      const elapsedMs =
        isOurTime(one) && left.delete(one.address)
          ? await timeConnect(one.address, one.port, deadline.remainingMs(), deadline)
          : undefined;
      answers.push(elapsedMs === undefined ? one : { ...one, answer: { outcome: 'open', elapsedMs } });
    }
    return { ...observation, answers };
  },
};

function isOurTime({ answer }: PortAnswer): boolean {
  return answer.outcome === 'open' && answer.isOurs === true;
}

async function askOne(one: PortAnswer, timeoutMs: number, { deadline }: ObserveContext): Promise<PortAnswer> {
  const { address, port } = one;
  const attempts = one.attempts + 1;
  const before = connectionsTo(address);
  const answer = await askTcp(address, port, timeoutMs, deadline);
  const how = CROWDED_OUT[answer.outcome];
  if (how === undefined) return { address, port, attempts, answer };
  const saysLess = answer.outcome === 'silent' && isRejected(one);
  return {
    address,
    port,
    attempts,
    answer: saysLess ? one.answer : answer,
    ...(mayBeLimited(address, before, how) && { crowdedOut: how }),
  };
}

/** What a limit of connections does to those beyond it. */
const CROWDED_OUT: Readonly<Record<TcpOutcome['outcome'], CrowdedOut | undefined>> = {
  open: undefined,
  unreachable: undefined,
  reset: 'cut-off',
  refused: 'refused',
  silent: 'silent',
};

/** A limit of connections from one source resets, refuses or drops what is beyond: those are asked again, alone. */
async function askCrowdedOnesAlone(
  answers: readonly PortAnswer[],
  context: ObserveContext,
): Promise<readonly PortAnswer[]> {
  const { deadline, attempts } = context;
  return await Promise.all(
    answers.map(async (one) => {
      if (one.crowdedOut === undefined || deadline.remainingMs() < MIN_ATTEMPT_MS) return one;
      let latest = one;
      const ask = async () => {
        latest = await askOne(latest, deadline.remainingMs() / attempts, context);
        return latest;
      };
      const patienceMs = deadline.remainingMs() / 2;
      const alone = await askAlone(one.address, one.crowdedOut, patienceMs, deadline, ask, isSettled);
      return alone === undefined
        ? one
        : { ...alone, ...(isSettled(alone) && { fewerAtOnce: true as const }) };
    }),
  );
}

async function askSilentOnesAlone(
  answers: readonly PortAnswer[],
  context: ObserveContext,
): Promise<readonly PortAnswer[]> {
  const { deadline } = context;
  const asked: PortAnswer[] = [];
  let silent = answers.filter(isSilent).length;
  for (const one of answers) {
    if (!isSilent(one) || deadline.remainingMs() < MIN_ATTEMPT_MS) {
      asked.push(one);
      continue;
    }
    asked.push(await askOne(one, deadline.remainingMs() / silent, context));
    silent -= 1;
  }
  return asked;
}

/** Only an open port needs no second look: a refusal may be a service that is just being restarted. */
function isSettled({ answer }: PortAnswer): boolean {
  return answer.outcome === 'open';
}

function isSilent({ answer }: PortAnswer): boolean {
  return answer.outcome === 'silent';
}

function isRejected({ answer }: PortAnswer): boolean {
  return answer.outcome === 'unreachable' || answer.outcome === 'refused';
}
