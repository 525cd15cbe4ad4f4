import type { LOCALES } from '../lib/core/locale.ts';
import type { Report } from '../lib/core/report.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { withPaths } from '../lib/report/path/with-paths.ts';
import { sampleMessages } from './sample-messages.ts';

/** A report with a finding of every status, as it is written in one language. */
export async function sampleReport(locale: (typeof LOCALES)[number]): Promise<Report> {
  const messages = [...(await sampleMessages(locale)).values()];
  const all = messages.flatMap((message) => ('finding' in message ? [message.finding] : []));
  const findings = [...new Map(all.map((one) => [`${one.status} ${one.reason}`, one])).values()];
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  const report: Report = {
    version: 1,
    vantage: 'seoul-prod',
    startedAt: '2026-11-21T18:13:00.000Z',
    durationMs: 3120,
    totals: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      failed: count('failed'),
      unknown: count('unknown'),
    },
    findings,
    doesNotProve: ['nothing'],
  };
  return withPaths(report, PROBES, locale);
}
