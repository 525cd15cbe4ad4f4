import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Config } from '../../config/config.ts';
import { METRIC_NAMESPACE } from '../../core/metric.ts';
import { keptReport } from '../../stages/kept-report.ts';
import { dimensionValue } from '../../stages/publish.ts';
import type { DoctorRow, RowMaker } from './rows.ts';

/** As many silent periods raise the heartbeat alarm (`lib/stack/alarms.ts`). */
const SILENT_PERIODS = 3;
/** What CloudWatch takes to show a value that was just written. */
const VISIBLE_AFTER_MS = 120_000;
const HEARTBEAT_LOOK_BACK_MS = 3 * 3_600_000;

/** Each vantage looked lately: its heartbeat in CloudWatch, its last report in the table. */
export async function checkLooks(
  { vantages, schedule }: Config,
  { stage, metrics, store, clock }: Pick<OpenInstallation, 'stage' | 'metrics' | 'store' | 'clock'>,
  rows: RowMaker,
  signal: AbortSignal,
): Promise<readonly DoctorRow[]> {
  const nowMs = clock.wallMs();
  const lateMs = SILENT_PERIODS * schedule.periodMs + VISIBLE_AFTER_MS;
  const judged = (check: 'heartbeat' | 'report', vantage: string, lastMs: number | undefined) => {
    if (lastMs === undefined) return rows.row(check, vantage, 'never-seen');
    const at = new Date(lastMs).toISOString();
    return rows.row(check, vantage, nowMs - lastMs > lateMs ? 'seen-late' : 'seen-at', { at });
  };
  const watched = vantages.filter(({ network, runs }) => network !== undefined || runs);
  const answers = await Promise.all(
    watched.map(async ({ name, network }) => [
      ...(await rows.orRefused('heartbeat', name, async () => {
        const question = {
          namespace: METRIC_NAMESPACE,
          name: 'Heartbeat',
          dimensions: { Stage: dimensionValue(stage), Vantage: dimensionValue(name) },
          statistic: 'Sum',
          periodSeconds: 60,
        };
        const between = { fromMs: nowMs - Math.max(HEARTBEAT_LOOK_BACK_MS, lateMs), toMs: nowMs };
        const [series] = await metrics.history([question], between, signal);
        return [judged('heartbeat', name, series?.points.at(-1)?.atMs)];
      })),
      // The loop of an on-premises vantage keeps no report.
      ...(network === undefined
        ? []
        : await rows.orRefused('report', name, async () => {
            const report = await keptReport(name, store).catch((error: unknown) => {
              // The table has a line of its own.
              if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
              throw error;
            });
            return [judged('report', name, report === undefined ? undefined : Date.parse(report.startedAt))];
          })),
    ]),
  );
  return answers.flat();
}
