import { createHash } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { Finding } from '../../core/finding.ts';
import { METRIC_NAMESPACE, type MetricDatum, type MetricSink } from '../../core/metric.ts';
import type { Status } from '../../core/reason.ts';
import { COMMON_REASONS } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** What a run publishes, and whose. */
export interface PublishInput {
  readonly stage: string;
  readonly vantage: string;
  /** The schedule's own time, milliseconds since the Unix epoch. */
  readonly scheduledAtMs: number;
  readonly findings: readonly RenderedFinding[];
  /** Only full scheduled runs say that the vantage is alive. */
  readonly heartbeat: boolean;
  /** Which series are wanted (`metrics` of gatewatch.yaml). */
  readonly metrics: Config['metrics'];
  /** Whether a finding failed within its alarm's look-back; no where nothing remembers. */
  readonly recent: (finding: Pick<RenderedFinding, 'target' | 'check'>) => boolean;
  /** Whether healthy findings are worth a log line, though nothing changed. */
  readonly logsHealthy: boolean;
  /** Targets whose measurements are wanted; each series costs money. */
  readonly measuredTargets: ReadonlySet<string>;
}

export interface PublishTools {
  readonly sink: MetricSink;
  /** Writes one raw line to standard output: the runtime's JSON log format would wrap it and hide it from CloudWatch. */
  readonly writeLine: (line: string) => void;
}

/** What of the data did not arrive by the API, and why. It was written to the log as embedded metrics. */
export class PublishError extends AggregateError {
  readonly undelivered: readonly MetricDatum[];
  constructor(undelivered: readonly MetricDatum[], causes: readonly unknown[]) {
    super(
      causes,
      `${undelivered.length} metric values were not accepted; they are in the log as embedded metrics`,
    );
    this.name = 'PublishError';
    this.undelivered = undelivered;
  }
}

/** "Each request is also limited to no more than 1000 different metrics" (CloudWatch API Reference, PutMetricData). */
const METRICS_A_REQUEST = 1000;

/** What a status is worth as a value of a metric; unknown has none. */
export const STATUS_VALUE = { healthy: 0, degraded: 1, failed: 2 } as const satisfies Partial<
  Record<Status, number>
>;

/** The values of a run. An unknown finding gives none: CloudWatch must not take silence for health. */
export function metricsOf(input: PublishInput): readonly MetricDatum[] {
  const { stage, vantage, scheduledAtMs: timestampMs, findings } = input;
  const place = { Stage: dimensionValue(stage), Vantage: dimensionValue(vantage) };
  const seriesOf = ({ target, check }: RenderedFinding) => ({
    ...place,
    Target: dimensionValue(target),
    Check: check,
  });
  const statuses = statusesOf(input).map(
    ({ value, ...of }): MetricDatum => ({
      name: 'Status',
      value,
      unit: 'None',
      dimensions: { ...place, ...of },
      timestampMs,
    }),
  );
  const measurements = findings
    .filter(({ target }) => input.measuredTargets.has(target))
    .flatMap((finding) =>
      finding.measurements.map(({ name, value, unit, subject }) => ({
        name,
        value,
        unit,
        dimensions: {
          ...seriesOf(finding),
          ...(subject !== undefined && { Subject: dimensionValue(subject) }),
        },
        timestampMs,
      })),
    );
  const count = (name: string, value: number): MetricDatum => ({
    name,
    value,
    unit: 'Count',
    dimensions: place,
    timestampMs,
  });
  const unknowns = countPagingUnknowns(findings);
  const failed = findings.filter(({ status }) => status === 'failed').length;
  return [
    ...statuses,
    ...measurements,
    // A series is billed by the hours in which it receives data; its alarm takes none for none.
    ...(unknowns > 0 ? [count('Unknown', unknowns)] : []),
    ...(input.metrics === 'summary' ? [count('Failed', failed)] : []),
    ...(input.heartbeat ? [count('Heartbeat', 1)] : []),
  ];
}

interface StatusValue {
  readonly value: number;
  readonly Target: string;
  readonly Check?: string;
}

