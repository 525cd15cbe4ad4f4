import type { ReasonFacts } from '../../core/reason.ts';

/**
 * Gravest first: what refuses clients that were meant to pass, then what scanners and strangers cause,
 * then what keeps us from knowing. One client's refused certificate is no outage, so all are degraded;
 * `page` in the configuration makes a failure of the reasons it names.
 */
export const MTLS_REASONS = {
  'client-cert-crl-processing-error': { status: 'degraded', severity: 'critical' },
  'client-cert-expired': { status: 'degraded', severity: 'warning' },
  'client-cert-not-yet-valid': { status: 'degraded', severity: 'warning' },
  'client-cert-untrusted': { status: 'degraded', severity: 'warning' },
  'client-cert-crl-hit': { status: 'degraded', severity: 'warning' },
  'client-cert-purpose-invalid': { status: 'degraded', severity: 'warning' },
  'client-cert-max-chain-depth-exceeded': { status: 'degraded', severity: 'warning' },
  'client-cert-max-size-exceeded': { status: 'degraded', severity: 'warning' },
  'client-cert-type-unsupported': { status: 'degraded', severity: 'warning' },
  'client-cert-incompatible': { status: 'degraded', severity: 'warning' },
  'client-cert-invalid': { status: 'degraded', severity: 'warning' },
  'client-cert-rejected': { status: 'degraded', severity: 'warning' },
  'unmapped-connection-error': { status: 'degraded', severity: 'info' },
  'mtls-logs-off': { status: 'degraded', severity: 'warning' },
  'mtls-logs-silent': { status: 'degraded', severity: 'warning' },
  'mtls-passthrough': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type MtlsReason = keyof typeof MTLS_REASONS;
