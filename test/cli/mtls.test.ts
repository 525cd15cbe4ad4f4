import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { createObjectReader } from '../../lib/aws/objects.ts';
import { type MtlsOptions, type MtlsTerminal, runMtls } from '../../lib/cli/mtls.ts';
import { ATHENA_PATTERN } from '../../lib/cli/mtls-athena.ts';
import { readSupportAws } from '../../lib/cli/mtls-support.ts';
import type { Triage } from '../../lib/cli/mtls-triage.ts';
import type { ObjectReader } from '../../lib/core/aws/object-reader.ts';
import { InputError } from '../../lib/core/errors.ts';
import { logLine, PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import {
  contentServer,
  fakeLoadBalancer,
  fakeTrustStore,
  TRUST_STORE_ARN,
} from '../support/fake-load-balancer.ts';
import { fakeS3 } from '../support/fake-s3.ts';
import { CA_EXTENSIONS, certificateFolder, makeRoot } from '../support/openssl-ca.ts';
import { readClients } from '../support/read-clients.ts';

const NOW_MS = Date.parse('2026-11-21T12:00:00Z');

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  logs: readonly string[],
  options: MtlsOptions = {},
  {
    stdin = [],
    objects,
    aws,
  }: { stdin?: readonly Buffer[]; objects?: ObjectReader; aws?: MtlsTerminal['aws'] } = {},
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
    aws: aws ?? (() => assert.fail('AWS was not asked for')),
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
  await assert.rejects(run([join(path, '..')]), /is a folder/);
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
      aws: () => assert.fail('AWS was not asked for'),
      nowMs: NOW_MS,
    },
  );
  assert.equal(status, 1);
  assert.match(out, /5 failed/);
  assert.match(shown[0] ?? '', /^0 MB, [1-5] connections, [1-5] failed$/);
  assert.deepEqual(shown.slice(-2), ['', 'result']);
});

/** The guide's own example: the line of the log, whose columns its page shows. */
const GUIDE_LINE =
  '2024-04-05T18:31:29.268987Z 203.0.113.9 36280 443 TLSv1.3 ECDHE-RSA-AES256-SHA - "CN=client-expired.alb-mtls-example.com,OU=IT,O=Company LLC,L=City,ST=State,C=US" NotBefore=2024-01-02T19:17:20Z;NotAfter=2024-04-02T19:17:20Z 02 "Failed:ClientCertExpired"';

test('--lines prints what the guide’s awk prints of the same log', async (t) => {
  const path = await fileOf(t, `${GUIDE_LINE} TID_3180a73013c8ca4bac2f731159d4b0fe\n`);
  const { status, out } = await run([path], { lines: true, client: '203.0.113.9' });
  const { stdout } = await promisify(execFile)('awk', ['{print $1, $5, $6, $8, $9, $10, $11, $12}', path]);
  assert.equal(out, stdout);
  assert.match(out, /^2024-04-05T18:31:29.268987Z TLSv1.3 .* 02 "Failed:ClientCertExpired"\n$/);
  assert.equal(status, 1);
});

test('--lines and --csv keep to the filters, leave accepted connections out and say what a field lacks', async (t) => {
  const path = await fileOf(t, MIXED);
  const { out } = await run([path], { lines: true, since: '2h' });
  assert.equal(out.split('\n').length, 5);
  assert.match(out, / "-" - - "Failed:ClientCertFromTheFuture"\n/);
  assert.equal((await run([path], { csv: true, client: '2001:db8::7' })).out.split('\r\n').length, 3);
});

test('--csv holds every field, and no formula of a spreadsheet', async (t) => {
  const evil = logLine({ subject: '"=HYPERLINK(1),O=\\"Example\\" Corp"' });
  const { out } = await run([await fileOf(t, `${PUBLISHED_FAILURE}\n${evil}\n`)], { csv: true });
  const [header, published, formula] = out.split('\r\n');
  assert.equal(
    header,
    'timestamp,client_ip,client_port,listener_port,tls_protocol,tls_cipher,tls_handshake_latency,leaf_client_cert_subject,leaf_client_cert_validity,leaf_client_cert_serial_number,tls_verify_status,conn_trace_id,tls_keyexchange,elb,ip_address',
  );
  assert.equal(
    published,
    '2023-10-04T17:05:15.514108Z,203.0.113.1,36280,443,TLSv1.2,ECDHE-RSA-AES128-GCM-SHA256,,"CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US",NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z,FEF257372D5C14D4,Failed:ClientCertUntrusted,TID_1c71a68d70587445ad5127ff8b2687d7,,,',
  );
  assert.ok(formula?.includes(String.raw`,"'=HYPERLINK(1),O=\""Example\"" Corp",`), formula);
});

