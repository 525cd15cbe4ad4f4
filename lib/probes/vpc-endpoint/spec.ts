import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { awsId, isHost } from '../kit/fields.ts';

/** Which VPC endpoint must be there, and how it must be set. */
export const vpcEndpointSpec = z.lazy(() =>
  z
    .strictObject({
      /** An id such as `vpce-0123456789abcdef0`, or any of the endpoint's DNS names. */
      endpoint: z.optional(
        z.string().check(z.refine(isHost, 'expected an endpoint id or a DNS name of one')),
      ),
      /** In place of one: every Storage Gateway endpoint of this VPC, of which there may be none. */
      vpc: z.optional(awsId('vpc')),
      wants: z._default(
        z.strictObject({
          /**
           * `off` where gateways are to be activated to the public endpoint from the same VPC; `on` where clients use
           * the service's public names. Left out, either is right.
           */
          privateDns: z.optional(z.enum(['on', 'off'])),
          /** Availability Zones it should stand in at least. */
          zones: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(6)), 2),
        }),
        { zones: 2 },
      ),
    })
    .check(
      z.refine(
        ({ endpoint, vpc }) => (endpoint === undefined) !== (vpc === undefined),
        'expected either an endpoint, or a VPC with all of its Storage Gateway endpoints',
      ),
    ),
);
export type VpcEndpointSpec = z.infer<typeof vpcEndpointSpec>;

/** Gravest first. */
export const VPC_ENDPOINT_REASONS = {
  'endpoint-missing': { status: 'failed', severity: 'critical' },
  'endpoint-not-available': { status: 'failed', severity: 'critical' },
  'endpoint-private-dns-on': { status: 'failed', severity: 'critical' },
  'endpoint-private-dns-off': { status: 'failed', severity: 'critical' },
  'endpoint-single-zone': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type VpcEndpointReason = keyof typeof VPC_ENDPOINT_REASONS;
