import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { MetricDatum } from '../../../lib/core/metric.ts';
import type { LogFailures } from '../../../lib/core/notify/client-failures.ts';
import { systemClock } from '../../../lib/core/time.ts';
import { ingestLog, type MtlsLogTools, type StoredLog } from '../../../lib/stages/mtls-log/mtls-log.ts';
import { refusalsOfDay } from '../../../lib/stages/notify/mtls-digest.ts';
import { logLine, PUBLISHED_SUCCESS } from '../../support/connection-log.ts';

const NAME =
  'conn_log_123456789012_elasticloadbalancing_ap-northeast-2_app.api.0123456789abcdef_20261121T1005Z_10.0.1.17_20sg8hgm.log.gz';
const KEY = `prefix/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/${NAME}`;
const LOG: StoredLog = { bucket: 'logs', key: KEY, etag: 'e1' };
const WATCHED = [{ name: 'api', loadBalancer: 'app/api/0123456789abcdef', logs: 's3://logs/prefix' }];
const TEXT = `${[
  PUBLISHED_SUCCESS,
  logLine(),
  logLine(),
  logLine({ client: '203.0.113.8' }),
  logLine({ status: 'Failed:ClientCertCrlHit' }),
  logLine({ status: 'Failed:ClientCertFromTheFuture' }),
].join('\n')}`;

interface Harness {
  readonly tools: MtlsLogTools;
  readonly data: MetricDatum[];
  readonly rows: LogFailures[];
  readonly lines: { readonly type?: string; readonly [key: string]: unknown }[];
  readonly claims: Set<string>;
}

function harness(
  objects: Readonly<Record<string, Buffer>> = { [KEY]: gzipSync(TEXT) },
  over: Partial<MtlsLogTools> = {},
): Harness {
  const data: MetricDatum[] = [];
  const rows: LogFailures[] = [];
  const lines: Harness['lines'] = [];
  const seen = new Set<string>();
  const claims = new Set<string>();
  const tools: MtlsLogTools = {
    stage: 'test',
    locale: 'en',
    watched: WATCHED,
    objects: {
      list: () => assert.fail('nothing is listed'),
      read: async (_, key) => {
        const bytes = objects[key];
        if (bytes === undefined) return undefined;
        return (async function* () {
          yield bytes;
        })();
      },
    },
    state: {
      seen: async (key) => seen.has(key),
      putSeen: async (key) => void seen.add(key),
      claim: async (key) => !claims.has(key) && claims.add(key) !== undefined,
      release: async (key) => void claims.delete(key),
    },
    failures: { putLogFailures: async (_, failures) => void rows.push(...failures) },
    sink: { put: async (more) => void data.push(...more) },
    writeLine: (line) => lines.push(JSON.parse(line)),
    clock: systemClock,
    signal: AbortSignal.timeout(5000),
    ...over,
  };
  return { tools, data, rows, lines, claims };
}

const counts = (data: readonly MetricDatum[]) =>
  Object.fromEntries(data.map(({ dimensions, value }) => [dimensions.Reason, value]));

test('failures count by load balancer and reason, with the clients concerned and the runbook', async () => {
  const { tools, data, rows, lines } = harness();
  assert.deepEqual(await ingestLog(LOG, tools), {
    outcome: 'read',
    key: KEY,
    loadBalancer: 'app/api/0123456789abcdef',
    lines: 6,
    failed: 5,
    unreadable: 0,
    broken: false,
    remembered: true,
  });
  assert.deepEqual(counts(data), {
    'client-cert-expired': 3,
    'client-cert-crl-hit': 1,
    'client-cert-from-the-future': 1,
  });
  for (const { name, unit, dimensions } of data) {
    assert.equal(name, 'ClientCertificateFailures');
    assert.equal(unit, 'Count');
    assert.deepEqual(Object.keys(dimensions), ['Stage', 'LoadBalancer', 'Reason']);
    assert.equal(dimensions.LoadBalancer, 'app/api/0123456789abcdef');
  }
  const [expired] = rows;
  assert.deepEqual([expired?.code, expired?.count, expired?.clientCount], ['ClientCertExpired', 3, 2]);
  assert.deepEqual(expired?.clients[0], {
    client: '203.0.113.7',
    subject: 'CN=client-1,O=Example Corp,C=US',
    serial: '5A017AD0D1',
    notBefore: '2026-01-02T19:17:20Z',
    notAfter: '2027-04-02T19:17:20Z',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    count: 2,
    last: '2026-11-21T10:00:00.123456Z',
  });
  const [finding] = lines.filter(({ type }) => type === 'finding');
  assert.deepEqual(
    [finding?.target, finding?.check, finding?.status, finding?.reason],
    ['api', 'mtls', 'degraded', 'client-cert-expired'],
  );
  assert.match(JSON.stringify(finding?.runbook), /IgnoreClientCertificateExpiry/);
  assert.match(JSON.stringify(finding?.runbook), /gatewatch mtls s3:\/\/logs\/prefix/);
});

test('the same file delivered twice counts once, and a new version of the key counts again', async () => {
  const { tools, data } = harness();
  await ingestLog(LOG, tools);
  assert.deepEqual(await ingestLog(LOG, tools), { outcome: 'skipped', key: KEY, why: 'seen-before' });
  assert.equal(data.length, 3);
  await ingestLog({ ...LOG, etag: 'e2' }, tools);
  assert.equal(data.length, 6);
});

