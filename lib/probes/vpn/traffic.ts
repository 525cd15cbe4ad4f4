import type { MetricReader } from '../../core/aws/metric-reader.ts';
import { HOUR_MS } from '../../core/time.ts';

/** What passed through a tunnel in the last hour, bytes: `in` from the device to AWS. */
export interface TunnelTraffic {
  readonly outsideAddress: string;
  readonly inBytes: number;
  readonly outBytes: number;
}

/** Source: AWS Site-to-Site VPN User Guide, "Monitor AWS Site-to-Site VPN tunnels using Amazon CloudWatch". */
const METRICS = ['TunnelDataIn', 'TunnelDataOut'] as const;
const PERIOD_SECONDS = 300;

/**
 * Sums what each tunnel carried in the last hour.
 *
 * @throws {AwsRefusal} where AWS refuses
 */
export async function readTraffic(
  vpn: string,
  addresses: readonly string[],
  toMs: number,
  metrics: MetricReader,
  signal: AbortSignal,
): Promise<readonly TunnelTraffic[]> {
  const questions = addresses.flatMap((address) =>
    METRICS.map((name) => ({
      namespace: 'AWS/VPN',
      name,
      dimensions: { VpnId: vpn, TunnelIpAddress: address },
      statistic: 'Sum',
      periodSeconds: PERIOD_SECONDS,
    })),
  );
  if (questions.length === 0) return [];
  const series = await metrics.history(questions, { fromMs: toMs - HOUR_MS, toMs }, signal);
  const sums = series.map(({ points }) => points.reduce((sum, { value }) => sum + value, 0));
  return addresses.map((outsideAddress, at) => ({
    outsideAddress,
    inBytes: sums[2 * at] ?? 0,
    outBytes: sums[2 * at + 1] ?? 0,
  }));
}
