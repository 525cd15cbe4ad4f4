import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readMtlsLogEvent } from '../../functions/mtls-log-event.ts';
import { createStateStore } from '../../lib/aws/state.ts';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import { MINUTE_MS, systemClock } from '../../lib/core/time.ts';
import type { IngestedLog, StoredLog } from '../../lib/stages/mtls-log/mtls-log.ts';
import { assertAllowed, requestsMade, rolesOf, unusedGrants } from '../support/account-permissions.ts';
import { logLine, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import { fakeS3 } from '../support/fake-s3.ts';
import { simulate } from '../support/iam-requests.ts';
import { LocalAccount, type Mailbox } from '../support/local-account.ts';
import { startLocalLambda } from '../support/local-lambda.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';

const { test, before, after } = withPrograms('moto_server');

/**
 * From a stored connection log to a message: the stack deployed into an emulator, `mtls-log` in the real runtime
 * interface client with the sample events as S3 and EventBridge send them, and the emulator's own S3 and table.
 */

const MTLS_LOG = 'gatewatch-dev-mtls-log';
const REGION = 'us-east-1';
const LOAD_BALANCER = 'app/api/0123456789abcdef';
const LINES = [
  PUBLISHED_SUCCESS,
  logLine(),
  logLine({ client: '203.0.113.8' }),
  logLine({ status: 'Failed:ClientCertUntrusted' }),
];
const LOG = gzipSync(`${LINES.join('\n')}\n`);

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../events/${name}`, import.meta.url), 'utf8'));
const BRIDGE = sample('mtls-log-eventbridge.json');
const PLAIN = sample('mtls-log-s3.json');

const YAML = `
schedule: rate(1 minute)
notify:
  email: [{ to: oncall@example.com, severity: [critical, warning] }]
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: web, type: tcp, address: "127.0.0.1:9" }]
mtls:
  - name: api
    loadBalancer: ${LOAD_BALANCER}
    logs: "s3://bucket"
    page: { reasons: [client-cert-expired], atLeast: 2 }
