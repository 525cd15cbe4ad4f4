import * as z from 'zod/mini';
import { parseS3Url } from '../../core/aws/object-reader.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { loadBalancerField } from '../kit/load-balancer.ts';
import { type LogReason, REASON_BY_CODE } from './codes.ts';

/** Which load balancer's client certificates to watch, where its connection logs lie, and what of them pages. */
export const mtlsSpec = z.lazy(() =>
  z.strictObject({
    loadBalancer: loadBalancerField,
    /** Where the logs are expected; without it, wherever the load balancer says that it writes them. */
    logs: z.optional(
      z
        .string()
        .check(
          z.refine((text) => parseS3Url(text) !== undefined, 'expected s3://bucket or s3://bucket/prefix'),
        ),
    ),
    /**
     * A load balancer writes a log every five minutes, but only where there were connections: shorter is for
     * those that are never idle.
     */
    silentAfterMinutes: z._default(z.number().check(z.int(), z.minimum(10), z.maximum(10_080)), 180),
    /** Off unless it is given: strangers on the internet would page every night. */
    page: z.optional(
      z.strictObject({
        reasons: z.array(z.enum(Object.values(REASON_BY_CODE))).check(z.minLength(1)),
        /** Failures of one reason in one log file, which covers five minutes of one node. */
        atLeast: z._default(z.number().check(z.int(), z.minimum(1)), 1),
      }),
    ),
  }),
);
export type MtlsSpec = z.infer<typeof mtlsSpec>;

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
  'target-check-fails': { status: 'degraded', severity: 'warning' },
  'tls-negotiations-fail': { status: 'degraded', severity: 'info' },
  'mtls-logs-off': { status: 'degraded', severity: 'warning' },
  'mtls-logs-silent': { status: 'degraded', severity: 'warning' },
  'mtls-passthrough': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts> & Record<LogReason, ReasonFacts>>;

export type MtlsReason = keyof typeof MTLS_REASONS;
