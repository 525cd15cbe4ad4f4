import type { MissingData } from './alarm-state.ts';
import { type MathExpression, parseMath } from './metric-math.ts';
import type { Statistic } from './metric-store.ts';
import { type InsightsQuery, parseInsights } from './metrics-insights.ts';

/** `Properties` of an `AWS::CloudWatch::Alarm`, its references resolved. */
export type AlarmProperties = Readonly<Record<string, unknown>> & { readonly AlarmName: string };

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
}

/** What an alarm watches. */
type Watched =
  | { readonly kind: 'insights'; readonly query: InsightsQuery }
  | { readonly kind: 'metric'; readonly metric: Metric }
  | {
      readonly kind: 'math';
      readonly metrics: readonly (Metric & { readonly id: string })[];
      readonly expression: MathExpression;
    };

/** An alarm as the stand-in evaluates it. */
export interface Alarm {
  readonly name: string;
  readonly properties: AlarmProperties;
  readonly watched: Watched;
  readonly periodMs: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  readonly of: number;
  readonly failing: number;
  readonly missing: MissingData;
  readonly actions: Readonly<Record<'ALARM' | 'OK' | 'INSUFFICIENT_DATA', readonly string[]>>;
}

/** Each operator, and the words of a reason that stand for it. */
export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    breaches: (a: number, b: number) => a >= b,
  },
  GreaterThanThreshold: { words: 'greater than', breaches: (a: number, b: number) => a > b },
  LessThanThreshold: { words: 'less than', breaches: (a: number, b: number) => a < b },
  LessThanOrEqualToThreshold: { words: 'less than or equal to', breaches: (a: number, b: number) => a <= b },
} as const;

const KNOWN = new Set([
  'AlarmName',
  'AlarmDescription',
  'ComparisonOperator',
  'Threshold',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'TreatMissingData',
  'Metrics',
  'Namespace',
  'MetricName',
  'Dimensions',
  'Period',
  'Statistic',
  'AlarmActions',
  'OKActions',
  'InsufficientDataActions',
  'Tags',
]);

/** @throws for a property that the stand-in does not know: what it would leave out might change everything */
export function readAlarmProperties(properties: AlarmProperties): Alarm {
  const unknown = Object.keys(properties).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0) throw new Error(`${properties.AlarmName}: unknown here: ${unknown.join(', ')}`);
  const queries = (properties.Metrics ?? []) as readonly MetricQuery[];
  const watched = queries.length === 0 ? single(properties as unknown as SingleMetric) : several(queries);
  const of = Number(properties.EvaluationPeriods);
  const comparison = properties.ComparisonOperator as keyof typeof COMPARISONS;
  if (!(comparison in COMPARISONS)) throw new Error(`${properties.AlarmName}: ${comparison}`);
  return {
    name: properties.AlarmName,
    properties,
    ...watched,
    threshold: Number(properties.Threshold),
    comparison,
    of,
    failing: Number(properties.DatapointsToAlarm ?? of),
    missing: (properties.TreatMissingData ?? 'missing') as MissingData,
    actions: {
      ALARM: (properties.AlarmActions ?? []) as readonly string[],
      OK: (properties.OKActions ?? []) as readonly string[],
      INSUFFICIENT_DATA: (properties.InsufficientDataActions ?? []) as readonly string[],
    },
  };
}

interface SingleMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number;
  readonly Statistic: Statistic;
}

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly MetricStat?: {
    readonly Metric: Pick<SingleMetric, 'Namespace' | 'MetricName' | 'Dimensions'>;
    readonly Period: number;
    readonly Stat: Statistic;
  };
}

function single(metric: SingleMetric): Pick<Alarm, 'watched' | 'periodMs'> {
  return {
    watched: { kind: 'metric', metric: metricOf(metric, metric.Statistic) },
    periodMs: metric.Period * 1000,
  };
}

function several(queries: readonly MetricQuery[]): Pick<Alarm, 'watched' | 'periodMs'> {
  const [result, ...others] = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (result?.Expression === undefined || others.length > 0)
    throw new Error('an alarm has exactly one expression that returns data');
  const { Expression: text } = result;
  if (text.startsWith('SELECT')) {
    if (queries.length > 1 || result.Period === undefined)
      throw new Error(`a query stands alone, with its period: ${text}`);
    return {
      watched: { kind: 'insights', query: parseInsights(text) },
      periodMs: result.Period * 1000,
    };
  }
  const metrics = queries.flatMap(({ Id: id, MetricStat: stat }) =>
    stat === undefined ? [] : [{ id, ...metricOf(stat.Metric, stat.Stat), periodMs: stat.Period * 1000 }],
  );
  const [first] = metrics;
  if (first === undefined || metrics.some(({ periodMs }) => periodMs !== first.periodMs))
    throw new Error(`an expression of metrics with one period: ${text}`);
  return {
    watched: { kind: 'math', metrics, expression: parseMath(text) },
    periodMs: first.periodMs,
  };
}

function metricOf(
  { Namespace, MetricName, Dimensions }: Pick<SingleMetric, 'Namespace' | 'MetricName' | 'Dimensions'>,
  statistic: Statistic,
): Metric {
  return {
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
    statistic,
  };
}
