import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readMtlsLogEvent } from '../../functions/mtls-log-event.ts';
import { createMetricSink } from '../../lib/aws/cloudwatch.ts';
import { createObjectReader } from '../../lib/aws/objects.ts';
import { createStateStore } from '../../lib/aws/state.ts';
import { systemClock } from '../../lib/core/clock.ts';
import { digestOf, ingestLog } from '../../lib/stages/mtls-log.ts';
import { logLine, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import { startMoto } from '../support/moto.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

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
test.after(async () => {
  for (const run of cleanups) await run();
});

test('a stored log is read from S3, counted in CloudWatch once, and remembered for the digest', async (t) => {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const dynamo = new DynamoDBClient(settings);
  const cloudWatch = new CloudWatchClient(settings);
  const state = createStateStore({ table: TABLE, clock: systemClock, ...settings });
  const sink = createMetricSink(REGION, settings);
  t.after(() => {
    for (const client of [s3, dynamo, cloudWatch]) client.destroy();
    state.close();
    sink.close();
  });
  await dynamo.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['what', 'which'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'what', KeyType: 'HASH' },
        { AttributeName: 'which', KeyType: 'RANGE' },
      ],
    }),
  );
  await s3.send(
    new CreateBucketCommand({ Bucket: 'logs', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const text = [PUBLISHED_SUCCESS, logLine(), logLine({ client: '203.0.113.8' })].join('\n');
  const { ETag } = await s3.send(new PutObjectCommand({ Bucket: 'logs', Key: KEY, Body: gzipSync(text) }));
  const event = {
    'detail-type': 'Object Created',
    detail: { bucket: { name: 'logs' }, object: { key: KEY, etag: ETag?.replaceAll('"', '') } },
  };
  const [log] = readMtlsLogEvent(event);
  assert(log !== undefined);
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
  assert.equal(digestOf(rows, WATCHED)[0]?.reason, 'client-cert-expired');

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
