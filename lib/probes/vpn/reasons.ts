import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first; of two that are as grave, the one that is the other's cause. */
export const VPN_REASONS = {
  'vpn-missing': { status: 'failed', severity: 'critical' },
  'vpn-not-available': { status: 'failed', severity: 'critical' },
  'vpn-gateway-not-attached': { status: 'failed', severity: 'critical' },
  'customer-gateway-address-changed': { status: 'failed', severity: 'critical' },
  'tunnel-psk-mismatch': { status: 'failed', severity: 'critical' },
  'tunnel-address-changed': { status: 'degraded', severity: 'warning' },
  'tunnels-down': { status: 'failed', severity: 'critical' },
  'route-not-propagated': { status: 'failed', severity: 'critical' },
  'vpn-route-blackhole': { status: 'failed', severity: 'critical' },
  'tunnel-without-routes': { status: 'failed', severity: 'critical' },
  'tunnel-down': { status: 'degraded', severity: 'warning' },
  'tunnel-replacement-pending': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type VpnReason = keyof typeof VPN_REASONS;
