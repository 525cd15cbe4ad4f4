import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { askFrom } from './support/ask.ts';
import { assertOneOutage, COMMAND, checkFrom, evidenceOf, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, REGION, TLS_PORTS } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite, SITE } from './support/site.ts';

/** A zone that the name server holds but cannot load, and one that it does not hold. */
const BROKEN_ZONE = 'storagegateway.us-east-1.vpce.amazonaws.com';
const FOREIGN_ZONE = 'storagegateway.eu-west-1.vpce.amazonaws.com';
const PUBLIC_ZONE = `${REGION}.amazonaws.com`;
const OTHER = 'vpce-0fedcba9876543210-hgfedcba';

if (labOrExplain('names asked of a real name server', ['knotd', 'nginx'])) {
  const { client, router, server, attach } = await openSite({ after });
  const nameServer = await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: {
      [ENDPOINT_ZONE]: {
        ...ENDPOINT_RECORDS,
        'no-address': [],
        'in-public': [SITE.public],
        'one-in-public': [SITE.endpoint[0], SITE.public],
      },
      [PUBLIC_ZONE]: Object.fromEntries(
        ['', 'client-cp.', 'anon-cp.', 'proxy-app.', 'dp-1.'].map((label) => [
          `${label}storagegateway`,
          // Private DNS of an endpoint captures one of the names, as a zone of one's own may.
          [label === 'anon-cp.' ? SITE.endpoint[0] : SITE.public],
        ]),
      ),
      'cloudfront.net': { d4kdq0yaxexbo: [SITE.public] },
    },
    broken: [BROKEN_ZONE],
  });
  await startEndpoint(
    { after },
    server,
    TLS_PORTS.map((port) => ({ port })),
  );

  test('a name with private addresses is healthy, and the evidence lists them', async () => {
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT, '--only', 'dns']);
    assert.deepEqual(glance(checked), ['dns healthy']);
    assert.equal(checked.exitStatus, 0);
    const [evidence] = findingOf(checked, 'dns').evidence;
    assert.ok(evidence);
    assert.equal(evidence.subject, ENDPOINT);
    assert.equal(evidence.outcome, 'answered');
    assert.equal(evidence.rcode, 'NOERROR');
    assert.deepEqual([...(evidence.addresses as string[])].sort(), SITE.endpoint);
    assert.deepEqual(evidence.servers, [SITE.nameServer]);
  });

  const failures = [
    {
      what: 'does not exist',
      host: `${OTHER}.${ENDPOINT_ZONE}`,
      reason: 'name-not-found',
      rcode: 'NXDOMAIN',
    },
    {
      what: 'exists without an address',
      host: `no-address.${ENDPOINT_ZONE}`,
      reason: 'name-not-found',
      rcode: 'NOERROR',
    },
    {
      what: 'makes the server fail',
      host: `${OTHER}.${BROKEN_ZONE}`,
      reason: 'dns-server-failure',
      rcode: 'SERVFAIL',
    },
    {
      what: 'the server refuses to answer for',
      host: `${OTHER}.${FOREIGN_ZONE}`,
      reason: 'dns-server-failure',
      rcode: 'REFUSED',
    },
  ];
  for (const { what, host, reason, rcode } of failures) {
    test(`a name that ${what} is ${reason} (${rcode}), and nothing else is blamed`, async () => {
      const checked = await checkFrom(client, ['--endpoint', host, '--region', REGION]);
      assertOneOutage(checked, 'dns', reason);
      assert.deepEqual(evidenceOf(findingOf(checked, 'dns'), ['subject', 'rcode']), [[host, rcode]]);
      assert.ok(findingOf(checked, 'dns').runbook?.commands.some((command) => command.includes(host)));
    });
  }

  test('a name server that is filtered is dns-timeout, within one --timeout', async () => {
    await setRules(router, [{ does: 'drop', protocol: 'udp', ports: [53] }]);
    const timeoutMs = 1000;
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT, '--timeout', `${timeoutMs}ms`]);
    await setRules(router, []);
    assertOneOutage(checked, 'dns', 'dns-timeout');
    assert.deepEqual(evidenceOf(findingOf(checked, 'dns'), ['outcome', 'rcode']), [['silent', undefined]]);
    assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 100, `${checked.report.durationMs} ms`);
  });

  test('a name server whose port is closed has failed', async () => {
    await setRules(router, [{ does: 'port-unreachable', protocol: 'udp', ports: [53] }]);
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT]);
    await setRules(router, []);
    assertOneOutage(checked, 'dns', 'dns-server-failure');
    assert.deepEqual(evidenceOf(findingOf(checked, 'dns'), ['outcome']), [['server-unreachable']]);
  });

  test("an endpoint's name that answers with a public address is address-not-private", async () => {
    for (const label of ['in-public', 'one-in-public']) {
      const flags = ['--endpoint', `${label}.${ENDPOINT_ZONE}`, '--only', 'dns', '--region', REGION];
      const checked = await checkFrom(client, flags);
      assertOneOutage(checked, 'dns', 'address-not-private');
      assert.deepEqual(
        findingOf(checked, 'dns').faults.map(({ values }) => values?.addresses),
        [SITE.public],
      );
    }
  });

  test('a public name that answers with a private address is address-not-public, and only that name', async () => {
    const checked = await checkFrom(client, ['--region', REGION, '--only', 'dns']);
    assertOneOutage(checked, 'dns', 'address-not-public');
    const { evidence, faults } = findingOf(checked, 'dns');
    assert.equal(evidence.length, 6);
    assert.deepEqual(
      faults.map(({ subject }) => subject),
      [`anon-cp.storagegateway.${PUBLIC_ZONE}`],
    );
  });

  test('a name in /etc/hosts is honoured before the name server', async () => {
    const host = `${OTHER}.${ENDPOINT_ZONE}`;
    await client.etc('hosts', `127.0.0.1 localhost\n${SITE.endpoint[1]} ${host}\n`);
    const checked = await checkFrom(client, ['--endpoint', host, '--only', 'dns,port']);
    await client.etc('hosts', '127.0.0.1 localhost\n');
    assert.equal(findingOf(checked, 'dns').status, 'healthy');
    assert.deepEqual(evidenceOf(findingOf(checked, 'dns'), ['from', 'addresses']), [
      ['hosts', [SITE.endpoint[1]]],
    ]);
    const addresses = findingOf(checked, 'port').evidence.map(({ address }) => address);
    assert.deepEqual([...new Set(addresses)], [SITE.endpoint[1]]);
  });

  test("--dns asks this server in place of the system's", async () => {
    await client.etc('resolv.conf', `nameserver ${SITE.nobody}\n`);
    const flags = ['--endpoint', ENDPOINT, '--only', 'dns', '--timeout', '1s'];
    const asked = await checkFrom(client, [...flags, '--dns', SITE.nameServer]);
    assert.deepEqual(glance(asked), ['dns healthy']);
    const withPort = await checkFrom(client, [...flags, '--dns', `${SITE.nameServer}:53`]);
    assert.deepEqual(glance(withPort), ['dns healthy']);
    const system = await checkFrom(client, flags);
    await client.etc('resolv.conf', `nameserver ${SITE.nameServer}\n`);
    assert.equal(findingOf(system, 'dns').status, 'failed');
  });

  test('a DNS server whose own name leads nowhere is a mistake of the person who typed it', async () => {
    const typed = ['check', '--tcp', `${ENDPOINT}:443`, '--dns', `gone.${ENDPOINT_ZONE}`];
    const { status, stderr } = await client.run([process.execPath, COMMAND, ...typed], { orFail: false });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^--dns: cannot look up the DNS server's own name "gone\..*" \(ENOTFOUND\)/);
  });

  test('a name that the site does not forward is told with both answers', async () => {
    const forwards = (host: string, forwarders: readonly string[]) =>
      askFrom(client, [{ kind: 'dns', host, expect: 'private', forwarders, timeoutMs: 3000 }], {
        servers: [SITE.nameServer],
        timeoutMs: 1000,
      });
    // It stands for the inbound endpoint: it gives the addresses of the VPC.
    const inbound = '10.4.0.10';
    await startNameServer({ after }, await attach('resolver', inbound, '10.4.0.1'), {
      address: inbound,
      zones: { [ENDPOINT_ZONE]: { 'in-public': [SITE.endpoint[1]] } },
    });
    const host = `in-public.${ENDPOINT_ZONE}`;
    const [finding] = (await forwards(host, [inbound])).findings;
    assert.equal(finding?.reason, 'name-not-forwarded');
    assert.deepEqual(
      [finding.faults[0]?.values?.addresses, finding.faults[0]?.values?.expected],
      [SITE.public, SITE.endpoint[1]],
    );
    await setRules(router, [{ does: 'drop', protocol: 'udp', ports: [53], address: inbound }]);
    const [filtered] = (await forwards(host, [inbound])).findings;
    await setRules(router, []);
    assert.equal(filtered?.reason, 'forwarder-silent');
  });

  test('a name server that is stopped has failed', async () => {
    await nameServer.stop();
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT]);
    assertOneOutage(checked, 'dns', 'dns-server-failure');
  });
}
