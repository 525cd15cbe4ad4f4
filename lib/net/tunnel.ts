import type net from 'node:net';
import { askConnect } from './http-connect.ts';
import { askSocks } from './socks.ts';
import { connectTcp } from './tcp.ts';

export const TUNNEL_PROTOCOLS = ['http', 'socks5'] as const;
export type TunnelProtocol = (typeof TUNNEL_PROTOCOLS)[number];

/** Where a tunnel is to end. Nobody looks the name up here: the proxy does. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface TunnelLimits {
  /** Milliseconds, all of it together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a proxy said when it was asked for a tunnel. `status` is HTTP's, or SOCKS5's reply code. */
export type TunnelReply =
  | {
      readonly outcome: 'tunnel';
      readonly status: number;
      /** The answer announced a page, which no tunnel has. */
      readonly isPage?: boolean;
    }
  | {
      readonly outcome: 'refusal';
      readonly status: number;
      /** Squid's own name for it. */
      readonly error?: string;
      /** What the proxy calls itself. */
      readonly software?: string;
      /** The way it wants people to prove who they are. */
      readonly wants?: string;
      readonly leadsTo?: string;
    }
  /** SOCKS5: it takes nobody without credentials. */
  | { readonly outcome: 'wants-credentials' }
  | { readonly outcome: 'not-a-proxy'; readonly firstBytes: string }
  /** The connection stood, and no answer came on it; `agreed`: SOCKS5 had been agreed upon. */
  | { readonly outcome: 'silent' | 'closed' | 'reset'; readonly agreed?: true };

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
