import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createObjectReader } from '../../lib/aws/objects.ts';
import { type MtlsOptions, runMtls } from '../../lib/cli/mtls.ts';
import type { Triage } from '../../lib/cli/mtls-triage.ts';
import type { ObjectReader } from '../../lib/core/aws/object-reader.ts';
import { InputError } from '../../lib/core/errors.ts';
import { logLine, PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import { fakeS3 } from '../support/fake-s3.ts';

const NOW_MS = Date.parse('2026-11-21T12:00:00Z');

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  logs: readonly string[],
  options: MtlsOptions = {},
  { stdin = [], objects }: { stdin?: readonly Buffer[]; objects?: ObjectReader } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const status = await runMtls(logs, options, {
    stdin: (async function* () {
      yield* stdin;
    })(),
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    objects: async () => objects ?? assert.fail('S3 was not asked for'),
    nowMs: NOW_MS,
  });
  return { status, out, err };
}

async function fileOf(t: TestContext, content: string | Buffer, name = 'conn.log'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mtls-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const MIXED = `${[
  PUBLISHED_SUCCESS,
  PUBLISHED_FAILURE,
  logLine(),
  logLine({ at: '2026-11-21T10:30:00.000000Z' }),
  logLine({ status: 'Failed:ClientCertCrlHit', client: '2001:db8::7', serial: 'AB' }),
  logLine({ status: 'Failed:ClientCertFromTheFuture', subject: '-', serial: '-', validity: '-' }),
].join('\n')}\n`;

test('the triage counts by code, client and certificate', async (t) => {
  const path = await fileOf(t, gzipSync(MIXED), 'no-suffix-that-says-gzip');
  const { status, out, err } = await run([path], { json: true });
  assert.equal(err, '');
  assert.equal(status, 1);
  const triage = JSON.parse(out) as Triage;
  assert.deepEqual([triage.lines, triage.accepted, triage.failed, triage.unreadable], [6, 1, 5, 0]);
  assert.deepEqual(
    triage.codes.map(({ code, reason, failed, clients }) => [code, reason, failed, clients]),
    [
      ['ClientCertExpired', 'client-cert-expired', 2, 1],
      ['ClientCertUntrusted', 'client-cert-untrusted', 1, 1],
      ['ClientCertCrlHit', 'client-cert-crl-hit', 1, 1],
      ['ClientCertFromTheFuture', null, 1, 1],
    ],
  );
  assert.deepEqual(
    triage.clients.map(({ client, failed }) => [client, failed]),
    [
      ['203.0.113.7', 3],
      ['203.0.113.1', 1],
      ['2001:db8::7', 1],
    ],
  );
  assert.deepEqual(
    triage.certificates.map(({ serial, failed, notAfter }) => [serial, failed, notAfter]),
    [
      ['5A017AD0D1', 2, '2027-04-02T19:17:20Z'],
      ['FEF257372D5C14D4', 1, '2026-06-17T22:43:21Z'],
      ['AB', 1, '2027-04-02T19:17:20Z'],
    ],
  );
  assert.deepEqual(
    { first: triage.codes[0]?.first, last: triage.codes[0]?.last },
    { first: '2026-11-21T10:00:00.123456Z', last: '2026-11-21T10:30:00.000000Z' },
  );
});

test('the tables name codes, clients, certificates and runbooks', async (t) => {
  const { out } = await run([await fileOf(t, MIXED)]);
  assert.match(
    out,
    /^6 connections in 1 log, 2023-10-04 17:05:15 to 2026-11-21 10:00:00 UTC\n5 failed, 1 accepted/,
  );
  assert.match(out, /│ ClientCertExpired +│ +2 │ +1 │ +1 │ 2026-11-21 10:00:00 │ 2026-11-21 10:30:00 │/);
  assert.match(out, /│ 2001:db8::7 +│ +1 │/);
  assert.match(out, /│ CN=amazondomains.com,O=endEntity,L=Seattl/);
  assert.match(out, /gatewatch runbook client-cert-crl-hit/);
  assert.match(out, /ClientCertFromTheFuture: a code this version does not know/);
});

test('titles come in the language that is asked for', async (t) => {
  const path = await fileOf(t, logLine());
  assert.match((await run([path], { lang: 'ko' })).out, /클라이언트 인증서가 만료됨/);
  assert.match((await run([path], { lang: 'fr' })).out, /Des certificats clients ont expiré/);
});

test('a log without failures exits 0', async (t) => {
  const { status, out } = await run([await fileOf(t, PUBLISHED_SUCCESS)]);
  assert.equal(status, 0);
  assert.match(out, /0 failed, 1 accepted/);
});

test('standard input and several files are read together', async (t) => {
  const path = await fileOf(t, MIXED);
  const { out } = await run(['-', path, path], { json: true }, { stdin: [gzipSync(MIXED)] });
  const triage = JSON.parse(out) as Triage;
  assert.deepEqual([triage.inputs, triage.lines, triage.failed], [3, 18, 15]);
});

test('client, since and until narrow what counts', async (t) => {
  const path = await fileOf(t, MIXED);
  const failed = async (options: MtlsOptions) =>
    (JSON.parse((await run([path], { ...options, json: true })).out) as Triage).failed;
  assert.equal(await failed({ client: '203.0.113.7' }), 3);
  assert.equal(await failed({ client: '2001:0DB8:0:0::7' }), 1);
  assert.equal(await failed({ since: '2h' }), 4);
  assert.equal(await failed({ since: '2026-11-21T19:30:00+09:00' }), 1);
  assert.equal(await failed({ until: '2026-01-01' }), 1);
});

test('every fault of the command line is told at once', async () => {
  await assert.rejects(
    run(['x.log'], { client: 'example.com', since: 'yesterday', until: '2026-02-30', lang: 'de' }),
    (error: unknown) => {
      assert.ok(error instanceof InputError);
      assert.deepEqual(
        error.faults.map(({ path }) => path),
        ['--since', '--until', '--client', '--lang'],
      );
      return true;
    },
  );
  await assert.rejects(
    run(['x.log'], { since: '1h', until: '2h' }),
    /--until: expected a time after --since/,
  );
});

const BAD_LOGS: readonly (readonly [string, Buffer, RegExp])[] = [
  ['an empty file', Buffer.alloc(0), /: empty, expected connection log lines\n$/],
  ['an empty file in gzip', gzipSync(''), /: empty, expected connection log lines\n$/],
  [
    'a log that is no log',
    Buffer.from('{"a": 1}\n{"b": 2}\n'),
    /:1: expected a time .*\n.*:2: .*\n.*: is no ALB connection log\n$/,
  ],
  [
    'binary rubbish',
    Buffer.from([...Array(2000).keys()].map((n) => (n * 7919) & 0xff)),
    /: is no ALB connection log\n$/,
  ],
  [
    'truncated gzip without a whole line',
    gzipSync(MIXED).subarray(0, 30),
    /: the gzip data ends early after line 0\n/,
  ],
  [
    'a line of a megabyte',
    Buffer.alloc(1 << 20, 0x41),
    /:1: expected a line of at most 65536 bytes, got a longer one\n/,
  ],
];
for (const [what, content, message] of BAD_LOGS) {
  test(`${what} exits 2 and says what is wrong`, async (t) => {
    const { status, out, err } = await run([await fileOf(t, content)]);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(err, message);
  });
}

test('what a truncated file still held is shown, and the exit status is 2', async (t) => {
  const long = Array.from({ length: 5000 }, (_, index) =>
    logLine({ serial: (index * 2_654_435_761).toString(16) }),
  );
  const bytes = gzipSync(long.join('\n'));
  const { status, out, err } = await run([await fileOf(t, bytes.subarray(0, bytes.length - 2000))]);
  assert.equal(status, 2);
  assert.match(err, /the gzip data ends early after line \d{4}/);
  assert.match(out, /ClientCertExpired/);
});

test('unreadable lines among good ones are told on standard error and do not hide the rest', async (t) => {
  const { status, out, err } = await run([await fileOf(t, `${logLine()}\nrubbish\n${logLine()}\n`)]);
  assert.equal(status, 1);
  assert.match(out, /2 failed/);
  assert.match(out, /1 lines could not be read/);
  assert.match(err, /conn\.log:2: expected a time such as/);
});

test('a file that is not there, and a folder, are named', async (t) => {
  const path = await fileOf(t, '');
  await assert.rejects(run([`${path}.gone`]), /conn\.log\.gone: no such file/);
  await assert.rejects(run([join(path, '..')]), /is a directory/);
});

const KEY =
  'p/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2/2026/11/21/conn_log_123456789012_elasticloadbalancing_ap-northeast-2_app.api.0123456789abcdef_20261121T1005Z_10.0.1.17_abc';

test('an object and a prefix of S3 are streamed, other objects under the prefix are left alone', async (t) => {
  const { client, requests } = await fakeS3(
    t,
    {
      logs: {
        [`${KEY}1.log.gz`]: gzipSync(MIXED),
        [`${KEY}2.log.gz`]: gzipSync(MIXED),
        'p/access.log.gz': gzipSync('x'),
      },
    },
    { pageSize: 1 },
  );
  const objects = createObjectReader(client);
  const read = async (url: string, options: MtlsOptions = {}) =>
    JSON.parse((await run([url], { ...options, json: true }, { objects })).out) as Triage;
  assert.equal((await read(`s3://logs/${KEY}1.log.gz`)).failed, 5);
  const both = await read('s3://logs/p');
  assert.deepEqual([both.inputs, both.failed], [2, 10]);
  assert.equal((await read('s3://logs')).inputs, 2);
  assert.ok(!requests.some((request) => request.endsWith('access.log.gz')));
  const before = requests.length;
  assert.equal((await read('s3://logs/p', { since: '2026-11-21T11:00:00Z' })).inputs, 0);
  assert.ok(requests.slice(before).every((request) => request.startsWith('s3:ListBucket')));
});

test('what S3 refuses is named with the action that is missing', async (t) => {
  const buckets = { logs: { [`${KEY}1.log.gz`]: gzipSync(MIXED) } };
  for (const action of ['s3:GetObject', 's3:ListBucket']) {
    const { client } = await fakeS3(t, buckets, { deny: [action] });
    await assert.rejects(run(['s3://logs/p'], {}, { objects: createObjectReader(client) }), {
      code: 'access-denied',
      message: `${action}: access-denied`,
    });
  }
});

test('a bucket, an object or a log that is not there is named', async (t) => {
  const { client } = await fakeS3(t, { logs: { 'p/readme.txt': Buffer.from('x') } });
  const objects = createObjectReader(client);
  await assert.rejects(run(['s3://gone/p'], {}, { objects }), /s3:\/\/gone: no such bucket/);
  await assert.rejects(
    run(['s3://logs/p/x.log.gz'], {}, { objects }),
    /s3:\/\/logs\/p\/x\.log\.gz: no such object/,
  );
  await assert.rejects(
    run(['s3://logs/p'], {}, { objects }),
    /no connection log \(conn_log….log.gz\) under this prefix/,
  );
  await assert.rejects(run(['s3://Bad_Bucket'], {}, { objects }), /expected s3:\/\/bucket\/key/);
});

test('a connection that breaks in the middle of an object is unavailable, not a shorter log', async (t) => {
  const { client } = await fakeS3(t, { logs: { 'x.log': Buffer.from(MIXED) } }, { cutAfterBytes: 300 });
  await assert.rejects(run(['s3://logs/x.log'], {}, { objects: createObjectReader(client) }), {
    code: 'unavailable',
  });
});

test('long work shows its progress, and clears it before the result', async () => {
  const shown: string[] = [];
  let out = '';
  const status = await runMtls(
    ['-'],
    {},
    {
      stdin: (async function* () {
        for (let piece = 0; piece < 5; piece += 1) {
          yield Buffer.from(`${logLine()}\n`);
          await wait(80);
        }
      })(),
      write: (text) => {
        out += text;
        shown.push('result');
      },
      writeError: () => assert.fail('nothing is wrong'),
      progress: (text) => shown.push(text),
      objects: () => assert.fail('S3 was not asked for'),
      nowMs: NOW_MS,
    },
  );
  assert.equal(status, 1);
  assert.match(out, /5 failed/);
  assert.match(shown[0] ?? '', /^0 MB, [345] connections, [345] failed$/);
  assert.deepEqual(shown.slice(-2), ['', 'result']);
});
