import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import type { QueueEvent } from '../../functions/queue-event.ts';
import { topicEntry } from '../../lib/report/message/envelope.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { copyFunctions } from '../support/built.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { startLocalLambda } from '../support/local-lambda.ts';
import { allTexts } from '../support/slack-rules.ts';
import { type SlackServer, serveSlack } from '../support/slack-server.ts';

/** The bundle as it is deployed, in the real runtime interface client, between a queue's event and an HTTPS web hook. */

const SLACK = 'gatewatch-dev-slack';
const SECRET_NAME = 'gatewatch/slack';
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatewatch-slack-bundle-'));
  await copyFunctions(join(root, 'dist'));
});
after(() => rm(root, { recursive: true, force: true }));

interface SetUp {
  readonly slack: SlackServer;
  readonly invoke: (
    event: unknown,
  ) => Promise<{ readonly failures: readonly string[]; readonly output: string }>;
  readonly secretReads: () => number;
}

async function setUp(
  t: TestContext,
  options: { readonly severity?: string; readonly timeoutMs?: number; readonly secret?: () => string } = {},
): Promise<SetUp> {
  const slack = await serveSlack(t);
  const aws = await fakeAws(t, {
    secretsmanager: {
      GetSecretValue: ({ SecretId }) => {
        if (SecretId !== SECRET_NAME) throw new FakeAwsError('ResourceNotFoundException', 'no such secret');
        return { Name: SECRET_NAME, SecretString: options.secret?.() ?? slack.url };
      },
    },
  });
  const lambda = await startLocalLambda(t, {
    functions: [
      {
        name: SLACK,
        root,
        handler: 'dist/slack/index.handler',
        timeoutMs: options.timeoutMs ?? 20_000,
        environment: {
          GATEWATCH_STAGE: 'dev',
          GATEWATCH_SLACK_SECRET: SECRET_NAME,
          GATEWATCH_SLACK_SEVERITY: options.severity ?? 'critical,warning,info',
          NODE_EXTRA_CA_CERTS: slack.caFile,
        },
      },
    ],
    environment: { AWS_ENDPOINT_URL: aws.url },
  });
  return {
    slack,
    invoke: async (event) => {
      const { functionError, payload } = await lambda.invoke(SLACK, event);
      assert.equal(functionError, undefined, payload);
      const { batchItemFailures } = JSON.parse(payload) as {
        readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
      };
      const output = lambda.output(SLACK);
      assert.doesNotMatch(output + payload, /s3cr3t|\/services\//, 'the address stands nowhere');
      return { failures: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), output };
    },
    secretReads: () => aws.calls.filter(({ operation }) => operation === 'GetSecretValue').length,
  };
}

const batch = (...bodies: readonly string[]): QueueEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })),
});

/** What the queue holds of a message, with raw delivery. */
async function queued(name: string): Promise<string> {
  const message = (await sampleMessages('en')).get(name);
  assert(message !== undefined);
  return JSON.parse(topicEntry(writeMessage(message, 'en')).message).default;
}

