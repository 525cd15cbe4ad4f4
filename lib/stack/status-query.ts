import { METRIC_NAMESPACE } from '../core/metric.ts';
import { dimensionValue } from '../stages/publish/publish.ts';

/** Dimensions of the `Status` metric: a query names the exact set. */
const DIMENSIONS = ['Stage', 'Vantage', 'Target', 'Check'] as const;
type StatusDimension = (typeof DIMENSIONS)[number];

export interface StatusQuery {
  readonly stage: string;
  readonly where: Readonly<Partial<Record<StatusDimension, string>>>;
  readonly groupBy: readonly StatusDimension[];
}

/**
 * The worst status of each group, the worst group first.
 *
 * Every identifier is in double quotes: `Check` is a reserved word of the query language, and a query that holds it
 * bare is refused.
 * Source: CloudWatch User Guide, "Query components and syntax" and "Reserved keywords" of Metrics Insights.
 */
export function statusQuery({ stage, where, groupBy }: StatusQuery): string {
  const conditions = Object.entries({ Stage: stage, ...where }).map(
    ([dimension, value]) => `"${dimension}" = '${dimensionValue(value)}'`,
  );
  return [
    `SELECT MAX("Status") FROM SCHEMA("${METRIC_NAMESPACE}", ${quoted(DIMENSIONS)})`,
    `WHERE ${conditions.join(' AND ')}`,
    `GROUP BY ${quoted(groupBy)} ORDER BY MAX() DESC`,
  ].join(' ');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
