import * as z from 'zod/mini';
import { isAddress } from '../../net/addresses.ts';
import { hostName, portNumber } from '../fields.ts';
import { trustField } from '../trust.ts';

/** Who must answer a TLS handshake on one port of a host. */
export const tlsSpec = z.strictObject({
  host: hostName,
  port: portNumber,
  /** Server Name Indication; the host where it is a name, none where it is an address (RFC 6066 §3). */
  servername: z.optional(
    hostName.check(z.refine((name) => !isAddress(name), 'expected a name: an address is no server name')),
  ),
  /** The certificate must be for at least one of these; default the host. */
  acceptNames: z.optional(z.array(hostName).check(z.minLength(1), z.maxLength(50))),
  trust: trustField,
  /** An optional port that misbehaves degrades the finding, it does not fail it. */
  required: z._default(z.boolean(), true),
  /** What is served there, in the field's own words: `client-cp` … */
  serves: z.optional(z.string().check(z.maxLength(60))),
});
export type TlsSpec = z.infer<typeof tlsSpec>;

/** The names of which the certificate must cover one. */
export function acceptedNames({ host, acceptNames }: TlsSpec): readonly string[] {
  return acceptNames ?? [host];
}

/** The server name to send, without the final dot; an address is none (RFC 6066 §3). */
export function servernameOf({ host, servername }: TlsSpec): string | undefined {
  return (servername ?? (isAddress(host) ? undefined : host))?.replace(/\.$/, '');
}
