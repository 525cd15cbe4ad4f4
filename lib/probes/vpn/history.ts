import { TUNNEL_STATE_MINUTES } from '../../catalogue/vpn-flapping.ts';
import type { MetricReader } from '../../core/aws/metric-reader.ts';
import { isoTime } from '../../core/time.ts';

/** How a tunnel's state went: its first value, and then every change of it. */
export interface TunnelHistory {
  readonly outsideAddress: string;
  readonly changes: readonly { readonly atMs: number; readonly value: number }[];
  /** When it went down after it was up, in the whole time that was read. */
  readonly downsAtMs: readonly number[];
}

/** AWS sends TunnelState every five minutes (Site-to-Site VPN User Guide, "Monitor tunnels using Amazon CloudWatch"). */
const PERIOD_SECONDS = TUNNEL_STATE_MINUTES * 60;
/** What still reads as a history. */
const MAX_CHANGES = 12;

/**
 * Reads TunnelState of each tunnel: 1 while it is up (BGP: while the session is established), 0 otherwise.
 *
 * @param between - what is read, and from when on changes are shown
 * @throws {AwsRefusal} where AWS refuses
 */
export async function readHistories(
  vpn: string,
  addresses: readonly string[],
  between: { readonly fromMs: number; readonly shownFromMs: number; readonly toMs: number },
  metrics: MetricReader,
  signal: AbortSignal,
): Promise<readonly TunnelHistory[]> {
  const questions = addresses.map((address) => ({
    namespace: 'AWS/VPN',
    name: 'TunnelState',
    dimensions: { VpnId: vpn, TunnelIpAddress: address },
    // A tunnel that was down at any time of a period was down.
    statistic: 'Minimum',
    periodSeconds: PERIOD_SECONDS,
  }));
  if (questions.length === 0) return [];
  const series = await metrics.history(questions, between, signal);
  return addresses.map((outsideAddress, index) => {
    const points = series[index]?.points ?? [];
    return {
      outsideAddress,
      changes: changesOf(points.filter(({ atMs }) => atMs >= between.shownFromMs)),
      downsAtMs: points
        .filter(({ value }, at) => value < 1 && (points[at - 1]?.value ?? 0) >= 1)
        .map(({ atMs }) => atMs),
    };
  });
}

/** The first point, then each that differs from the one before; the newest few. */
function changesOf(
  points: readonly { readonly atMs: number; readonly value: number }[],
): TunnelHistory['changes'] {
  return points.filter((point, index) => point.value !== points[index - 1]?.value).slice(-MAX_CHANGES);
}

/** In one line: `2026-11-21T08:00:00Z up, 2026-11-21T09:35:00Z down`. Empty where there is none. */
export function historyText({ changes }: TunnelHistory): string {
  return changes
    .map(({ atMs, value }) => `${isoTime(atMs) ?? '?'} ${value >= 1 ? 'up' : value <= 0 ? 'down' : value}`)
    .join(', ');
}
