import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readMtlsLogEvent } from '../../functions/mtls-log-event.ts';
import { createMetricSink } from '../../lib/aws/cloudwatch.ts';
import { createObjectReader } from '../../lib/aws/objects.ts';
import { createStateStore } from '../../lib/aws/state.ts';
import { systemClock } from '../../lib/core/time.ts';
import { ingestLog } from '../../lib/stages/mtls-log/mtls-log.ts';
import { refusalsOfDay } from '../../lib/stages/notify/mtls-digest.ts';
import { logLine, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import { startMoto } from '../support/moto.ts';
import { createStateTable } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const { test, before, after } = withPrograms('moto_server');

const KEY =
  'prefix/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/conn_log_123456789012_elasticloadbalancing_ap-northeast-2_app.api.0123456789abcdef_20261121T1005Z_10.0.1.17_20sg8hgm.log.gz';
const TABLE = 'gatewatch-mtls-state';
const WATCHED = [{ name: 'api', loadBalancer: 'app/api/0123456789abcdef' }];

const cleanups: (() => unknown)[] = [];
let settings: {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: typeof DUMMY_CREDENTIALS;
};

before(async () => {
  const { url } = await startMoto({ after: (run) => void cleanups.push(run as () => unknown) });
  settings = { region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS };
});
after(async () => {
  for (const run of cleanups) await run();
});

test('a log whose event EventBridge brings is read from S3, counted once, and kept for the digest', async (t) => {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const dynamo = new DynamoDBClient(settings);
  const cloudWatch = new CloudWatchClient(settings);
  const sqs = new SQSClient(settings);
  const state = createStateStore({ table: TABLE, clock: systemClock, ...settings });
  const sink = createMetricSink(REGION, settings);
  t.after(() => {
    for (const client of [s3, dynamo, cloudWatch, sqs]) client.destroy();
    state.close();
    sink.close();
  });
  await createStateTable(dynamo, TABLE);
  await s3.send(
    new CreateBucketCommand({ Bucket: 'logs', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const text = [PUBLISHED_SUCCESS, logLine(), logLine({ client: '203.0.113.8' })].join('\n');
  const nextNotice = await noticesOf(s3, sqs);
  await s3.send(new PutObjectCommand({ Bucket: 'logs', Key: KEY, Body: gzipSync(text) }));
  const [log] = readMtlsLogEvent(await nextNotice());
  assert(log !== undefined);
  assert.equal(log.key, KEY);
  const startedMs = Date.now();
  const tools = {
    stage: 'test',
    locale: 'ko' as const,
    watched: WATCHED,
    objects: createObjectReader(s3),
    state,
    failures: state,
    sink,
    writeLine: () => undefined,
    clock: systemClock,
    signal: AbortSignal.timeout(20_000),
  };
  assert.equal((await ingestLog(log, tools)).outcome, 'read');
  assert.deepEqual(await ingestLog(log, tools), { outcome: 'skipped', key: KEY, why: 'seen-before' });

  const rows = await state.logFailuresSince(startedMs);
  assert.deepEqual(
    rows.map(({ code, count, clients }) => [code, count, clients.map(({ client }) => client)]),
    [['ClientCertExpired', 2, ['203.0.113.7', '203.0.113.8']]],
  );
  assert.deepEqual(await state.logFailuresSince(Date.now() + 1000), []);
  assert.equal(refusalsOfDay(rows, WATCHED)[0]?.reason, 'client-cert-expired');

  const statistics = new GetMetricStatisticsCommand({
    Namespace: 'Gatewatch',
    MetricName: 'ClientCertificateFailures',
    Dimensions: [
      { Name: 'Stage', Value: 'test' },
      { Name: 'LoadBalancer', Value: 'app/api/0123456789abcdef' },
      { Name: 'Reason', Value: 'client-cert-expired' },
    ],
    StartTime: new Date(startedMs - 600_000),
    EndTime: new Date(startedMs + 600_000),
    Period: 60,
    Statistics: ['Sum'],
  });
  let sum = 0;
  for (let tries = 0; tries < 20 && sum === 0; tries += 1) {
    const { Datapoints = [] } = await cloudWatch.send(statistics);
    sum = Datapoints.reduce((all, { Sum = 0 }) => all + Sum, 0);
    if (sum === 0) await wait(100);
  }
  assert.equal(sum, 2);
});

/** Sends the bucket's events over EventBridge into a queue; answers a reader of the next one. */
async function noticesOf(s3: S3Client, sqs: SQSClient): Promise<() => Promise<unknown>> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'notices' }));
  const pattern = {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: ['logs'] } },
  };
  await askEvents('PutRule', { Name: 'logs', EventPattern: JSON.stringify(pattern) });
  const Arn = `arn:aws:sqs:${REGION}:123456789012:notices`;
  await askEvents('PutTargets', { Rule: 'logs', Targets: [{ Id: 'queue', Arn }] });
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'logs',
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  return async () => {
    for (let tries = 0; tries < 50; tries += 1) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
      const body = Messages[0]?.Body;
      if (body !== undefined) return JSON.parse(body) as unknown;
      await wait(100);
    }
    return assert.fail('no event came');
  };
}

/** EventBridge speaks JSON 1.1; two calls are not worth a client. */
async function askEvents(operation: string, input: object): Promise<void> {
  const answer = await fetch(settings.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSEvents.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=x/20261121/${REGION}/events/aws4_request, SignedHeaders=host, Signature=x`,
    },
    body: JSON.stringify(input),
  });
  assert.equal(answer.status, 200, await answer.text());
}
