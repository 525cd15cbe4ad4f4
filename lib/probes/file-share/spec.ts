import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { gatewayId } from '../kit/fields.ts';

/** Whose file shares must serve, with the bucket and the role behind each. */
export const fileShareSpec = z.lazy(() =>
  z.strictObject({
    gateway: gatewayId,
    /** It goes to AWS through a proxy: then its subnet needs no way to S3. */
    proxied: z._default(z.boolean(), false),
  }),
);
export type FileShareSpec = z.infer<typeof fileShareSpec>;

/** The most severe first. */
export const FILE_SHARE_REASONS = {
  'file-share-bucket-missing': { status: 'failed', severity: 'critical' },
  'file-share-key-unusable': { status: 'failed', severity: 'critical' },
  'file-share-role-missing': { status: 'failed', severity: 'critical' },
  'file-share-role-not-trusted': { status: 'failed', severity: 'critical' },
  'file-share-role-denied': { status: 'failed', severity: 'critical' },
  'file-share-s3-unreachable': { status: 'failed', severity: 'critical' },
  'file-share-endpoint-denies': { status: 'failed', severity: 'critical' },
  'file-share-bucket-region': { status: 'failed', severity: 'warning' },
  'file-share-unavailable': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type FileShareReason = keyof typeof FILE_SHARE_REASONS;
