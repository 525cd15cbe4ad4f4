import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createStateStore } from '../../lib/aws/state.ts';
import { CHANNELS } from '../../lib/channels/registry.ts';
import { CHANNEL_KEYS } from '../../lib/channels/settings.ts';
import { parseConfig } from '../../lib/config/load.ts';
import type { StateStore } from '../../lib/core/notify/incident.ts';
import { systemClock } from '../../lib/core/time.ts';
import { installedBy } from '../../lib/stack/installed.ts';
import { seenEventKey, transitionId } from '../../lib/stages/notify/seen-event.ts';
import { type FakeAws, type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { fakeLogGroup } from '../support/fake-gateways.ts';
import { startMoto } from '../support/moto.ts';
import { motoCaller } from '../support/moto-call.ts';
import { MOTO_REGION, makeInstallation, motoArn } from '../support/moto-installation.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';
import { runCli, runHere } from '../support/run-cli.ts';

const { test, before, after } = withPrograms('moto_server');

const SLACK_LOG = '/aws/lambda/gatewatch-prod-slack';
const YAML = `
notify:
  email: [{ to: oncall@example.com, severity: [critical] }]
  slack: { webhookSecret: gatewatch/slack }
  chat: true
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: a, type: tls, address: "filer.example.com:443" }]
  - name: idc
    runs: true
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
`;

const cleanUps: (() => unknown)[] = [];
const environment = {
  AWS_ENDPOINT_URL: '',
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
};
let motoUrl = '';
let folder = '';
let store: StateStore;

before(async () => {
  const later = { after: (run: unknown) => void cleanUps.push(run as () => unknown) };
  ({ url: motoUrl } = await startMoto(later as never));
  folder = await mkdtemp(join(tmpdir(), 'gatewatch-doctor-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'gatewatch.yaml'), YAML);
  const moto = motoCaller(motoUrl, DUMMY_CREDENTIALS.accessKeyId);
  await makeInstallation(motoUrl, moto, await installedBy(parseConfig(YAML), 'prod'), ['gatewatch/slack']);
  const table = 'gatewatch-prod-state';
  const made = createStateStore({
    table,
    region: MOTO_REGION,
    clock: systemClock,
    endpoint: motoUrl,
    credentials: DUMMY_CREDENTIALS,
  });
  cleanUps.push(() => made.close());
  store = made;
  Object.assign(process.env, environment);
});
after(async () => {
  for (const name of Object.keys(environment)) delete process.env[name];
  for (const run of cleanUps.reverse()) await run();
});

interface Row {
  readonly check: string;
  readonly subject: string;
  readonly status: string;
  readonly finding: string;
  readonly summary: string;
  readonly fix?: string;
}

/** CloudWatch as it acts on an alarm that is set by hand, and notify as it marks what it told. */
function actingAws({
  action = 'Successfully executed action arn:aws:sns:us-east-1:123456789012:gatewatch-prod-alarms',
  tells = true,
  slackSays = 'delivered',
  heartbeatMs = Date.now() - 60_000,
} = {}) {
  const history: object[] = [];
  const states: string[] = [];
  const delivery = JSON.stringify({ type: 'delivery', channel: 'slack', outcome: slackSays });
  const services = {
    monitoring: {
      SetAlarmState: async ({ AlarmName, StateValue }) => {
        states.push(`${AlarmName} ${StateValue}`);
        if (StateValue !== 'ALARM') return {};
        const now = new Date();
        history.unshift({ AlarmName, Timestamp: now, HistoryItemType: 'Action', HistorySummary: action });
        if (tells)
          await store.putSeen(seenEventKey(transitionId(String(AlarmName), '', now.getTime(), 'ALARM')));
        return {};
      },
      DescribeAlarmHistory: () => ({ AlarmHistoryItems: history }),
      GetMetricData: ({ MetricDataQueries = [] }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }) => ({
          Id,
          Timestamps: [new Date(heartbeatMs)],
          Values: [1],
          StatusCode: 'Complete',
        })),
      }),
    },
    logs: fakeLogGroup(SLACK_LOG, [{ atMs: Date.now() + 60_000, text: delivery }]),
  } satisfies FakeServices;
  return { services, states };
}

