import assert from 'node:assert/strict';
import type { FakeServices } from './fake-aws.ts';
import { fakeGateways } from './fake-gateways.ts';

const GATEWAY = 'sgw-12A3456B';
/** Two minutes after the last data point. */
export const LOAD_NOW_MS = Date.parse('2026-11-21T10:02:00Z');

/** CloudWatch with series of one gateway by metric: values of five minutes each, the last at 10:00. */
export function fakeGatewayLoad(values: Readonly<Record<string, readonly number[]>>): FakeServices {
  return {
    storagegateway: fakeGateways([{ id: GATEWAY }, { id: 'sgw-00000001' }]),
    monitoring: {
      GetMetricData: ({ MetricDataQueries = [], StartTime, EndTime }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
          assert.deepEqual(MetricStat?.Metric?.Dimensions, [
            { Name: 'GatewayId', Value: GATEWAY },
            { Name: 'GatewayName', Value: `name of ${GATEWAY}` },
          ]);
          assert.equal(MetricStat?.Metric?.Namespace, 'AWS/StorageGateway');
          const found = values[MetricStat?.Metric?.MetricName ?? ''] ?? [];
          const points = found
            .map((value, index) => ({
              value,
              at: new Date(Date.parse('2026-11-21T10:00:00Z') - (found.length - 1 - index) * 300_000),
            }))
            .filter(({ at }) => at >= (StartTime ?? at) && at <= (EndTime ?? at));
          return {
            Id,
            StatusCode: 'Complete',
            Timestamps: points.map(({ at }) => at),
            Values: points.map(({ value }) => value),
          };
        }),
      }),
    },
  };
}
