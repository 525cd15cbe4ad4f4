import type { ReasonFacts } from '../../core/reason.ts';

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
