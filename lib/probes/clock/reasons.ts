import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. From 300 s on the judge makes a skew critical. That nothing tells the time proves nothing. */
export const CLOCK_REASONS = {
  'clock-skewed': { status: 'failed', severity: 'warning' },
  'clock-drifting': { status: 'degraded', severity: 'warning' },
  'clock-unreadable': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ClockReason = keyof typeof CLOCK_REASONS;