async function keepReport(startedAt = new Date().toISOString()): Promise<void> {
  for (const vantage of ['here', 'idc'])
    await store.putLastReport(vantage, JSON.stringify({ version: 1, startedAt, findings: [] }));
}

async function ask(
  t: TestContext,
  services: FakeServices,
  words: readonly string[] = [],
  deny: readonly string[] = [],
) {
  const fake: FakeAws = await fakeAws(t, services, { forwardTo: motoUrl, deny });
  process.env.AWS_ENDPOINT_URL = fake.url;
  const config = join(folder, 'gatewatch.yaml');
  const run = await runHere(
    ...['doctor', '--config', config, '--region', MOTO_REGION, '--stage', 'prod', '--json', '--wait', '2s'],
    ...words,
  );
  const answer = run.stdout === '' ? undefined : JSON.parse(run.stdout);
  const rows: readonly Row[] = answer?.checks ?? [];
  const bad = rows.filter(({ status }) => status !== 'ok');
  return { ...run, fake, answer, rows, bad, findings: bad.map((row) => `${row.subject}: ${row.finding}`) };
}

test('an installation in order is said to be, and a person is told where to look', async (t) => {
  await keepReport();
  const { services, states } = actingAws();
  const { status, stdout, stderr, answer, rows, findings, fake } = await ask(t, services);
  assert.deepEqual([findings, status], [[], 0]);
  assert.match(stderr, /^The test alarm gatewatch-prod-test is raised; waiting up to 2 s/);
  assert.deepEqual(states, ['gatewatch-prod-test OK', 'gatewatch-prod-test ALARM']);
  assert.deepEqual(answer.lookAt, [
    'mailbox oncall@example.com',
    'Slack: where the secret gatewatch/slack leads',
    'the channel that Amazon Q Developer maps to gatewatch-prod-chat',
  ]);
  assert.deepEqual(answer.totals, { ok: rows.length, failed: 0, unknown: 0 });
  const kinds = new Set(rows.map(({ check }) => check));
  assert.equal(kinds.size, 13, [...kinds].join());
  for (const subject of [
    'gatewatch-prod-watch',
    'gatewatch-prod-probe-here',
    'gatewatch-prod.tick',
    'gatewatch-prod-heartbeat-idc',
    'gatewatch-prod-slack-dead',
    'gatewatch-prod-state',
    'gatewatch-prod-fallback → oncall@example.com',
    'gatewatch-prod-alarms → gatewatch-prod-notify',
  ])
    assert(
      rows.some((row) => row.subject === subject),
      subject,
    );
  assert.doesNotMatch(stdout, /T0P5ECRET/);
  assert(!fake.calls.some(({ operation }) => operation === 'GetSecretValue'));
});

test('a mailbox that never confirmed is the silent failure: it is named, with the command that asks again', async (t) => {
  await keepReport();
  const { services } = actingAws();
  const { status, bad } = await ask(t, {
    ...services,
    sns: {
      ListSubscriptionsByTopic: ({ TopicArn = '' }) => ({
        Subscriptions: [
          {
            Protocol: 'email',
            Endpoint: 'oncall@example.com',
            TopicArn,
            SubscriptionArn: 'PendingConfirmation',
          },
          ...['notify', 'slack'].map((queue) => ({
            Protocol: 'sqs',
            Endpoint: motoArn('sqs', `gatewatch-prod-${queue}`),
            SubscriptionArn: `${TopicArn}:1`,
          })),
          { Protocol: 'https', Endpoint: 'https://pager.example/x', SubscriptionArn: 'PendingConfirmation' },
        ],
      }),
    },
  });
  assert.equal(status, 1);
  const mine = bad.filter(({ subject }) => subject.startsWith('gatewatch-prod-messages'));
  assert.deepEqual(
    mine.map(({ finding }) => finding),
    ['unconfirmed', 'unconfirmed'],
  );
  assert.match(mine[0]?.summary ?? '', /^oncall@example\.com never confirmed the subscription/);
  assert.equal(
    mine[0]?.fix,
    'aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:gatewatch-prod-messages --protocol email --notification-endpoint oncall@example.com --region us-east-1',
  );
});

