import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { METRIC_NAMESPACE, type MetricSink } from '../core/metric.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/** Bodies from this size on are sent gzipped; a value takes about 300 bytes as JSON and 30 packed. */
const COMPRESS_FROM_BYTES = 1024;

/**
 * Three tries and the SDK's pauses between them (at most 1.5 s where it throttles) fit into what `watch` keeps back
 * for publishing: CloudWatch answers in tens of milliseconds.
 */
const CONNECTION_TIMEOUT_MS = 600;
const REQUEST_TIMEOUT_MS = 1800;

/**
 * Writes metric values by PutMetricData. The SDK compresses the request and tries it again when throttled.
 *
 * @returns a sink whose `put` rejects with `AwsRefusal` (`cloudwatch:PutMetricData`)
 */
export function createMetricSink(
  region: string,
  options: ClientOptions = {},
): MetricSink & { readonly close: () => void } {
  const settings = clientSettings(region, options);
  const client = new CloudWatchClient({
    ...settings,
    requestHandler: {
      ...settings.requestHandler,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
    },
    requestMinCompressionSizeBytes: COMPRESS_FROM_BYTES,
  });
  return {
    put: async (data) => {
      await asking('cloudwatch:PutMetricData', () =>
        client.send(
          new PutMetricDataCommand({
            Namespace: METRIC_NAMESPACE,
            MetricData: data.map(({ name, value, unit, dimensions, timestampMs }) => ({
              MetricName: name,
              Value: value,
              Unit: unit,
              Timestamp: new Date(timestampMs),
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            })),
          }),
        ),
      );
    },
    close: () => client.destroy(),
  };
}
