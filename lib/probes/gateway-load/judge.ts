import {
  GATEWAY_METRICS,
  type GatewayMetric,
  type GatewayMetricName,
} from '../../catalogue/gateway-metrics.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import type { GatewayLoadObservation, LoadSeries } from './observe.ts';
import type { GatewayLoadReason, GatewayLoadSpec } from './spec.ts';

const REASONS: Readonly<Partial<Record<GatewayMetricName, GatewayLoadReason>>> = {
  FileSharesUnavailable: 'gateway-shares-unavailable',
  FilesFailingUpload: 'gateway-uploads-fail',
  CachePercentDirty: 'gateway-cache-dirty',
  IoWaitPercent: 'gateway-io-wait',
  RootDiskFreeBytes: 'gateway-root-disk-low',
  AvailabilityNotifications: 'gateway-restarted',
};

/** By AWS's own thresholds. Some metrics have data points only when there is something to report: none is no trouble. */
export function judgeGatewayLoad(
  asked: readonly Asked<GatewayLoadSpec, GatewayLoadObservation>[],
): Judged<GatewayLoadReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const gateway = gatewayName(spec.gateway);
    // The check `gateway` reports a missing gateway.
    if (observation.outcome === 'no-gateway')
      return { evidence: [{ subject: gateway, outcome: observation.outcome }], faults: [] };
    return {
      evidence: observation.series.map((one) => evidenceOf(gateway, one)),
      faults: observation.series.flatMap((one) => faultOf(gateway, one)),
    };
  });
}

function evidenceOf(gateway: string, { metric, points }: LoadSeries) {
  const last = points.at(-1);
  return evidence({
    subject: `${gateway} ${metric}`,
    outcome: last === undefined ? 'no-data' : 'measured',
    value: last && Math.round(last.value * 10) / 10,
    at: last && new Date(last.atMs).toISOString(),
  });
}

function faultOf(gateway: string, { metric, points }: LoadSeries): readonly JudgedFault<GatewayLoadReason>[] {
  const metrics: readonly GatewayMetric[] = GATEWAY_METRICS;
  const { tells } = metrics.find(({ name }) => name === metric) ?? {};
  const reason = REASONS[metric];
  if (tells === undefined || reason === undefined) return [];
  const newest = points.slice(-tells.points);
  const last = newest[tells.points - 1];
  if (last === undefined) return [];
  if (!newest.every(({ value }) => isBeyond(value, tells))) return [];
  return [
    {
      reason,
      subject: `${gateway} ${metric}`,
      values: {
        gateway,
        metric,
        value: Math.round(last.value * 10) / 10,
        threshold: tells.value,
        minutes: tells.points * 5,
        at: new Date(last.atMs).toISOString(),
      },
    },
  ];
}

function isBeyond(value: number, { compare, value: limit }: NonNullable<GatewayMetric['tells']>): boolean {
  if (compare === 'at-least') return value >= limit;
  return compare === 'more-than' ? value > limit : value < limit;
}
