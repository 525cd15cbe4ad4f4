import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';
import { serverNameField } from '../kit/server-name.ts';

/** How large a packet passes on the way to a service that speaks TLS, or says anything at all to a client that does. */
export const mtuSpec = z.lazy(() =>
  z.strictObject({ host: hostName, port: portNumber, servername: serverNameField }),
);
export type MtuSpec = z.infer<typeof mtuSpec>;

/** The most severe first. */
export const MTU_REASONS = {
  'mtu-blackhole': { status: 'failed', severity: 'critical' },
  'mtu-reduced': { status: 'degraded', severity: 'info' },
  'mtu-not-measured': { status: 'unknown', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type MtuReason = keyof typeof MTU_REASONS;
