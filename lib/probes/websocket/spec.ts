import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { TUNNEL_PROTOCOLS } from '../../net/tunnel.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** A WebSocket over TLS that clients open, and the proxy they go through. */
export const websocketSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    port: z._default(portNumber, 443),
    path: z._default(
      z.string().check(z.regex(/^\/[!-~]{0,500}$/, 'expected a path such as /openTunnel')),
      '/',
    ),
    via: z.optional(
      z.strictObject({
        host: hostName,
        port: portNumber,
        protocol: z._default(z.enum(TUNNEL_PROTOCOLS), 'http'),
      }),
    ),
  }),
);
export type WebsocketSpec = z.infer<typeof websocketSpec>;

/** The most severe first. */
export const WEBSOCKET_REASONS = {
  'websocket-upgrade-removed': { status: 'failed', severity: 'critical' },
  'websocket-cut': { status: 'failed', severity: 'critical' },
  'websocket-silent': { status: 'failed', severity: 'critical', silence: true },
  'websocket-proxy-answers': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type WebsocketReason = keyof typeof WEBSOCKET_REASONS;
