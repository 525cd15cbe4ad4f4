import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first: without an answer there is nothing else to say. */
export const DNS_REASONS = {
  'dns-timeout': { status: 'failed', severity: 'critical' },
  'dns-server-failure': { status: 'failed', severity: 'critical' },
  'name-not-found': { status: 'failed', severity: 'critical' },
  'address-not-private': { status: 'failed', severity: 'critical' },
  'address-not-public': { status: 'failed', severity: 'critical' },
  'address-not-this-endpoint': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type DnsReason = keyof typeof DNS_REASONS;
