import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveOpenssl } from '../support/mutual-servers.ts';
import { certificateFolder, type Issued, makeRoot } from '../support/openssl-ca.ts';
import { withPrograms } from '../support/programs.ts';
import { reportOf, runCli, runHere } from '../support/run-cli.ts';

const { test, before, after } = withPrograms('openssl');

const ended: (() => Promise<void>)[] = [];
const scope = { after: (end: () => Promise<void>) => void ended.push(end) } as never;
let folder = '';
let good: Issued;
let expired: Issued;
let caPath = '';
let place = '';

before(async () => {
  folder = await certificateFolder(scope);
  const ca = await makeRoot(folder, { name: 'Clients CA' });
  caPath = ca.certPath;
  const server = await ca.issue({
    name: 'server',
    extensions: ['basicConstraints=CA:FALSE', 'subjectAltName=IP:127.0.0.1'],
  });
  good = await ca.issue({ name: 'good' });
  expired = await ca.issue({ name: 'expired', to: new Date(Date.now() - 86_400_000) });
  const { host, port } = await serveOpenssl(scope, {
    certPath: server.certPath,
    keyPath: server.keyPath,
    clientCaPath: ca.certPath,
  });
  place = `${host}:${port}`;
});
after(async () => {
  for (const end of ended.reverse()) await end();
});

const flagsOf = (client: Issued) => [
  'check',
  '--tls',
  place,
  '--trust',
  caPath,
  '--client-cert',
  client.certPath,
  '--client-key',
  client.keyPath,
];

test('a good certificate is accepted under both versions, and without it the alert is named', async () => {
  const run = await runCli(...flagsOf(good), '--json');
  assert.equal(run.status, 0, run.stderr + run.stdout);
  const tls = reportOf(run).findings.find(({ check }) => check === 'tls');
  assert.equal(tls?.status, 'healthy');
  const asks = tls.evidence
    .filter(({ outcome }) => outcome.startsWith('client-certificate-'))
    .map(({ outcome, protocol, alert, when }) => [protocol, outcome, alert, when]);
  assert.deepEqual(asks.sort(), [
    ['TLSv1.2', 'client-certificate-not-shown-refused', 'handshake-failure', 'during-handshake'],
    ['TLSv1.2', 'client-certificate-shown-accepted', undefined, undefined],
    ['TLSv1.3', 'client-certificate-not-shown-refused', 'certificate-required', 'after-handshake'],
    ['TLSv1.3', 'client-certificate-shown-accepted', undefined, undefined],
  ]);
});

test('a refused certificate fails, with the alert in the summary, and no part of the key in any output', async () => {
  const json = await runCli(...flagsOf(expired), '--json', '--debug');
  assert.equal(json.status, 1);
  const tls = reportOf(json).findings.find(({ check }) => check === 'tls');
  assert.deepEqual([tls?.status, tls?.reason], ['failed', 'tls-alert']);
  assert.match(tls?.summary ?? '', /ends TLS with an alert \(certificate-expired\)/);
  const asks = tls?.evidence
    .filter(({ outcome }) => outcome.startsWith('client-certificate-'))
    .map(({ outcome, protocol, alert, when }) => [protocol, outcome, alert, when].join(' '));
  assert.deepEqual(asks?.toSorted(), [
    'TLSv1.2 client-certificate-not-shown-refused handshake-failure during-handshake',
    'TLSv1.2 client-certificate-shown-refused certificate-expired during-handshake',
    'TLSv1.3 client-certificate-not-shown-refused certificate-required after-handshake',
    'TLSv1.3 client-certificate-shown-refused certificate-expired after-handshake',
  ]);
  const words = await runCli(...flagsOf(expired), '--debug');
  const secret = expired.keyPem.split('\n')[1] ?? '';
  assert.ok(secret.length > 40);
  for (const text of [json.stdout, json.stderr, words.stdout, words.stderr]) {
    assert.ok(!text.includes(secret));
    assert.ok(!text.includes('PRIVATE KEY'));
  }
});

test('what is wrong with the two files is told at once, in words without their content', async () => {
  const encrypted = join(folder, 'encrypted.key');
  await writeFile(
    encrypted,
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', good.keyPath, '-passout', 'pass:x']),
  );
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--client-cert', good.certPath], /--client-cert: goes with --client-key/],
    [['--client-key', good.keyPath], /--client-key: goes with --client-cert/],
    [
      ['--client-cert', good.keyPath, '--client-key', good.certPath],
      /--client-cert: expected a PEM certificate.*\n.*--client-key: expected a PEM private key/,
    ],
    [
      ['--client-cert', good.certPath, '--client-key', expired.keyPath],
      /--client-key: the key does not belong to the certificate/,
    ],
    [['--client-cert', good.certPath, '--client-key', encrypted], /--client-key: ".*" is encrypted/],
    [
      ['--client-cert', join(folder, 'gone'), '--client-key', good.keyPath],
      /--client-cert: cannot read ".*" \(no such file or folder\)/,
    ],
  ];
  for (const [flags, message] of cases) {
    const run = await runHere('check', '--tls', place, ...flags);
    assert.equal(run.status, 2);
    assert.match(run.stderr, message);
  }
  const strangers = await runHere(
    'check',
    '--tls',
    place,
    '--tcp',
    'other.example.com:80',
    '--client-cert',
    good.certPath,
    '--client-key',
    good.keyPath,
  );
  assert.match(strangers.stderr, /--client-cert: goes with --tls alone/);
});
