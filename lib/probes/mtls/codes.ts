/**
 * What `tls_verify_status` says after `Failed:`, and our reason for it.
 *
 * Source: "Connection logs for your Application Load Balancer", section "Error reason codes" (Elastic Load
 * Balancing, Application Load Balancers; read 2026-11-21).
 */
export const REASON_BY_CODE = {
  ClientCertMaxChainDepthExceeded: 'client-cert-max-chain-depth-exceeded',
  ClientCertMaxSizeExceeded: 'client-cert-max-size-exceeded',
  ClientCertCrlHit: 'client-cert-crl-hit',
  ClientCertCrlProcessingError: 'client-cert-crl-processing-error',
  ClientCertUntrusted: 'client-cert-untrusted',
  ClientCertNotYetValid: 'client-cert-not-yet-valid',
  ClientCertExpired: 'client-cert-expired',
  ClientCertTypeUnsupported: 'client-cert-type-unsupported',
  ClientCertInvalid: 'client-cert-invalid',
  ClientCertPurposeInvalid: 'client-cert-purpose-invalid',
  ClientCertRejected: 'client-cert-rejected',
  UnmappedConnectionError: 'unmapped-connection-error',
  ClientCertIncompatible: 'client-cert-incompatible',
} as const;

export type LogCode = keyof typeof REASON_BY_CODE;
export type LogReason = (typeof REASON_BY_CODE)[LogCode];

function isLogCode(text: string): text is LogCode {
  return Object.hasOwn(REASON_BY_CODE, text);
}

/** The reason of a code; undefined for one that is newer than the table. */
export function reasonOfCode(code: string): LogReason | undefined {
  return isLogCode(code) ? REASON_BY_CODE[code] : undefined;
}
