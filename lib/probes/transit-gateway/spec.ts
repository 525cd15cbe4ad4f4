import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { addressOrBlock, awsId, tagsField } from '../kit/fields.ts';

/** Which attachment of a transit gateway must carry traffic, and where to. */
export const transitGatewaySpec = z.lazy(() =>
  z
    .strictObject({
      attachment: z.optional(awsId('tgw-attach')),
      /** Follows an attachment that is made anew: where `attachment` does not exist, or is not given. */
      tags: z.optional(tagsField),
      /** Addresses or prefixes that must be reached through it. */
      reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(20))),
      /** Subnets of the attached VPC that need a route to the gateway; without them one table of the VPC must have one. */
      subnets: z.optional(z.array(awsId('subnet')).check(z.minLength(1), z.maxLength(50))),
      /** How far back dropped packets are counted when something is wrong, minutes. */
      historyMinutes: z._default(z.number().check(z.int(), z.minimum(5), z.maximum(1440)), 60),
    })
    .check(
      z.refine(
        ({ attachment, tags }) => attachment !== undefined || tags !== undefined,
        'expected an attachment: its id under "attachment", or the tags it carries under "tags"',
      ),
    ),
);
export type TransitGatewaySpec = z.infer<typeof transitGatewaySpec>;

/** Gravest first; of two that are as grave, the one that is the other's cause. */
export const TRANSIT_GATEWAY_REASONS = {
  'attachment-missing': { status: 'failed', severity: 'critical' },
  'attachment-not-available': { status: 'failed', severity: 'critical' },
  'attachment-not-associated': { status: 'failed', severity: 'critical' },
  'attachment-not-propagated': { status: 'failed', severity: 'critical' },
  'transit-route-blackhole': { status: 'failed', severity: 'critical' },
  'transit-route-missing': { status: 'failed', severity: 'critical' },
  'return-route-missing': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type TransitGatewayReason = keyof typeof TRANSIT_GATEWAY_REASONS;
