import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { gatewayId } from '../kit/fields.ts';

/** Whose load and availability are read from CloudWatch. */
export const gatewayLoadSpec = z.lazy(() => z.strictObject({ gateway: gatewayId }));
export type GatewayLoadSpec = z.infer<typeof gatewayLoadSpec>;

/** The most severe first. Clients feel the first two now, the others later, if at all. */
export const GATEWAY_LOAD_REASONS = {
  'gateway-shares-unavailable': { status: 'failed', severity: 'critical' },
  'gateway-uploads-fail': { status: 'failed', severity: 'warning' },
  'gateway-cache-dirty': { status: 'degraded', severity: 'warning' },
  'gateway-io-wait': { status: 'degraded', severity: 'warning' },
  'gateway-root-disk-low': { status: 'degraded', severity: 'warning' },
  'gateway-restarted': { status: 'degraded', severity: 'info' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type GatewayLoadReason = keyof typeof GATEWAY_LOAD_REASONS;
