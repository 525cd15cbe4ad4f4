import type { StateStore } from '../../core/notify/incident.ts';
import type { Report } from '../../core/report.ts';
import type { CheckRun } from '../check/run-checks.ts';

/**
 * The last whole report of a vantage as `watch` kept it; undefined where there is none, or where another version of
 * gatewatch wrote it: the next look replaces it.
 */
export async function storedReport(
  vantage: string,
  store: Pick<StateStore, 'lastReport'>,
): Promise<Report | undefined> {
  const json = await store.lastReport(vantage);
  if (json === undefined) return undefined;
  try {
    const report = JSON.parse(json) as Report;
    return report.version === 1 && Array.isArray(report.findings) ? report : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the last report of each vantage, for the daily digest, the dashboard and the warm-up of a heartbeat. A look is
 * no worse for a table that is down: that is told to `onError`, and no more.
 */
export async function storeReports(
  runs: readonly CheckRun[],
  store: Pick<StateStore, 'putLastReport'>,
  onError: (error: unknown, during: string) => void,
): Promise<void> {
  await Promise.all(
    runs.map(async ({ report }) => {
      try {
        await store.putLastReport(report.vantage, JSON.stringify(report));
      } catch (error) {
        onError(error, `keeping the report of ${report.vantage}`);
      }
    }),
  );
}
