import type { Measurement } from './finding.ts';

/** One value of one CloudWatch series. The order of the dimensions does not matter to CloudWatch. */
export interface MetricDatum {
  readonly name: string;
  readonly value: number;
  readonly unit: Measurement['unit'];
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the Unix epoch: the schedule's own time, so that late runs fall into their period. */
  readonly timestampMs: number;
}

/** Where values go. `put` takes at most `METRICS_A_REQUEST` and rejects when none of them arrived. */
export interface MetricSink {
  readonly put: (data: readonly MetricDatum[]) => Promise<void>;
}

/** The namespace of every metric. */
export const METRIC_NAMESPACE = 'Gatewatch';
