import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DAY_MS } from '../../lib/core/time.ts';
import { assertOneOutage, checkFrom, evidenceOf, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, SUPPORT_PORT, TLS_PORTS } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

if (labOrExplain('genuine and broken TLS', ['knotd', 'nginx', 'sshd', 'ssh-keygen'])) {
  const { client, router, server } = await openSite({ after });
  const genuine = await makeGenuine({ after });
  const HOST = 'tls.lab.example';
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS, 'lab.example': { tls: [SITE.endpoint[0]] } },
  });
  const broken = [
    { port: 4401, tls: await genuine.issue([HOST], { notAfter: inDays(-1), notBefore: inDays(-30) }) },
    { port: 4402, tls: await genuine.issue([HOST], { notBefore: inDays(1) }) },
    { port: 4403, tls: await genuine.issue([HOST], { notAfter: inDays(2), notBefore: inDays(-195) }) },
    { port: 4404, tls: await genuine.issue(['other.lab.example']) },
    { port: 4405, tls: await genuine.issue([HOST], { withoutIntermediate: true }) },
    { port: 4406, tls: 'refuses-every-handshake' },
    { port: 4407 },
    { port: 4408, tls: await genuine.issue([HOST]) },
  ] as const;
  await startEndpoint({ after }, server, [...genuine.ports, ...broken]);
  await startSsh({ after }, server, { port: SUPPORT_PORT });
  const flags = ['--endpoint', ENDPOINT, '--trust', genuine.trustFile];

  test('a genuine endpoint is healthy in every check', async () => {
    await setRules(router, []);
    const checked = await checkFrom(client, flags);
    assert.deepEqual(glance(checked), ['dns healthy', 'port healthy', 'tls healthy', 'hello healthy']);
    assert.equal(checked.exitStatus, 0);
    const { evidence } = findingOf(checked, 'tls');
    assert.equal(evidence.length, TLS_PORTS.length * SITE.endpoint.length);
    for (const one of evidence) {
      assert.equal(one.outcome, 'answered');
      assert.equal(one.rootKeySha256, genuine.root.sha256);
      assert.match(String(one.subjectName), /storagegateway\.ap-northeast-2\.amazonaws\.com/);
      assert.match(String(one.issuerName), /Amazon RSA 2048 M01/);
      assert.ok(Date.parse(String(one.validTo)) > Date.now());
      assert.ok(Array.isArray(one.chain) && one.chain.length === 2);
      assert.equal(one.product, undefined);
    }
  });

  const broke = [
    { port: 4401, status: 'failed', reason: 'tls-expired' },
    { port: 4402, status: 'failed', reason: 'tls-not-yet-valid' },
    { port: 4403, status: 'degraded', reason: 'tls-expires-soon' },
    { port: 4404, status: 'failed', reason: 'tls-name-mismatch' },
    { port: 4405, status: 'failed', reason: 'tls-chain-incomplete' },
    { port: 4406, status: 'failed', reason: 'tls-alert' },
    { port: 4407, status: 'failed', reason: 'tls-not-tls' },
    { port: 4408, status: 'healthy', reason: null },
  ];
  test('what is wrong with a server is told apart, a target at a time', async () => {
    await setRules(router, []);
    const places = broke.map(({ port }) => `${HOST}:${port}`);
    const checked = await checkFrom(client, ['--tls', places.join(','), '--trust', genuine.trustFile]);
    assert.equal(checked.exitStatus, 1);
    assert.deepEqual(
      places.map((place) => {
        const { status, reason } = findingOf(checked, 'tls', place);
        return { port: Number(place.split(':')[1]), status, reason };
      }),
      broke,
    );
    assert.match(String(findingOf(checked, 'tls', `${HOST}:4406`).evidence[0]?.alert), /^unrecognized.name$/);
    assert.match(
      String(findingOf(checked, 'tls', `${HOST}:4407`).evidence[0]?.firstBytes),
      /^HTTP\/1\.1 400/,
    );
  });

  const deeds = [
    {
      title: 'the ClientHello alone is dropped',
      does: 'drop',
      carries: 'client-hello',
      reason: 'tls-silent',
    },
    { title: 'the ClientHello alone is reset', does: 'reset', carries: 'client-hello', reason: 'tls-reset' },
    {
      title: 'the ServerHello alone is dropped',
      does: 'drop',
      carries: 'server-hello',
      reason: 'tls-silent',
    },
  ] as const;
  for (const { title, does, carries, reason } of deeds) {
    test(`when ${title} the port is open and the finding is ${reason}`, async () => {
      await setRules(router, [{ does, carries, ports: [1027] }]);
      const checked = await checkFrom(client, [...flags, '--timeout', '1500ms']);
      assertOneOutage(checked, 'tls', reason);
      assert.equal(findingOf(checked, 'port').status, 'healthy');
      const faults = findingOf(checked, 'tls').faults;
      assert.deepEqual(
        faults.map(({ address, port }) => [address, port]),
        SITE.endpoint.map((address) => [address, 1027]),
      );
    });
  }

  test('a middlebox that drops only a large ClientHello is told, and does not fail a gateway', async () => {
    await setRules(router, [{ does: 'drop', carries: 'large-client-hello' }]);
    const checked = await checkFrom(client, [...flags, '--timeout', '1s']);
    assert.equal(checked.exitStatus, 0);
    const sizes = findingOf(checked, 'tls')
      .evidence.filter(({ helloSizes }) => helloSizes === 'only-small-works')
      .map(({ address }) => address);
    // It is the path's doing: one port of the address that is asked so shows it for all.
    assert.deepEqual(sizes, [SITE.endpoint[0]]);
  });

  test('a closed port explains its handshake: one outage, one finding', async () => {
    await setRules(router, [{ does: 'reset', ports: [1031] }]);
    const checked = await checkFrom(client, flags);
    assertOneOutage(checked, 'port', 'port-refused');
    const tls = findingOf(checked, 'tls');
    assert.deepEqual([tls.status, tls.reason], ['unknown', 'blocked-by']);
    const blocked = tls.evidence.filter((one) => one.blockedBy !== undefined);
    assert.deepEqual(
      blocked.map(({ port, address }) => [port, address]),
      SITE.endpoint.map((address) => [1031, address]),
    );
  });

  test('filtered everywhere, a whole check costs one --timeout', async () => {
    await setRules(router, [{ does: 'drop' }]);
    const timeoutMs = 2000;
    const checked = await checkFrom(client, [...flags, '--timeout', `${timeoutMs}ms`]);
    assert.equal(findingOf(checked, 'port').reason, 'port-filtered');
    assert.equal(findingOf(checked, 'tls').reason, 'blocked-by');
    assert.equal(evidenceOf(findingOf(checked, 'tls'), ['outcome']).length, 15);
    assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 100, `${checked.report.durationMs} ms`);
  });
}
