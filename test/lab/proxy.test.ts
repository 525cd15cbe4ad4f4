import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { type Checked, checkFrom, evidenceOf, findingOf } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, SUPPORT_PORT, TLS_PORTS } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import {
  PROXY_PORT,
  SOCKS_PORT,
  type SquidOptions,
  startSocksProxy,
  startSquidProxy,
} from './support/proxies.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

const VIA = `10.1.0.1:${PROXY_PORT}`;
const DEAD = `vpce-0dead0dead0dead00-deaddead.${ENDPOINT_ZONE}`;
const ALL = '443 1026-1028 1031 2222';

if (
  labOrExplain('proxies: squid stock, open, bumping and with credentials', [
    'knotd',
    'nginx',
    'sshd',
    'squid',
  ])
) {
  const { client, router, server } = await openSite({ after });
  const genuine = await makeGenuine({ after });
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS },
  });
  await startEndpoint({ after }, server, genuine.ports);
  await startSsh({ after }, server, { port: SUPPORT_PORT });
  const flags = ['--endpoint', ENDPOINT, '--proxy', VIA, '--trust', genuine.trustFile, '--timeout', '10s'];
  const ask = async (t: TestContext, options: Partial<SquidOptions> = {}): Promise<Checked> => {
    const squid = await startSquidProxy(t, router, { hosts: { [ENDPOINT]: SITE.endpoint }, ...options });
    try {
      return await checkFrom(client, flags);
    } finally {
      await squid.stop();
    }
  };

  test('a stock Squid lets 443 through and nothing else, and the line that fixes it does', async (t) => {
    const finding = findingOf(await ask(t), 'proxy');
    assert.deepEqual([finding.status, finding.reason], ['failed', 'proxy-denies-connect']);
    assert.deepEqual(
      evidenceOf(finding, ['port', 'outcome', 'connectStatus', 'direct']),
      [...TLS_PORTS, SUPPORT_PORT].map((port) =>
        port === 443
          ? [443, 'answered', 200, 'answered']
          : [port, 'denied', 403, port === 2222 ? 'open' : 'answered'],
      ),
    );
    for (const { error } of finding.evidence.slice(1)) assert.match(String(error), /^ERR_ACCESS_DENIED/);
    const [explanation] = finding.explanations;
    assert.equal(explanation?.fix, 'acl SSL_ports port 1026-1028 1031 2222');

    const repaired = findingOf(
      await ask(t, { sslPorts: `443 ${explanation?.fix.replace(/^.* port /, '')}` }),
      'proxy',
    );
    assert.deepEqual([repaired.status, repaired.reason], ['healthy', null]);
  });

  test('a Squid that bumps is interception by its product, and only there', async (t) => {
    const checked = await ask(t, {
      sslPorts: ALL,
      bumpsWith: { name: 'FGT60E-LAB-CA', organisation: 'Fortinet' },
    });
    const finding = findingOf(checked, 'proxy');
    assert.equal(finding.reason, 'proxy-intercepts');
    assert.equal(findingOf(checked, 'tls').status, 'healthy');
    const forged = finding.evidence.filter(({ port }) => port !== SUPPORT_PORT);
    for (const one of forged)
      assert.deepEqual([one.outcome, one.product], ['intercepted', 'Fortinet FortiGate']);
    assert.equal(finding.explanations[0]?.why, 'only-proxy-inspects');
    assert.match(finding.summary, /Only the path through 10\.1\.0\.1:3128 is inspected/);
  });

  test('a Squid that wants credentials says so, whatever the port', async (t) => {
    const finding = findingOf(await ask(t, { sslPorts: ALL, wantsCredentials: true }), 'proxy');
    assert.equal(finding.reason, 'proxy-wants-credentials');
    for (const one of finding.evidence) assert.equal(one.connectStatus, 407);
    assert.match(String(finding.evidence[0]?.wants), /^Basic realm="?lab/);
  });

  test('the proxy resolves the name: one that only it knows not is its failure', async (t) => {
    const finding = findingOf(await ask(t, { sslPorts: ALL, hosts: {} }), 'proxy');
    assert.equal(finding.reason, 'proxy-cannot-reach');
    assert.deepEqual([...new Set(finding.faults.map(({ values }) => values?.how))], ['name-not-found']);
  });

  test('a dead destination is the destination’s fault, not the proxy’s', async (t) => {
    const dead = await ask(t, { sslPorts: ALL, hosts: { [ENDPOINT]: [SITE.nobody] } });
    const finding = findingOf(dead, 'proxy');
    assert.equal(finding.reason, 'proxy-cannot-reach');
    for (const one of finding.evidence) assert.equal(one.connectStatus, 503);
    assert.deepEqual([...new Set(finding.faults.map(({ values }) => values?.how))], ['upstream-unreachable']);
  });

  test('through OpenSSH’s SOCKS proxy everything is as it is directly, and a dead destination is told', async (t) => {
    await startSocksProxy(t, router, {
      address: '10.1.0.1',
      hosts: { [ENDPOINT]: SITE.endpoint, [DEAD]: [SITE.nobody] },
    });
    const socks = ['--socks', `10.1.0.1:${SOCKS_PORT}`, '--trust', genuine.trustFile, '--timeout', '10s'];
    const good = findingOf(await checkFrom(client, ['--endpoint', ENDPOINT, ...socks]), 'proxy');
    assert.deepEqual([good.status, good.reason], ['healthy', null]);
    assert.deepEqual([...new Set(good.evidence.map(({ connectStatus }) => connectStatus))], [0]);
    const dead = findingOf(
      await checkFrom(client, ['--endpoint', DEAD, ...socks, '--only', 'proxy']),
      'proxy',
    );
    assert.equal(dead.reason, 'proxy-cannot-reach');
  });

  test('no proxy at all is refused once, and the direct way is as it was', async () => {
    const checked = await checkFrom(client, flags);
    const finding = findingOf(checked, 'proxy');
    assert.equal(finding.reason, 'proxy-refused');
    assert.equal(finding.faults.length, 1);
    assert.equal(findingOf(checked, 'tls').status, 'healthy');
  });
}
