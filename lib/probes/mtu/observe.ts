import { setTimeout as sleep } from 'node:timers/promises';
import { FULL_PACKET_BYTES, PACKET_SIZES, segmentBytes } from '../../catalogue/path-mtu.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { isIPv6Address } from '../../net/addresses.ts';
import { type KernelMtu, kernelMtu } from '../../net/kernel-mtu.ts';
import { currentQuestion } from '../../net/question-scope.ts';
import { attemptApart } from '../../net/silence.ts';
import { connectTcp } from '../../net/tcp.ts';
import { exchangeTcp } from '../../net/tcp-exchange.ts';
import { type ClientHelloOptions, encodeClientHello } from '../../wire/client-hello.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { servernameOf } from '../kit/server-name.ts';
import type { MtuSpec } from './spec.ts';

/** Packets to the service: bytes of the largest that arrived, and of the smallest that did not. */
interface Passed {
  readonly largestPassedBytes: number;
  readonly smallestLostBytes?: number;
}

export type MtuAnswer = { readonly address: string } & (
  | ({ readonly outcome: 'measured'; readonly kernel?: KernelMtu } & Passed)
  /** It answers in a few bytes, and falls silent where it has to send full packets. */
  | { readonly outcome: 'answers-lost' }
  /** No connection, or nothing comes back however little is asked. */
  | { readonly outcome: 'not-answered' }
);

export type MtuObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly MtuAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** Each round takes at most this part of the time that is left: what it loses is sent once more. */
const ROUND_SHARE = 1 / 2;
/** Within this part of the wait the control has to pass: a peer that takes longer is slow, and loses nothing. */
const CONTROL_SHARE = 2 / 3;
/** How long a full packet has for itself before the other sizes are sent, measured by the small one before it. */
const HEAD_START = { shareOfSmall: 2, leastMs: 100, shareOfLeft: 1 / 8 } as const;

/**
 * Sends a ClientHello in one segment of each size. TCP repeats what is lost, so silence for a whole round is no chance
 * loss; and a router that says "fragmentation needed" makes the kernel cut the segment, so that only a router that
 * drops without a word stays silent (RFC 2923 §2.1).
 *
 * A peer or a machine that is busy is silent too. So the full packet goes first, and on a sound path alone; and what
 * was lost is sent once more, beside a control that passed before. Where that tells something else, nobody is blamed.
 */
export async function observeMtu(spec: MtuSpec, context: ObserveContext): Promise<MtuObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  return {
    outcome: 'asked',
    answers: await Promise.all(
      resolved.addresses.map(async (address) => ({
        address,
        ...(await measure(address, spec, context)),
      })),
    ),
  };
}

type Measured = MtuAnswer extends infer One ? (One extends MtuAnswer ? Omit<One, 'address'> : never) : never;

/** What became of a ClientHello; `unclear`: no connection, or we were too late ourselves to hear an answer. */
type Fate = 'passed' | 'lost' | 'unclear';
type Hello = Pick<ClientHelloOptions, 'sizeBytes' | 'unacceptable'>;

