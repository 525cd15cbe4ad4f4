import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import { contributorMessage, lookFinding } from '../support/alarm-messages.ts';
import { copyFunctions } from '../support/built.ts';
import { type LocalLambda, startLocalLambda } from '../support/local-lambda.ts';
import { startMoto } from '../support/moto.ts';
import { motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';

const { test } = withPrograms('moto_server');

/** Two processes of the deployed bundle, one queue and one table: as Lambda runs them when alarms come fast. */

const REGION = 'us-east-1';
const NOTIFY = 'gatewatch-prod-notify';
const TARGETS = Array.from({ length: 8 }, (_, at) => `filer-${at}`);
/** A queue delivers at least once: an even number, so that both processes get the same message at the same time. */
const COPIES = 4;
const BATCH = 1;
/** So long until what a worker gave back comes again. */
const INVISIBLE_S = 2;

const YAML = `
notify: { digestAbove: 100 }
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [${TARGETS.map((name) => `{ name: ${name}, type: tcp, address: "10.0.0.1:443" }`).join(', ')}]
`;

/** A watch that sees all that it is asked about alike. */
const watchOf = (status: 'failed' | 'healthy') => `
const finding = ${JSON.stringify(lookFinding(status, { target: 'NAME' }))};
export const handler = async ({ targets }) => ({
  version: 1, vantage: 'seoul', doesNotProve: [],
  findings: targets.map((name) => JSON.parse(JSON.stringify(finding).replaceAll('NAME', name))),
});
`;

test('two processes on one queue and one table tell each failure and each end once, and lose none', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'gatewatch-notify-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const { url } = await startMoto(t);
  const channels = motoChannels(url, REGION);
  t.after(channels.close);
  const configFile = join(root, 'gatewatch.yaml');
  await writeFile(configFile, YAML);
  await copyFunctions(join(root, 'dist'), configFile);
  await channels.createTable('gatewatch-prod-state');
  const topic = await channels.topicArn('gatewatch-prod-messages');
  const mailbox = await channels.subscribe(topic);
  for (const status of ['failed', 'healthy'] as const) {
    await mkdir(join(root, status));
    await writeFile(join(root, status, 'index.mjs'), watchOf(status));
  }
  const deploy = (status: 'failed' | 'healthy') =>
    startLocalLambda(t, {
      functions: [
        {
          name: NOTIFY,
          root,
          handler: 'dist/notify/index.handler',
          timeoutMs: 60_000,
          environment: { GATEWATCH_STAGE: 'prod', GATEWATCH_MESSAGES_TOPIC: topic },
        },
        { name: 'gatewatch-prod-watch', root, handler: `${status}/index.handler`, timeoutMs: 10_000 },
      ],
      environment: { AWS_ENDPOINT_URL: url, AWS_REGION: REGION },
    });
  const sqs = new SQSClient({ region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => sqs.destroy());
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'gatewatch-prod-notify',
      Attributes: { VisibilityTimeout: String(INVISIBLE_S) },
    }),
  );

  /** Everything that the queue holds goes through both, batch by batch, until nothing is left. */
  const drain = async (lambda: LocalLambda): Promise<void> => {
    const work = async () => {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 0 }),
        );
        if (Messages.length === 0 && (await left()) === 0) return;
        const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
        if (Records.length === 0) continue;
        const { payload } = await lambda.invoke(NOTIFY, {
          Records: Records.map((one) => ({ ...one, eventSource: 'aws:sqs' })),
        });
        const again: readonly { readonly itemIdentifier: string }[] = JSON.parse(payload).batchItemFailures;
        for (const { MessageId, ReceiptHandle } of Messages)
          if (!again.some(({ itemIdentifier }) => itemIdentifier === MessageId))
            await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    };
    await Promise.all([work(), work()]);
  };
  const left = async () => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    );
    return names.reduce((all, name) => all + Number(Attributes[name]), 0);
  };
  const happen = async (state: 'ALARM' | 'OK', atMs: number) => {
    for (const MessageBody of TARGETS.map((target) => contributorMessage(state, atMs, { target })))
      for (let copy = 0; copy < COPIES; copy += 1)
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  const told = async () =>
    (await mailbox.take()).map((body) => {
      const { message }: PublishedMessage = JSON.parse(body);
      return `${message.type} ${'finding' in message ? message.finding.target : '?'}`;
    });

  const nowMs = Date.now();
  await happen('ALARM', nowMs - 10 * MINUTE_MS);
  const failing = await deploy('failed');
  await drain(failing);
  assert.equal(new Set(failing.pids(NOTIFY)).size, 2, failing.output(NOTIFY));
  assert.deepEqual((await told()).sort(), TARGETS.map((name) => `failed ${name}`).sort());

  await happen('OK', nowMs - MINUTE_MS);
  const well = await deploy('healthy');
  await drain(well);
  assert.equal(new Set(well.pids(NOTIFY)).size, 2, well.output(NOTIFY));
  assert.deepEqual((await told()).sort(), TARGETS.map((name) => `recovered ${name}`).sort());
});
