import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe } from 'node:test';
import { FLOW_LOG_ACTIONS } from '../../lib/core/aws/flow-log-reader.ts';
import { NETWORK_READER_ACTIONS } from '../../lib/core/aws/network-reader.ts';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { assertAllowed, requestsMade, rolesOf, unusedGrants } from '../support/account-permissions.ts';
import { formFaults } from '../support/aws-forms.ts';
import { makeAuthority, makeLeaf } from '../support/certs.ts';
import { VANISHED } from '../support/cloudwatch/alarm-evaluator.ts';
import { askDoctor, cloudWatchByHand } from '../support/doctor-story.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { simulate } from '../support/iam-requests.ts';
import { LocalAccount, type Mailbox } from '../support/local-account.ts';
import { oneMoreRoot } from '../support/one-more-root.ts';
import { type OpenAndShut, openAndShut } from '../support/open-and-shut.ts';
import { withPrograms } from '../support/programs.ts';
import { type SlackServer, serveSlack } from '../support/slack-server.ts';
import { type SwitchingTls, serveSwitchingTls } from '../support/switching-tls.ts';

const { test, before, after } = withPrograms('moto_server');

/**
 * From a schedule to a message on a phone: the stack deployed into an emulator, its bundles in the real runtime
 * interface client, its own schedules, alarms, topics, filters and queues. Told is what the receiving ends got.
 */

const WATCH = 'gatewatch-dev-watch';
const PROBE = 'gatewatch-dev-probe-here';
const DASHBOARD = 'gatewatch-dev-dashboard';

