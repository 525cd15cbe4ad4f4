import { isMissing } from '../../aws/installation/missing.ts';
import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Config, Vantage } from '../../config/config.ts';
import { METRIC_NAMESPACE } from '../../core/metric.ts';
import { recover } from '../../core/refusals.ts';
import { isHeartbeatExpected, SILENT_AFTER_PERIODS } from '../../core/vantage.ts';
import { storedReport } from '../../stages/memory/stored-report.ts';
import { dimensionValue } from '../../stages/publish/publish.ts';
import type { DoctorRow, RowMaker } from './rows.ts';

/** What CloudWatch takes to show a value that was just written. */
const VISIBLE_AFTER_MS = 120_000;
const HEARTBEAT_LOOK_BACK_MS = 3 * 3_600_000;

type RunTools = Pick<OpenInstallation, 'stage' | 'metrics' | 'store' | 'clock'>;

/** Each vantage looked lately: its heartbeat in CloudWatch, its last report in the table. */
export async function checkRuns(
  { vantages, schedule }: Config,
  tools: RunTools,
  rows: RowMaker,
  signal: AbortSignal,
): Promise<readonly DoctorRow[]> {
  const nowMs = tools.clock.wallMs();
  const lateMs = SILENT_AFTER_PERIODS * schedule.periodMs + VISIBLE_AFTER_MS;
  const between = { fromMs: nowMs - Math.max(HEARTBEAT_LOOK_BACK_MS, lateMs), toMs: nowMs };
  const judge = (check: 'heartbeat' | 'report', vantage: Vantage, lastMs: number | undefined) => {
    const isLoop = vantage.network === undefined;
    if (lastMs === undefined) return rows.row(check, vantage.name, isLoop ? 'loop-never-seen' : 'never-seen');
    const at = new Date(lastMs).toISOString();
    const late = isLoop ? 'loop-seen-late' : 'seen-late';
    return rows.row(check, vantage.name, nowMs - lastMs > lateMs ? late : 'seen-at', { at });
  };
  const watched = vantages.filter(isHeartbeatExpected);
  const answers = await Promise.all(
    watched.flatMap((vantage) => [
      rows.unlessRefused('heartbeat', vantage.name, async () => [
        judge('heartbeat', vantage, await lastHeartbeatMs(vantage, tools, between, signal)),
      ]),
      rows.unlessRefused('report', vantage.name, async () => [
        judge('report', vantage, await lastReportMs(vantage, tools)),
      ]),
    ]),
  );
  return answers.flat();
}

async function lastHeartbeatMs(
  { name }: Vantage,
  { stage, metrics }: RunTools,
  between: { readonly fromMs: number; readonly toMs: number },
  signal: AbortSignal,
): Promise<number | undefined> {
  const question = {
    namespace: METRIC_NAMESPACE,
    name: 'Heartbeat',
    dimensions: { Stage: dimensionValue(stage), Vantage: dimensionValue(name) },
    statistic: 'Sum',
    periodSeconds: 60,
  };
  const [series] = await metrics.history([question], between, signal);
  return series?.points.at(-1)?.atMs;
}

async function lastReportMs({ name }: Vantage, { store }: RunTools): Promise<number | undefined> {
  // That there is no table has its own line.
  const report = await recover(storedReport(name, store), isMissing, () => undefined);
  return report === undefined ? undefined : Date.parse(report.startedAt);
}
