import type { TunnelReplacement } from '../../core/aws/vpn-reader.ts';
import { MINUTE_MS } from '../../core/time.ts';

/**
 * Words that say that no replacement is planned. Everything else announces one.
 * Source: Site-to-Site VPN User Guide, "Tunnel endpoint lifecycle control" (Pending maintenance: available or none).
 */
const NOTHING_PLANNED = new Set(['', 'none', 'false', 'no', 'unavailable', 'not available', 'notavailable']);

/** How long a device may take to come back after AWS has replaced its peer. */
const AFTERWARDS_MS = 30 * MINUTE_MS;

export function isPending({ pending = '' }: TunnelReplacement): boolean {
  return !NOTHING_PLANNED.has(pending.trim().toLowerCase());
}

/** Whether a tunnel that is down now may be down because AWS is replacing its endpoint. */
export function isBeingReplaced(replacement: TunnelReplacement | undefined, nowMs: number): boolean {
  if (replacement === undefined) return false;
  const { lastAppliedMs } = replacement;
  return (
    isPending(replacement) ||
    (lastAppliedMs !== undefined && lastAppliedMs <= nowMs && nowMs - lastAppliedMs < AFTERWARDS_MS)
  );
}
