import type { Command } from 'commander';
import { badUsage, type ConfigIssue, InputError } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import { stackNames } from '../core/stack-names.ts';
import { systemClock } from '../core/time.ts';
import { type StatusVantage, statusPage } from '../report/html/status-page.ts';
import { addAwsFlags } from './aws.ts';
import { noteUnwritable, writePage } from './html-file.ts';
import { type InstallationFlags, inWords, REGION, regionOf, STAGE } from './installation-flags.ts';
import type { Streams } from './streams.ts';
import { parseLocale } from './values.ts';

interface ReportFlags extends InstallationFlags {
  readonly html: string;
  readonly log?: string;
  readonly ids?: boolean;
  readonly timezone: string;
  readonly lang?: string;
}

export function registerReport(program: Command, { stdout }: Streams): void {
  addAwsFlags(program.command('report'), { optional: false })
    .requiredOption('--html <file>', 'where the page goes')
    .option('--log <file>', 'from what `gatewatch run` printed, in place of an installation')
    .option('--ids', 'with ids, addresses and host names; without it the page may be published')
    .option('--timezone <zone>', 'of the times on the page, such as Asia/Seoul', 'UTC')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .action(async (flags: ReportFlags) => {
      const faults: ConfigIssue[] = [];
      const locale = parseLocale(flags.lang, { faults }) ?? 'en';
      await noteUnwritable(flags.html, { faults });
      if (!isTimeZone(flags.timezone))
        faults.push({
          path: '--timezone',
          message: `expected a name such as Asia/Seoul, got "${flags.timezone}"`,
        });
      const region = flags.log === undefined ? await regionOf(flags, faults) : undefined;
      if (faults.length > 0) throw new InputError('bad-usage', faults);
      const atMs = systemClock.wallMs();
      const vantages =
        flags.log === undefined
          ? await fromTable(flags.stage, region ?? '', atMs)
          : await (await import('./history-from-log.ts')).readLog(flags.log, atMs);
      if (vantages.length === 0) {
        const path = flags.log === undefined ? '--stage' : '--log';
        throw badUsage(path, 'holds no report of any vantage yet');
      }
      const page = statusPage({ vantages, atMs, ids: flags.ids === true, timeZone: flags.timezone }, locale);
      await writePage(flags.html, page);
      stdout.write(`${flags.html}: ${vantages.map(({ name }) => name).join(', ')}\n`);
    });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The last report of each vantage, with its history from CloudWatch where that may be read. */
async function fromTable(stage: string, region: string, nowMs: number): Promise<readonly StatusVantage[]> {
  const [
    { createStateStore },
    { createMetricClient, createMetricReader },
    { historyOrNothing, readHistory },
    { parsedReport },
  ] = await Promise.all([
    import('../aws/state.ts'),
    import('../aws/metrics.ts'),
    import('../stages/dashboard/read-history.ts'),
    import('../stages/memory/stored-report.ts'),
  ]);
  const store = createStateStore({ table: stackNames(stage).table, region, clock: systemClock });
  const reader = createMetricReader(createMetricClient(region));
  const reports = (await inWords(() => store.lastReports())).flatMap((json) => parsedReport(json) ?? []);
  return await Promise.all(
    reports.map(async (report) => {
      const about = {
        stage,
        vantage: { name: report.vantage, targets: [] },
        config: { metrics: 'full' as const },
        nowMs,
      };
      const history = await historyOrNothing(
        readHistory(report, about, reader, AbortSignal.timeout(30_000)),
        () => {},
      );
      return { name: report.vantage, report, history };
    }),
  );
}