function logged(output: string): readonly Record<string, unknown>[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{"type":"delivery"'))
    .map((line) => JSON.parse(line));
}

test('the sample event arrives in the channel, raw and in an SNS notification', async (t) => {
  const { slack, invoke } = await setUp(t);
  const event = JSON.parse(
    await readFile(new URL('../../events/slack-messages.json', import.meta.url), 'utf8'),
  );
  const { failures, output } = await invoke(event);
  assert.deepEqual(failures, []);
  assert.deepEqual(
    slack.messages.map(({ text }) => text),
    ['실패: sgw-endpoint port-filtered (seoul-prod)', '복구(장애 1시간 5분): sgw-endpoint port (seoul-prod)'],
  );
  const [first] = slack.messages;
  const shown = allTexts(first).join('\n');
  assert.match(shown, /aws ec2 authorize-security-group-ingress --group-id sg-0a1b2c3d4e5f60718/);
  assert.match(shown, /10\.0\.1\.5:1031, 10\.0\.2\.5:1031/);
  assert.deepEqual(
    logged(output).map(({ channel, outcome, tries }) => ({ channel, outcome, tries })),
    [
      { channel: 'slack', outcome: 'delivered', tries: 1 },
      { channel: 'slack', outcome: 'delivered', tries: 1 },
    ],
  );
});

test('a channel is told what is grave enough for it and every test, and the rest leaves the queue', async (t) => {
  const { slack, invoke } = await setUp(t, { severity: 'critical' });
  const { failures } = await invoke(
    batch(
      await queued('alarm-test'),
      await queued('failed'),
      await queued('alarm-unknown'),
      await queued('recovered'),
    ),
  );
  assert.deepEqual(failures, []);
  assert.deepEqual(
    slack.messages.map(({ text }) => text),
    [
      'TEST: gatewatch-prod-test',
      'FAILED: seoul-prod → sgw-endpoint:1031: The port does not respond',
      'RECOVERED after 1 h 5 min: seoul-prod → sgw-endpoint: port',
    ],
  );
});

test('only what was not delivered stays in the queue', async (t) => {
  const { slack, invoke } = await setUp(t);
  slack.failNext({ status: 200 }, { status: 400, text: 'invalid_blocks' }, { status: 400, text: 'no_text' });
  const { failures } = await invoke(
    batch(await queued('failed'), await queued('improved'), await queued('recovered')),
  );
  assert.deepEqual(failures, ['m1']);
  const again = await invoke(batch(await queued('improved')));
  assert.deepEqual(again.failures, []);
  assert.deepEqual(
    slack.messages.map(({ text }) => text),
    [
      'RECOVERED after 1 h 5 min: seoul-prod → sgw-endpoint: port',
      'IMPROVED: seoul-prod → sgw-endpoint:1031: The port is open at some addresses only',
    ],
  );
});

test('a Slack that never answers leaves everything in the queue before the function times out', async (t) => {
  const { slack, invoke } = await setUp(t, { timeoutMs: 4000 });
  slack.failNext('never');
  const startedMs = performance.now();
  const { failures, output } = await invoke(batch(await queued('failed'), await queued('recovered')));
  assert(performance.now() - startedMs < 4000);
  assert.deepEqual(failures, ['m0', 'm1']);
  assert.deepEqual(
    logged(output).map(({ outcome, why }) => ({ outcome, why })),
    [
      { outcome: 'later', why: 'silent' },
      { outcome: 'later', why: 'silent' },
    ],
  );
  const again = await invoke(batch(await queued('failed'), await queued('recovered')));
  assert.deepEqual(again.failures, []);
  assert.equal(slack.messages.length, 2);
});

test('a secret that was rotated is read once more, and the message arrives', async (t) => {
  let value: string | undefined;
  const { slack, invoke, secretReads } = await setUp(t, { secret: () => value ?? slack.url });
  await invoke(batch(await queued('failed')));
  value = JSON.stringify({ url: slack.moveTo('T0/B1/rotated') });
  assert.deepEqual((await invoke(batch(await queued('recovered')))).failures, []);
  assert.equal(slack.messages.length, 2);
  assert.equal(secretReads(), 2);
});

test('a secret that cannot be used leaves everything in the queue, and the log says which and why', async (t) => {
  let value = 'not an address';
  const { slack, invoke } = await setUp(t, { secret: () => value });
  const { failures, output } = await invoke(batch(await queued('failed')));
  assert.deepEqual(failures, ['m0']);
  assert.match(output, /the secret gatewatch\/slack holds no https address/);
  value = slack.url;
  assert.deepEqual((await invoke(batch(await queued('failed')))).failures, []);
});

const foreign: readonly (readonly [what: string, body: string, shown: RegExp])[] = [
  ['is not JSON', 'disk is full on <filer-1> & more', /^disk is full on &lt;filer-1&gt; &amp; more$/],
  [
    'is an alarm that somebody sent past notify',
    '{"AlarmName":"x","NewStateValue":"ALARM"}',
    /"AlarmName":"x"/,
  ],
  ['is JSON of nobody', '[1,2,3]', /^\[1,2,3\]$/],
  [
    'is of a later version',
    JSON.stringify({
      version: 2,
      subject: 'FAILED: a',
      body: 'what to do',
      severity: 'critical',
      message: {},
    }),
    /^FAILED: a\n\nwhat to do$/,
  ],
  [
    'says that it is ours and is not',
    JSON.stringify({
      version: 1,
      locale: 'en',
      subject: 's',
      body: 'b',
      severity: 'critical',
      message: { type: 'failed' },
    }),
    /^s\n\nb$/,
  ],
  ['was cut on the way', '{"version":1,"locale":"en","body":"what', /"body":"what$/],
  ['is empty', '{}', /^\{\}$/],
  ['is an ampersand too many', '&'.repeat(5000), /^(&amp;)+…$/],
  ['is 200 KB of markup', '<!channel> *x* '.repeat(14_000), /^&lt;!channel&gt; \*x\*/],
];
test('what is no message of ours is passed on as text, and does nothing', async (t) => {
  const { slack, invoke } = await setUp(t);
  const { failures } = await invoke(batch(...foreign.map(([, body]) => body)));
  assert.deepEqual(failures, []);
  assert.equal(slack.messages.length, foreign.length);
  for (const [index, [what, , shown]] of foreign.entries()) {
    const message = slack.messages[index] as { readonly text: string; readonly mrkdwn?: boolean } | undefined;
    assert.match(message?.text ?? '', shown, what);
    assert.equal(message?.mrkdwn, false, what);
    assert((message?.text.length ?? 0) <= 4000, what);
  }
});
