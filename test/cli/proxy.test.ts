import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeChain } from '../support/certs.ts';
import { serveHttpProxy, serveSocks } from '../support/proxy-servers.ts';
import { reportOf, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { closedPort, serveTls } from '../support/tls-peers.ts';

async function lab(t: TestContext) {
  const { root, sent } = await makeChain({ names: ['127.0.0.1'] });
  const [leaf, intermediate] = sent;
  assert(leaf !== undefined && intermediate !== undefined && 'keyPem' in leaf);
  const server = await serveTls(t, { sends: [leaf, intermediate] });
  const folder = await temporaryFolder(t, 'proxy');
  const trust = join(folder, 'root.pem');
  await writeFile(trust, root.pem);
  return { server, place: `127.0.0.1:${server.port}`, trust };
}

test('--proxy asks the same place once more, through the proxy', async (t) => {
  const { server, place, trust } = await lab(t);
  const proxy = await serveHttpProxy(t, { leadsTo: { [place]: server } });
  const via = `127.0.0.1:${proxy.port}`;
  const run = await runCli('check', '--tls', place, '--proxy', via, '--trust', trust, '--json');
  assert.equal(run.status, 0, run.stdout);
  const { findings } = reportOf(run);
  assert.deepEqual(
    findings.map(({ target, check, status }) => [target, check, status]),
    ['port', 'tls', 'proxy'].map((check) => [place, check, 'healthy']),
  );
  const [one] = findings[2]?.evidence ?? [];
  assert.deepEqual([one?.subject, one?.via, one?.connectStatus], [place, via, 200]);
});

test('--socks does so through a SOCKS5 proxy', async (t) => {
  const { server, place, trust } = await lab(t);
  const proxy = await serveSocks(t, { leadsTo: { [place]: server } });
  const via = `127.0.0.1:${proxy.port}`;
  const run = await runCli(
    'check',
    '--tls',
    place,
    '--socks',
    via,
    '--trust',
    trust,
    '--only',
    'proxy',
    '--json',
  );
  assert.equal(run.status, 0, run.stdout);
  assert.deepEqual(
    reportOf(run).findings.map(({ check, status }) => [check, status]),
    [['proxy', 'healthy']],
  );
});

test('a proxy that is not there fails the proxied way alone', async (t) => {
  const { place, trust } = await lab(t);
  const gone = await closedPort();
  const via = `127.0.0.1:${gone.port}`;
  const run = await runCli('check', '--tls', place, '--proxy', via, '--trust', trust, '--json');
  assert.equal(run.status, 1);
  assert.deepEqual(
    reportOf(run).findings.map(({ check, reason }) => [check, reason]),
    [
      ['port', null],
      ['tls', null],
      ['proxy', 'proxy-refused'],
    ],
  );
});

for (const [lang, sentence] of [
  ['en', /Stock Squid lets CONNECT through to 443 only/],
  ['ko', /기본 설정의 Squid는 443으로만 CONNECT를 허용/],
  ['fr', /Squid tel qu’il est livré ne laisse passer CONNECT/],
] as const) {
  test(`the line for a stock Squid is printed with its sentence in ${lang}`, async (t) => {
    const proxy = await serveHttpProxy(t, { allows: [443] });
    const flags = ['--proxy', `127.0.0.1:${proxy.port}`, '--only', 'proxy', '--lang', lang];
    const endpoint = 'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com';
    const run = await runCli('check', '--endpoint', endpoint, ...flags);
    assert.equal(run.status, 1);
    assert.match(run.stdout, sentence);
    // Behind the word for a fix, on a line that copies whole.
    assert.match(run.stdout, /^ {2}\S+ +acl SSL_ports port 1026-1028 1031 2222$/m);
  });
}
