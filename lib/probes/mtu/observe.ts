import { FULL_PACKET_BYTES, PACKET_SIZES, segmentBytes } from '../../catalogue/path-mtu.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { isIPv6Address } from '../../net/addresses.ts';
import { type KernelMtu, kernelMtu } from '../../net/kernel-mtu.ts';
import { connectTcp } from '../../net/tcp.ts';
import { exchangeTcp } from '../../net/tcp-exchange.ts';
import { encodeClientHello } from '../../wire/client-hello.ts';
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

/** The share of the question's time for each of its rounds: plain, then either sizes or the few bytes. */
const ROUNDS = 2;

/**
 * Sends a ClientHello in one segment of each size. TCP repeats what is lost, so silence for a whole round is no chance
 * loss; and a router that says "fragmentation needed" makes the kernel cut the segment, so that only a router that
 * drops without a word stays silent (RFC 2923 §2.1).
 */
export async function observeMtu(spec: MtuSpec, context: ObserveContext): Promise<MtuObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const roundMs = context.deadline.remainingMs() / ROUNDS;
  return {
    outcome: 'asked',
    answers: await Promise.all(
      resolved.addresses.map(async (address) => ({
        address,
        ...(await measure(address, spec, roundMs, context)),
      })),
    ),
  };
}

type Measured = MtuAnswer extends infer One ? (One extends MtuAnswer ? Omit<One, 'address'> : never) : never;

async function measure(
  address: string,
  spec: MtuSpec,
  timeoutMs: number,
  { deadline }: ObserveContext,
): Promise<Measured> {
  const serverName = servernameOf(spec);
  const arrives = async (hello: { readonly sizeBytes?: number; readonly unacceptable?: boolean }) => {
    const answer = await exchangeTcp({
      address,
      port: spec.port,
      request: encodeClientHello({ serverName, ...hello }),
      accept: repliesTo,
      maxBytes: LONGEST_GREETING_BYTES,
      timeoutMs,
      signal: deadline.signal,
    });
    return answer.outcome === 'answered' || answer.outcome === 'closed';
  };
  if (!(await arrives({}))) {
    return { outcome: (await arrives({ unacceptable: true })) ? 'answers-lost' : 'not-answered' };
  }
  const sizes = await Promise.all(
    PACKET_SIZES.map(async (packetBytes) => ({
      packetBytes,
      passed: await arrives({
        sizeBytes: segmentBytes(packetBytes, isIPv6Address(address) ? 'ipv6' : 'ipv4'),
      }),
    })),
  );
  // A size that passes proves all below it: one lost among them was lost by chance.
  const largest = sizes.find(({ passed }) => passed)?.packetBytes ?? 0;
  const lost = sizes
    .filter(({ passed, packetBytes }) => !passed && packetBytes > largest)
    .at(-1)?.packetBytes;
  const kernel =
    lost === undefined ? await askKernel(address, spec.port, timeoutMs, deadline.signal) : undefined;
  return {
    outcome: 'measured',
    largestPassedBytes: largest,
    ...(lost !== undefined && { smallestLostBytes: lost }),
    ...(kernel !== undefined && { kernel }),
  };
}

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
