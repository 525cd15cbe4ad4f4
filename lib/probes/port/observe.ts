import type { ObserveContext } from '../../core/probe.ts';
import { askTcp, type TcpOutcome } from '../../net/tcp.ts';
import { type Resolved, resolveHost } from '../resolved.ts';
import type { PortSpec } from './spec.ts';

/** One address and port, with the last attempt's outcome and how many attempts there were. */
export interface PortAnswer {
  readonly address: string;
  readonly port: number;
  readonly attempts: number;
  readonly answer: TcpOutcome;
}

export type PortObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly PortAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Asks every port of every address of the host, all side by side, and asks again what gave no good answer:
 * the same address, within the question's time.
 *
 * Routers send only so many ICMP errors a second (Linux icmp(7), `icmp_ratelimit`), so of many connects
 * rejected at once only some hear so. A silence beside a rejection is therefore asked again alone, one
 * after the other, before it is believed.
 */
export async function observePort(spec: PortSpec, context: ObserveContext): Promise<PortObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;

  const { attempts, deadline } = context;
  let answers: readonly PortAnswer[] = resolved.addresses.flatMap((address) =>
    spec.ports.map(({ port }) => ({
      address,
      port,
      attempts: 0,
      answer: { outcome: 'silent', elapsedMs: 0 } as const,
    })),
  );
  const askAgain = async (one: PortAnswer, timeoutMs: number): Promise<PortAnswer> =>
    isSettled(one)
      ? one
      : {
          ...one,
          attempts: one.attempts + 1,
          answer: await askTcp(one.address, one.port, timeoutMs, deadline.signal),
        };

  // One round more than the attempts is kept in hand for silences beside rejections.
  const rounds = attempts + (answers.length > 1 ? 1 : 0);
  for (let round = 1; round <= attempts; round += 1) {
    if (answers.every(isSettled) || deadline.remainingMs() < MIN_ATTEMPT_MS) break;
    const everybodySilent =
      round > 1 && answers.every((one) => isSettled(one) || one.answer.outcome === 'silent');
    const share = everybodySilent ? attempts - round + 1 : rounds - round + 1;
    const timeoutMs = deadline.remainingMs() / share;
    answers = await Promise.all(answers.map((one) => askAgain(one, timeoutMs)));
  }
  if (answers.some((one) => isRejection(one.answer)))
    answers = await askSilentOnesAlone(answers, askAgain, context);
  return { outcome: 'asked', answers };
}

const MIN_ATTEMPT_MS = 5;

async function askSilentOnesAlone(
  answers: readonly PortAnswer[],
  askAgain: (one: PortAnswer, timeoutMs: number) => Promise<PortAnswer>,
  { deadline }: ObserveContext,
): Promise<readonly PortAnswer[]> {
  const asked: PortAnswer[] = [];
  let silent = answers.filter((one) => one.answer.outcome === 'silent').length;
  for (const one of answers) {
    if (one.answer.outcome !== 'silent' || deadline.remainingMs() < MIN_ATTEMPT_MS) {
      asked.push(one);
      continue;
    }
    asked.push(await askAgain(one, deadline.remainingMs() / silent));
    silent -= 1;
  }
  return asked;
}

/** Only an open port needs no second look: a refusal may be a service that is just being restarted. */
function isSettled(one: PortAnswer): boolean {
  return one.answer.outcome === 'open';
}

function isRejection(answer: TcpOutcome): boolean {
  return answer.outcome === 'unreachable' || answer.outcome === 'refused';
}
