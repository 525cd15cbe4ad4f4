import { GATEWAY_METRICS, type GatewayMetricName } from '../../catalogue/gateway-metrics.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { listedGateway } from '../kit/gateway.ts';
import type { GatewayLoadSpec } from './spec.ts';

/** One metric's data points of five minutes, the oldest first. */
export interface LoadSeries {
  readonly metric: GatewayMetricName;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

export type GatewayLoadObservation =
  | { readonly outcome: 'no-gateway' }
  | { readonly outcome: 'read'; readonly series: readonly LoadSeries[] };

export const GATEWAY_LOAD_ACTIONS = ['storagegateway:ListGateways', 'cloudwatch:GetMetricData'] as const;

const NAMESPACE = 'AWS/StorageGateway';
/** "Understanding gateway metrics": data points come every five minutes. */
const PERIOD_SECONDS = 300;
/** Four data points, one that is not whole yet, and one that comes late. */
const LOOK_BACK_MS = 30 * MINUTE_MS;

/** Reads what the gateway tells CloudWatch of itself: both dimensions must be named, and the name is in the listing. */
export async function observeGatewayLoad(
  { gateway }: GatewayLoadSpec,
  { aws, clock, deadline }: ObserveContext<Pick<AwsAccess, 'storageGateways' | 'metrics'>>,
): Promise<GatewayLoadObservation> {
  const { signal } = deadline;
  const found = await listedGateway(aws.storageGateways, gateway, signal);
  if (found === undefined) return { outcome: 'no-gateway' };
  const { id, name = '' } = found;
  const toMs = clock.wallMs();
  const history = await aws.metrics.history(
    GATEWAY_METRICS.map((metric) => ({
      namespace: NAMESPACE,
      name: metric.name,
      dimensions: { GatewayId: id, GatewayName: name },
      statistic: metric.statistic,
      periodSeconds: PERIOD_SECONDS,
    })),
    { fromMs: toMs - LOOK_BACK_MS, toMs },
    signal,
  );
  return {
    outcome: 'read',
    series: GATEWAY_METRICS.map(({ name: metric }, index) => ({
      metric,
      points: history[index]?.points ?? [],
    })),
  };
}
