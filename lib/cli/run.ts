import type { Command } from 'commander';
import type { Config, Vantage } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import type { MetricSink } from '../core/metric.ts';
import type { Report } from '../core/report.ts';
import { stackNames } from '../core/stack-names.ts';
import { boundedText } from '../core/text.ts';
import { DAY_MS, systemClock } from '../core/time.ts';
import { PROBES } from '../probes/registry.ts';
import { statusLine } from '../report/terminal/report-lines.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../stages/check/probe.ts';
import { type CheckRun, runChecks } from '../stages/check/run-checks.ts';
import {
  type Failing,
  type FailingMemory,
  lookBackMs,
  recentFailures,
  rememberFailing,
  storeFailing,
} from '../stages/memory/failing.ts';
import { storeReports } from '../stages/memory/stored-report.ts';
import { embeddedMetrics, PublishError, publish } from '../stages/publish/publish.ts';
import { parseHostPort } from '../targets/host-port.ts';
import { askLocally } from './ask-locally.ts';
import { addAwsFlags } from './aws.ts';
import type { MetricsServer, openMetricsServer } from './metrics-server.ts';
import { formOf } from './paint.ts';
import { openSpool } from './spool.ts';
import type { Streams } from './streams.ts';
import { parseChoice, parseDurationMs, parseList } from './values.ts';

interface RunFlags {
  readonly config: string;
  readonly vantage: string;
  readonly every?: string;
  readonly publish: string;
  readonly stage: string;
  readonly region?: string;
  readonly spool?: string;
  readonly metrics?: string;
}

const WHERE = ['cloudwatch', 'stdout'] as const;

export function registerRun(program: Command, streams: Streams): void {
  addAwsFlags(program.command('run'), { optional: false })
    .requiredOption('--config <file>', 'the gatewatch.yaml that names the vantage')
    .requiredOption('--vantage <name,…>', 'vantages without a vpc')
    .option('--every <duration>', 'from one run to the next: 30s, 5m, 1h (default the schedule of the file)')
    .option('--publish <where>', `${WHERE.join(' or ')}`, 'stdout')
    .option('--stage <stage>', 'the installation that the metrics belong to', 'dev')
    .option('--region <region>', 'where CloudWatch is (default AWS_REGION)')
    .option('--spool <file>', 'keep here what CloudWatch did not take, and send it later with its own times')
    .option('--metrics <host:port>', 'serve Prometheus metrics and /health, such as 127.0.0.1:9464')
    .action(async (flags: RunFlags) => await run(flags, streams));
}

