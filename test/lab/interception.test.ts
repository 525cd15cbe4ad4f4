import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertOneOutage, type Checked, checkFrom, findingOf } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { INTERCEPTOR_PORT, startMitmproxy, startSquid } from './support/interceptors.ts';
import { startNameServer } from './support/name-server.ts';
import {
  ENDPOINT,
  ENDPOINT_RECORDS,
  ENDPOINT_ZONE,
  REGION,
  SUPPORT_PORT,
  TLS_PORTS,
} from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

const DEAD = `vpce-0dead0dead0dead00-deaddead.${ENDPOINT_ZONE}`;
const TOOLS = ['knotd', 'nginx', 'sshd', 'ssh-keygen', 'squid', 'mitmdump'];

if (labOrExplain('TLS interception by squid and mitmproxy', TOOLS)) {
  const { client, router, server } = await openSite({ after });
  const genuine = await makeGenuine({ after });
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: {
      [ENDPOINT_ZONE]: { ...ENDPOINT_RECORDS, [DEAD.slice(0, -ENDPOINT_ZONE.length - 1)]: [SITE.nobody] },
    },
  });
  await startEndpoint({ after }, server, genuine.ports);
  await startSsh({ after }, server, { port: SUPPORT_PORT });
  const trust = ['--trust', genuine.trustFile];
  const intercept = (ports: readonly number[]) =>
    setRules(router, [{ does: { redirectTo: INTERCEPTOR_PORT }, ports }]);

  test('squid in the path is interception by its product, and the open ports prove nothing', async (t) => {
    const squid = await startSquid(t, router, {
      ca: { name: 'FGT60E-LAB-CA', organisation: 'Fortinet', more: [['OU', 'Certificate Authority']] },
      hosts: { [ENDPOINT]: SITE.endpoint, [DEAD]: [SITE.nobody] },
    });
    t.after(squid.stop);

    await t.test('on every port', async () => {
      await intercept(TLS_PORTS);
      const checked = await checkFrom(client, ['--endpoint', ENDPOINT, ...trust, '--timeout', '10s']);
      assertOneOutage(checked, 'tls', 'tls-intercepted');
      const finding = findingOf(checked, 'tls');
      assert.equal(finding.severity, 'critical');
      assert.match(finding.summary, /Fortinet/);
      assert.equal(finding.evidence.length, TLS_PORTS.length * SITE.endpoint.length);
      for (const one of finding.evidence) {
        assert.equal(one.product, 'Fortinet FortiGate');
        assert.match(String(one.issuerName), /FGT60E-LAB-CA/);
        assert.notEqual(one.rootKeySha256, genuine.root.sha256);
      }
      assertPortsProveNothing(checked, ENDPOINT, TLS_PORTS);
    });

    await t.test('on one port only, the others are as they were', async () => {
      await intercept([1027]);
      const checked = await checkFrom(client, ['--endpoint', ENDPOINT, ...trust, '--timeout', '10s']);
      assertOneOutage(checked, 'tls', 'tls-intercepted');
      const { faults } = findingOf(checked, 'tls');
      assert.deepEqual([...new Set(faults.map(({ port }) => port))], [1027]);
      assertPortsProveNothing(checked, ENDPOINT, [1027]);
    });

    await t.test('a dead server behind it shows an open port and a forged leaf', async () => {
      await intercept(TLS_PORTS);
      const flags = ['--endpoint', DEAD, '--region', REGION, ...trust, '--timeout', '10s'];
      const checked = await checkFrom(client, flags);
      const tls = findingOf(checked, 'tls');
      assert.deepEqual([tls.status, tls.reason], ['failed', 'tls-intercepted']);
      const open = findingOf(checked, 'port').evidence.filter(({ outcome }) => outcome === 'open');
      assert.deepEqual(open.map(({ port }) => port).sort(), [...TLS_PORTS].sort());
      assertPortsProveNothing(checked, DEAD, TLS_PORTS);
    });
  });

  test('mitmproxy in the path is interception by mitmproxy', async (t) => {
    const mitmproxy = await startMitmproxy(t, router);
    t.after(mitmproxy.stop);
    await intercept(TLS_PORTS);
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT, ...trust, '--timeout', '10s']);
    assertOneOutage(checked, 'tls', 'tls-intercepted');
    for (const one of findingOf(checked, 'tls').evidence) assert.equal(one.product, 'mitmproxy');
  });

  test('an interceptor whose CA names nobody is called unnamed', async (t) => {
    const squid = await startSquid(t, router, {
      ca: { name: 'Corporate Root 7', organisation: 'Example AG' },
      hosts: { [ENDPOINT]: SITE.endpoint },
    });
    t.after(squid.stop);
    await intercept([443]);
    const flags = ['--tls', `${ENDPOINT}:443`, ...trust, '--timeout', '10s'];
    const checked = await checkFrom(client, flags);
    assertOneOutage(checked, 'tls', 'tls-intercepted');
    for (const one of findingOf(checked, 'tls').evidence) assert.equal(one.product, 'unnamed');
  });
}

/** The report says of these ports, and of no others, that their being open proves nothing. */
function assertPortsProveNothing({ report }: Checked, host: string, ports: readonly number[]): void {
  const said = report.doesNotProve.filter((text) => text.includes('open ports on this path prove nothing'));
  assert.equal(said.length, 1, report.doesNotProve.join('\n'));
  assert.ok(said[0]?.includes(`${host} (${ports.join(', ')})`), said[0]);
}