/** A value for each target and check, or with `summary` one for each target: that of its worst check. */
function statusesOf(input: PublishInput): readonly StatusValue[] {
  const known = input.findings.flatMap((finding) =>
    finding.status === 'unknown' ? [] : [{ finding, value: STATUS_VALUE[finding.status] }],
  );
  const ofTarget = ({ finding: { target } }: (typeof known)[number]) => dimensionValue(target);
  if (input.metrics !== 'summary')
    return known
      .filter(({ finding }) => isPublished(finding, input))
      .map((one) => ({ value: one.value, Target: ofTarget(one), Check: one.finding.check }));
  return [...Map.groupBy(known, ofTarget)].flatMap(([Target, checks]) =>
    checks.some(({ finding }) => isPublished(finding, input))
      ? [{ value: Math.max(...checks.map(({ value }) => value)), Target }]
      : [],
  );
}

/** Series are billed by the hours in which they receive data: what is healthy is said by the heartbeat as well. */
function isPublished(
  finding: Pick<RenderedFinding, 'target' | 'check' | 'status'>,
  { metrics, recent }: Pick<PublishInput, 'metrics' | 'recent'>,
): boolean {
  return metrics === 'full' || finding.status === 'failed' || recent(finding);
}

/** Findings whose reason counts in the `Unknown` metric. */
function countPagingUnknowns(findings: readonly Pick<Finding, 'reason'>[]): number {
  const facts: Readonly<Record<string, { readonly pages: boolean }>> = COMMON_REASONS;
  return findings.filter(({ reason }) => reason !== null && facts[reason]?.pages === true).length;
}

/**
 * Publishes a run: one log line for each finding that is not healthy or has just become so, then the metrics. Values that the API did not take are written to the
 * log in the embedded metric format, which CloudWatch reads from there, and then the run fails.
 *
 * @throws {PublishError} after everything was tried
 */
export async function publish(input: PublishInput, { sink, writeLine }: PublishTools): Promise<void> {
  for (const finding of input.findings) {
    if (finding.status === 'healthy' && !input.logsHealthy && !input.recent(finding)) continue;
    writeLine(JSON.stringify({ type: 'finding', ...finding }));
  }
  const data = metricsOf(input);
  const undelivered: MetricDatum[] = [];
  const causes: unknown[] = [];
  for (let start = 0; start < data.length; start += METRICS_A_REQUEST) {
    const batch = data.slice(start, start + METRICS_A_REQUEST);
    try {
      await sink.put(batch);
    } catch (error) {
      undelivered.push(...batch);
      causes.push(error);
    }
  }
  if (undelivered.length === 0) return;
  for (const line of embeddedMetrics(undelivered)) writeLine(line);
  throw new PublishError(undelivered, causes);
}

/**
 * The same values as embedded metrics, a document for each set of dimensions.
 * Source: CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function embeddedMetrics(data: readonly MetricDatum[]): readonly string[] {
  const series = Map.groupBy(data, ({ dimensions, timestampMs }) =>
    JSON.stringify([timestampMs, dimensions]),
  );
  return [...series.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const named = Map.groupBy(group, ({ name }) => name);
    const document = {
      _aws: {
        Timestamp: first.timestampMs,
        CloudWatchMetrics: [
          {
            Namespace: METRIC_NAMESPACE,
            Dimensions: [Object.keys(first.dimensions)],
            Metrics: [...named].map(([Name, [one]]) => ({ Name, Unit: one?.unit })),
          },
        ],
      },
      ...first.dimensions,
      // Several values of one series in one document are a list (specification, "Target members").
      ...Object.fromEntries(
        [...named].map(([name, [one, ...more]]) => [
          name,
          more.length === 0 ? one?.value : [one, ...more].map((each) => each?.value),
        ]),
      ),
    };
    return [JSON.stringify(document)];
  });
}

const LONGEST_VALUE = 255;

/**
 * A dimension's value: ASCII, not blank, at most 255 characters (CloudWatch API Reference, Dimension). Another text
 * keeps what it can and gets its own mark, so that two names never share a series and a name always has the same.
 */
export function dimensionValue(text: string): string {
  if (/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(text) && !text.startsWith(':')) return text;
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const kept = text.replace(/[^\x21-\x7e]+/g, '-').replace(/^[:-]+|-+$/g, '');
  return `${kept.slice(0, LONGEST_VALUE - mark.length - 1)}~${mark}`;
}

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
