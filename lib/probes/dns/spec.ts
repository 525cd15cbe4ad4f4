import * as z from 'zod/mini';
import { isAddress } from '../../net/addresses.ts';
import { hostName } from '../kit/fields.ts';

/** What a name should resolve to. */
export const dnsSpec = z.strictObject({
  host: hostName,
  /** Whether every address must be private (a VPC endpoint), or public (a service asked over the internet). */
  expect: z.optional(z.enum(['private', 'public'])),
  /** The only addresses that are right: those of this endpoint's network interfaces. */
  addresses: z.optional(
    z
      .array(z.string().check(z.refine(isAddress, 'expected an IP address')))
      .check(z.minLength(1), z.maxLength(100)),
  ),
});
export type DnsSpec = z.infer<typeof dnsSpec>;
