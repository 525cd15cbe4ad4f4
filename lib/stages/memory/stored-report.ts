import type { StateStore } from '../../core/notify/incident.ts';
import type { Report } from '../../core/report.ts';

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
