import type { Config, Vantage } from '../../config/config.ts';
import type { MetricQuestion, MetricReader, MetricSeries } from '../../core/aws/metric-reader.ts';
import type { HistoryPlot, TargetHistory } from '../../core/history.ts';
import { METRIC_NAMESPACE } from '../../core/metric.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { LONGEST_DAYS, traceHistory } from '../../report/history/trace-history.ts';
import { dimensionValue } from '../publish/publish.ts';

/** Series that are read for one vantage: a request takes 500, and each costs a hundredth of a cent. */
const MOST_SERIES = 400;
/** The measurements that are drawn, and the sign behind their values. */
export const PLOTTED: Readonly<Record<string, string>> = {
  ConnectTime: ' ms',
  HandshakeTime: ' ms',
  ClockOffset: ' ms',
  DaysUntilExpiry: ' d',
};

interface Asked {
  readonly target: string;
  readonly question: MetricQuestion;
}

/**
 * The last 30 days of each target of a vantage, from CloudWatch. Nothing is known where single targets have no series
 * (`metrics: summary`).
 *
 * @throws {AwsRefusal} with the action, where the history cannot be read
 */
export async function readHistory(
  report: Report,
  {
    stage,
    vantage,
    config,
    nowMs,
  }: {
    readonly stage: string;
    readonly vantage: Pick<Vantage, 'name' | 'targets'>;
    readonly config: Pick<Config, 'metrics'>;
    readonly nowMs: number;
  },
  reader: MetricReader,
  signal: AbortSignal,
): Promise<readonly TargetHistory[]> {
  const place = { Stage: dimensionValue(stage), Vantage: dimensionValue(vantage.name) };
  const ask = (
    name: string,
    statistic: string,
    more: Readonly<Record<string, string>> = {},
  ): MetricQuestion => ({
    namespace: METRIC_NAMESPACE,
    name,
    dimensions: { ...place, ...more },
    statistic,
    periodSeconds: HOUR_MS / 1000,
  });
  const measured = new Set(
    vantage.targets.filter(({ measurements }) => measurements).map(({ name }) => name),
  );
  const isSummary = config.metrics === 'summary';
  const statusAt = ({ target, check }: Pick<RenderedFinding, 'target' | 'check'>, at = {}): Asked => ({
    target,
    question: ask('Status', 'Maximum', {
      Target: dimensionValue(target),
      ...(!isSummary && { Check: check }),
      ...at,
    }),
  });
  // With `summary` a target has one series, whatever the number of its checks.
  const shown = isSummary
    ? [...new Map(report.findings.map((one) => [one.target, one])).values()]
    : report.findings;
  const statuses = shown.map((one) => statusAt(one));
  const plots = report.findings
    .filter(({ target }) => measured.has(target))
    .flatMap((one) => plotsOf(one, ask));
  const former = shown.flatMap((finding) =>
    (report.formerNames?.find(({ target }) => target === finding.target)?.was ?? []).map((was) =>
      statusAt(finding, { Vantage: dimensionValue(was.vantage), Target: dimensionValue(was.target) }),
    ),
  );
  const asked = [...statuses, ...plots, ...former].slice(0, MOST_SERIES);
  const questions = [
    ask('Heartbeat', 'Sum'),
    ask('Unknown', 'Maximum'),
    ...asked.map(({ question }) => question),
  ];
  const between = { fromMs: nowMs - LONGEST_DAYS * DAY_MS, toMs: nowMs };
  const [heartbeat, unknown, ...series] = await reader.history(questions, between, signal);
  const ofTarget = Map.groupBy(
    asked.map(({ target }, index) => ({ target, series: series[index] })),
    ({ target }) => target,
  );
  const targets = [...ofTarget].map(([target, its]) => {
    const all = its.flatMap(({ series: one }) => one ?? []);
    return {
      target,
      statuses: all.filter(({ question }) => question.name === 'Status').flatMap(({ points }) => points),
      plots: all.filter(({ question }) => question.name !== 'Status').map(plotOf),
    };
  });
  return traceHistory(
    { heartbeat: heartbeat?.points ?? [], unknown: unknown?.points ?? [], targets },
    { nowMs, sparse: config.metrics !== 'full' },
  );
}

/** Each measurement once: of several places the first. */
function plotsOf(
  { target, check, measurements }: RenderedFinding,
  ask: (name: string, statistic: string, more: Readonly<Record<string, string>>) => MetricQuestion,
): readonly Asked[] {
  const drawn = measurements.filter(
    ({ name }, index) =>
      Object.hasOwn(PLOTTED, name) && measurements.findIndex((other) => other.name === name) === index,
  );
  return drawn.map(({ name, subject }) => ({
    target,
    question: ask(name, 'Average', {
      Target: dimensionValue(target),
      Check: check,
      ...(subject !== undefined && { Subject: dimensionValue(subject) }),
    }),
  }));
}

function plotOf({ question: { name }, points }: MetricSeries): HistoryPlot {
  return { name, unit: PLOTTED[name] ?? '', points };
}

/** A history that cannot be read, for whatever cause, leaves the report as it is. */
export async function historyOrNothing(
  read: Promise<readonly TargetHistory[]>,
  onError: (error: unknown) => void,
): Promise<readonly TargetHistory[]> {
  try {
    return await read;
  } catch (error) {
    onError(error);
    return [];
  }
}
