import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { awsId, hostName, ipAddress } from '../kit/fields.ts';

const names = z._default(z.array(hostName).check(z.maxLength(20)), []);
const addresses = z._default(z.array(ipAddress).check(z.maxLength(20)), []);

/** Which names must pass between a site and a VPC. */
export const resolverSpec = z.lazy(() =>
  z
    .strictObject({
      vpc: awsId('vpc'),
      /** Names that the site must resolve as the VPC does. */
      names,
      /** Domains of the site that the VPC must resolve. */
      domains: names,
      /** DNS servers of the site: they ask the inbound endpoint. */
      servers: addresses,
      /** Where the site's DNS servers forward to. */
      inbound: addresses,
    })
    .check(
      z.refine(
        (spec) => spec.names.length + spec.domains.length > 0,
        'expected names that the site must resolve, or domains that the VPC must resolve',
      ),
    ),
);
export type ResolverSpec = z.infer<typeof resolverSpec>;

/** The most severe first; of two that are as severe, the one that is the other's cause. */
export const RESOLVER_REASONS = {
  'resolver-dns-off': { status: 'failed', severity: 'critical' },
  'resolver-name-public': { status: 'failed', severity: 'critical' },
  'resolver-inbound-missing': { status: 'failed', severity: 'critical' },
  'resolver-endpoint-down': { status: 'failed', severity: 'critical' },
  'resolver-port-closed': { status: 'failed', severity: 'critical' },
  'resolver-forwarder-wrong': { status: 'failed', severity: 'critical' },
  'resolver-rule-missing': { status: 'failed', severity: 'critical' },
  'resolver-rule-not-associated': { status: 'failed', severity: 'critical' },
  'resolver-rule-captures': { status: 'failed', severity: 'critical' },
  'resolver-loop': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ResolverReason = keyof typeof RESOLVER_REASONS;
