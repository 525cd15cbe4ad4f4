import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeAuthority } from '../support/certs.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { reportOf, runCli, runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { serveTcp } from '../support/tls-peers.ts';

const KEY = 'BME11-LQPTD-DF11P-BLLQ0-111V1';
const REGION = ['--region', 'ap-northeast-2'];

/** A gateway that answers a key request, and a world in which AWS is not to be found. */
async function lab(t: TestContext, answer: string) {
  const requests: string[] = [];
  const gateway = await serveTcp(t, (socket) =>
    socket.once('data', (chunk) => {
      requests.push(chunk.toString('latin1').split('\r\n', 1)[0] ?? '');
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`);
    }),
  );
  const dns = await startDnsServer({});
  t.after(dns.close);
  const folder = await temporaryFolder(t, 'activation');
  const trust = join(folder, 'root.pem');
  await writeFile(trust, (await makeAuthority({ name: 'Lab' })).pem);
  const flags = ['--gateway', `127.0.0.1:${gateway.port}`, ...REGION, '--trust', trust];
  return { flags: [...flags, '--dns', dns.address, '--timeout', '1s'], requests };
}

test('the key is in no output, not even with --debug', async (t) => {
  const { flags, requests } = await lab(t, KEY);
  for (const output of ['--json', '--markdown', '--debug']) {
    const run = await runCli('activation', ...flags, '--mint-key', output);
    assert.equal(run.status, 1, run.stderr);
    assert(!`${run.stdout}${run.stderr}`.includes('BME11'), output);
    assert.match(run.stdout, /key/);
  }
  assert.equal(requests.filter((line) => line.startsWith('GET /?activationRegion=ap-northeast-2')).length, 3);
});

test('without --mint-key no key is asked for, and the report says what that leaves open', async (t) => {
  const { flags, requests } = await lab(t, '');
  const run = await runCli('activation', ...flags, '--json');
  const report = reportOf(run);
  assert.deepEqual(
    report.findings.filter(({ check }) => check === 'activation').map(({ status }) => status),
    ['healthy'],
  );
  assert(requests.every((line) => line === 'OPTIONS * HTTP/1.1'));
  assert(report.doesNotProve.some((sentence) => sentence.includes('--mint-key')));
  assert.equal(
    report.findings.some(({ reason }) => reason === 'clock-unreadable'),
    false,
  );
});

test('the Markdown is a checklist of both paths, and of what only the console shows', async (t) => {
  const { flags } = await lab(t, KEY);
  const { stdout } = await runCli('activation', ...flags, '--markdown', '--lang', 'en');
  assert.match(stdout, /^# Activation preflight$/m);
  assert.match(stdout, /^- \[x\] ✅ \*\*activation\*\*/m);
  assert.match(stdout, /^- \[ \] ❌ \*\*dns\*\*/m);
  assert.match(stdout, /^- \[ \] Local console .*"Test Network Connectivity"/m);
  const minted = await runCli('activation', ...flags, '--markdown', '--mint-key');
  assert.match(minted.stdout, /both paths of activation work/);
  assert.doesNotMatch(minted.stdout, /Test Network Connectivity" with this endpoint/);
});

for (const [typed, told] of [
  [
    [],
    [/--gateway: is missing/, /--region: is missing: a gateway without it would be activated in us-east-1/],
  ],
  [['--gateway', 'a b', ...REGION], [/--gateway: expected HOST or HOST:PORT, got "a b"/]],
  [['--gateway', 'gw', '--region', 'moon'], [/--region: there is no AWS Region "moon"/]],
  [['--gateway', 'gw', ...REGION, '--type', 'file'], [/--type: expected one of file-s3/]],
] as const) {
  test(`"activation ${typed.join(' ')}" exits 2 and says what was expected`, async () => {
    const run = await runHere('activation', ...typed);
    assert.equal(run.status, 2);
    for (const line of told) assert.match(run.stderr, line);
  });
}
