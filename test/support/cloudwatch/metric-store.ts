/** One value of PutMetricData. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly atMs: number;
}

export interface Series {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly points: readonly MetricPoint[];
}

/** What was put, by series: a metric is its namespace, its name and its exact set of dimensions. */
export class MetricStore {
  readonly #series = new Map<string, { readonly first: MetricPoint; readonly points: MetricPoint[] }>();

  put(points: readonly MetricPoint[]): void {
    for (const point of points) {
      const key = JSON.stringify([point.namespace, point.name, sorted(point.dimensions)]);
      const series = this.#series.get(key) ?? { first: point, points: [] };
      this.#series.set(key, series);
      series.points.push(point);
    }
  }

  /** Drops what is older: no alarm looks back so far, and a year of it would only take time. */
  forget(beforeMs: number): void {
    for (const [key, { first, points }] of this.#series) {
      const kept = points.filter(({ atMs }) => atMs >= beforeMs);
      if (kept.length === 0) this.#series.delete(key);
      else this.#series.set(key, { first, points: kept });
    }
  }

  /** The series of a metric with exactly these dimensions. */
  named(namespace: string, name: string, dimensions: readonly string[]): readonly Series[] {
    const wanted = [...dimensions].sort().join();
    return [...this.#series.values()]
      .filter(({ first }) => first.namespace === namespace && first.name === name)
      .filter(({ first }) => Object.keys(first.dimensions).sort().join() === wanted)
      .map(({ first, points }) => ({ dimensions: first.dimensions, points }));
  }
}

export type Statistic = 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount';

/**
 * A value a period, oldest first, of the periods that end at `endMs`; undefined where no point fell into one. A point
 * belongs to the period that its timestamp lies in; the end is outside.
 */
export function periodValues(
  points: readonly MetricPoint[],
  statistic: Statistic,
  { endMs, periodMs, count }: { readonly endMs: number; readonly periodMs: number; readonly count: number },
): readonly (number | undefined)[] {
  return Array.from({ length: count }, (_, index) => {
    const fromMs = endMs - (count - index) * periodMs;
    const values = points
      .filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + periodMs)
      .map(({ value }) => value);
    return values.length === 0 ? undefined : STATISTICS[statistic](values);
  });
}

const STATISTICS: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  SampleCount: (values) => values.length,
};

function sorted(dimensions: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
}
