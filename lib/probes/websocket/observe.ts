import type { ObserveContext } from '../../core/probe.ts';
import { connectTcp } from '../../net/tcp.ts';
import { openTunnel } from '../../net/tunnel.ts';
import { askWebSocket, type WebSocketOutcome } from '../../net/websocket.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { WebsocketSpec } from './spec.ts';

/** One address of the host, or of the proxy. */
export interface WebsocketAnswer {
  readonly address: string;
  /** `no-connection`: neither TCP nor a tunnel: `port` and `proxy` look closer. */
  readonly answer: WebSocketOutcome | { readonly outcome: 'no-connection' };
}

export type WebsocketObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly WebsocketAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** Asks for a WebSocket at every address of the host, or through every address of the proxy. */
export async function observeWebsocket(
  spec: WebsocketSpec,
  context: ObserveContext,
): Promise<WebsocketObservation> {
  const resolved = await resolveHost(spec.via?.host ?? spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const answers = await Promise.all(
    resolved.addresses.map(async (address) => ({ address, answer: await askAt(address, spec, context) })),
  );
  return { outcome: 'asked', answers };
}

async function askAt(
  address: string,
  { host, port, path, via }: WebsocketSpec,
  { deadline: { signal, remainingMs } }: ObserveContext,
): Promise<WebsocketAnswer['answer']> {
  const timeoutMs = remainingMs();
  const open =
    via === undefined
      ? await connectTcp(address, port, timeoutMs, signal)
      : await openTunnel(
          { address, port: via.port, protocol: via.protocol },
          { host, port },
          { timeoutMs, connectTimeoutMs: timeoutMs, signal },
        );
  if (open.outcome !== 'open' && open.outcome !== 'tunnel') return { outcome: 'no-connection' };
  return await askWebSocket(open.socket, { host, port, path, timeoutMs: remainingMs(), signal });
}
