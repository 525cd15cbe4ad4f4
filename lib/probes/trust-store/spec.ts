import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { loadBalancerField } from '../kit/load-balancer.ts';

const days = (fallback: number) =>
  z._default(z.number().check(z.int(), z.minimum(1), z.maximum(365)), fallback);

/** Whose trust stores must stay good, and how long ahead it is told that they will not. */
export const trustStoreSpec = z.lazy(() =>
  z.strictObject({
    loadBalancer: loadBalancerField,
    /** Before a CA certificate expires. */
    expiresInDays: days(30),
    /** Before the next revocation list is due. */
    listExpiresInDays: days(3),
  }),
);
export type TrustStoreSpec = z.infer<typeof trustStoreSpec>;

/** The most severe first. Clients are refused later, if at all: none of these pages. */
export const TRUST_STORE_REASONS = {
  'crl-stale': { status: 'degraded', severity: 'critical' },
  'trust-store-expires': { status: 'degraded', severity: 'warning' },
  'crl-expires': { status: 'degraded', severity: 'warning' },
  'trust-store-missing': { status: 'degraded', severity: 'warning' },
  'trust-store-near-limit': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type TrustStoreReason = keyof typeof TRUST_STORE_REASONS;
