import type { Command } from 'commander';
import type { ObjectReader } from '../core/aws/object-reader.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import { BrokenGzipError, gunzipByContent } from '../probes/kit/gunzip.ts';
import { type LogFilter, LogScanner, type LogTotals, type RefusalListener } from '../probes/mtls/log-scan.ts';
import { RefusalTally } from '../probes/mtls/log-tally.ts';
import { AWS_REGION_TEXT, type AwsFlags, addAwsFlags, requireAws } from './aws.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { openLogs } from './log-inputs.ts';
import { MOMENT_FORMS, parseMoment } from './moment.ts';
import { CSV_HEADER, csvRow, logRow } from './mtls-rows.ts';
import type { SupportAws } from './mtls-support.ts';
import { triage } from './mtls-triage.ts';
import type { Streams } from './streams.ts';

export interface MtlsOptions {
  readonly client?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: boolean;
  readonly lines?: boolean;
  readonly csv?: boolean;
  readonly athena?: boolean;
  readonly support?: boolean;
  readonly loadBalancer?: string;
  readonly lang?: string;
}

/** What the command touches beside files and S3. */
export interface MtlsTerminal {
  readonly stdin: AsyncIterable<Buffer>;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Shows progress; undefined where standard error is no terminal. */
  readonly progress?: ((text: string) => void) | undefined;
  readonly objects: () => Promise<ObjectReader>;
  /** What AWS says of the load balancer with a case for AWS Support; its name or ARN was typed. */
  readonly aws: (loadBalancer: string) => Promise<SupportAws>;
  readonly nowMs: number;
}

/** Adds `gatewatch mtls` to the program. */
export function registerMtls(program: Command, { stdout, stderr }: Streams): void {
  addAwsFlags(program.command('mtls'), { optional: false })
    .argument(
      '[logs...]',
      'files (.log or .log.gz), s3://bucket/key, s3://bucket/prefix, or - for standard input; with --athena the folder of the logs',
    )
    .option('--client <ip>', 'only connections from this address')
    .option('--since <time>', `from ${MOMENT_FORMS}`)
    .option('--until <time>', 'up to, but without, this time')
    .option('--json', 'one JSON object instead of tables')
    .option('--lines', 'one line for each failed connection: time, protocol, cipher, certificate, status')
    .option('--csv', 'every field of each failed connection, with a header line')
    .option('--athena', 'print the table and the queries for Amazon Athena; no log is read')
    .option(
      '--support',
      'print what AWS Support asks for in a case about CrlProcessingError or UnmappedConnectionError, as Markdown',
    )
    .option(
      '--load-balancer <name|arn>',
      'with --support: add its listeners, trust stores and revocation lists, read from AWS',
    )
    .option('--region <region>', AWS_REGION_TEXT)
    .option('--lang <language>', `language of the runbook titles: ${LOCALES.join(', ')}`, 'en')
    .addHelpText('after', HELP)
    .action(async (logs: string[], options: MtlsOptions & AwsFlags) => {
      const progress =
        stderr.isTTY === true ? (await import('log-update')).createLogUpdate(stderr) : undefined;
      process.exitCode = await runMtls(logs, options, {
        stdin: process.stdin,
        write: (text) => stdout.write(text),
        writeError: (text) => {
          progress?.clear();
          stderr.write(text);
        },
        progress: progress && ((text) => (text === '' ? progress.clear() : progress(text))),
        objects: openObjects,
        aws: (loadBalancer) => askAws(loadBalancer, options),
        nowMs: Date.now(),
      });
    });
}

const HELP = `
Exit status: 0 no failed connection, 1 at least one, 2 bad usage or a log that cannot be read.

Examples:
  gatewatch mtls s3://my-logs/prod --since 2h
  gatewatch mtls conn_log.log.gz --client 203.0.113.7 --lines
  gatewatch mtls --athena s3://my-logs/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2
  gatewatch mtls s3://my-logs/prod --since 1d --support --load-balancer api > case.md`;

/** Reading a trust store with its lists takes a while. */
const SUPPORT_TIMEOUT_MS = 300_000;