async function measure(
  address: string,
  { port, ...spec }: MtuSpec,
  { deadline }: ObserveContext,
): Promise<Measured> {
  const serverName = servernameOf(spec);
  const { signal, remainingMs } = deadline;
  const roundMs = () => remainingMs() * ROUND_SHARE;
  let wereLate = false;
  const send = async (hello: Hello, timeoutMs: number): Promise<Fate> => {
    const { answer, isDoubtful } = await attemptApart(() =>
      exchangeTcp({
        address,
        port,
        request: encodeClientHello({ serverName, ...hello }),
        accept: repliesTo,
        maxBytes: LONGEST_GREETING_BYTES,
        timeoutMs,
        signal,
      }),
    );
    wereLate ||= isDoubtful;
    if (answer.outcome === 'answered' || answer.outcome === 'closed') return 'passed';
    return answer.outcome === 'mute' && !isDoubtful ? 'lost' : 'unclear';
  };
  const sendAgain = async (lost: Hello, control: Hello): Promise<Fate> => {
    const waitMs = remainingMs();
    const [again, beside] = await Promise.all([send(lost, waitMs), send(control, waitMs * CONTROL_SHARE)]);
    return again === 'lost' && beside !== 'passed' ? 'unclear' : again;
  };
  const undecided = (): Measured => {
    currentQuestion()?.doubt();
    return { outcome: 'not-answered' };
  };
  const startedMs = performance.now();
  if ((await send(SMALL, roundMs())) !== 'passed') {
    if ((await send(REFUSED, roundMs())) !== 'passed')
      return wereLate ? undecided() : { outcome: 'not-answered' };
    return (await sendAgain(SMALL, REFUSED)) === 'lost' ? { outcome: 'answers-lost' } : undecided();
  }
  const smallMs = performance.now() - startedMs;

  const family = isIPv6Address(address) ? 'ipv6' : 'ipv4';
  const ofSize = (packetBytes: number): Hello => ({ sizeBytes: segmentBytes(packetBytes, family) });
  const sendSize = async (packetBytes: number) => ({
    packetBytes,
    fate: await send(ofSize(packetBytes), roundMs()),
  });
  const [fullBytes, ...smaller] = PACKET_SIZES;
  const { shareOfSmall, leastMs, shareOfLeft } = HEAD_START;
  const headStartMs = Math.min(Math.max(leastMs, shareOfSmall * smallMs), shareOfLeft * remainingMs());
  const full = sendSize(fullBytes);
  const first = await Promise.race([full, sleep(headStartMs, undefined, { ref: false })]);
  const sizes = first?.fate === 'passed' ? [first] : await Promise.all([full, ...smaller.map(sendSize)]);
  // A size that passes proves all below it: one lost among them was lost by chance.
  const largest = sizes.find(({ fate }) => fate === 'passed')?.packetBytes ?? 0;
  const lost = sizes
    .filter(({ fate, packetBytes }) => fate === 'lost' && packetBytes > largest)
    .at(-1)?.packetBytes;
  if (largest < fullBytes) {
    if (lost === undefined) return undecided();
    const fate = await sendAgain(ofSize(lost), largest === 0 ? SMALL : ofSize(largest));
    if (fate === 'lost') return { outcome: 'measured', largestPassedBytes: largest, smallestLostBytes: lost };
    if (fate === 'unclear' || lost < fullBytes) return undecided();
  }
  const kernel = await askKernel(address, port, remainingMs(), signal);
  return { outcome: 'measured', largestPassedBytes: fullBytes, ...(kernel !== undefined && { kernel }) };
}

const SMALL: Hello = {};
/** What is answered in a few bytes. */
const REFUSED: Hello = { unacceptable: true };

/** Greetings of SSH and mail servers are a few lines. */
const LONGEST_GREETING_BYTES = 4096;
const TLS_ALERT = 21;
const TLS_HANDSHAKE = 22;

/**
 * Whether these bytes answer a ClientHello: TLS does (RFC 8446 §5.1), and a web server without TLS. What is said
 * unasked, an SSH banner for instance, proves nothing of our packet; that such a server then ends the connection does.
 */
function repliesTo(received: Uint8Array): true | undefined {
  const [first] = received;
  const isTls = first === TLS_ALERT || first === TLS_HANDSHAKE;
  return isTls || Buffer.from(received.subarray(0, 5)).toString('latin1') === 'HTTP/' ? true : undefined;
}

/** After full packets were sent, the kernel knows what routers said of them. */
async function askKernel(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<KernelMtu | undefined> {
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open') return undefined;
  try {
    const kernel = await kernelMtu(connection.socket);
    return kernel === undefined || kernel.interfaceBytes < FULL_PACKET_BYTES ? undefined : kernel;
  } finally {
    connection.socket.destroy();
  }
}