describe('from a schedule to a message', () => {
  const cleanUps: (() => unknown)[] = [];
  const later = { after: (cleanUp?: unknown) => void cleanUps.push(cleanUp as () => unknown) };
  let account: LocalAccount;
  let slack: SlackServer;
  let mailbox: Mailbox;
  let chat: Awaited<ReturnType<LocalAccount['listen']>>;
  let filer: SwitchingTls;
  let web: OpenAndShut;
  let genuineKey = '';

  before(async () => {
    const [genuine, box] = await Promise.all([
      makeAuthority({ name: 'Lab Root', organisation: 'Lab Trust Services' }),
      makeAuthority({ name: 'Zscaler Root CA', organisation: 'Zscaler Inc.' }),
    ]);
    genuineKey = genuine.sha256;
    const names = ['127.0.0.1'];
    const [real, forged] = await Promise.all([makeLeaf(genuine, { names }), makeLeaf(box, { names })]);
    filer = await serveSwitchingTls(later, { genuine: [real, genuine], intercepted: [forged, box] });
    web = await openAndShut(later);
    slack = await serveSlack(later);
    account = await LocalAccount.start(later, gatewatchYaml(filer.port, web.port), {
      // The story ends about now: what was told "since" is not in the future.
      beginMs: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 70 * MINUTE_MS,
      environments: {
        [WATCH]: { NODE_OPTIONS: await oneMoreRoot(later, genuine) },
        'gatewatch-dev-slack': { NODE_EXTRA_CA_CERTS: slack.caFile },
      },
    });
    await account.stack.moto.json('secretsmanager', 'CreateSecret', {
      Name: 'gatewatch/slack',
      SecretString: slack.url,
    });
    mailbox = await account.openMailbox('gatewatch-dev-messages');
    chat = await account.listen('arn:aws:sns:us-east-1:123456789012:gatewatch-dev-chat');
  });
  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  /** What was told since the last time: in the mailbox, and as much in Slack and in Amazon Q. */
  async function told(): Promise<readonly PublishedMessage[]> {
    const mails = await mailbox.read();
    const messages = mails.map(({ message }): PublishedMessage => JSON.parse(message));
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      messages.map(({ subject }) => subject),
      'what SNS writes over the mail is what notify wrote',
    );
    const posted = slack.messages.slice(slackRead);
    slackRead += posted.length;
    assert.equal(posted.length, messages.length, 'Slack got as many');
    const chatted = (await chat()).map(({ message }) => JSON.parse(message));
    assert.equal(chatted.length, messages.length, 'and so did Amazon Q');
    for (const { version, source, content } of chatted)
      assert.deepEqual([version, source, typeof content.description], ['1.0', 'custom', 'string']);
    return messages;
  }
  let slackRead = 0;

  const subjects = (messages: readonly PublishedMessage[]) =>
    messages.map(({ subject }) =>
      subject
        .replace(/ after [^:]+/, '')
        .replace(/ for \d.*$/, '')
        .replace(/:\d+: /, ': '),
    );
  /** What alarms told their topics, in short. */
  const changes = (after = 0) =>
    account.notified.slice(after).flatMap(({ message }) => {
      const { AlarmName, NewStateValue, NewStateReason, AlarmContributorAttributes } = JSON.parse(message);
      // This story ticks by hand, and an account on loopback has no metrics of Lambda.
      if (AlarmName.endsWith('-tick')) return [];
      const target = AlarmContributorAttributes === undefined ? '' : ` ${AlarmContributorAttributes.Target}`;
      const why = NewStateReason === VANISHED ? `: ${VANISHED}` : '';
      return `${NewStateValue}: ${AlarmName.replace('gatewatch-dev-', '')}${target}${why}`;
    });

  test('while all is well no message is sent, not even that the alarms begin', async () => {
    await account.minutes(4);
    assert.deepEqual(changes().toSorted(), [
      'OK: functions',
      'OK: heartbeat-here',
      'OK: undelivered',
      'OK: unknown-here',
    ]);
    assert.deepEqual(await told(), []);
  });

  test('somebody who opens TLS is told once, with his name, the address and a command', async () => {
    filer.send('intercepted');
    await account.minutes(6);
    await account.tick();
    const messages = await told();
    assert.deepEqual(subjects(messages), ['FAILED: here → filer: TLS is intercepted']);
    const [failed] = messages;
    for (const wanted of [
      'tls-intercepted',
      'inspection product Zscaler',
      `127.0.0.1:${filer.port}`,
      `openssl s_client -connect 127.0.0.1:${filer.port} -showcerts`,
      'Detected after: 1 min',
      'this chain ended at key ',
      `${genuineKey.slice(0, 16)}… (O=Lab Trust Services, CN=Lab Root); now it ends at key `,
    ])
      assert(failed?.body.includes(wanted), wanted);
    const posted = JSON.stringify(slack.messages.at(-1));
    for (const wanted of [
      'tls-intercepted',
      'Zscaler',
      `127.0.0.1:${filer.port}`,
      'openssl s_client',
      'this chain ended at key',
    ])
      assert(posted.includes(wanted), `Slack: ${wanted}`);
  });

  test('the dashboard shows what the last look found, and what one finds that somebody asks for', async () => {
    const draw = async (more: object = {}): Promise<string> => {
      const event = { vantage: 'here', widgetContext: { theme: 'light' }, ...more };
      const { functionError, payload } = await account.lambda.invoke(DASHBOARD, event);
      assert.equal(functionError, undefined, payload);
      return JSON.parse(payload);
    };
    const runs = account.lambda.invocations(WATCH);
    const kept = await draw();
    assert.equal(account.lambda.invocations(WATCH), runs, 'looking at the page asks nobody');
    for (const wanted of ['tls-intercepted', 'Zscaler', `openssl s_client -connect 127.0.0.1:${filer.port}`])
      assert(kept.replaceAll(/<[^>]*>/g, '').includes(wanted), wanted);
    const [, action = ''] = /<cwdb-action [^>]*>([^<]*)</.exec(kept) ?? [];
    const fresh = await draw(JSON.parse(action.replaceAll('&quot;', '"')));
    assert.match(fresh, /Checked just now/);
    assert.match(fresh, /tls-intercepted/);
    assert.equal(account.lambda.invocations(WATCH), runs + 1);
    assert.deepEqual(await told(), [], 'and no message is sent for it');
  });

  test('a checker that cannot ask says so of itself, and calls nothing recovered', async () => {
    const notified = account.notified.length;
    account.lambda.failNext(PROBE, IS_GONE);
    await account.minutes(8);
    await account.tick();
    assert.deepEqual(changes(notified), [
      'ALARM: unknown-here',
      'OK: tls filer: No data was returned for this contributor',
    ]);
    assert.deepEqual(subjects(await told()), ['ALARM: Checks from here cannot run']);
  });

  test('the end of it is told once, although no alarm says it', async () => {
    const notified = account.notified.length;
    account.lambda.failNext(PROBE, []);
    filer.send('genuine');
    for (let times = 0; times < 4; times += 1) {
      await account.minutes(2);
      await account.tick();
    }
    assert.deepEqual(changes(notified), ['OK: unknown-here']);
    const messages = await told();
    assert.deepEqual(subjects(messages), [
      'ALARM OVER: Checks from here run again',
      'RECOVERED: here → filer: tls',
    ]);
    const recovered = messages.at(-1);
    assert.equal(recovered?.message.type, 'recovered');
    assert.equal(recovered?.severity, 'critical', 'a failure that was notified has its recovery notified');
    assert(JSON.stringify(slack.messages.at(-1)).includes('RECOVERED'), 'in Slack too');
  });

  test('an outage that could not be seen for a while is one outage, told once and ended once', async () => {
    const notified = account.notified.length;
    await web.close();
    await account.minutes(4);
    assert.deepEqual(subjects(await told()), ['FAILED: here → web: The port refuses connections']);
    account.lambda.failNext(PROBE, IS_GONE);
    await account.minutes(8);
    account.lambda.failNext(PROBE, []);
    await account.minutes(4);
    await account.tick();
    assert.deepEqual(subjects(await told()), [
      'ALARM: Checks from here cannot run',
      'ALARM OVER: Checks from here run again',
    ]);
    await web.open();
    await account.minutes(4);
    for (let times = 0; times < 3; times += 1) await account.tick();
    assert.deepEqual(changes(notified), [
      'ALARM: port web',
      'ALARM: unknown-here',
      'OK: port web: No data was returned for this contributor',
      'ALARM: port web',
      'OK: unknown-here',
      'OK: port web',
    ]);
    assert.deepEqual(subjects(await told()), ['RECOVERED: here → web: port']);
  });

  test('a schedule that calls no more is told, and so is its return', async () => {
    const notified = account.notified.length;
    await account.minutes(6, { schedulesCall: false });
    assert.deepEqual(subjects(await told()), ['ALARM: No check runs from here']);
    await account.minutes(3);
    assert.deepEqual(changes(notified), ['ALARM: heartbeat-here', 'OK: heartbeat-here']);
    assert.deepEqual(subjects(await told()), ['ALARM OVER: Checks run from here again']);
  });

  test('a message that nobody could deliver is told past everything that failed', async () => {
    const fallback = await account.openMailbox('gatewatch-dev-fallback');
    account.alarms.put([
      {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: 'gatewatch-dev-slack-dead' },
        value: 1,
        atMs: account.nowMs,
      },
    ]);
    await account.minute();
    const [mail, ...more] = await fallback.read();
    assert.deepEqual(more, []);
    assert.equal(mail?.subject, 'ALARM: "gatewatch-dev-undelivered" in US East (N. Virginia)');
    assert.match(JSON.parse(mail?.message ?? '').AlarmDescription, /\S/);
    assert.deepEqual(await told(), [], 'the messages topic is part of what may be broken');
  });

  test('where watch cannot be asked, the finding that was logged last is told', async () => {
    account.lambda.failNext(WATCH, IS_GONE);
    await web.close();
    await account.minutes(3);
    account.lambda.failNext(WATCH, []);
    const [failed, ...more] = await told();
    assert.match(failed?.subject ?? '', /^FAILED: here → web:\d+: The port refuses connections$/);
    assert.deepEqual(more, []);
    assert(failed?.message.type === 'failed' && failed.message.recheck.outcome === 'not-looked');
    assert.equal(failed.message.recheck.why, 'no-answer');
    await web.open();
    await account.minutes(4);
    assert.deepEqual(subjects(await told()), ['RECOVERED: here → web: port']);
  });

  test('gatewatch doctor sends one test to everybody, whatever severities they take', async (t) => {
    const { services, done } = cloudWatchByHand(account);
    const { url } = await fakeAws(t, services, { forwardTo: account.stack.url });
    const config = join(await mkdtemp(join(tmpdir(), 'gatewatch-story-')), 'gatewatch.yaml');
    t.after(() => rm(dirname(config), { recursive: true }));
    await writeFile(config, gatewatchYaml(filer.port, web.port));
    const answer = await askDoctor(url, config);
    await done();
    const driven = answer.checks.filter(({ check }) => check.startsWith('test-'));
    assert.deepEqual(
      driven.map(({ check, finding }) => `${check} ${finding}`),
      ['test-alarm handed-over', 'test-message told', 'test-channel channel-took-it'],
    );
    const kinds = ['function', 'schedule', 'table', 'dead-letters', 'alarm', 'secret'];
    const bad = answer.checks.filter(({ check, status }) => kinds.includes(check) && status !== 'ok');
    assert.deepEqual(bad, [], 'every name of the stack is found where it was deployed');
    const [message, ...more] = await told();
    assert.deepEqual([message?.subject, more], ['TEST: gatewatch-dev-test', []]);
    assert.match(message?.body ?? '', /a test whether messages arrive/);
    assert.doesNotMatch(message?.body ?? '', /Next steps/);
  });

  test('every call that was made is allowed by the role of the function that made it', async () => {
    const requests = await requestsMade(account);
    assert(new Set(requests.map((one) => JSON.stringify(one))).size > 20, `${requests.length} requests`);
    await assertAllowed(account, requests);
  });

  test('every call has the form that AWS takes: names, types, lengths and patterns', async () => {
    assert.deepEqual(await formFaults(account.recorder.calls), []);
  });

  test('of the table the dashboard may read what it shows, and nothing that was told', async () => {
    const policies = rolesOf(account).get(DASHBOARD) ?? [];
    const resource = 'arn:aws:dynamodb:us-east-1:123456789012:table/gatewatch-dev-state';
    const read = (action: string, key: string) =>
      simulate(
        { principal: DASHBOARD, action, resource, context: { 'dynamodb:LeadingKeys': [key] } },
        policies,
      );
    assert.equal(await read('dynamodb:GetItem', 'report'), 'Allowed');
    for (const key of ['incident', 'alarm', 'mute', 'seen', 'last-good'])
      assert.equal(await read('dynamodb:GetItem', key), 'ImplicitlyDenied', key);
    for (const action of ['PutItem', 'DeleteItem', 'Query', 'Scan'])
      assert.equal(await read(`dynamodb:${action}`, 'report'), 'ImplicitlyDenied', action);
  });

  test('watch remembers its report and what was good, and may read or write nothing else of the table', async () => {
    const requests = (await requestsMade(account)).filter(
      ({ principal, action }) => principal === WATCH && action.startsWith('dynamodb:'),
    );
    const asked = requests.map(({ action, context }) => `${action} ${context['dynamodb:LeadingKeys']}`);
    assert.deepEqual([...new Set(asked)].sort(), [
      'dynamodb:GetItem failing',
      'dynamodb:GetItem last-good',
      'dynamodb:PutItem failing',
      'dynamodb:PutItem last-good',
      'dynamodb:PutItem report',
    ]);
    const policies = rolesOf(account).get(WATCH);
    assert(policies !== undefined);
    const [{ resource } = { resource: '' }] = requests;
    for (const [action, key] of [
      ['dynamodb:GetItem', 'report'],
      ['dynamodb:GetItem', 'incident'],
      ['dynamodb:PutItem', 'incident'],
      ['dynamodb:Query', 'last-good'],
      ['dynamodb:DeleteItem', 'last-good'],
    ] as const) {
      const context = { 'dynamodb:LeadingKeys': [key] };
      const answer = await simulate({ principal: WATCH, action, resource, context }, policies);
      assert.equal(answer, 'ImplicitlyDenied', `${action} ${key}`);
    }
  });

  test('every action that is granted was used, or has a reason', async () => {
    const unexplained = unusedGrants(account, await requestsMade(account)).filter(
      ({ sid, action }) => NOT_USED_HERE[sid]?.(action) !== true,
    );
    assert.deepEqual(unexplained, []);
  });

  test('each schedule may call the function it calls, and no other', async () => {
    const roles = account.stack.resolved('AWS::IAM::Role');
    for (const { Name, Target } of account.stack.resolved('AWS::Scheduler::Schedule').values()) {
      const [role] = [...roles].filter(([id]) => Target.RoleArn.includes(`-${id}-`)).map(([, one]) => one);
      const request = { principal: 'scheduler', action: 'lambda:InvokeFunction', context: {} };
      assert.equal(await simulate({ ...request, resource: Target.Arn }, role.Policies), 'Allowed', Name);
      const other = Target.Arn.replace(/[^:]+$/, PROBE);
      assert.equal(await simulate({ ...request, resource: other }, role.Policies), 'ImplicitlyDenied', Name);
    }
  });
});

