import * as z from 'zod/mini';
import { isAddress } from '../../net/addresses.ts';
import { hostName } from './fields.ts';

/** Server Name Indication, where it is not the host's own name. */
export const serverNameField = z.optional(
  hostName.check(z.refine((name) => !isAddress(name), 'expected a name: an address is no server name')),
);

/** The server name to send, without the final dot; an address is none (RFC 6066 §3). */
export function servernameOf(spec: {
  readonly host: string;
  readonly servername?: string | undefined;
}): string | undefined {
  const { host, servername } = spec;
  return (servername ?? (isAddress(host) ? undefined : host))?.replace(/\.$/, '');
}