test('what was switched off, lost or changed after the deployment is found', async (t) => {
  await keepReport();
  const { services } = actingAws();
  const moto = motoCaller(motoUrl, DUMMY_CREDENTIALS.accessKeyId);
  const schedule = (State: string) =>
    moto.rest('scheduler', 'PUT', '/schedules/gatewatch-prod-here', {
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: motoArn('lambda', 'function:any'), RoleArn: motoArn('iam', 'role/any') },
      State,
    });
  await schedule('DISABLED');
  t.after(() => schedule('ENABLED'));
  const alarms = (await installedBy(parseConfig(YAML), 'prod')).alarms.map(({ name, topic }) => ({
    AlarmName: name,
    ActionsEnabled: name !== 'gatewatch-prod-port',
    AlarmActions: [motoArn('sns', name === 'gatewatch-prod-unknown-here' ? 'elsewhere' : topic)],
  }));
  const { status, findings, bad } = await ask(
    t,
    {
      ...services,
      monitoring: {
        ...services.monitoring,
        DescribeAlarms: () => ({
          MetricAlarms: alarms.filter(({ AlarmName }) => AlarmName !== 'gatewatch-prod-undelivered'),
        }),
      },
      sqs: {
        GetQueueAttributes: ({ QueueUrl }) => ({
          Attributes: { ApproximateNumberOfMessages: QueueUrl?.endsWith('notify-dead') ? '2' : '0' },
        }),
      },
      dynamodb: { DescribeTable: () => ({ Table: { TableStatus: 'ARCHIVED' } }) },
      secretsmanager: { DescribeSecret: () => ({ DeletedDate: new Date() }) },
    },
    ['--no-test'],
  );
  assert.equal(status, 1);
  assert.deepEqual(findings.sort(), [
    'gatewatch-prod-here: schedule-off',
    'gatewatch-prod-notify-dead: letters-lost',
    'gatewatch-prod-port: alarm-silenced',
    'gatewatch-prod-state: table-not-active',
    'gatewatch-prod-undelivered: missing',
    'gatewatch-prod-unknown-here: alarm-elsewhere',
    'gatewatch/slack: secret-deleted',
  ]);
  assert(bad.every(({ fix }) => fix !== undefined));
});

test('a vantage that does not look is late, or was never seen', async (t) => {
  await keepReport(new Date(Date.now() - 20 * 60_000).toISOString());
  const { services } = actingAws({ heartbeatMs: Date.now() - 18 * 60_000 });
  const late = await ask(t, services, ['--no-test']);
  assert.deepEqual(late.findings, [
    'here: seen-late',
    'here: seen-late',
    'idc: loop-seen-late',
    'idc: loop-seen-late',
  ]);
  const GetMetricData = () => ({ MetricDataResults: [] });
  const never = await ask(t, { ...services, monitoring: { ...services.monitoring, GetMetricData } }, [
    '--no-test',
  ]);
  assert.deepEqual(never.findings, [
    'here: never-seen',
    'here: seen-late',
    'idc: loop-never-seen',
    'idc: loop-seen-late',
  ]);
  assert.match(never.bad[0]?.fix ?? '', /--payload '\{"vantage":"here"\}'/);
  await keepReport(new Date(Date.now() - 60_000).toISOString());
});

test('an alarm that CloudWatch cannot hand over is told in its words, and nothing is waited for', async (t) => {
  await keepReport();
  const why =
    'Failed to execute action arn:aws:sns:us-east-1:123456789012:gatewatch-prod-alarms. Received error: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."';
  const { services } = actingAws({ action: why, tells: false });
  const { status, bad, answer } = await ask(t, services, ['--wait', '1m']);
  assert.equal(status, 1);
  assert.deepEqual(
    bad.map(({ check, finding }) => [check, finding]),
    [['test-alarm', 'not-handed-over']],
  );
  assert.match(
    bad[0]?.summary ?? '',
    /the policy of the key alias\/gatewatch-prod\. CloudWatch says: Failed to/,
  );
  assert.deepEqual(answer.lookAt, []);
});

