import type { ReasonFacts } from '../../core/reason.ts';

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
