import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { topicEntry } from '../../lib/report/message/envelope.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { copyFunctions } from '../support/built.ts';
import { RECEIVERS, SECRETS } from '../support/channel-rules.ts';
import { type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { startLocalLambda } from '../support/local-lambda.ts';
import { serveReceiver } from '../support/receiver.ts';

/** The bundle of all channels but Slack, in the real runtime interface client, between a queue's event and a receiver. */

const QUEUE_URL = 'https://sqs.us-east-1.amazonaws.com/123456789012/gatewatch-dev-pager-duty';
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatewatch-channel-bundle-'));
  await copyFunctions(join(root, 'dist'));
});
after(() => rm(root, { recursive: true, force: true }));

async function queued(name: string): Promise<string> {
  const message = (await sampleMessages('en')).get(name);
  assert(message !== undefined);
  return JSON.parse(topicEntry(writeMessage(message, 'en')).message).default;
}

/** A batch as SQS gives it to Lambda; each message was received this often. */
async function batch(names: readonly string[], receives = 1) {
  const Records = names.map(async (name, index) => ({
    messageId: `m${index}`,
    receiptHandle: `handle-${index}`,
    body: await queued(name),
    attributes: { ApproximateReceiveCount: String(receives) },
  }));
  return { Records: await Promise.all(Records) };
}

async function setUp(
  t: TestContext,
  channel: string,
  services: FakeServices,
  environment: Readonly<Record<string, string>>,
) {
  const later: { readonly handle: unknown; readonly seconds: unknown }[] = [];
  const aws = await fakeAws(t, {
    sqs: {
      ChangeMessageVisibilityBatch: ({ QueueUrl, Entries = [] }) => {
        assert.equal(QueueUrl, QUEUE_URL);
        for (const { ReceiptHandle, VisibilityTimeout } of Entries)
          later.push({ handle: ReceiptHandle, seconds: VisibilityTimeout });
        return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
      },
    },
    ...services,
  });
  const name = `gatewatch-dev-${channel}`;
  const lambda = await startLocalLambda(t, {
    functions: [
      {
        name,
        root,
        handler: 'dist/channel/index.handler',
        timeoutMs: 20_000,
        environment: {
          GATEWATCH_STAGE: 'dev',
          GATEWATCH_CHANNEL: channel,
          GATEWATCH_QUEUE_URL: QUEUE_URL,
          ...environment,
        },
      },
    ],
    environment: { AWS_ENDPOINT_URL: aws.url },
  });
  const invoke = async (event: unknown): Promise<readonly string[]> => {
    const { functionError, payload } = await lambda.invoke(name, event);
    assert.equal(functionError, undefined, payload);
    assert.doesNotMatch(lambda.output(name) + payload, /s3cr3t|R0123456789/, 'no secret is shown');
    return JSON.parse(payload).batchItemFailures.map(
      ({ itemIdentifier }: { readonly itemIdentifier: string }) => itemIdentifier,
    );
  };
  return { invoke, aws, later, output: () => lambda.output(name) };
}

async function pagerDuty(t: TestContext) {
  const rules = RECEIVERS['pager-duty'];
  assert(rules !== undefined);
  const receiver = await serveReceiver(t, rules);
  const SecretString = SECRETS['pager-duty']?.(receiver.origin) ?? '';
  const set = await setUp(
    t,
    'pager-duty',
    { secretsmanager: { GetSecretValue: () => ({ Name: 'pd', SecretString }) } },
    {
      GATEWATCH_PAGER_DUTY_SECRET: 'gatewatch/pager-duty',
      GATEWATCH_PAGER_DUTY_SEVERITY: 'critical',
      NODE_EXTRA_CA_CERTS: receiver.caFile,
    },
  );
  return { ...set, receiver };
}

test('PagerDuty gets what is severe enough, opened and closed by one key', async (t) => {
  const { invoke, receiver, later } = await pagerDuty(t);
  assert.deepEqual(await invoke(await batch(['failed', 'alarm-unknown', 'recovered'])), []);
  const events = receiver.received.map(({ body }) => JSON.parse(body));
  assert.deepEqual(
    events.map((one) => one.event_action),
    ['trigger', 'resolve'],
  );
  assert.equal(events[0].dedup_key, events[1].dedup_key);
  assert.deepEqual(later, []);
});

