import type { ReasonFacts } from '../../core/probe.ts';

/** Gravest first. */
export const PORT_REASONS = {
  'port-filtered': { status: 'failed', severity: 'critical' },
  'port-refused': { status: 'failed', severity: 'critical' },
  'port-unreachable': { status: 'failed', severity: 'critical' },
  'port-reset': { status: 'failed', severity: 'critical' },
  'port-partly-open': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type PortReason = keyof typeof PORT_REASONS;
