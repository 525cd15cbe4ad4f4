import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { isAddress } from '../../net/addresses.ts';
import { dnsServer, hostName } from '../kit/fields.ts';

/** What a name should resolve to. */
export const dnsSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    /** Whether every address must be private (a VPC endpoint), or public (a service asked over the internet). */
    expect: z.optional(z.enum(['private', 'public'])),
    /** The only addresses that are right: those of this endpoint's network interfaces. */
    addresses: z.optional(
      z
        .array(z.string().check(z.refine(isAddress, 'expected an IP address')))
        .check(z.minLength(1), z.maxLength(100)),
    ),
    /** Where the servers asked should forward the name: inbound endpoints of a VPC. They are asked too. */
    forwarders: z.optional(z.array(dnsServer).check(z.minLength(1), z.maxLength(10))),
  }),
);
export type DnsSpec = z.infer<typeof dnsSpec>;

/** Gravest first: without an answer there is nothing else to say. */
export const DNS_REASONS = {
  'dns-timeout': { status: 'failed', severity: 'critical', silence: true, ofResolver: true },
  'dns-server-failure': { status: 'failed', severity: 'critical' },
  'forwarder-silent': { status: 'failed', severity: 'critical', silence: true },
  'name-not-forwarded': { status: 'failed', severity: 'critical' },
  'name-not-found': { status: 'failed', severity: 'critical' },
  'address-not-private': { status: 'failed', severity: 'critical' },
  'address-not-public': { status: 'failed', severity: 'critical' },
  'address-not-this-endpoint': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type DnsReason = keyof typeof DNS_REASONS;
