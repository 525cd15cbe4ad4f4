import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const VPC_ENDPOINT_REASONS = {
  'endpoint-missing': { status: 'failed', severity: 'critical' },
  'endpoint-not-available': { status: 'failed', severity: 'critical' },
  'endpoint-private-dns-on': { status: 'failed', severity: 'critical' },
  'endpoint-private-dns-off': { status: 'failed', severity: 'critical' },
  'endpoint-single-zone': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type VpcEndpointReason = keyof typeof VPC_ENDPOINT_REASONS;
