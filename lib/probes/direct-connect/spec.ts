import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';

/** `dxvif-` and letters or digits, as AWS writes it. */
export const virtualInterfaceId = z
  .string()
  .check(z.regex(/^dxvif-[0-9a-z]{8,17}$/, 'expected an id such as dxvif-0123abcd'));

/** Which virtual interface of Direct Connect must carry traffic. */
export const directConnectSpec = z.lazy(() => z.strictObject({ virtualInterface: virtualInterfaceId }));
export type DirectConnectSpec = z.infer<typeof directConnectSpec>;

/** Gravest first; of two that are as grave, the one that is the other's cause. */
export const DIRECT_CONNECT_REASONS = {
  'direct-connect-missing': { status: 'failed', severity: 'critical' },
  'direct-connect-not-available': { status: 'failed', severity: 'critical' },
  'direct-connect-link-down': { status: 'failed', severity: 'critical' },
  /** Degraded while another session of the interface is up. */
  'direct-connect-bgp-down': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type DirectConnectReason = keyof typeof DIRECT_CONNECT_REASONS;
