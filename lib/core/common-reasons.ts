import type { ReasonFacts } from './reason.ts';

/**
 * Reasons any kind can end in: we could not ask, or something lower explains it. All are `unknown`.
 * `pages` marks those that count in the `Unknown` metric.
 */
export const COMMON_REASONS = {
  'vantage-broken': { status: 'unknown', severity: 'critical', pages: true },
  'probe-crashed': { status: 'unknown', severity: 'warning', pages: true },
  'access-denied': { status: 'unknown', severity: 'warning', pages: true },
  throttled: { status: 'unknown', severity: 'warning', pages: true },
  'out-of-time': { status: 'unknown', severity: 'warning', pages: true },
  'not-reachable-from-here': { status: 'unknown', severity: 'info', pages: false },
  'blocked-by': { status: 'unknown', severity: 'info', pages: false },
} as const satisfies Readonly<Record<string, ReasonFacts & { readonly pages: boolean }>>;

export type CommonReason = keyof typeof COMMON_REASONS;
