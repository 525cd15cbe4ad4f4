import type { ReasonFacts } from '../../core/reason.ts';

/** Gravest first. */
export const TLS_REASONS = {
  'tls-intercepted': { status: 'failed', severity: 'critical' },
  'tls-wrong-endpoint': { status: 'failed', severity: 'critical' },
  'tls-name-mismatch': { status: 'failed', severity: 'critical' },
  'tls-expired': { status: 'failed', severity: 'critical' },
  'tls-not-yet-valid': { status: 'failed', severity: 'critical' },
  'tls-chain-incomplete': { status: 'failed', severity: 'warning' },
  'tls-reset': { status: 'failed', severity: 'critical' },
  'tls-alert': { status: 'failed', severity: 'critical' },
  'tls-silent': { status: 'failed', severity: 'critical' },
  'tls-not-tls': { status: 'failed', severity: 'critical' },
  'tls-chain-unreadable': { status: 'unknown', severity: 'warning' },
  'tls-expires-soon': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type TlsReason = keyof typeof TLS_REASONS;
