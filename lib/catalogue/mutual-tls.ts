/**
 * Limits of mutual TLS on an Application Load Balancer; chain depth and sizes cannot be raised.
 * Source: "Quotas for your Application Load Balancers", sections "Certificates" and "Trust stores" (read 2026-11-21).
 */
export const MUTUAL_TLS_LIMITS = {
  chainDepth: 4,
  tlsMessageBytes: 64 * 1024,
  caCertificateBytes: 16 * 1024,
  caCertificates: 25,
  revocationLists: 30,
  revocationEntries: 500_000,
  revocationListBytes: 50 * 1024 * 1024,
} as const;