test('the pattern of the Athena table reads the lines that AWS publishes, and newer ones', () => {
  // Athena reads the text’s backslashes first.
  const pattern = new RegExp(`^${ATHENA_PATTERN.replaceAll('\\"', '"')}$`);
  const published = pattern.exec(PUBLISHED_FAILURE);
  assert.deepEqual(published?.slice(8, 13), [
    'CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US',
    'NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z',
    'FEF257372D5C14D4',
    'Failed:ClientCertUntrusted',
    'TID_1c71a68d70587445ad5127ff8b2687d7',
  ]);
  assert.equal(pattern.exec(logLine())?.[12], 'TID_3180a73013c8ca4bac2f731159d4b0fe');
});

test('--athena prints the table and the guide’s query, and reads no log', async () => {
  const plain = await run([], { athena: true });
  assert.equal(plain.status, 0);
  assert.match(plain.out, /CREATE EXTERNAL TABLE IF NOT EXISTS alb_connection_logs \(/);
  assert.match(plain.out, /LOCATION 's3:\/\/amzn-s3-demo-bucket\/connection-log-folder-path\/';/);
  assert.match(
    plain.out,
    /WHERE tls_verify_status != 'Success'\n {2}AND tls_verify_status != '-'\nGROUP BY client_ip/,
  );
  const folder = 's3://logs/p/AWSLogs/123456789012/elasticloadbalancing/ap-northeast-2';
  const { out } = await run([folder], {
    athena: true,
    client: '2001:DB8::7',
    since: '2026-11-20',
    until: '2026-11-21',
  });
  assert.match(out, /PARTITIONED BY \(day string\)/);
  assert.ok(out.includes(`'storage.location.template' = '${folder}/\${day}'`));
  assert.match(out, /AND client_ip = '2001:db8::7'\n {2}AND time >= '2026-11-20T00:00:00.000000Z'/);
  assert.match(out, /AND day >= '2026\/11\/20'\n {2}AND day <= '2026\/11\/22'/);
  for (const bad of ["s3://logs/p' OR '1", 'conn.log', 's3://Logs'])
    await assert.rejects(run([bad], { athena: true }), /expected s3:\/\/bucket\/prefix/);
});

test('forms that exclude each other, and a missing log, are told', async () => {
  await assert.rejects(run(['x.log'], { lines: true, csv: true }), /--csv: goes without --lines/);
  await assert.rejects(run([], { lines: true }), /logs: is missing/);
  await assert.rejects(run(['a', 'b'], { athena: true }), /b: expected one folder/);
  await assert.rejects(run(['x.log'], { loadBalancer: 'api' }), /--load-balancer: goes only with --support/);
});

test('--support gathers what AWS Support asks for, from the log and from AWS, with no key in it', async (t) => {
  const folder = await certificateFolder(t);
  const root = await makeRoot(folder, { name: 'Partner Root', extensions: CA_EXTENSIONS });
  const stranger = await makeRoot(folder, { name: 'Stranger Root', extensions: CA_EXTENSIONS });
  const content = await contentServer(t, {
    // Somebody uploaded the key with the bundle.
    '/bundle': `${root.pem}\n${root.keyPem}`,
    '/list-1': await root.list({ from: new Date('2026-11-01Z'), to: new Date('2026-12-01Z') }),
    '/list-2': await stranger.list(),
  });
  const { clients, signal } = await readClients(t, {
    elasticloadbalancing: { ...fakeLoadBalancer(), ...fakeTrustStore(content) },
  });
  const session = {
    access: createAwsAccess(clients),
    clients,
    account: '123456789012',
    region: 'ap-northeast-2',
  };
  const aws = (typed: string) => readSupportAws(session, typed, signal);
  const log = [
    ...Array.from({ length: 30 }, (_, index) =>
      logLine({
        status: 'Failed:ClientCertCrlProcessingError',
        at: `2026-11-21T10:00:${String(index).padStart(2, '0')}.000000Z`,
      }),
    ),
    logLine({ status: 'Failed:UnmappedConnectionError', subject: '"CN=a`b"' }),
    logLine({ status: 'Failed:ClientCertExpired', serial: 'EXPIRED' }),
  ];
  const path = await fileOf(t, log.join('\n'));
  const { out, status } = await run([path], { support: true, loadBalancer: 'api' }, { aws });
  assert.equal(status, 1);
  assert.match(out, /Account 123456789012, Region ap-northeast-2/);
  assert.match(
    out,
    /Listener 443 HTTPS: `arn:https`, mutual TLS verify, ignores expiry, policy ELBSecurityPolicy-/,
  );
  assert.ok(out.includes(TRUST_STORE_ARN));
  assert.match(out, /CA certificates: 1, revocation lists: 2, unreadable: 0/);
  assert.match(out, /CA `CN=Partner Root,.*` ?.* SHA-256 [0-9a-f]{64}/);
  assert.match(
    out,
    /List of `CN=Partner Root,[^`]*`, 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z, .* signed by `CN=Partner Root,/,
  );
  assert.match(out, /List of `CN=Stranger Root,.* signed by no CA of this trust store/);
  assert.match(
    out,
    /## ClientCertCrlProcessingError, connections: 30\n\nFrom 2026-11-21T10:00:00.000000Z to 2026-11-21T10:00:29/,
  );
  assert.match(out, /`203.0.113.7:36280 to port 443, TID_3180a73013c8ca4bac2f731159d4b0fe, node 10.0.1.17/);
  assert.equal(out.match(/"Failed:ClientCertCrlProcessingError"/g)?.length, 10);
  assert.match(out, /## UnmappedConnectionError, connections: 1/);
  assert.doesNotMatch(out, /EXPIRED|PRIVATE KEY|BEGIN CERTIFICATE/);
  const [secret = ''] = root.keyPem.split('\n').filter((one) => one.length > 50);
  assert.ok(secret !== '' && !out.includes(secret));
  await assert.rejects(
    run(
      [path],
      { support: true, loadBalancer: 'gone' },
      {
        aws: async () => {
          const { clients: others } = await readClients(t, {
            elasticloadbalancing: fakeLoadBalancer({ missing: true }),
          });
          return readSupportAws({ ...session, clients: others }, 'gone', signal);
        },
      },
    ),
    /there is no Application Load Balancer gone in ap-northeast-2/,
  );
});

test('--support without AWS says what was not asked, and with nothing to ask that there is no case', async (t) => {
  const { out } = await run([await fileOf(t, logLine({ status: 'Failed:UnmappedConnectionError' }))], {
    support: true,
  });
  assert.match(
    out,
    /Load balancer: `app\/api\/0123456789abcdef`\n- Listeners, .* not asked; add `--load-balancer NAME`/,
  );
  assert.match((await run([await fileOf(t, logLine())], { support: true })).out, /there is no case to open/);
});

test('negotiation errors of a listener without mutual TLS are counted apart, by client', async (t) => {
  const plain = logLine({
    status: 'Failed:UnmappedConnectionError',
    subject: '-',
    validity: '-',
    serial: '-',
  });
  const path = await fileOf(t, `${logLine()}\n${plain.replace(' 36280 443 ', ' 36281 8443 ')}\n`);
  const { listeners, clients, negotiations } = JSON.parse((await run([path], { json: true })).out) as Triage;
  assert.deepEqual(
    listeners.map(({ port, failed, codes }) => [port, failed, codes]),
    [
      [443, 1, ['ClientCertExpired']],
      [8443, 1, ['UnmappedConnectionError']],
    ],
  );
  assert.deepEqual(clients[0]?.failed, 2);
  assert.deepEqual(
    negotiations.map(({ client, protocol, cipher, failed }) => [client, protocol, cipher, failed]),
    [[clients[0]?.client, 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 1]],
  );
  assert.match((await run([path])).out, /│ app\/api\/0123456789abcdef:8443 +│ +1 │/);
});
