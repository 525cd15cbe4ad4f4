import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { addressOrBlock, awsId, ipAddress, tagsField } from '../kit/fields.ts';

/** Which Site-to-Site VPN connection must carry traffic, and what must be true of its two ends. */
export const vpnSpec = z.lazy(() =>
  z
    .strictObject({
      vpn: z.optional(awsId('vpn')),
      /** Follows a connection that is made anew, under a new id: where `vpn` does not exist, or is not given. */
      tags: z.optional(tagsField),
      /** The addresses of AWS's side that the device is configured with, in any order. */
      expectOutsideAddresses: z.optional(z.array(ipAddress).check(z.minLength(1), z.maxLength(8))),
      /** Those that it was last known to call; compared with where none are expected. */
      lastOutsideAddresses: z.optional(z.array(ipAddress).check(z.minLength(1), z.maxLength(8))),
      /** Since when a full look did not see them well any more, ISO 8601; absent while it does. */
      lastWellUntil: z.optional(z.iso.datetime()),
      /** The device's own public address. */
      expectCustomerGatewayAddress: z.optional(ipAddress),
      /** The VPC that the virtual private gateway must be attached to. */
      vpc: z.optional(awsId('vpc')),
      /** Subnets that need a route into the tunnel; without them one table of the VPC must have one. */
      subnets: z.optional(z.array(awsId('subnet')).check(z.minLength(1), z.maxLength(50))),
      /** Addresses or prefixes of the other side that those subnets must have a route to. */
      reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(50))),
      /** Whether what the tunnels carried in the last hour is read and judged: four metrics of CloudWatch a run. */
      traffic: z.optional(z.boolean()),
      /** How far back TunnelState and the tunnels' logs are read when a tunnel is not up, minutes. */
      historyMinutes: z._default(z.number().check(z.int(), z.minimum(5), z.maximum(1440)), 180),
    })
    .check(
      z.refine(
        ({ vpn, tags }) => vpn !== undefined || tags !== undefined,
        'expected a connection: its id under "vpn", or the tags it carries under "tags"',
      ),
    ),
);
export type VpnSpec = z.infer<typeof vpnSpec>;

/** Gravest first; of two that are as grave, the one that is the other's cause. */
export const VPN_REASONS = {
  'vpn-missing': { status: 'failed', severity: 'critical' },
  'vpn-not-available': { status: 'failed', severity: 'critical' },
  'vpn-gateway-not-attached': { status: 'failed', severity: 'critical' },
  'customer-gateway-address-changed': { status: 'failed', severity: 'critical' },
  'tunnel-psk-mismatch': { status: 'failed', severity: 'critical' },
  'tunnel-address-changed': { status: 'degraded', severity: 'warning' },
  'bgp-session-down': { status: 'failed', severity: 'critical' },
  'tunnels-down': { status: 'failed', severity: 'critical' },
  'route-not-propagated': { status: 'failed', severity: 'critical' },
  'vpn-route-blackhole': { status: 'failed', severity: 'critical' },
  'tunnel-without-routes': { status: 'failed', severity: 'critical' },
  'bgp-prefixes-denied': { status: 'degraded', severity: 'warning' },
  'bgp-prefix-limit': { status: 'degraded', severity: 'warning' },
  'tunnel-one-way': { status: 'degraded', severity: 'warning' },
  'tunnel-flapping': { status: 'degraded', severity: 'warning' },
  'tunnel-down': { status: 'degraded', severity: 'warning' },
  'tunnel-asymmetric': { status: 'degraded', severity: 'info' },
  'tunnel-options-differ': { status: 'degraded', severity: 'info' },
  'tunnel-replacement-pending': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type VpnReason = keyof typeof VPN_REASONS;