/** What Lambda answers of a function that is not there. */
const IS_GONE = Array.from({ length: 1000 }, () => ({
  status: 404,
  code: 'ResourceNotFoundException',
  message: 'Function not found',
}));

function gatewatchYaml(filer: number, web: number): string {
  return `
schedule: rate(1 minute)
notify:
  email: [{ to: oncall@example.com, severity: [critical, warning] }]
  slack: { webhookSecret: gatewatch/slack, severity: [critical, warning] }
  chat: true
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets:
      - { name: filer, type: tls, address: "127.0.0.1:${filer}" }
      - { name: web, type: tcp, address: "127.0.0.1:${web}" }
`;
}

/** By the statement that grants it: whether an action that this story did not need has a use all the same. */
const NOT_USED_HERE: Readonly<Record<string, (action: string) => boolean>> = {
  // Lambda's own, when it puts the function into its VPC; the code is denied them.
  LambdaAttachesToVpc: () => true,
  // Lambda's own: it notes the beginning and the end of every invocation, whether the code says anything or not.
  WriteOwnLogs: () => true,
  // One tick an hour asks; `test/aws/alarms.test.ts` holds what.
  ReadAlarms: () => true,
  // What explains a silence, and what the control kinds read: each kind's own tests hold its list to its calls.
  ReadAws: (action) => READ_BY_KINDS.has(action),
  ReadPrefixLists: (action) => READ_BY_KINDS.has(action),
  // Nothing in the story is silent, and only a silence is looked up in a flow log.
  ReadLogs: (action) => READ_BY_KINDS.has(action),
  // Lambda asks for the length of a queue to choose how many pollers it needs.
  // A message that could not be delivered asks for a quick retry; in this story each is.
  WorkThroughQueue: (action) =>
    action === 'sqs:GetQueueAttributes' || action === 'sqs:ChangeMessageVisibility',
};
const READ_BY_KINDS = new Set<string>([
  ...Object.values(NETWORK_READER_ACTIONS).flat(),
  ...FLOW_LOG_ACTIONS,
  ...PROBES.filter(({ from }) => from === 'control').flatMap(({ permissions }) => permissions),
]);
