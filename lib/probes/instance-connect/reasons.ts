import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const INSTANCE_CONNECT_REASONS = {
  'instance-connect-missing': { status: 'failed', severity: 'critical' },
  'instance-connect-not-ready': { status: 'failed', severity: 'critical' },
  'instance-not-running': { status: 'failed', severity: 'warning' },
  'instance-connect-quota-full': { status: 'failed', severity: 'warning' },
  'instance-connect-subnet-full': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type InstanceConnectReason = keyof typeof INSTANCE_CONNECT_REASONS;
