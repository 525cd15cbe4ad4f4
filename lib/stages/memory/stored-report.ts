import type { StateStore } from '../../core/notify/incident.ts';
import type { Report } from '../../core/report.ts';
import { boundedReport } from '../../report/bounded-report.ts';
import type { CheckRun } from '../check/run-checks.ts';
import { readInTime } from './read-in-time.ts';

/**
 * The last whole report of a vantage as `watch` kept it; undefined where there is none, or where another version of
 * gatewatch wrote it: the next look replaces it.
 */
export async function storedReport(
  vantage: string,
  store: Pick<StateStore, 'lastReport'>,
): Promise<Report | undefined> {
  const json = await store.lastReport(vantage);
  return json === undefined ? undefined : parsedReport(json);
}

/** Undefined for what is no report of this version. */
export function parsedReport(json: string): Report | undefined {
  try {
    const report = JSON.parse(json) as Report;
    return report.version === 1 && Array.isArray(report.findings) ? report : undefined;
  } catch {
    return undefined;
  }
}

/** A report that is older may be from before an outage that the others see. */
const RECENT_PERIODS = 1.5;

/**
 * What the vantages found lately, of those that left a report: what is found now is compared with it. A table that
 * cannot be read leaves nothing to compare with; that is told to `onError`, and no more.
 */
export async function recentReports(
  vantages: readonly string[],
  {
    store,
    periodMs,
    nowMs,
    onError,
  }: {
    readonly store: Pick<StateStore, 'lastReport'>;
    readonly periodMs: number;
    readonly nowMs: number;
    readonly onError: (error: unknown, during: string) => void;
  },
): Promise<readonly Report[]> {
  const reports = await Promise.all(
    vantages.map((vantage) =>
      readInTime(() => storedReport(vantage, store), `reading the last report of ${vantage}`, onError),
    ),
  );
  return reports
    .filter((report) => report !== undefined)
    .filter((report) => isRecent(report, { nowMs, periodMs }));
}

export function isRecent(
  { startedAt }: Pick<Report, 'startedAt'>,
  { nowMs, periodMs }: { readonly nowMs: number; readonly periodMs: number },
): boolean {
  return nowMs - Date.parse(startedAt) <= RECENT_PERIODS * periodMs;
}

/** Halved this often, every report fits: what fails is left out last (`boundedReport`). */
const SHORTENED_TIMES = 6;

/** Keeps a report as whole as it fits. @returns false where not even its outline does */
async function putShortened(report: Report, store: Pick<StateStore, 'putLastReport'>): Promise<boolean> {
  let json = JSON.stringify(report);
  for (let times = 0; times < SHORTENED_TIMES; times += 1) {
    if (await store.putLastReport(report.vantage, json)) return true;
    json = JSON.stringify(boundedReport(report, '', Math.floor(Buffer.byteLength(json) / 2)));
  }
  return false;
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
        if (!(await putShortened(report, store))) throw new Error('the report is too large');
      } catch (error) {
        onError(error, `keeping the report of ${report.vantage}`);
      }
    }),
  );
}