test('a notify that tells nothing, and a Slack that refuses, are failures', async (t) => {
  await keepReport();
  const silent = await ask(t, actingAws({ tells: false }).services);
  assert.deepEqual(silent.findings, ['gatewatch-prod-messages: not-told']);
  assert.equal(
    silent.bad[0]?.fix,
    'aws logs tail /aws/lambda/gatewatch-prod-notify --since 15m --region us-east-1',
  );
  assert.deepEqual(silent.answer.lookAt, []);
  const refused = await ask(t, actingAws({ slackSays: 'rejected' }).services);
  assert.deepEqual([refused.status, refused.findings], [1, ['gatewatch-prod-slack: channel-refused']]);
  assert.match(refused.bad[0]?.summary ?? '', /rejected/);
});

test('the test goes through every channel, and each one’s own log says how it came out', async (t) => {
  await keepReport();
  const every = join(folder, 'every.yaml');
  const channels = CHANNEL_KEYS.map((key) => {
    const { fields } = CHANNELS[key];
    const [field] = Object.keys(fields);
    return `  ${key}: { ${field}: ${field === 'bus' ? 'default' : 'gatewatch/slack'} }\n`;
  });
  await writeFile(every, YAML.replace(/ {2}slack: .*\n/, channels.join('')));
  const said = new Map<string, string>([
    ['pager-duty', '{"type":"delivery","outcome":"refused","why":"400","tries":1}'],
    ['discord', ''],
    ['teams', '{"type":"delivery","outcome":"later","why":"503"}\n{"type":"delivery","outcome":"delivered"}'],
  ]);
  const { services } = actingAws();
  const FilterLogEvents = ({
    logGroupIdentifier = '',
  }: {
    readonly logGroupIdentifier?: string | undefined;
  }) => {
    const name = logGroupIdentifier.replace('/aws/lambda/gatewatch-prod-', '');
    const lines = (said.get(name) ?? '{"type":"delivery","outcome":"delivered"}').split('\n').filter(Boolean);
    const timestamp = Date.now() + 60_000;
    return { events: lines.map((message, index) => ({ message, timestamp: timestamp + index })) };
  };
  const { rows, answer } = await ask(t, { ...services, logs: { FilterLogEvents } }, ['--config', every]);
  const driven = rows.filter(({ check }) => check === 'test-channel');
  assert.deepEqual(
    driven.map(({ subject, finding }) => `${subject}: ${finding}`),
    Object.values(CHANNELS).map(({ name }) => {
      const word = { 'pager-duty': 'refused', discord: 'silent' }[name as string] ?? 'took-it';
      return `gatewatch-prod-${name}: channel-${word}`;
    }),
  );
  const refused = driven.find(({ subject }) => subject.endsWith('pager-duty'));
  assert.match(refused?.summary ?? '', /PagerDuty did not take the message: refused 400/);
  assert.equal(
    refused?.fix,
    'aws logs tail /aws/lambda/gatewatch-prod-pager-duty --since 15m --region us-east-1',
  );
  assert(answer.lookAt.includes('EventBridge: the rules of the event bus default'), answer.lookAt.join());
});

test('of two channels of a kind each is tested, by its own name', async (t) => {
  await keepReport();
  const two = join(folder, 'two.yaml');
  const slack =
    '  slack: [{ webhookSecret: gatewatch/slack }, { name: network, webhookSecret: gatewatch/slack }]\n';
  await writeFile(two, YAML.replace(/ {2}slack: .*\n/, slack));
  const { services } = actingAws();
  const message = '{"type":"delivery","outcome":"delivered"}';
  const FilterLogEvents = () => ({ events: [{ message, timestamp: Date.now() + 60_000 }] });
  const { rows, answer } = await ask(t, { ...services, logs: { FilterLogEvents } }, ['--config', two]);
  const subjects = (check: string) =>
    rows.flatMap((row) => (row.check === check ? [`${row.subject}: ${row.finding}`] : []));
  assert.deepEqual(subjects('test-channel'), [
    'gatewatch-prod-slack: channel-took-it',
    'gatewatch-prod-slack-network: channel-took-it',
  ]);
  assert(
    subjects('subscription').includes('gatewatch-prod-messages → gatewatch-prod-slack-network: missing'),
  );
  assert(
    answer.lookAt.some((line: string) => line.startsWith('Slack (network)')),
    answer.lookAt.join(),
  );
});

