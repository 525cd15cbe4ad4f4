import type { StateStore } from '../../core/notify/incident.ts';
import type { CheckRun } from '../check/run-checks.ts';

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
