import * as z from 'zod/mini';
import { GATEWAY_TYPES } from '../../catalogue/gateway-types.ts';
import { awsIdPattern } from '../../core/aws/aws-object.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { gatewayId, isHost } from '../kit/fields.ts';

const INSTANCE = awsIdPattern('i');

/** Which gateway must be well, or which instance is to become one. */
export const gatewaySpec = z.lazy(() =>
  z
    .strictObject({
      gateway: z.optional(gatewayId),
      /** Before activation: the EC2 instance whose image is compared with the newest of `wants.type`, or of any type. */
      instance: z.optional(
        z.string().check(z.regex(INSTANCE, 'expected an instance id such as i-0123456789abcdef0')),
      ),
      wants: z._default(
        z.strictObject({
          type: z.optional(z.enum(GATEWAY_TYPES)),
          /** `public`, or the id or DNS name of the VPC endpoint it must have been activated through. */
          endpoint: z.optional(
            z.string().check(z.refine(isHost, 'expected public, an endpoint id or a DNS name')),
          ),
          endpointType: z.optional(z.enum(['standard', 'fips', 'dualstack', 'fips-dualstack'])),
        }),
        {},
      ),
      /** How far back the health log is read, minutes. */
      healthMinutes: z._default(z.number().check(z.int(), z.minimum(5), z.maximum(1440)), 60),
    })
    .check(
      z.refine(
        ({ gateway, instance }) => (gateway === undefined) !== (instance === undefined),
        'expected either a gateway, or before its activation an instance',
      ),
    ),
);
export type GatewaySpec = z.infer<typeof gatewaySpec>;

/** Gravest first. */
export const GATEWAY_REASONS = {
  'gateway-missing': { status: 'failed', severity: 'critical' },
  'gateway-offline': { status: 'failed', severity: 'critical' },
  'gateway-not-running': { status: 'failed', severity: 'critical' },
  'gateway-clock-out-of-sync': { status: 'failed', severity: 'critical' },
  'gateway-wrong-type': { status: 'failed', severity: 'critical' },
  'gateway-wrong-endpoint': { status: 'failed', severity: 'critical' },
  'gateway-health-error': { status: 'failed', severity: 'warning' },
  'gateway-deprecated': { status: 'degraded', severity: 'warning' },
  'gateway-image-outdated': { status: 'degraded', severity: 'warning' },
  'gateway-update-overdue': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type GatewayReason = keyof typeof GATEWAY_REASONS;