test('what failed comes back soon: with a backoff up to a minute, or when the receiver said', async (t) => {
  const { invoke, receiver, later } = await pagerDuty(t);
  const down = Array.from({ length: 4 }, () => ({ status: 503 }));
  for (const [receives, seconds] of [
    [1, 10],
    [2, 20],
    [3, 40],
    [4, 60],
    [30, 60],
  ] as const) {
    receiver.failNext(...down);
    assert.deepEqual(await invoke(await batch(['failed'], receives)), ['m0']);
    assert.deepEqual(later.splice(0), [{ handle: 'handle-0', seconds }], `received ${receives} times`);
  }
  receiver.failNext({ status: 429, headers: { 'retry-after': '97' } });
  assert.deepEqual(await invoke(await batch(['failed', 'recovered'])), ['m0', 'm1']);
  assert(
    later.every(({ seconds }) => Number(seconds) >= 96 && Number(seconds) <= 97),
    JSON.stringify(later),
  );
  assert.deepEqual(
    later.map(({ handle }) => handle),
    ['handle-0', 'handle-1'],
  );
});

test('a queue that takes no wish for a quick retry keeps the message all the same', async (t) => {
  const { invoke, receiver, output } = await pagerDuty(t);
  receiver.failNext(...Array.from({ length: 4 }, () => ({ status: 503 })));
  const event = await batch(['failed']);
  // A handle that SQS does not know: the fake asserts its shape, and the function goes on.
  const other = { Records: event.Records.map((one) => ({ ...one, receiptHandle: undefined })) };
  assert.deepEqual(await invoke(other), ['m0']);
  assert.match(output(), /"outcome":"later"/);
});

test('EventBridge gets an event for each incident; what it refused of them is put again, and nothing else', async (t) => {
  const put: { readonly type: unknown; readonly bus: unknown; readonly key: string }[] = [];
  let refuse = 1;
  const { invoke, later } = await setUp(
    t,
    'event-bridge',
    {
      events: {
        PutEvents: ({ Entries = [] }) => {
          const answers = Entries.map(({ DetailType, EventBusName, Detail = '{}' }) => {
            if (refuse > 0 && put.length === 1) {
              refuse -= 1;
              return { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
            }
            put.push({ type: DetailType, bus: EventBusName, key: JSON.parse(Detail).incident.key });
            return { EventId: '1' };
          });
          return { FailedEntryCount: 1, Entries: answers };
        },
      },
    },
    { GATEWATCH_EVENT_BRIDGE_BUS: 'on-call', GATEWATCH_EVENT_BRIDGE_SEVERITY: 'critical,warning,info' },
  );
  assert.deepEqual(await invoke(await batch(['digest-many'])), ['m0']);
  assert.deepEqual(later.length, 1);
  const before = put.length;
  assert.deepEqual(await invoke(await batch(['digest-many'], 2)), []);
  assert(put.length > before && put.every(({ bus }) => bus === 'on-call'));
  assert.equal(put[0]?.type, 'gatewatch incident opened');
  assert.equal(put.filter(({ key }) => key === put[0]?.key).length, 1, 'the first one was taken once');
});

test('a role that may not put events says so, and the message stays', async (t) => {
  const { invoke, output } = await setUp(
    t,
    'event-bridge',
    {
      events: {
        PutEvents: () => {
          throw new FakeAwsError('AccessDeniedException', 'not authorized to perform: events:PutEvents');
        },
      },
    },
    { GATEWATCH_EVENT_BRIDGE_BUS: 'default', GATEWATCH_EVENT_BRIDGE_SEVERITY: 'critical' },
  );
  assert.deepEqual(await invoke(await batch(['failed'])), ['m0']);
  assert.match(output(), /"outcome":"refused","why":"events:PutEvents: access-denied"/);
});