`;

describe('from a stored connection log to a message', () => {
  const cleanUps: (() => unknown)[] = [];
  const later = { after: (cleanUp?: unknown) => void cleanUps.push(cleanUp as () => unknown) };
  const startedMs = Date.now();
  let account: LocalAccount;
  let mailbox: Mailbox;

  before(async () => {
    account = await LocalAccount.start(later, YAML, {
      beginMs: Math.floor(startedMs / MINUTE_MS) * MINUTE_MS,
    });
    mailbox = await account.openMailbox('gatewatch-dev-messages');
    const s3 = new S3Client({
      endpoint: account.stack.url,
      region: REGION,
      credentials: DUMMY_CREDENTIALS,
      forcePathStyle: true,
    });
    later.after(() => s3.destroy());
    await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    for (const { key } of [BRIDGE, PLAIN].flatMap(readMtlsLogEvent))
      await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: key, Body: LOG }));
  });
  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  async function ingest(event: unknown): Promise<readonly IngestedLog[]> {
    const { functionError, payload } = await account.lambda.invoke(MTLS_LOG, event);
    assert.equal(functionError, undefined, payload);
    return JSON.parse(payload);
  }

  /** How often refused certificates were counted so far, by reason. */
  function counted(): Readonly<Record<string, number>> {
    const puts = account.recorder.calls.filter(
      ({ caller, operation }) => caller === MTLS_LOG && operation === 'PutMetricData',
    );
    const sums: Record<string, number> = {};
    for (const { input, status } of puts) {
      assert.equal(status, 200);
      for (const { MetricName, Value, Dimensions } of input.MetricData as readonly PutDatum[]) {
        assert.equal(MetricName, 'ClientCertificateFailures');
        const values = Object.fromEntries(Dimensions.map((one) => [one.Name, one.Value]));
        assert.deepEqual([values.Stage, values.LoadBalancer], ['dev', LOAD_BALANCER]);
        sums[values.Reason ?? ''] = (sums[values.Reason ?? ''] ?? 0) + Value;
      }
    }
    return sums;
  }

  async function keptRows() {
    const state = createStateStore({
      table: 'gatewatch-dev-state',
      clock: systemClock,
      region: REGION,
      endpoint: account.stack.url,
      credentials: DUMMY_CREDENTIALS,
    });
    try {
      const rows = await state.logFailuresSince(startedMs);
      return rows.map(({ loadBalancer, code, count }) => `${loadBalancer} ${code} ${count}`).toSorted();
    } finally {
      state.close();
    }
  }

  const keyOf = (event: unknown) => firstOf(readMtlsLogEvent(event)).key;
  const read = (event: unknown) => ({
    outcome: 'read',
    key: keyOf(event),
    loadBalancer: LOAD_BALANCER,
    lines: 4,
    failed: 3,
    unreadable: 0,
    broken: false,
    remembered: true,
  });

  test('a bucket that may not be read is told with the missing action, and the log is not taken for read', async (t) => {
    const { key } = firstOf(readMtlsLogEvent(BRIDGE));
    const refusing = await fakeS3(t, { bucket: { [key]: LOG } }, { deny: ['s3:GetObject'] });
    const fn = account.stack.functions.find(({ name }) => name === MTLS_LOG);
    assert(fn !== undefined);
    const environment = { ...fn.environment, AWS_ACCESS_KEY_ID: MTLS_LOG, AWS_ENDPOINT_URL_S3: refusing.url };
    const lambda = await startLocalLambda(t, {
      functions: [{ ...fn, environment }],
      environment: { AWS_ENDPOINT_URL: account.recorder.url },
    });
    const { functionError, payload } = await lambda.invoke(MTLS_LOG, BRIDGE);
    assert.equal(
      functionError,
      'Unhandled',
      'Lambda asks again, and what fails for good is counted in its metric',
    );
    const { errorType, errorMessage } = JSON.parse(payload);
    assert.deepEqual([errorType, errorMessage], ['AwsRefusal', 's3:GetObject: access-denied']);
    assert.deepEqual(refusing.requests, [`s3:GetObject bucket/${key}`]);
    const lines = jsonLines(lambda.output(MTLS_LOG));
    assert.deepEqual(
      lines.map(({ type, name, code, message }) => [type, name, code, message]),
      [['error', 'AwsRefusal', 'access-denied', 's3:GetObject: access-denied']],
    );
    assert.deepEqual(await keptRows(), []);
  });

  test('what EventBridge tells of is read, counted by reason, kept for the digest and told in the log', async () => {
    assert.deepEqual(await ingest(BRIDGE), [read(BRIDGE)], 'the attempt that was refused holds nothing back');
    assert.deepEqual(counted(), { 'client-cert-expired': 2, 'client-cert-untrusted': 1 });
    assert.deepEqual(await keptRows(), [
      `${LOAD_BALANCER} ClientCertExpired 2`,
      `${LOAD_BALANCER} ClientCertUntrusted 1`,
    ]);
    const [finding, log, ...more] = jsonLines(account.lambda.output(MTLS_LOG));
    assert.deepEqual(more, []);
    assert.deepEqual(
      [finding?.type, finding?.target, finding?.check, finding?.status, finding?.reason],
      ['finding', 'api', 'mtls', 'failed', 'client-cert-expired'],
    );
    assert.deepEqual(log, { type: 'log', ...read(BRIDGE) });
  });

  test('the same object told of twice counts once', async () => {
    const before = counted();
    assert.deepEqual(await ingest(BRIDGE), [{ outcome: 'skipped', key: keyOf(BRIDGE), why: 'seen-before' }]);
    assert.deepEqual(counted(), before);
    assert.equal((await keptRows()).length, 2);
  });

  test('the plain event of S3 names its key as a form does, and is counted like the other', async () => {
    assert.match(keyOf(PLAIN), /^my prefix\//);
    assert.deepEqual(await ingest(PLAIN), [read(PLAIN)]);
    assert.deepEqual(counted(), { 'client-cert-expired': 4, 'client-cert-untrusted': 2 });
    assert.deepEqual(await ingest(PLAIN), [{ outcome: 'skipped', key: keyOf(PLAIN), why: 'seen-before' }]);
    assert.deepEqual(counted(), { 'client-cert-expired': 4, 'client-cert-untrusted': 2 });
  });

  test('a reason that was opted in pages once', async () => {
    // Values carry the time the log was read, and this account's clock begins then.
    account.nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    await account.minute({ schedulesCall: false });
    const states = account.notified.map(({ message }) => JSON.parse(message));
    assert.deepEqual(
      states
        .filter(({ AlarmName }) => AlarmName === 'gatewatch-dev-mtls-api')
        .map(({ NewStateValue }) => NewStateValue),
      ['ALARM'],
    );
    const told = (await mailbox.read()).map(({ message }): PublishedMessage => JSON.parse(message));
    assert.deepEqual(
      told.map(({ subject }) => subject),
      ['ALARM: A load balancer refuses client certificates'],
    );
  });

  test('every call that was made is allowed by the role that made it, and what the role grants is used', async () => {
    const requests = await requestsMade(account);
    await assertAllowed(account, requests);
    const unused = unusedGrants(account, requests).filter(({ role }) => role === MTLS_LOG);
    // Lambda's own: it notes the beginning and the end of every invocation.
    assert.deepEqual(
      // Lambda's own: it notes beginnings and ends, and keeps what it gives up.
      unused.filter(({ sid }) => !['WriteOwnLogs', 'LeaveUndeliverable'].includes(sid)),
      [],
    );
    const read = requests.find(({ action }) => action === 's3:GetObject');
    assert(read !== undefined);
    const policies = rolesOf(account).get(MTLS_LOG) ?? [];
    const elsewhere = { ...read, resource: 'arn:aws:s3:::bucket-of-somebody/log.gz' };
    assert.equal(await simulate(elsewhere, policies), 'ImplicitlyDenied');
  });
});

interface PutDatum {
  readonly MetricName: string;
  readonly Value: number;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

function firstOf(logs: readonly StoredLog[]): StoredLog {
  const [log] = logs;
  assert(log !== undefined);
  return log;
}

/** The runtime adds lines of its own to what the function writes. */
function jsonLines(output: string) {
  const raw = output.split('\n').filter((line) => line.startsWith('{'));
  return raw.map((line) => JSON.parse(line));
}
