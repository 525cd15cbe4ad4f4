import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { NameResolver } from '../../core/names.ts';
import type { Report } from '../../core/report.ts';
import { deadlineIn, systemClock } from '../../core/time.ts';
import { PROBES } from '../../probes/registry.ts';
import { reportLines } from '../../report/text/lines.ts';
import { askAll } from '../../stages/check/probe.ts';
import { runChecks } from '../../stages/check/run-checks.ts';
import { openLiveTable } from '../live-table.ts';
import { paintFor } from '../paint.ts';
import type { Streams } from '../streams.ts';
import { type IssueList, parseLocale } from '../values.ts';
import { DEMO_TYPES, demoTargets } from './demo-targets.ts';
import { DEMO_HOSTS } from './hosts.ts';
import { DEMO_TEXTS } from './texts.ts';

export function registerDemo(program: Command, streams: Streams): void {
  program
    .command('demo')
    .description('see it work: the whole pipeline against a small lab on this machine, no network needed')
    .option('--json', 'print one JSON object')
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .action(async (flags: { readonly json?: boolean; readonly lang?: string }) => {
      const list: IssueList = { faults: [] };
      const locale = parseLocale(flags.lang, list) ?? 'en';
      if (list.faults.length > 0) throw new InputError('bad-usage', list.faults);
      await demo({ json: flags.json === true, locale }, streams);
    });
}

const TIMEOUT_MS = 1500;

/**
 * Shows one healthy path and the common sorts of trouble. It exits 0 although it finds failures: they were
 * planted, and finding them is what is shown.
 */
export async function demo(
  { json, locale }: { readonly json: boolean; readonly locale: Locale },
  { stdout }: Streams,
): Promise<Report> {
  const texts = DEMO_TEXTS[locale];
  if (!json) stdout.write(`${texts.whatItIs}\n\n`);
  // Loaded when it is wanted: making certificates takes a library that no other command needs.
  const { openDemoLab } = await import('./lab.ts');
  const lab = await openDemoLab();
  const paint = paintFor(stdout);
  try {
    const { report } = await runChecks(
      {
        vantage: 'demo',
        place: 'local',
        locale,
        targets: demoTargets(lab),
        types: DEMO_TYPES,
        context: { endpoints: new Map(), trust: lab.roots },
        timeoutMs: TIMEOUT_MS,
        attempts: 2,
      },
      {
        probes: PROBES,
        clock: systemClock,
        reachesInternet: async () => false,
        ask: async (questions) => {
          const live = !json && stdout.isTTY === true;
          const table = live
            ? openLiveTable(questions, { stream: stdout, probes: PROBES, locale, paint })
            : undefined;
          try {
            return await askAll(
              questions.map(({ question }) => question),
              {
                probes: PROBES,
                clock: systemClock,
                names: LAB_NAMES,
                deadline: deadlineIn(systemClock, TIMEOUT_MS * 4),
                ...(table !== undefined && { onAnswer: table.onAnswer }),
              },
            );
          } finally {
            table?.close();
          }
        },
      },
    );
    stdout.write(
      json
        ? `${JSON.stringify(report, null, 2)}\n`
        : `${reportLines(report, locale, paint).join('\n')}\n\n${texts.whatNext}\n`,
    );
    return report;
  } finally {
    await lab.close();
  }
}

/** Every name of the lab is the loopback address; no name server is asked. */
const LAB_NAMES: NameResolver = {
  servers: [],
  lookup: async (host) => {
    const known = Object.values(DEMO_HOSTS)
      .flat()
      .some((name) => name === host);
    return known
      ? { outcome: 'answered', addresses: ['127.0.0.1'], from: 'hosts', elapsedMs: 0 }
      : { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 0 };
  },
};
