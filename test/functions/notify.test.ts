import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import { lookFinding } from '../support/alarm-messages.ts';
import { copyFunctions } from '../support/built.ts';
import { startLocalLambda } from '../support/local-lambda.ts';
import { startMoto } from '../support/moto.ts';
import { type Channels, type Mailbox, motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';

const { test, before, after } = withPrograms('moto_server');

/** The bundle as it is deployed, in the real runtime interface client, with DynamoDB, SNS and SQS of moto. */

const REGION = 'us-east-1';
const NOTIFY = 'gatewatch-prod-notify';
const WATCH = 'gatewatch-prod-watch';
const cleanups: (() => unknown)[] = [];
let root = '';
let motoUrl = '';
let channels: Channels;
let topics = { messages: '', chat: '' };

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatewatch-notify-'));
  ({ url: motoUrl } = await startMoto({ after: (run) => void cleanups.push(run as () => unknown) }));
  channels = motoChannels(motoUrl, REGION);
  await copyFunctions(join(root, 'dist'));
  await channels.createTable('gatewatch-prod-state');
  topics = {
    messages: await channels.topicArn('gatewatch-prod-messages'),
    chat: await channels.topicArn('gatewatch-prod-chat'),
  };
});
after(async () => {
  channels.close();
  for (const run of cleanups) await run();
  await rm(root, { recursive: true, force: true });
});

const key = { vantage: 'vpc', target: 'sgw-endpoint' };

/** notify, and a watch that sees what the test says. */
async function deploy(t: TestContext, see: { readonly findings: readonly object[] }, table = 'up') {
  const report = { version: 1, vantage: 'vpc', ...see, doesNotProve: ['asked from vpc'] };
  await mkdir(join(root, 'stub'), { recursive: true });
  await writeFile(
    join(root, 'stub/index.mjs'),
    `export const handler = async () => (${JSON.stringify(report)});\n`,
  );
  return await startLocalLambda(t, {
    functions: [
      {
        name: NOTIFY,
        root,
        handler: 'dist/notify/index.handler',
        timeoutMs: 60_000,
        environment: {
          GATEWATCH_STAGE: 'prod',
          GATEWATCH_MESSAGES_TOPIC: topics.messages,
          GATEWATCH_CHAT_TOPIC: topics.chat,
          ...(table === 'down' && { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' }),
        },
      },
      { name: WATCH, root, handler: 'stub/index.handler', timeoutMs: 10_000 },
    ],
    environment: { AWS_ENDPOINT_URL: motoUrl, AWS_REGION: REGION },
  });
}

const sample = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../events/notify-${name}.json`, import.meta.url), 'utf8'));

async function messagesOf(mailbox: Mailbox): Promise<readonly PublishedMessage[]> {
  return (await mailbox.take()).map((body) => JSON.parse(body));
}

test('the samples tell a story: failures from the queue, an alarm again by hand, a recovery', async (t) => {
  const everything = await channels.subscribe(topics.messages);
  const critical = await channels.subscribe(topics.messages, { severity: ['critical'] });
  const chat = await channels.subscribe(topics.chat);
  const failing = ['tls', 'port'].map((check) => lookFinding('failed', { ...key, check }));
  const lambda = await deploy(t, { findings: failing });
  const queued = await lambda.invoke(NOTIFY, await sample('queue'));
  assert.deepEqual(JSON.parse(queued.payload), { batchItemFailures: [] }, lambda.output(NOTIFY));
  const told = await messagesOf(everything);
  assert.deepEqual(told.map(({ message }) => message.type).toSorted(), ['alarm', 'failed', 'failed']);
  const tls = told.find(({ message }) => message.type === 'failed' && message.finding.check === 'tls');
  assert.match(tls?.subject ?? '', /^FAILED/);
  assert.match(tls?.body ?? '', /asked from vpc/);
  assert.equal((await critical.take()).length, 3);
  const notifications = (await chat.take()).map((body) => JSON.parse(body));
  assert.equal(notifications.length, 3);
  assert.ok(notifications.every(({ source }) => source === 'custom'));

  await lambda.invoke(NOTIFY, await sample('alarm'));
  assert.deepEqual(await everything.take(), [], 'the same transition again is no news');

  const well = await deploy(t, { findings: [lookFinding('healthy', { ...key, check: 'tls' })] });
  await well.invoke(NOTIFY, await sample('ok-vanished'));
  assert.deepEqual(await everything.take(), [], 'no data is no recovery');
  const ticked = await well.invoke(NOTIFY, await sample('tick'));
  assert.deepEqual(JSON.parse(ticked.payload), { batchItemFailures: [] }, well.output(NOTIFY));
  assert.equal(lambda.invocations(WATCH), 1, 'nothing is asked about what was told');
});

test('a table that is down: told all the same and once, and kept in the queue until it is remembered', async (t) => {
  const everything = await channels.subscribe(topics.messages);
  const lambda = await deploy(t, { findings: [lookFinding('failed', { ...key, check: 'tls' })] }, 'down');
  for (const sent of [3, 0]) {
    const { payload } = await lambda.invoke(NOTIFY, await sample('queue'));
    assert.equal(JSON.parse(payload).batchItemFailures.length, 3, lambda.output(NOTIFY));
    assert.equal((await everything.take()).length, sent);
  }
  assert.match(lambda.output(NOTIFY), /"type":"trouble"/);
  const ticked = await lambda.invoke(NOTIFY, await sample('tick'));
  assert.equal(ticked.functionError, 'Unhandled');
  const [lost] = lambda
    .output(NOTIFY)
    .split('\n')
    .filter((line) => line.includes('"Undelivered"'))
    .map((line) => JSON.parse(line));
  assert.equal(lost.Undelivered, 1);
  assert.equal(lost.Stage, 'prod');
});

test('a topic that is gone: the queue keeps the alarms, and by hand it is an error', async (t) => {
  const { messages } = topics;
  topics = { ...topics, messages: `${messages}-gone` };
  const lambda = await deploy(t, { findings: [] });
  topics = { ...topics, messages };
  const other = async (name: string) =>
    JSON.parse(
      JSON.stringify(await sample(name))
        .replaceAll('sgw-endpoint', 'other')
        .replaceAll(/7f3c2d1e9b8a|1a2b3c4d5e6f/g, 'another-contributor'),
    );
  const [tls, port] = (await other('queue')).Records;
  const { payload } = await lambda.invoke(NOTIFY, { Records: [tls, port] });
  assert.deepEqual(
    JSON.parse(payload).batchItemFailures,
    [tls, port].map(({ messageId }) => ({ itemIdentifier: messageId })),
    lambda.output(NOTIFY),
  );
  const byHand = await lambda.invoke(NOTIFY, await other('alarm'));
  assert.equal(byHand.functionError, 'Unhandled');
  assert.match(JSON.parse(byHand.payload).errorMessage, /could not be sent or remembered/);
});

test('a faulty event is refused with what was expected', async (t) => {
  const lambda = await deploy(t, { findings: [] });
  for (const [event, expected] of [
    [{}, /AlarmName: is missing/],
    [{ tick: false }, /tick: expected true/],
    [{ Records: [{ body: 1 }] }, /Records\[0\]\.messageId: is missing/],
    [null, /expected/],
  ] as const) {
    const { functionError, payload } = await lambda.invoke(NOTIFY, event);
    assert.equal(functionError, 'Unhandled');
    assert.match(JSON.parse(payload).errorMessage, expected);
  }
});
