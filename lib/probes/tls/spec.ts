import * as z from 'zod/mini';
import { trustField } from '../../trust/trust.ts';
import { hostName, portNumber } from '../kit/fields.ts';
import { serverNameField } from '../kit/server-name.ts';

/** Who must answer a TLS handshake on one port of a host. */
export const tlsSpec = z.strictObject({
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
});
export type TlsSpec = z.infer<typeof tlsSpec>;

/** The names of which the certificate must cover one. */
export function acceptedNames({ host, acceptNames }: TlsSpec): readonly string[] {
  return acceptNames ?? [host];
}
