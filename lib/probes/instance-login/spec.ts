import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { awsId } from '../kit/fields.ts';

/** Which instances must take logins of EC2 Instance Connect. */
export const instanceLoginSpec = z.lazy(() =>
  z.strictObject({
    instances: z.array(awsId('i')).check(z.minLength(1), z.maxLength(100)),
  }),
);
export type InstanceLoginSpec = z.infer<typeof instanceLoginSpec>;

/** The most severe first. Where the instance has a key pair there is another way in: then both are degraded. */
export const INSTANCE_LOGIN_REASONS = {
  'instance-connect-package-missing': { status: 'failed', severity: 'warning' },
  'sshd-ignores-instance-connect': { status: 'failed', severity: 'warning' },
  /** Systems Manager does not know it, or collects nothing from it. */
  'instance-not-managed': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type InstanceLoginReason = keyof typeof INSTANCE_LOGIN_REASONS;