async function askAws(typed: string, flags: AwsFlags): Promise<SupportAws> {
  const { readSupportAws } = await import('./mtls-support.ts');
  const session = await requireAws(flags, `--load-balancer ${typed}`);
  try {
    return await readSupportAws(session, typed, AbortSignal.timeout(SUPPORT_TIMEOUT_MS));
  } finally {
    session.close();
  }
}

async function openObjects(): Promise<ObjectReader> {
  const { createObjectClient, createObjectReader } = await import('../aws/objects.ts');
  return createObjectReader(createObjectClient());
}

/**
 * Reads the logs and prints the triage.
 *
 * @returns the exit status: 0 nothing failed, 1 a connection failed, 2 a log could not be read to its end
 * @throws {InputError} `bad-usage` for bad options, and for files and objects that are not there
 * @throws {AwsRefusal} where S3 refuses
 */
export async function runMtls(
  logs: readonly string[],
  options: MtlsOptions,
  terminal: MtlsTerminal,
): Promise<ExitStatus> {
  const { filter, sinceMs, lang, form } = await checkOptions(logs, options, terminal.nowMs);
  if (form === 'athena') {
    terminal.write((await import('./mtls-athena.ts')).athenaStatements(logs[0], filter));
    return EXIT.nothingFailed;
  }
  // Asked first: an account that cannot be asked is known before the logs have been read.
  const aws = options.loadBalancer === undefined ? undefined : await terminal.aws(options.loadBalancer);
  const output = await openOutput(form, lang, terminal, aws);
  const scanner = new LogScanner(output.listener, filter);
  const reading = new AbortController();
  let inputs = 0;
  let broken = false;
  const tell = progressTeller(scanner, terminal);
  try {
    const sources = { stdin: terminal.stdin, objects: terminal.objects, signal: reading.signal, sinceMs };
    for await (const { name, open } of openLogs(logs, sources)) {
      inputs += 1;
      const before = scanner.totals();
      try {
        for await (const piece of gunzipByContent(await open())) {
          scanner.push(piece);
          tell();
        }
      } catch (error) {
        if (!(error instanceof BrokenGzipError)) throw error;
        broken = true;
        const { lines } = scanner.totals();
        terminal.writeError(`gatewatch mtls: ${name}: ${error.message} after line ${lines - before.lines}\n`);
      }
      broken = !checkLog(name, before.lines, before.unreadable, scanner, terminal) || broken;
    }
  } finally {
    reading.abort();
    terminal.progress?.('');
  }
  const totals = scanner.totals();
  if (totals.lines > totals.unreadable || !broken) terminal.write(await output.end(totals, inputs));
  return broken ? EXIT.badInput : totals.refused > 0 ? EXIT.failed : EXIT.nothingFailed;
}

/** What is printed of the failed connections. */
type Form = 'tables' | 'json' | 'lines' | 'csv' | 'support' | 'athena';

interface Output {
  readonly listener: RefusalListener;
  /** What is printed after the last log. */
  readonly end: (totals: LogTotals, inputs: number) => Promise<string>;
}

/** What one form needs and others do not is loaded here: the start is most of the time of a small log. */
async function openOutput(
  form: Exclude<Form, 'athena'>,
  lang: Locale,
  { write }: MtlsTerminal,
  aws: SupportAws | undefined,
): Promise<Output> {
  if (form === 'lines') return { listener: { add: (entry) => write(logRow(entry)) }, end: async () => '' };
  if (form === 'csv') {
    write(CSV_HEADER);
    return { listener: { add: (entry) => write(csvRow(entry)) }, end: async () => '' };
  }
  if (form === 'support') {
    const { SupportCase } = await import('./mtls-support.ts');
    const supportCase = new SupportCase(aws);
    return { listener: supportCase, end: async (totals) => supportCase.markdown(totals) };
  }
  const tally = new RefusalTally();
  return {
    listener: tally,
    end: async (totals, inputs) => {
      const result = triage(totals, tally, inputs);
      if (form === 'json') return `${JSON.stringify(result, null, 2)}\n`;
      const { drawTriage } = await import('./mtls-table.ts');
      return drawTriage(result, await titlesIn(lang));
    },
  };
}