/** Runs and publishes until it is stopped; a run that is under way is finished. */
async function run(flags: RunFlags, { stdout, stderr }: Streams): Promise<void> {
  const faults: ConfigIssue[] = [];
  const config = await loadConfig(flags.config, 'left-out');
  const vantages = parseList('--vantage', flags.vantage, { faults }).flatMap(
    (name) => findVantage(config, name, faults) ?? [],
  );
  const metricsAt = flags.metrics === undefined ? undefined : parseHostPort(flags.metrics);
  if (metricsAt !== undefined && 'fault' in metricsAt)
    faults.push({ path: '--metrics', message: metricsAt.fault });
  const everyMs =
    flags.every === undefined
      ? config.schedule.periodMs
      : parseDurationMs('--every', flags.every, { minMs: 1000, maxMs: DAY_MS }, { faults });
  const where = parseChoice('--publish', flags.publish, WHERE, { faults });
  const region = flags.region ?? process.env.AWS_REGION;
  if (where === 'cloudwatch' && region === undefined) {
    faults.push({ path: '--region', message: 'is missing: CloudWatch of which Region? (or set AWS_REGION)' });
  }
  if (flags.spool !== undefined && where !== 'cloudwatch')
    faults.push({ path: '--spool', message: 'keeps what CloudWatch did not take: add --publish cloudwatch' });
  if (faults.length > 0 || everyMs === undefined || (metricsAt !== undefined && 'fault' in metricsAt))
    throw new InputError('bad-usage', faults);

  // Lines of JSON are for programs; a person at a terminal reads how each run ended.
  const onTerminal = stdout.isTTY === true;
  const writeLine = (line: string) => {
    if (!onTerminal) stdout.write(`${line}\n`);
  };
  const onReport = (report: Report) => {
    if (onTerminal) stdout.write(`${statusLine(report, config.language, formOf(stdout))}\n`);
  };
  const inCloud = where === 'cloudwatch' && region !== undefined;
  const direct: MetricSink = inCloud ? await cloudWatch(region) : embedded(writeLine);
  const sink = flags.spool === undefined ? direct : await spoolTo(flags.spool, direct, stderr);
  const metrics =
    metricsAt === undefined
      ? undefined
      : await openMetrics(metricsAt, { vantages: vantages.map(({ name }) => name), everyMs });
  const keep = inCloud ? await reportKeeper(flags.stage, region, stderr) : async () => {};
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  // Nobody reads any more (`| head`): looking on would be for nothing.
  stdout.once('error', onSignal);
  // Paced by the clock that never jumps: one set back an hour would otherwise stop the runs for an hour.
  const { monotonicMs, wallMs } = systemClock;
  const loop = async (vantage: Vantage) => {
    let failing: readonly Failing[] = [];
    for (let nextMs = monotonicMs(); !stop.signal.aborted; nextMs += everyMs) {
      failing = await runOnce(vantage, config, flags.stage, wallMs(), {
        failing,
        sink,
        keep,
        writeLine,
        onReport,
        stderr,
        ...(metrics !== undefined && { record: metrics.record }),
        ...(region !== undefined && { region }),
      });
      // A run that took longer than the period leaves out the ones it overran.
      while (nextMs + everyMs <= monotonicMs()) nextMs += everyMs;
      await pause(nextMs + everyMs - monotonicMs(), stop.signal);
    }
  };
  try {
    await Promise.all(vantages.map(loop));
  } finally {
    await metrics?.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    stdout.off('error', onSignal);
  }
}

function findVantage({ vantages }: Config, name: string, faults: ConfigIssue[]): Vantage | undefined {
  const onPremises = vantages.filter(({ network }) => network === undefined);
  const found = vantages.find((vantage) => vantage.name === name);
  if (found === undefined || found.network !== undefined) {
    const known = onPremises.map((vantage) => vantage.name).join(', ') || 'the file has none';
    const what =
      found === undefined
        ? `got "${name}"`
        : `"${name}" is in a VPC, where the watch function runs its checks`;
    faults.push({ path: '--vantage', message: `expected a vantage without a vpc (${known}); ${what}` });
    return undefined;
  }
  return found;
}