test('two deliveries at once: one counts, the other asks to be retried and then finds it done', async () => {
  const { tools, data } = harness();
  const results = await Promise.allSettled([ingestLog(LOG, tools), ingestLog(LOG, tools)]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal(data.length, 3);
  assert.equal((await ingestLog(LOG, tools)).outcome, 'skipped');
  assert.equal(data.length, 3);
});

test('a read that breaks gives the claim back, so that the retry counts', async () => {
  const { tools, data, claims } = harness();
  const refused = () => Promise.reject(new AwsRefusal('unavailable', 's3:GetObject'));
  const failing = { ...tools, objects: { ...tools.objects, read: refused } };
  await assert.rejects(ingestLog(LOG, failing), { code: 'unavailable' });
  assert.equal(claims.size, 0);
  assert.equal((await ingestLog(LOG, tools)).outcome, 'read');
  assert.equal(data.length, 3);
});

test('without the table the log counts all the same, and says that it is not remembered', async () => {
  const down = () => Promise.reject(new AwsRefusal('unavailable', 'dynamodb:GetItem'));
  const { tools, data, lines } = harness(undefined, {
    state: { seen: down, putSeen: down, claim: down, release: down },
    failures: { putLogFailures: down },
  });
  const result = await ingestLog(LOG, tools);
  assert.equal(result.outcome === 'read' && result.remembered, false);
  assert.equal(data.length, 3);
  assert.ok(lines.some(({ type }) => type === 'not-remembered'));
  assert.ok(lines.some(({ type }) => type === 'finding'));
});

test('values that CloudWatch does not take go to the log as embedded metrics, once', async () => {
  const put = () => Promise.reject(new AwsRefusal('throttled', 'cloudwatch:PutMetricData'));
  const { tools, lines } = harness(undefined, { sink: { put } });
  assert.equal((await ingestLog(LOG, tools)).outcome, 'read');
  assert.equal(lines.filter((line) => '_aws' in line).length, 3);
  assert.equal((await ingestLog(LOG, tools)).outcome, 'skipped');
});

test('paging is opted in by reason and threshold', async () => {
  const page = (atLeast: number) => [{ ...WATCHED[0], page: { reasons: ['client-cert-expired'], atLeast } }];
  const statusAt = async (atLeast: number) => {
    const { tools, lines } = harness(undefined, { watched: page(atLeast) as MtlsLogTools['watched'] });
    await ingestLog(LOG, tools);
    return lines.find(({ type }) => type === 'finding')?.status;
  };
  assert.equal(await statusAt(3), 'failed');
  assert.equal(await statusAt(4), 'degraded');
});

const SKIPPED: readonly (readonly [string, string, string])[] = [
  [
    'the test file of the log delivery',
    'prefix/AWSLogs/123456789012/ConnectionLogTestFile',
    'not-a-connection-log',
  ],
  ['an access log', KEY.replace('conn_log_', ''), 'not-a-connection-log'],
  ['a load balancer nobody watches', KEY.replace('app.api.', 'app.other.'), 'not-watched'],
  ['an object that is gone', KEY.replace('20sg8hgm', 'gone'), 'gone'],
];
for (const [what, key, why] of SKIPPED) {
  test(`${what} is left alone`, async () => {
    const { tools, data, claims } = harness();
    assert.deepEqual(await ingestLog({ ...LOG, key }, tools), { outcome: 'skipped', key, why });
    assert.equal(data.length, 0);
    assert.equal(claims.size, 0);
  });
}

test('a truncated log counts as far as it goes, a log without failures publishes nothing', async () => {
  const long = Array.from({ length: 5000 }, (_, index) =>
    logLine({ serial: (index * 2_654_435_761).toString(16) }),
  );
  const bytes = gzipSync(long.join('\n'));
  const cut = harness({ [KEY]: bytes.subarray(0, bytes.length - 2000) });
  const result = await ingestLog(LOG, cut.tools);
  assert.ok(result.outcome === 'read' && result.broken && result.failed > 1000, JSON.stringify(result));
  assert.ok((cut.rows[0]?.clients.length ?? 0) <= 20);
  const quiet = harness({ [KEY]: gzipSync(PUBLISHED_SUCCESS) });
  await ingestLog(LOG, quiet.tools);
  assert.deepEqual([quiet.data, quiet.rows, quiet.lines], [[], [], []]);
});

test('the digest adds the rows of a day up, one finding for each load balancer', async () => {
  const { tools, rows } = harness();
  await ingestLog(LOG, tools);
  await ingestLog({ ...LOG, etag: 'e2' }, tools);
  const findings = refusalsOfDay(rows, [
    ...WATCHED,
    { name: 'quiet', loadBalancer: 'app/quiet/0123456789abcdef' },
  ]);
  assert.deepEqual(
    findings.map(({ target, status, reason }) => [target, status, reason]),
    [['api', 'degraded', 'client-cert-expired']],
  );
  const expired = findings[0]?.evidence.find(({ code }) => code === 'ClientCertExpired');
  assert.equal(expired?.count, 6);
  assert.deepEqual(
    ((expired?.clients ?? []) as { client: string; count: number }[]).map(({ client, count }) => [
      client,
      count,
    ]),
    [
      ['203.0.113.7', 4],
      ['203.0.113.8', 2],
    ],
  );
});
