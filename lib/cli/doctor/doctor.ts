import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Config } from '../../config/config.ts';
import { type ConfigIssue, InputError } from '../../core/errors.ts';
import { LOCALES } from '../../core/locale.ts';
import { systemClock } from '../../core/time.ts';
import { fillText } from '../../report/text/fill.ts';
import { type ConfiguredChannel, configuredChannels } from '../../stack/channels.ts';
import { addAwsFlags } from '../aws.ts';
import { readExpanded } from '../config-file.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { type InstallationFlags, inWords, REGION, regionOf, STAGE } from '../installation-flags.ts';
import { paintFor } from '../paint.ts';
import type { Streams } from '../streams.ts';
import { parseDurationMs, parseLocale } from '../values.ts';
import { type Channels, checkChannels } from './check-channels.ts';
import { checkRuns } from './check-looks.ts';
import { checkAlarms, checkParts } from './check-parts.ts';
import { checkRoutes } from './check-routes.ts';
import { driveTest } from './drive-test.ts';
import { type DoctorRow, rowMaker } from './rows.ts';
import { type DoctorAnswer, doctorJson, doctorText, type LookAt, totalsOf } from './show.ts';
import { DOCTOR_TEXTS } from './texts.ts';

interface DoctorFlags extends InstallationFlags {
  readonly config: string;
  readonly test: boolean;
  readonly wait: string;
  readonly lang?: string;
  readonly json?: boolean;
}

const HELP = `
Exit status:
  0  everything in order     1  something failed
  2  bad usage               3  nothing failed, but something could not be asked

It reads what was deployed for the file: functions, schedules, alarms, subscriptions, queues, table, secret, and whether
each vantage looked lately. Then it raises the alarm gatewatch-STAGE-test, which reaches every person and channel, and
follows it. The value of a secret is never asked for.

Permissions: sts:GetCallerIdentity, lambda:GetFunctionConfiguration, lambda:ListEventSourceMappings, scheduler:GetSchedule,
cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmHistory, cloudwatch:GetMetricData, cloudwatch:SetAlarmState,
sns:ListSubscriptionsByTopic, sqs:GetQueueUrl, sqs:GetQueueAttributes, dynamodb:DescribeTable, dynamodb:GetItem,
dynamodb:Query, secretsmanager:DescribeSecret, logs:FilterLogEvents.

Examples:
  gatewatch doctor --stage prod --region ap-northeast-2
  gatewatch doctor --stage prod --region ap-northeast-2 --no-test --json`;

export function registerDoctor(program: Command, streams: Streams): void {
  addAwsFlags(program.command('doctor'), { optional: false })
    .option('--config <file>', 'the gatewatch.yaml it was deployed from', 'gatewatch.yaml')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .option('--no-test', 'raise no test alarm: no notification is sent')
    .option('--wait <duration>', 'how long the test may take; notify gathers alarms for a minute', '3m')
    .option('--lang <language>', `${LOCALES.join(', ')} (default the file's)`)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (flags: DoctorFlags) => {
      process.exitCode = await doctor(flags, streams);
    });
}

async function doctor(flags: DoctorFlags, { stdout, stderr }: Streams): Promise<ExitStatus> {
  const faults: ConfigIssue[] = [];
  const region = await regionOf(flags, faults);
  const lang = parseLocale(flags.lang, { faults });
  const waitMs = parseDurationMs('--wait', flags.wait, { minMs: 1000, maxMs: 900_000 }, { faults });
  if (region === undefined || waitMs === undefined || faults.length > 0)
    throw new InputError('bad-usage', faults);
  const { config } = await readExpanded(flags.config, { region });
  const locale = lang ?? config.language;
  // The SDK is loaded only by those who ask AWS.
  const { openInstallation } = await import('../../aws/installation/open.ts');
  const installation = openInstallation({ stage: flags.stage, region, clock: systemClock });
  try {
    const answer = await examine(config, installation, {
      ...(flags.test && { waitMs }),
      onRaise: () => {
        const values = { alarm: installation.names.testAlarm, seconds: Math.round(waitMs / 1000) };
        stderr.write(`${fillText(DOCTOR_TEXTS[locale].waiting, values)}\n`);
      },
    });
    stdout.write(
      flags.json === true
        ? `${JSON.stringify(doctorJson(answer, locale), null, 2)}\n`
        : doctorText(answer, locale, paintFor(stdout)),
    );
    const { failed, unknown } = totalsOf(answer.rows);
    return failed > 0 ? EXIT.failed : unknown > 0 ? EXIT.unknown : EXIT.nothingFailed;
  } finally {
    installation.close();
  }
}

