import type { ReasonFacts } from '../../core/reason.ts';

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
