import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { createObjectReader } from '../../../lib/aws/objects.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { parseHealthCheck, tallyHealthLog } from '../../../lib/probes/mtls/health-log.ts';
import { judgeMtls } from '../../../lib/probes/mtls/judge.ts';
import { observeMtls } from '../../../lib/probes/mtls/observe.ts';
import { mtlsSpec } from '../../../lib/probes/mtls/spec.ts';
import { fakeBalancerMetrics, fakeLoadBalancer, LOAD_BALANCER } from '../../support/fake-load-balancer.ts';
import { type FakeS3Options, fakeS3 } from '../../support/fake-s3.ts';
import { PUBLISHED_FAIL as FAIL, PUBLISHED_PASS as PASS } from '../../support/published-logs.ts';
import { readClients } from '../../support/read-clients.ts';

/** When the fake S3 stored everything. */
const STORED_MS = Date.parse('2026-11-21T10:05:00Z');
function healthKey(node: string, end = '1005', id = 'app.api.0123456789abcdef'): string {
  return `hc/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/health_check_log_123456789012_elasticloadbalancing_ap-northeast-2_${id}_20261121T${end}Z_${node}_20sg8hgm.log.gz`;
}

async function observe(
  t: import('node:test').TestContext,
  stored: Readonly<Record<string, Buffer>>,
  { afterMs = 60_000, ...options }: FakeS3Options & { readonly afterMs?: number } = {},
) {
  const nowMs = STORED_MS + afterMs;
  const { clients } = await readClients(t, {
    elasticloadbalancing: fakeLoadBalancer({
      logs: false,
      attributes: {
        'health_check_logs.s3.enabled': 'true',
        'health_check_logs.s3.bucket': 'checks',
        'health_check_logs.s3.prefix': 'hc/',
      },
    }),
    monitoring: fakeBalancerMetrics({}, nowMs),
  });
  const { client } = await fakeS3(t, { checks: stored }, options);
  const spec = mtlsSpec.parse({ loadBalancer: LOAD_BALANCER });
  const observation = await observeMtls(spec, {
    clock: { ...systemClock, wallMs: () => nowMs },
    deadline: deadlineIn(systemClock, 5000),
    attempts: 1,
    names: { servers: [], lookup: () => assert.fail() },
    aws: { ...createAwsAccess(clients), objects: createObjectReader(client) },
  });
  const judged = judgeMtls([{ spec, observation }]);
  return { ...judged, faults: judged.faults.filter(({ reason }) => reason !== 'mtls-logs-off') };
}

const log = (...lines: readonly string[]) => gzipSync(`${lines.join('\n')}\n`);

test('what is no check is not read as one, and fields behind the last are ignored', () => {
  const failed = parseHealthCheck(`${FAIL} app/api/0123456789abcdef 10.0.1.17 -`);
  assert.deepEqual(failed, parseHealthCheck(FAIL));
  const broken = [
    '',
    'http',
    PASS.replace('http', 'tcp'),
    PASS.replace('PASS', 'OK'),
    PASS.slice(5),
    PASS.slice(0, -2),
    PASS.replace(' 2025', ' x2025'),
    PASS.replace('Z ', 'Zx '),
  ];
  for (const line of broken) assert.equal(parseHealthCheck(line), undefined, line);
});

test('a check of each type is read, also from a line that ends in a carriage return', () => {
  for (const type of ['http', 'https', 'h2', 'grpc', 'lambda'])
    assert.deepEqual(parseHealthCheck(`${PASS.replace('http', type)}\r`), {
      at: '2025-10-31T12:44:59.875678Z',
      target: '172.31.20.97:80',
      targetGroup: 'HCLogsTestIPs',
      passed: true,
      statusCode: '200',
      code: null,
    });
});

async function tally(...pieces: readonly string[]) {
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield Buffer.from(piece);
  };
  return await tallyHealthLog(bytes(), '10.0.1.17');
}
const line = (second: number, result: string, target = '172.31.31.9:80') =>
  `http 2025-10-31T12:44:${second}.000000Z 0.1 ${target} web ${result}\n`;

