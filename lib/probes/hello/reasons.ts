import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const HELLO_REASONS = {
  'hello-silent': { status: 'failed', severity: 'critical' },
  'hello-wrong-protocol': { status: 'failed', severity: 'critical' },
  'hello-malformed': { status: 'failed', severity: 'critical' },
  'hello-throttled': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type HelloReason = keyof typeof HELLO_REASONS;