async function runOnce(
  vantage: Vantage,
  config: Config,
  stage: string,
  scheduledAtMs: number,
  {
    failing,
    sink,
    keep,
    writeLine,
    onReport,
    stderr,
    record,
    region,
  }: {
    readonly failing: readonly Failing[];
    readonly sink: MetricSink;
    readonly keep: (looked: CheckRun, failing: FailingMemory) => Promise<void>;
    readonly writeLine: (line: string) => void;
    readonly onReport: (report: Report) => void;
    readonly stderr: NodeJS.WriteStream;
    readonly record?: (report: Report) => void;
    readonly region?: string;
  },
): Promise<readonly Failing[]> {
  const looked = await runChecks(
    {
      vantage: vantage.name,
      place: 'local',
      locale: config.language,
      ...(region !== undefined && { region }),
      targets: vantage.targets,
      context: { endpoints: new Map() },
      withoutAws: true,
      timeoutMs: DEFAULT_TIMEOUT_MS,
      attempts: DEFAULT_ATTEMPTS,
    },
    {
      probes: PROBES,
      clock: systemClock,
      ask: (questions) => askLocally(questions, { probes: PROBES, timeoutMs: DEFAULT_TIMEOUT_MS }),
    },
  );
  const measuredTargets = new Set(
    vantage.targets.filter(({ measurements }) => measurements).map(({ name }) => name),
  );
  const { report } = looked;
  record?.(report);
  onReport(report);
  const now = rememberFailing(failing, report.findings, scheduledAtMs, lookBackMs(config));
  const kept = keep(looked, { atMs: scheduledAtMs, failing: now });
  try {
    await publish(
      {
        stage,
        vantage: vantage.name,
        scheduledAtMs,
        findings: report.findings,
        heartbeat: true,
        metrics: config.metrics,
        recent: recentFailures(failing),
        logsHealthy: true,
        measuredTargets,
      },
      { sink, writeLine },
    );
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    // The loop goes on: the next look may get through, and a heartbeat that is missing raises its own alarm.
    const causes = error.errors.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
    stderr.write(
      `${new Date(scheduledAtMs).toISOString()} ${error.message}: ${[...new Set(causes)].join('; ')}\n`,
    );
  }
  await kept;
  return now;
}

/**
 * Keeps the last report where messages about this vantage are written. Without it they can only repeat the alarm, so
 * that a table which is missing or denied is told, once for as long as it is the same, and the loop goes on.
 */
async function reportKeeper(
  stage: string,
  region: string,
  stderr: NodeJS.WriteStream,
): Promise<(looked: CheckRun, failing: FailingMemory) => Promise<void>> {
  const { createStateStore } = await import('../aws/state.ts');
  const { table } = stackNames(stage);
  const store = createStateStore({ table, region, clock: systemClock });
  let told = '';
  let before: FailingMemory = { atMs: 0, failing: [] };
  return async (looked, failing) => {
    let trouble = '';
    const onError = (error: unknown) => {
      const { message, cause } = error instanceof Error ? error : new Error(String(error));
      trouble = boundedText(cause instanceof Error ? `${message} (${cause.message})` : message, 300);
    };
    await Promise.all([
      storeReports([looked], store, onError),
      storeFailing(looked.report.vantage, before, failing, store, onError),
    ]);
    before = failing;
    if (trouble !== '' && trouble !== told)
      stderr.write(
        `${new Date(systemClock.wallMs()).toISOString()} the last report could not be kept in the table ${table} (${region}, dynamodb:PutItem): ${trouble}. Runs and metrics go on; messages about this vantage will hold the alarm's own text only.\n`,
      );
    told = trouble;
  };
}

/** Prometheus' library is loaded only by those who serve it. */
async function openMetrics(...asked: Parameters<typeof openMetricsServer>): Promise<MetricsServer> {
  const { openMetricsServer: open } = await import('./metrics-server.ts');
  return open(...asked);
}

/** What waits is told once for as long as the cause is the same. */
async function spoolTo(file: string, sink: MetricSink, stderr: NodeJS.WriteStream): Promise<MetricSink> {
  let told = '';
  return openSpool(file, sink, (error, waiting) => {
    const cause = boundedText(error instanceof Error ? error.message : String(error), 300);
    if (cause !== told)
      stderr.write(
        `${new Date(systemClock.wallMs()).toISOString()} CloudWatch does not take values: ${cause}. ${waiting} wait in ${file} and are sent later with their own times.\n`,
      );
    told = cause;
  });
}

/** The SDK is loaded only by those who publish to it. */
async function cloudWatch(region: string): Promise<MetricSink> {
  const { createMetricSink } = await import('../aws/cloudwatch.ts');
  return createMetricSink(region);
}

function embedded(writeLine: (line: string) => void): MetricSink {
  return {
    put: async (data) => {
      for (const line of embeddedMetrics(data)) writeLine(line);
    },
  };
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || durationMs <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