test('the mark of an earlier test is not taken for the mark of this one', async (t) => {
  await keepReport();
  const earlier = transitionId('gatewatch-prod-test', '', Date.now() + 3_600_000, 'ALARM');
  await store.putSeen(seenEventKey(earlier));
  const { findings } = await ask(t, actingAws({ tells: false }).services);
  assert.deepEqual(findings, ['gatewatch-prod-messages: not-told']);
});

test('with --no-test no notification is sent; what AWS refuses is unknown, with the action', async (t) => {
  await keepReport();
  const { services, states } = actingAws();
  const deny = ['sns:ListSubscriptionsByTopic', 'dynamodb:DescribeTable'];
  const over = {
    ...services,
    sns: { ListSubscriptionsByTopic: () => ({}) },
    dynamodb: { DescribeTable: () => ({}) },
  };
  const { status, bad, stderr } = await ask(t, over, ['--no-test'], deny);
  assert.deepEqual([status, stderr, states], [3, '', []]);
  assert.deepEqual(
    [...new Set(bad.map(({ status: one, finding }) => `${one} ${finding}`))],
    ['unknown refused'],
  );
  assert.match(bad.map(({ summary }) => summary).join(), /lack sns:ListSubscriptionsByTopic/);
});

test('where nothing was deployed everything is missing, nothing is raised, and the deployment is the cure', async (t) => {
  const { services, states } = actingAws({ heartbeatMs: 0 });
  const { status, rows, bad } = await ask(t, services, ['--stage', 'nowhere']);
  assert.deepEqual([status, states], [1, []]);
  assert.deepEqual([...new Set(rows.map(({ status: one }) => one))].sort(), ['failed', 'ok']);
  const missing = bad.filter(({ finding }) => finding === 'missing');
  assert.equal(missing[0]?.fix, 'gatewatch deploy --stage nowhere --region us-east-1');
  assert.deepEqual(
    rows.filter((row) => row.status === 'ok').map(({ check }) => check),
    ['secret'],
  );
});

test('people read a table in three languages, each with the same commands', async (t) => {
  await keepReport();
  const { services } = actingAws();
  const { url } = await fakeAws(
    t,
    { ...services, sns: { ListSubscriptionsByTopic: () => ({ Subscriptions: [] }) } },
    {
      forwardTo: motoUrl,
    },
  );
  process.env.AWS_ENDPOINT_URL = url;
  const config = join(folder, 'gatewatch.yaml');
  const texts = await Promise.all(
    ['en', 'ko', 'fr'].map((lang) =>
      runCli(
        'doctor',
        '--config',
        config,
        '--region',
        MOTO_REGION,
        '--stage',
        'prod',
        '--no-test',
        '--lang',
        lang,
      ),
    ),
  );
  for (const { status, stdout, stderr } of texts) {
    assert.deepEqual([status, stderr], [1, '']);
    assert.doesNotMatch(stdout, /\{[a-zA-Z]+\}|: \?/);
    assert.match(stdout, /--notification-endpoint oncall@example\.com/);
  }
  const [en = '', ko = '', fr = ''] = texts.map(({ stdout }) => stdout);
  assert.match(en, /No test alarm was raised[\s\S]* failed, 0 could not be read/);
  assert.match(ko, /테스트 경보를 발생시키지 않았습니다[\s\S]*확인 불가 0/);
  assert.match(fr, /Aucune alarme de test[\s\S]* en panne, 0 non vérifiés/);
});

test('a bad command line is told at once, and credentials that AWS does not know are told as such', async (t) => {
  const wrong = await runHere('doctor', '--wait', 'soon', '--lang', 'de');
  assert.equal(wrong.status, 2);
  for (const flag of [/--region: is missing/, /--wait: expected/, /--lang: expected one of en, ko, fr/])
    assert.match(wrong.stderr, flag);
  const denied = await ask(t, { sts: { GetCallerIdentity: () => ({}) } }, [], ['sts:GetCallerIdentity']);
  assert.equal(denied.status, 2);
  assert.match(denied.stderr, /^sts:GetCallerIdentity: access-denied: .*not authorized/);
});
