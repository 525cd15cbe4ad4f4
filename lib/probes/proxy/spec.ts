import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { placeName } from '../../core/text.ts';
import { TUNNEL_PROTOCOLS } from '../../net/tunnel.ts';
import { trustField } from '../../trust/trust.ts';
import { hostName, portNumber } from '../kit/fields.ts';
import { serverNameField } from '../kit/server-name.ts';

/** What must be reached through which proxy, and who must answer there. */
export const proxySpec = z.lazy(() =>
  z.strictObject({
    /** The destination, in the proxy's eyes: its name is never looked up here. */
    host: hostName,
    port: portNumber,
    via: z.strictObject({
      host: hostName,
      port: portNumber,
      protocol: z._default(z.enum(TUNNEL_PROTOCOLS), 'http'),
    }),
    /** Whether TLS is spoken beyond the tunnel; without it an open tunnel is all that is wanted. */
    tls: z._default(z.boolean(), true),
    /** Server Name Indication; the host where it is a name. */
    servername: serverNameField,
    /** The certificate must be for at least one of these; default the host. */
    acceptNames: z.optional(z.array(hostName).check(z.minLength(1), z.maxLength(50))),
    trust: trustField,
    /** An optional port that is not let through degrades the finding, it does not fail it. */
    required: z._default(z.boolean(), true),
    /** What is served there, in the field's own words: `client-cp` … */
    serves: z.optional(z.string().check(z.maxLength(60))),
  }),
);
export type ProxySpec = z.infer<typeof proxySpec>;

/** The proxy in the usual notation: `proxy.example.com:3128`, an IPv6 address in brackets. */
export function viaOf({ via }: ProxySpec): string {
  return placeName(via.host, via.port);
}

/** Gravest first. */
export const PROXY_REASONS = {
  'proxy-intercepts': { status: 'failed', severity: 'critical' },
  'proxy-refused': { status: 'failed', severity: 'critical' },
  'proxy-silent': { status: 'failed', severity: 'critical', silence: true, dropped: 'tcp' },
  'proxy-not-a-proxy': { status: 'failed', severity: 'critical' },
  'proxy-wants-credentials': { status: 'failed', severity: 'critical' },
  'proxy-denies-connect': { status: 'failed', severity: 'critical' },
  'proxy-cannot-reach': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ProxyReason = keyof typeof PROXY_REASONS;
