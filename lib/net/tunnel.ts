import type net from 'node:net';
import { askConnect } from './http-connect.ts';
import { askSocks } from './socks.ts';
import { connectTcp } from './tcp.ts';
import type { Destination, TunnelLimits, TunnelReply } from './tunnel-reply.ts';

export const TUNNEL_PROTOCOLS = ['http', 'socks5'] as const;
export type TunnelProtocol = (typeof TUNNEL_PROTOCOLS)[number];

export type TunnelOutcome =
  | {
      readonly outcome: 'no-connection';
      readonly how: 'refused' | 'silent' | 'unreachable' | 'reset';
      readonly code?: string;
    }
  | Exclude<TunnelReply, { readonly outcome: 'tunnel' }>
  /** The socket is the caller's to destroy. */
  | (TunnelReply & { readonly outcome: 'tunnel'; readonly socket: net.Socket; readonly elapsedMs: number });

const ASK = { http: askConnect, socks5: askSocks } as const;

/**
 * One connection to one address of a proxy, and one request for a tunnel.
 *
 * @param proxy - its address is an IP literal
 * @param limits - a proxy that is there may take long to answer, for it connects in its turn: the whole has
 * `timeoutMs`, the connection to the proxy itself `connectTimeoutMs` of it
 */
export async function openTunnel(
  proxy: { readonly address: string; readonly port: number; readonly protocol: TunnelProtocol },
  destination: Destination,
  { timeoutMs, connectTimeoutMs, signal }: TunnelLimits & { readonly connectTimeoutMs: number },
): Promise<TunnelOutcome> {
  const startedMs = performance.now();
  const connection = await connectTcp(proxy.address, proxy.port, connectTimeoutMs, signal);
  if (connection.outcome !== 'open') {
    const { outcome: how } = connection;
    return { outcome: 'no-connection', how, ...('code' in connection && { code: connection.code }) };
  }
  const { socket } = connection;
  let reply: TunnelReply | undefined;
  try {
    const leftMs = timeoutMs - (performance.now() - startedMs);
    reply = await ASK[proxy.protocol](socket, destination, { timeoutMs: leftMs, signal });
  } finally {
    if (reply?.outcome !== 'tunnel') socket.destroy();
  }
  return reply.outcome === 'tunnel' ? { ...reply, socket, elapsedMs: performance.now() - startedMs } : reply;
}
