import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const PROXY_REASONS = {
  'proxy-intercepts': { status: 'failed', severity: 'critical' },
  'proxy-refused': { status: 'failed', severity: 'critical' },
  'proxy-silent': { status: 'failed', severity: 'critical' },
  'proxy-not-a-proxy': { status: 'failed', severity: 'critical' },
  'proxy-wants-credentials': { status: 'failed', severity: 'critical' },
  'proxy-denies-connect': { status: 'failed', severity: 'critical' },
  'proxy-cannot-reach': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ProxyReason = keyof typeof PROXY_REASONS;