test('the newest check says whether a target passes, and the newest failure why not', async () => {
  const steps = [
    {
      log: line(20, 'FAIL - TimedOut'),
      checks: 1,
      failed: 1,
      lastPassed: false,
      second: 20,
      code: 'TimedOut',
      statusCode: null,
    },
    // Written later, and older.
    {
      log: line(10, 'FAIL 502 TargetError'),
      checks: 2,
      failed: 2,
      lastPassed: false,
      second: 20,
      code: 'TimedOut',
      statusCode: null,
    },
    {
      log: line(15, 'PASS 200 -'),
      checks: 3,
      failed: 2,
      lastPassed: false,
      second: 20,
      code: 'TimedOut',
      statusCode: null,
    },
    {
      log: line(30, 'FAIL 502 TargetError'),
      checks: 4,
      failed: 3,
      lastPassed: false,
      second: 30,
      code: 'TargetError',
      statusCode: '502',
    },
    {
      log: line(30, 'PASS 200 -'),
      checks: 5,
      failed: 3,
      lastPassed: true,
      second: 30,
      code: 'TargetError',
      statusCode: '502',
    },
  ];
  for (const [index, { log: _, second, ...expected }] of steps.entries()) {
    const text = steps.slice(0, index + 1).map((step) => step.log);
    assert.deepEqual(await tally(`no check\n${text.join('')}`), [
      {
        target: '172.31.31.9:80',
        targetGroup: 'web',
        node: '10.0.1.17',
        ...expected,
        lastAt: `2025-10-31T12:44:${second}.000000Z`,
      },
    ]);
  }
});

test('of a log with more targets than a load balancer has, the first 5,000 are counted to the end', async () => {
  const lines = Array.from({ length: 5001 }, (_, index) => line(10, 'PASS 200 -', `10.0.0.1:${index}`));
  const targets = await tally(`${lines.join('')}${lines.join('')}`);
  assert.deepEqual(
    [targets.length, targets.at(-1)?.target, targets.at(-1)?.checks],
    [5000, '10.0.0.1:4999', 2],
  );
});

test('what comes after eight megabytes is not read, nor what comes after 4,096 characters of a line', async () => {
  const padding = `${'x'.repeat(4095)}\n`.repeat(2048);
  assert.equal((await tally(padding.slice(0, -1), `\n${line(10, 'PASS 200 -')}`)).length, 1);
  assert.equal((await tally(padding, line(10, 'PASS 200 -'))).length, 0);
  assert.equal((await tally(line(10, 'PASS 200 -', 'x'.repeat(4096)))).length, 0);
});

test('a target that fails its health checks is named with the reason of the log', async (t) => {
  const later = FAIL.replace('12:44:58', '12:45:28').replace('502 TargetError', '- TimedOut');
  const { faults, evidence } = await observe(t, {
    [healthKey('10.0.1.17')]: log(PASS, FAIL, later),
    [healthKey('10.0.2.17')]: log(FAIL, FAIL),
    [healthKey('10.0.3.17', '1005', 'app.other.0123456789abcdef')]: log(...Array(9).fill(FAIL)),
  });
  assert.deepEqual(
    faults.map(({ reason, subject, values }) => [reason, subject, values]),
    [
      [
        'target-check-fails',
        'HCLogsTestIPs 172.31.31.9:80',
        {
          loadBalancer: LOAD_BALANCER,
          target: '172.31.31.9:80',
          targetGroup: 'HCLogsTestIPs',
          lastAt: '2025-10-31T12:45:28.901409Z',
          code: 'TimedOut',
          statusCode: '-',
          failed: 4,
          nodes: 2,
        },
      ],
    ],
  );
  const [sum] = evidence.filter(({ outcome }) => outcome === 'health-checks');
  assert.deepEqual([sum?.logs, sum?.targets, sum?.failing], [2, 2, 1]);
});

test('a target that passes again, fails once, or whose log is old or damaged is no fault', async (t) => {
  const again = PASS.replace('172.31.20.97', '172.31.31.9');
  const key = healthKey('10.0.1.17');
  for (const stored of [log(FAIL, FAIL, again), log(PASS, FAIL), log(FAIL, FAIL).subarray(0, 12)])
    assert.deepEqual((await observe(t, { [key]: stored })).faults, []);
  assert.equal((await observe(t, { [key]: log(FAIL, FAIL) })).faults.length, 1);
  assert.deepEqual((await observe(t, { [key]: log(FAIL, FAIL) }, { afterMs: 16 * 60_000 })).faults, []);
});

test('health check logs that may not be read are said, and are no fault', async (t) => {
  const { faults, evidence } = await observe(
    t,
    { [healthKey('10.0.1.17')]: log(FAIL, FAIL) },
    { deny: ['s3:GetObject'] },
  );
  assert.deepEqual(faults, []);
  const [refused] = evidence.filter(({ outcome }) => outcome === 'health-check-logs-refused');
  assert.equal(refused?.action, 's3:GetObject');
});
