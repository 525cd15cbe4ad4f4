import { dimensionValue, embeddedMetrics } from './publish.ts';

/**
 * The log line that counts something nobody will send again: CloudWatch makes the metric `Undelivered` of it, which the
 * alarm on undelivered messages watches.
 */
export function lostLine(stage: string, what: string, atMs: number): string {
  const datum = {
    name: 'Undelivered',
    value: 1,
    unit: 'Count',
    dimensions: { Stage: dimensionValue(stage) },
    timestampMs: atMs,
  } as const;
  const [line = '{}'] = embeddedMetrics([datum]);
  return JSON.stringify({ type: 'lost', what, ...JSON.parse(line) });
}
