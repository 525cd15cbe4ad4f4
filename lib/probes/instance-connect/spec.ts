import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { awsId, tagsField } from '../kit/fields.ts';

/** What is to be created, and not there yet. */
export const preflightField = z.strictObject({
  vpc: awsId('vpc'),
  /** Where it is meant to stand; left out, the best subnet is named. */
  subnet: z.optional(awsId('subnet')),
});

/** Which Instance Connect endpoint must be ready, and which instances must run behind it. */
export const instanceConnectSpec = z.lazy(() =>
  z
    .strictObject({
      /** Left out, the endpoint of each VPC the instances are in. */
      endpoint: z.optional(awsId('eice')),
      /** Where instances with `tags` are looked for; whose endpoint is meant where no instance tells it. */
      vpc: z.optional(awsId('vpc')),
      instances: z.optional(z.array(awsId('i')).check(z.minLength(1), z.maxLength(100))),
      /** Every instance that carries all of them, but for those that are being terminated. */
      tags: z.optional(tagsField),
      preflight: z.optional(preflightField),
    })
    .check(
      z.refine(
        (spec) => Object.values(spec).some((value) => value !== undefined),
        'expected an endpoint, a VPC, instances, tags or a preflight',
      ),
      z.refine(
        ({ endpoint, preflight }) => endpoint === undefined || preflight === undefined,
        'a preflight is for an endpoint that does not exist yet',
      ),
    ),
);
export type InstanceConnectSpec = z.infer<typeof instanceConnectSpec>;

/** Gravest first. */
export const INSTANCE_CONNECT_REASONS = {
  'instance-connect-missing': { status: 'failed', severity: 'critical' },
  'instance-connect-not-ready': { status: 'failed', severity: 'critical' },
  'instance-not-running': { status: 'failed', severity: 'warning' },
  'instance-connect-address-type': { status: 'failed', severity: 'warning' },
  'instance-connect-quota-full': { status: 'failed', severity: 'warning' },
  'instance-connect-subnet-full': { status: 'degraded', severity: 'warning' },
  'instance-key-pair-missing': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type InstanceConnectReason = keyof typeof INSTANCE_CONNECT_REASONS;
