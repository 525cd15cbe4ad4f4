import type { ObserveContext } from '../../core/probe.ts';
import { type HandshakeOutcome, shakeHands } from '../../net/tls.ts';
import { openTunnel, type TunnelOutcome } from '../../net/tunnel.ts';
import type { TunnelReply } from '../../net/tunnel-reply.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { servernameOf } from '../kit/server-name.ts';
import type { ProxySpec } from './spec.ts';

/** What a proxy did with a request for a tunnel, as it travels. */
export type ProxyReply =
  | Exclude<TunnelOutcome, { readonly outcome: 'tunnel' }>
  | (TunnelReply & { readonly outcome: 'tunnel'; readonly elapsedMs: number });

/** One address of the proxy, with the last attempt's outcome and how many attempts there were. */
export interface ProxyAnswer {
  readonly address: string;
  readonly attempts: number;
  readonly reply: ProxyReply;
  /** What came of TLS beyond the tunnel. */
  readonly handshake?: HandshakeOutcome;
}

export type ProxyObservation =
  | {
      readonly outcome: 'asked';
      /** When it was looked, milliseconds since the Unix epoch: dates are judged at this moment. */
      readonly atMs: number;
      readonly answers: readonly ProxyAnswer[];
    }
  /** It is the proxy's own name that gave no address. */
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** Asks every address of the proxy for a tunnel to the destination, and shakes hands beyond it. */
export async function observeProxy(spec: ProxySpec, context: ObserveContext): Promise<ProxyObservation> {
  const resolved = await resolveHost(spec.via.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const answers = await Promise.all(resolved.addresses.map((address) => askAddress(address, spec, context)));
  return { outcome: 'asked', atMs: context.clock.wallMs(), answers };
}

async function askAddress(address: string, spec: ProxySpec, context: ObserveContext): Promise<ProxyAnswer> {
  const { attempts, answer } = await askUntilSettled<Omit<ProxyAnswer, 'address' | 'attempts'>>(
    context,
    { reply: { outcome: 'no-connection', how: 'silent' } },
    (timeoutMs) => askOnce(address, spec, timeoutMs, context),
    ({ reply }) => isSettled(reply),
  );
  return { address, attempts, ...answer };
}

async function askOnce(
  address: string,
  spec: ProxySpec,
  connectTimeoutMs: number,
  { deadline }: ObserveContext,
): Promise<Omit<ProxyAnswer, 'address' | 'attempts'>> {
  const { signal } = deadline;
  const { host, port, via, tls } = spec;
  const tunnel = await openTunnel(
    { address, port: via.port, protocol: via.protocol },
    { host, port },
    { timeoutMs: deadline.remainingMs(), connectTimeoutMs, signal },
  );
  if (tunnel.outcome !== 'tunnel') return { reply: tunnel };
  const { socket, ...reply } = tunnel;
  if (!tls) {
    socket.destroy();
    return { reply };
  }
  const handshake = await shakeHands(socket, {
    servername: servernameOf(spec),
    hello: 'classic',
    timeoutMs: deadline.remainingMs(),
    signal,
  });
  return { reply, handshake };
}

/** A connection that failed may be chance, and a proxy that is being restarted cuts the ones it has. */
function isSettled({ outcome }: ProxyReply): boolean {
  return outcome !== 'no-connection' && outcome !== 'reset' && outcome !== 'closed';
}
