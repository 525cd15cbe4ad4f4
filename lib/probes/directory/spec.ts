import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { gatewayId, hostName } from '../kit/fields.ts';

/** Which gateway must be a member of a domain, and of which. */
export const directorySpec = z.lazy(() =>
  z.strictObject({ gateway: gatewayId, domain: z.optional(hostName) }),
);
export type DirectorySpec = z.infer<typeof directorySpec>;

/** The most severe first. */
export const DIRECTORY_REASONS = {
  'directory-join-failed': { status: 'failed', severity: 'critical' },
  'directory-detached': { status: 'failed', severity: 'critical' },
  'directory-other-domain': { status: 'failed', severity: 'warning' },
  'directory-joining': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type DirectoryReason = keyof typeof DIRECTORY_REASONS;
