import type { ReasonFacts } from '../../core/reason.ts';

/**
 * Gravest first. Lost time servers are a warning: a clock that runs free is good for days. How grave a
 * skewed clock is depends on how far it is off, so the judge says.
 */
export const NTP_REASONS = {
  'vantage-clock-skewed': { status: 'failed', severity: 'warning' },
  'ntp-silent': { status: 'failed', severity: 'warning' },
  'ntp-refused': { status: 'failed', severity: 'warning' },
  'ntp-unsynchronised': { status: 'failed', severity: 'warning' },
  'ntp-disagree': { status: 'degraded', severity: 'warning' },
  'ntp-partly-silent': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type NtpReason = keyof typeof NTP_REASONS;
