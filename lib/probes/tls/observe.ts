import type { ObserveContext, Retime } from '../../core/probe.ts';
import { askAlone, type CrowdedOut, connectionsTo, mayBeLimited } from '../../net/crowd.ts';
import { sharedInRun } from '../../net/question-scope.ts';
import { askTls, canAskLarge, type Hello, type TlsOutcome } from '../../net/tls.ts';
import { askUntilSettled, MIN_ATTEMPT_MS } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { servernameOf } from '../kit/server-name.ts';
import { askMutual, type MutualAnswer } from './mutual.ts';
import type { TlsSpec } from './spec.ts';

/** One address, with the last attempt's outcome and how many attempts there were. */
export interface TlsAnswer {
  readonly address: string;
  readonly attempts: number;
  readonly answer: TlsOutcome;
  /** It was cut off among many connections of ours, and answered when it was the only one. */
  readonly fewerAtOnce?: true;
}

/** What came of the large hello; the chain it brought is not kept, the classic one's is judged. */
interface LargeHello {
  readonly address: string;
  readonly outcome: TlsOutcome['outcome'];
}

export type TlsObservation =
  | {
      readonly outcome: 'asked';
      /** When it was looked, milliseconds since the Unix epoch: dates are judged at this moment. */
      readonly atMs: number;
      readonly answers: readonly TlsAnswer[];
      readonly largeHello?: LargeHello;
      /** How the server takes our certificate, and having none; only where we have one. */
      readonly mutual?: readonly MutualAnswer[];
    }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Shakes hands with every address of the host, all side by side, with the small ClientHello a gateway sends. The
 * first address is asked with a large one too: inspection boxes that read one segment only drop that one, and a
 * person at a browser sees another world than the gateway does. That is the path's doing and not the port's, so an
 * address is asked so once a run, and again where the small hello failed or other issuers answered it.
 */
export async function observeTls(spec: TlsSpec, context: ObserveContext): Promise<TlsObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const { identity } = context;
  const classic = resolved.addresses.map((address) => askAddress(address, 'classic', spec, context));
  const [answers, largeHello, mutual] = await Promise.all([
    Promise.all(classic),
    askLarge(resolved.addresses[0], classic[0], spec, context),
    identity === undefined ? undefined : askMutual(resolved.addresses, spec, identity, context),
  ]);
  return {
    outcome: 'asked',
    atMs: context.clock.wallMs(),
    answers,
    ...(largeHello !== undefined && { largeHello }),
    ...(mutual !== undefined && { mutual }),
  };
}

/** Handshake times. */
export const handshakeTimes: Retime<TlsSpec, TlsObservation> = {
  wanted: (observation) =>
    observation.outcome === 'asked'
      ? observation.answers.filter(isOurTime).map(({ address }) => address)
      : [],
  take: async (spec, observation, addresses, { deadline, identity }) => {
    if (observation.outcome !== 'asked') return observation;
    const answers = await Promise.all(
      observation.answers.map(async (one): Promise<TlsAnswer> => {
        const { address, answer } = one;
        if (answer.outcome !== 'answered' || !addresses.includes(address)) return one;
        const again = await askTls(address, spec.port, {
          servername: servernameOf(spec),
          hello: 'classic',
          identity,
          timeoutMs: deadline.remainingMs(),
          signal: deadline,
        });
        if (again.outcome !== 'answered' || again.isOurs) return one;
        const { isOurs: _, ...seen } = answer;
        return { ...one, answer: { ...seen, handshakeMs: again.handshakeMs } };
      }),
    );
    return { ...observation, answers };
  },
};

function isOurTime({ answer }: TlsAnswer): boolean {
  return answer.outcome === 'answered' && answer.isOurs === true;
}

/** Whose chain answered the small hello where the large one was asked, by address. */
const ISSUERS_SEEN = { make: () => new Map<string, Promise<string>>() };

async function askLarge(
  address: string | undefined,
  classic: Promise<TlsAnswer> | undefined,
  spec: TlsSpec,
  context: ObserveContext,
): Promise<LargeHello | undefined> {
  if (address === undefined || classic === undefined || !canAskLarge()) return undefined;
  const seen = sharedInRun(ISSUERS_SEEN);
  const before = seen.get(address);
  if (before === undefined)
    seen.set(
      address,
      classic.then(issuersOf, () => ''),
    );
  else {
    const now = await classic;
    // Without a connection neither hello gets through.
    if (now.answer.outcome === 'no-connection') return undefined;
    if (now.answer.outcome === 'answered' && (await before) === issuersOf(now)) return undefined;
    // A silence took all the time: the small hello has its answer, and this one was not asked.
    if (context.deadline.remainingMs() < MIN_ATTEMPT_MS) return undefined;
  }
  const { answer } = await askAddress(address, 'large', spec, context);
  return { address, outcome: answer.outcome };
}

/** The certificates above the leaf; empty where none came. */
function issuersOf({ answer }: TlsAnswer): string {
  return answer.outcome === 'answered' ? answer.chain.slice(1).join(' ') : '';
}

/** Asks one address until it gives an answer that asking again would not change; the attempts share the time. */
async function askAddress(
  address: string,
  hello: Hello,
  spec: TlsSpec,
  context: ObserveContext,
): Promise<TlsAnswer> {
  const servername = servernameOf(spec);
  const { identity, deadline } = context;
  const ask = (timeoutMs: number) =>
    askTls(address, spec.port, { servername, hello, identity, timeoutMs, signal: deadline });
  const nothingYet: TlsOutcome = { outcome: 'no-connection', how: 'silent' };
  let how: CrowdedOut | undefined;
  const asked = await askUntilSettled<TlsOutcome>(
    context,
    nothingYet,
    async (timeoutMs) => {
      const before = connectionsTo(address);
      const answer = await ask(timeoutMs);
      const looksLike = crowdedOut(answer);
      how = looksLike !== undefined && mayBeLimited(address, before, looksLike) ? looksLike : undefined;
      return answer;
    },
    (answer) => how !== undefined || isSettled(answer),
  );
  if (how === undefined || deadline.aborted) return { address, ...asked };
  let { attempts } = asked;
  const alone = await askAlone(
    address,
    how,
    deadline.remainingMs() / 2,
    deadline,
    () => {
      attempts += 1;
      return ask(deadline.remainingMs());
    },
    (one) => crowdedOut(one) === undefined,
  );
  if (alone !== undefined) {
    return {
      address,
      attempts,
      answer: alone,
      ...(crowdedOut(alone) === undefined && { fewerAtOnce: true }),
    };
  }
  const left = context.attempts - asked.attempts;
  if (left === 0 || deadline.aborted) return { address, ...asked };
  const again = await askUntilSettled({ attempts: left, deadline }, asked.answer, ask, isSettled);
  return { address, attempts: asked.attempts + again.attempts, answer: again.answer };
}

/** What a limit of connections looks like. */
function crowdedOut(answer: TlsOutcome): CrowdedOut | undefined {
  switch (answer.outcome) {
    case 'reset':
    case 'closed':
      return 'cut-off';
    case 'no-connection':
      return answer.how === 'reset' ? 'cut-off' : answer.how === 'unreachable' ? undefined : answer.how;
    default:
      return undefined;
  }
}

/** Resets and silences may be chance; what the peer said itself is not. */
function isSettled(answer: TlsOutcome): boolean {
  switch (answer.outcome) {
    case 'answered':
    case 'alert':
    case 'not-tls':
    case 'unreadable':
      return true;
    case 'no-connection':
    case 'reset':
    case 'closed':
    case 'silent':
      return false;
  }
}
