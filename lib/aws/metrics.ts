import { CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { MetricQuestion, MetricReader, MetricSeries } from '../core/aws/metric-reader.ts';
import { clientSettings } from './client-settings.ts';
import { readPages } from './pages.ts';

/** The most queries that GetMetricData takes at once (API reference, "GetMetricData"). */
const MAX_QUERIES = 500;

/** A client of its own, for a function that reads metrics and nothing else. */
export function createMetricClient(region: string): CloudWatchClient {
  return new CloudWatchClient(clientSettings(region));
}

/** Reads metrics' histories. */
export function createMetricReader(client: CloudWatchClient): MetricReader {
  return {
    history: async (questions, between, signal) => {
      const all: MetricSeries[] = [];
      for (let from = 0; from < questions.length; from += MAX_QUERIES) {
        all.push(...(await history(client, questions.slice(from, from + MAX_QUERIES), between, signal)));
      }
      return all;
    },
  };
}

async function history(
  client: CloudWatchClient,
  questions: readonly MetricQuestion[],
  between: { readonly fromMs: number; readonly toMs: number },
  signal: AbortSignal,
): Promise<readonly MetricSeries[]> {
  const input = {
    StartTime: new Date(between.fromMs),
    EndTime: new Date(between.toMs),
    ScanBy: 'TimestampAscending' as const,
    MetricDataQueries: questions.map((question, index) => ({
      Id: `q${index}`,
      MetricStat: {
        Metric: {
          Namespace: question.namespace,
          MetricName: question.name,
          Dimensions: Object.entries(question.dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: question.periodSeconds,
        Stat: question.statistic,
      },
    })),
  };
  // One series may continue on the next page under the same id.
  const parts = await readPages(
    'cloudwatch:GetMetricData',
    paginateGetMetricData({ client }, { ...input }, { abortSignal: signal }),
    ({ MetricDataResults }) => MetricDataResults,
  );
  const partsOf = Map.groupBy(parts, (part) => part.Id);
  return questions.map((question, index) => {
    const mine = partsOf.get(`q${index}`) ?? [];
    const points = mine.flatMap(({ Timestamps = [], Values = [] }) =>
      Timestamps.flatMap((at, n) => {
        const value = Values[n];
        return value === undefined ? [] : [{ atMs: at.getTime(), value }];
      }),
    );
    return {
      question,
      points: points.sort((a, b) => a.atMs - b.atMs),
      completeness: mine.at(-1)?.StatusCode ?? 'Complete',
    };
  });
}
