import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { NameResolver } from '../../core/names.ts';
import type { Report } from '../../core/report.ts';
import { deadlineIn, systemClock } from '../../core/time.ts';
import { PROBES } from '../../probes/registry.ts';
import { wrapWords } from '../../report/terminal/layout.ts';
import { askAll } from '../../stages/check/probe.ts';
import { runChecks } from '../../stages/check/run-checks.ts';
import { noteUnwritable } from '../html-file.ts';
import { openLiveTable } from '../live-table.ts';
import { formOf } from '../paint.ts';
import { type ReportOutput, readOutput, writeReport } from '../report-output.ts';
import { canRedraw, type Streams } from '../streams.ts';
import { type IssueList, parseLocale } from '../values.ts';
import { DEMO_TYPES, demoTargets } from './demo-targets.ts';
import { DEMO_HOSTS } from './hosts.ts';
import { DEMO_TEXTS } from './texts.ts';

interface DemoFlags {
  readonly explain?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly lang?: string;
}

export function registerDemo(program: Command, streams: Streams): void {
  program
    .command('demo')
    .option('-v, --explain', 'evidence, likely causes and steps of what is not healthy')
    .option('--json', 'print one JSON object')
    .option('--markdown', 'print Markdown for a ticket')
    .option('--html <file>', 'write a page that needs nothing beside itself')
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .action(async (flags: DemoFlags) => {
      const list: IssueList = { faults: [] };
      const locale = parseLocale(flags.lang, list) ?? 'en';
      const output = readOutput(flags, list);
      if (flags.html !== undefined) await noteUnwritable(flags.html, list);
      if (list.faults.length > 0) throw new InputError('bad-usage', list.faults);
      await demo({ ...output, locale }, streams);
    });
}

const TIMEOUT_MS = 1500;

/**
 * Shows one healthy path and the common sorts of trouble. It exits 0 although it finds failures: they were
 * planted, and finding them is what is shown.
 */
async function demo(
  { output, htmlFile, explain, locale }: ReportOutput & { readonly locale: Locale },
  { stdout }: Streams,
): Promise<Report> {
  const texts = DEMO_TEXTS[locale];
  const form = formOf(stdout);
  const inWords = output === 'words';
  const before = wrapWords(texts.whatItIs, form.columns);
  const next = wrapWords(texts.whatNext, form.columns);
  if (inWords) stdout.write(`${before.join('\n')}\n\n`);
  // Loaded when it is wanted: making certificates takes a library that no other command needs.
  const { openDemoLab } = await import('./lab.ts');
  const lab = await openDemoLab();
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
          const table =
            inWords && canRedraw(stdout, process.env.TERM)
              ? openLiveTable(questions, { stream: stdout, probes: PROBES, locale, form })
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
    const wanted = { output, explain, ...(htmlFile !== undefined && { htmlFile }) };
    // What the demonstration says of itself is on the same screen.
    const own = before.length + 1 + next.length;
    const rest = form.rows === undefined ? form : { ...form, rows: form.rows - own };
    await writeReport(report, wanted, locale, stdout, rest);
    if (inWords) stdout.write(`${next.join('\n')}\n`);
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
