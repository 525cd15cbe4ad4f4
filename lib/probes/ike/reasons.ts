import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const IKE_REASONS = {
  'ike-refused': { status: 'failed', severity: 'critical' },
  'ike-malformed': { status: 'failed', severity: 'warning' },
  // A responder may rightly ignore whom it has no tunnel with; `answersStrangers` makes it a failure.
  'ike-silent': { status: 'unknown', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type IkeReason = keyof typeof IKE_REASONS;