/** Ends one log, and says what of it could not be read. False where nothing of it could. */
function checkLog(
  name: string,
  linesBefore: number,
  unreadableBefore: number,
  scanner: LogScanner,
  terminal: MtlsTerminal,
): boolean {
  const totals = scanner.endLog();
  const lines = totals.lines - linesBefore;
  const unreadable = totals.unreadable - unreadableBefore;
  if (lines === 0) {
    terminal.writeError(`gatewatch mtls: ${name}: empty, expected connection log lines\n`);
    return false;
  }
  for (const { line, expected, got } of totals.faults) {
    terminal.writeError(`gatewatch mtls: ${name}:${line}: expected ${expected}, got ${got}\n`);
  }
  const more = unreadable - totals.faults.length;
  if (more > 0) terminal.writeError(`gatewatch mtls: ${name}: and ${more} more unreadable lines\n`);
  if (unreadable === lines) {
    terminal.writeError(`gatewatch mtls: ${name}: is no ALB connection log\n`);
    return false;
  }
  return true;
}

interface CheckedOptions {
  readonly filter: LogFilter;
  readonly sinceMs: number | undefined;
  readonly lang: Locale;
  readonly form: Form;
}

async function checkOptions(
  logs: readonly string[],
  options: MtlsOptions,
  nowMs: number,
): Promise<CheckedOptions> {
  const faults: ConfigIssue[] = [];
  const forms = (['json', 'lines', 'csv', 'support', 'athena'] as const).filter(
    (one) => options[one] === true,
  );
  const [form = 'tables', other] = forms;
  if (other !== undefined)
    faults.push({ path: `--${other}`, message: `goes without --${form}: one or the other` });
  if (options.loadBalancer !== undefined && form !== 'support')
    faults.push({ path: '--load-balancer', message: 'goes only with --support' });
  if (form !== 'athena' && logs.length === 0)
    faults.push({ path: 'logs', message: 'is missing: a file, s3://bucket/prefix, or - for standard input' });
  if (form === 'athena' && logs.length > 1)
    faults.push({ path: logs[1] ?? '', message: 'expected one folder with --athena' });
  const moment = (flag: 'since' | 'until') => {
    const text = options[flag];
    if (text === undefined) return undefined;
    const atMs = parseMoment(text, nowMs);
    if (atMs === undefined)
      faults.push({ path: `--${flag}`, message: `expected ${MOMENT_FORMS}, got "${text}"` });
    return atMs;
  };
  const sinceMs = moment('since');
  const untilMs = moment('until');
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    faults.push({ path: '--until', message: 'expected a time after --since' });
  }
  const { client } = options;
  if (client !== undefined && !(await import('../net/addresses.ts')).isAddress(client)) {
    faults.push({ path: '--client', message: `expected an IPv4 or IPv6 address, got "${client}"` });
  }
  const lang = LOCALES.find((locale) => locale === (options.lang ?? 'en'));
  if (lang === undefined) {
    faults.push({ path: '--lang', message: `expected one of ${LOCALES.join(', ')}, got "${options.lang}"` });
  }
  if (faults.length > 0 || lang === undefined) throw new InputError('bad-usage', faults);
  const filter = {
    client: client === undefined ? undefined : (await import('ipaddr.js')).default.parse(client).toString(),
    since: sinceMs === undefined ? undefined : toLogTime(sinceMs),
    until: untilMs === undefined ? undefined : toLogTime(untilMs),
  };
  return { filter, sinceMs, lang, form };
}

/** As timestamps stand in the log: microseconds. */
function toLogTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000Z');
}

const PROGRESS_EVERY_MS = 200;

function progressTeller(scanner: LogScanner, { progress }: MtlsTerminal): () => void {
  if (progress === undefined) return () => undefined;
  // Nothing is shown for what is done at once.
  let nextMs = performance.now() + PROGRESS_EVERY_MS;
  return () => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + PROGRESS_EVERY_MS;
    const { bytes, lines, refused } = scanner.totals();
    const megabytes = (bytes / 1e6).toFixed(0);
    progress(
      `${megabytes} MB, ${lines.toLocaleString('en-US')} connections, ${refused.toLocaleString('en-US')} failed`,
    );
  };
}

async function titlesIn(lang: Locale): Promise<ReadonlyMap<string, string>> {
  const { mtls } = await import('../probes/mtls/kind.ts');
  const { texts } = await mtls.runbook[lang]();
  return new Map(Object.entries(texts.reasons).map(([reason, { title }]) => [reason, title]));
}
