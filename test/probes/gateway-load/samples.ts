import type { GatewayMetricName } from '../../../lib/catalogue/gateway-metrics.ts';
import type { GatewayLoadObservation } from '../../../lib/probes/gateway-load/observe.ts';

const GATEWAY = 'sgw-12A3456B';
const AT_MS = Date.parse('2026-11-21T10:00:00Z');

const series = (metric: GatewayMetricName, ...values: readonly number[]): GatewayLoadObservation => ({
  outcome: 'read',
  series: [{ metric, points: values.map((value, index) => ({ atMs: AT_MS + index * 300_000, value })) }],
});

const spec = { gateway: GATEWAY };
export const specs = [spec];

const is = (status: string, reason: string | null) => ({ status, reason });
const healthy = is('healthy', null);

export const samples = [
  { spec, observation: { outcome: 'no-gateway' }, expect: healthy },
  { spec, observation: { outcome: 'read', series: [] }, expect: healthy },
  { spec, observation: series('FileSharesUnavailable'), expect: healthy },
  { spec, observation: series('FileSharesUnavailable', 1, 0), expect: healthy },
  {
    spec,
    observation: series('FileSharesUnavailable', 0, 1),
    expect: is('failed', 'gateway-shares-unavailable'),
  },
  { spec, observation: series('FilesFailingUpload', 3), expect: is('failed', 'gateway-uploads-fail') },
  {
    spec,
    observation: series('CachePercentDirty', 81, 90, 90, 81),
    expect: is('degraded', 'gateway-cache-dirty'),
  },
  { spec, observation: series('CachePercentDirty', 81, 80, 90, 81), expect: healthy },
  { spec, observation: series('CachePercentDirty', 90, 90, 90), expect: healthy },
  { spec, observation: series('IoWaitPercent', 5, 20, 25, 20), expect: is('degraded', 'gateway-io-wait') },
  { spec, observation: series('IoWaitPercent', 20, 25, 19), expect: healthy },
  { spec, observation: series('RootDiskFreeBytes', 1e10), expect: is('degraded', 'gateway-root-disk-low') },
  { spec, observation: series('RootDiskFreeBytes', 20 * 1024 ** 3), expect: healthy },
  { spec, observation: series('AvailabilityNotifications', 1), expect: is('degraded', 'gateway-restarted') },
  { spec, observation: series('CachePercentUsed', 100), expect: healthy },
  { spec, observation: series('UploadBufferPercentUsed', 100, 100, 100, 100), expect: healthy },
] as const;
