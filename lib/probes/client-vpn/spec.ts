import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { addressOrBlock, awsId } from '../kit/fields.ts';

/** Which Client VPN endpoint must let its users through, and where to. */
export const clientVpnSpec = z.lazy(() =>
  z.strictObject({
    endpoint: awsId('cvpn-endpoint'),
    /** Addresses or prefixes that somebody must be authorised for; without them any rule will do. */
    reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(50))),
  }),
);
export type ClientVpnSpec = z.infer<typeof clientVpnSpec>;

/** Gravest first; of two that are as grave, the one that is the other's cause. */
export const CLIENT_VPN_REASONS = {
  'client-vpn-missing': { status: 'failed', severity: 'critical' },
  'client-vpn-not-available': { status: 'failed', severity: 'critical' },
  'client-vpn-not-associated': { status: 'failed', severity: 'critical' },
  'client-vpn-not-authorised': { status: 'failed', severity: 'critical' },
  /** Critical once it has ended or is revoked. */
  'client-vpn-certificate-expires': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ClientVpnReason = keyof typeof CLIENT_VPN_REASONS;
