import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { trustField } from '../../trust/trust.ts';
import { hostName, portNumber } from '../kit/fields.ts';
import { serverNameField } from '../kit/server-name.ts';

/** Who must answer a TLS handshake on one port of a host. */
export const tlsSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    port: portNumber,
    /** Server Name Indication; the host where it is a name, none where it is an address (RFC 6066 §3). */
    servername: serverNameField,
    /** The certificate must be for at least one of these; default the host. */
    acceptNames: z.optional(z.array(hostName).check(z.minLength(1), z.maxLength(50))),
    trust: trustField,
    /** An optional port that misbehaves degrades the finding, it does not fail it. */
    required: z._default(z.boolean(), true),
    /** What is served there, in the field's own words: `client-cp` … */
    serves: z.optional(z.string().check(z.maxLength(60))),
  }),
);
export type TlsSpec = z.infer<typeof tlsSpec>;

/** The names of which the certificate must cover one. */
export function acceptedNames({ host, acceptNames }: TlsSpec): readonly string[] {
  return acceptNames ?? [host];
}

/** Gravest first. */
export const TLS_REASONS = {
  'tls-intercepted': { status: 'failed', severity: 'critical' },
  'tls-wrong-endpoint': { status: 'failed', severity: 'critical' },
  'tls-chain-invalid': { status: 'failed', severity: 'critical' },
  'tls-name-mismatch': { status: 'failed', severity: 'critical' },
  'tls-expired': { status: 'failed', severity: 'critical' },
  'tls-not-yet-valid': { status: 'failed', severity: 'critical' },
  'tls-chain-incomplete': { status: 'failed', severity: 'warning' },
  'tls-untrusted-ca': { status: 'failed', severity: 'warning' },
  'tls-self-signed': { status: 'failed', severity: 'warning' },
  'tls-reset': { status: 'failed', severity: 'critical' },
  'tls-alert': { status: 'failed', severity: 'critical' },
  'tls-silent': { status: 'failed', severity: 'critical', silence: true, dropped: 'tcp' },
  'tls-not-tls': { status: 'failed', severity: 'critical' },
  'tls-chain-unreadable': { status: 'unknown', severity: 'warning' },
  'tls-weak': { status: 'degraded', severity: 'warning' },
  'tls-connection-limited': { status: 'degraded', severity: 'warning' },
  'tls-expires-soon': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type TlsReason = keyof typeof TLS_REASONS;