/** @param test - `waitMs` absent: no test alarm is raised */
async function examine(
  config: Config,
  installation: OpenInstallation,
  test: { readonly waitMs?: number; readonly onRaise: () => void },
): Promise<DoctorAnswer> {
  const { stage, region, names, reader } = installation;
  const { account, partition } = await inWords(() => reader.identity());
  const rows = rowMaker({
    stage,
    region,
    stack: names.prefix,
    watch: names.watchFunction,
    notify: names.notifyFunction,
  });
  const arnOf = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const tools = { installation, rows, arnOf };
  const { signal } = new AbortController();
  // The stack brings the clients of AWS with it: only those who ask for it wait for them.
  const { installedBy } = await import('../../stack/installed.ts');
  const installed = await installedBy(config, stage);
  const [parts, alarms, channels, runs, routes] = await Promise.all([
    checkParts(installed, tools),
    checkAlarms(installed, tools),
    checkChannels(installed, config, tools),
    checkRuns(config, installation, rows, signal),
    checkRoutes(config, installation, rows),
  ]);
  const standing = [...parts, ...alarms, ...channels.rows, ...runs, ...routes];
  const about = { stage, region, account };
  if (test.waitMs === undefined) return { ...about, rows: standing, lookAt: [], test: 'left-out' };
  if (isMissing(names.testAlarm, alarms)) return { ...about, rows: standing, lookAt: [], test: 'impossible' };
  test.onRaise();
  const tested = configuredChannels(config);
  // The message goes to everybody, in the language of the installation.
  const { reason } = DOCTOR_TEXTS[config.language];
  const driven = await driveTest({
    installation,
    rows,
    waitMs: test.waitMs,
    reason,
    channels: tested.map(({ part, title }) => ({ name: part, title })),
    pause,
    signal,
  });
  const isNotified = driven.some(({ check, status }) => check === 'test-message' && status !== 'failed');
  const lookAt = isNotified ? placesToLook(config, tested, channels, names.chatTopic) : [];
  return { ...about, rows: [...standing, ...driven], lookAt, test: 'raised' };
}

function isMissing(alarm: string, rows: readonly DoctorRow[]): boolean {
  return rows.some(({ subject, finding }) => subject === alarm && finding === 'missing');
}

/** Everything a person sees the message in. The queue of a channel is not a place to look; its receiver is. */
function placesToLook(
  { notify }: Config,
  tested: readonly ConfiguredChannel[],
  { listeners }: Channels,
  chatTopic: string,
): readonly LookAt[] {
  const mailboxes = listeners.filter(({ protocol }) => protocol.startsWith('email'));
  const others = listeners.filter(({ protocol }) => !['email', 'email-json', 'sqs'].includes(protocol));
  return [
    ...mailboxes.map(({ endpoint }): LookAt => ({ at: 'email', endpoint })),
    ...tested.map(({ channel, title, settings }): LookAt => {
      return channel.transport === 'event-bus'
        ? { at: 'bus', title, bus: channel.busOf(settings) }
        : { at: 'channel', title, secret: channel.secretOf(settings) ?? '' };
    }),
    ...(notify.chat ? [{ at: 'chat', topic: chatTopic } as const] : []),
    ...others.map(({ protocol, endpoint }): LookAt => ({ at: 'other', protocol, endpoint })),
  ];
}
