import type { ReasonFacts } from '../../core/reason.ts';

/**
 * Gravest first. What was heard stands before what was not: of many rejections at once some arrive as
 * silence (`observe.ts`), and must not turn "a rule rejects it" into "something drops it".
 */
export const PORT_REASONS = {
  'port-refused': { status: 'failed', severity: 'critical' },
  'port-unreachable': { status: 'failed', severity: 'critical' },
  'port-reset': { status: 'failed', severity: 'critical' },
  'port-filtered': { status: 'failed', severity: 'critical' },
  'port-partly-open': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type PortReason = keyof typeof PORT_REASONS;
