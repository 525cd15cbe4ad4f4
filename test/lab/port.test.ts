import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { askFrom } from './support/ask.ts';
import { checkFrom, evidenceOf, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
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
import { type Deed, type Rule, setRules } from './support/rules.ts';
import { openSite, SITE, type Site } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

const FLAGS = ['--endpoint', ENDPOINT, '--only', 'port'];

/** What a rule on every address of port 1027 is seen as. */
const SEEN: readonly { readonly does: Deed; readonly outcome: string; readonly reason: string }[] = [
  { does: 'drop', outcome: 'silent', reason: 'port-filtered' },
  { does: 'reset', outcome: 'refused', reason: 'port-refused' },
  { does: 'port-unreachable', outcome: 'refused', reason: 'port-refused' },
  { does: 'host-unreachable', outcome: 'unreachable', reason: 'port-unreachable' },
  { does: 'net-unreachable', outcome: 'unreachable', reason: 'port-unreachable' },
  { does: 'host-prohibited', outcome: 'unreachable', reason: 'port-unreachable' },
  { does: 'admin-prohibited', outcome: 'unreachable', reason: 'port-unreachable' },
];

if (labOrExplain('ports behind a router', ['knotd', 'nginx', 'sshd', 'ssh-keygen'])) {
  const { client, router } = await openEndpoint({ after });

  test('an endpoint that answers on every address and port is healthy', async () => {
    await setRules(router, []);
    const checked = await checkFrom(client, FLAGS);
    assert.deepEqual(glance(checked), ['port healthy']);
    assert.equal(checked.exitStatus, 0);
    const { evidence, measurements } = findingOf(checked, 'port');
    const asked = [...TLS_PORTS, SUPPORT_PORT].flatMap((port) =>
      SITE.endpoint.map((address) => [`${ENDPOINT}:${port}`, address, port, 'open', 1]),
    );
    assert.deepEqual(
      evidence
        .map(({ subject, address, port, outcome, attempts }) => [subject, address, port, outcome, attempts])
        .sort(),
      asked.sort(),
    );
    // On a path this short our own work outweighs it: a figure that is not the path's is dropped, none is made up.
    assert.equal(measurements.length, evidence.filter(({ elapsedMs }) => elapsedMs !== undefined).length);
    assert.ok(measurements.every(({ name, value }) => name === 'ConnectTime' && value >= 0));
  });

  for (const { does, outcome, reason } of SEEN) {
    test(`a required port that meets "${does}" on all addresses is ${reason}`, async () => {
      await setRules(router, [{ does, ports: [1027] }]);
      const checked = await checkFrom(client, [...FLAGS, '--timeout', '1s']);
      assert.deepEqual(glance(checked), [`port failed ${reason}`]);
      assert.equal(checked.exitStatus, 1);
      const finding = findingOf(checked, 'port');
      assert.equal(finding.severity, 'critical');
      assert.deepEqual(
        notOpen(finding),
        SITE.endpoint.map((address) => [address, 1027, outcome, 2]),
      );
      assert.ok(finding.runbook?.commands.some((command) => command.includes('1027')));
    });
  }

  test('one address of three that drops degrades the finding, and --strict fails it', async () => {
    await setRules(router, [{ does: 'drop', address: SITE.endpoint[1] }]);
    const checked = await checkFrom(client, [...FLAGS, '--timeout', '600ms']);
    assert.deepEqual(glance(checked), ['port degraded port-partly-open']);
    assert.equal(checked.exitStatus, 0);
    assert.deepEqual(
      notOpen(findingOf(checked, 'port')),
      [...TLS_PORTS, SUPPORT_PORT].map((port) => [SITE.endpoint[1], port, 'silent', 2]),
    );
    const strict = await checkFrom(client, [...FLAGS, '--timeout', '600ms', '--strict']);
    assert.equal(strict.exitStatus, 1);
  });

  test('the support channel alone, refused everywhere, degrades the finding', async () => {
    await setRules(router, [{ does: 'reset', ports: [SUPPORT_PORT] }]);
    const checked = await checkFrom(client, FLAGS);
    assert.deepEqual(glance(checked), ['port degraded port-partly-open']);
    assert.equal(checked.exitStatus, 0);
  });

  test('an address that nobody has is unreachable, not filtered', async () => {
    await setRules(router, []);
    const checked = await checkFrom(client, ['--tcp', `${SITE.nobody}:443`]);
    assert.deepEqual(glance(checked), ['port failed port-unreachable']);
    assert.deepEqual(evidenceOf(findingOf(checked, 'port'), ['address', 'outcome', 'code']), [
      [SITE.nobody, 'unreachable', 'EHOSTUNREACH'],
    ]);
  });

  test('a network without a route is unreachable', async () => {
    await client.run(['ip', 'route', 'del', 'default']);
    const checked = await checkFrom(client, ['--tcp', `${SITE.endpoint[0]}:443`]);
    await client.route('default', '10.1.0.1');
    assert.deepEqual(glance(checked), ['port failed port-unreachable']);
    assert.equal(findingOf(checked, 'port').evidence[0]?.code, 'ENETUNREACH');
  });

  test('a vantage without a route blames no target, for any check', async () => {
    const everyKind = [
      ...['--tls', `${ENDPOINT}:443,${SITE.endpoint[1]}:443`],
      ...['--proxy', `${SITE.endpoint[2]}:3128`],
      ...['--customer-gateway', SITE.endpoint[0]],
      ...['--client-vpn', SITE.endpoint[1]],
      ...['--ntp', SITE.timeServers[0]],
      ...['--gateway', SITE.endpoint[0], '--type', 'file-s3'],
    ];
    // No flag of the command asks for these two.
    const others = [
      { kind: 'mtu' as const, host: SITE.endpoint[0], port: 443 },
      { kind: 'activation' as const, host: SITE.endpoint[0], region: REGION },
    ];
    for (const route of ['unreachable', 'prohibit', 'blackhole']) {
      await client.run(['ip', 'route', 'replace', route, 'default']);
      const checked = await checkFrom(client, everyKind);
      assert.deepEqual(
        new Set(checked.report.findings.map(({ reason }) => reason)),
        new Set(['vantage-broken']),
      );
      assert.equal(checked.exitStatus, 3);
      const kinds = new Set(checked.report.findings.map(({ check }) => check));
      for (const kind of ['dns', 'port', 'tls', 'proxy', 'ike', 'openvpn', 'ntp', 'hello', 'clock'])
        assert.ok(kinds.has(kind), `${kind} was asked`);
      const { observations, findings } = await askFrom(client, others, { apart: true });
      for (const [at, { kind }] of others.entries()) {
        assert.equal(observations[at]?.refusedHere?.nothingLeft, true, kind);
        assert.ok(
          findings[at]?.faults.every(({ values }) => values?.byOurKernel === true),
          kind,
        );
      }
      await client.run(['ip', 'route', 'del', route, 'default']);
    }
    await client.route('default', '10.1.0.1');
  });

  for (const [rule, reason] of [
    ['reject', 'port-refused'],
    ['reject with tcp reset', 'port-refused'],
    ['reject with icmp type admin-prohibited', 'port-unreachable'],
    ['reject with icmp type net-unreachable', 'port-unreachable'],
  ] as const) {
    test(`what this machine's own firewall does by "${rule}" is not told as the peer's doing`, async () => {
      await setRules(router, []);
      await client.rules(`table ip own {
        chain sending {
          type filter hook output priority filter
          tcp dport 1031 ${rule}
        }
      }`);
      const checked = await checkFrom(client, [...FLAGS, '--timeout', '4s']);
      await client.rules('');
      assert.deepEqual(glance(checked), [`port failed ${reason}`]);
      const finding = findingOf(checked, 'port');
      assert.match(
        finding.summary,
        /This machine refuses 10\.2\.0\.1\d port 1031 itself, by its own firewall/,
      );
      assert.ok(finding.faults.every(({ values }) => values?.byOurKernel === true));
    });
  }

  for (const does of ['reset', 'port-unreachable', 'admin-prohibited'] as const) {
    test(`what a router does by "${does}" is not told as this machine's`, async () => {
      await setRules(router, [{ does, ports: [1031] }]);
      const finding = findingOf(await checkFrom(client, FLAGS), 'port');
      assert.equal(finding.status, 'failed');
      assert.doesNotMatch(finding.summary, /This machine/);
      assert.ok(finding.faults.every(({ values }) => values?.byOurKernel === undefined));
    });
  }

  test('a port on which nobody listens is refused', async () => {
    await setRules(router, []);
    const checked = await checkFrom(client, ['--tcp', `${SITE.endpoint[0]}:9999`]);
    assert.deepEqual(glance(checked), ['port failed port-refused']);
    assert.equal(findingOf(checked, 'port').evidence[0]?.code, 'ECONNREFUSED');
  });

  test('filtered ports cost one --timeout in all', async () => {
    await setRules(router, [{ does: 'drop' }]);
    const timeoutMs = 2000;
    const checked = await checkFrom(client, [...FLAGS, '--timeout', `${timeoutMs}ms`]);
    assert.deepEqual(glance(checked), ['port failed port-filtered']);
    assert.equal(notOpen(findingOf(checked, 'port')).length, 18);
    // The name server answers over UDP, which passes: the look-up is a round trip.
    assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 100, `${checked.report.durationMs} ms`);
  });

  test('where the router limits its ICMP errors, a lone silence is asked again alone', async (t) => {
    // Linux lets six go at once to one host, then one a second (icmp(7), icmp_ratelimit).
    const limited = await openEndpoint(t, { limitIcmpErrors: true });
    const [first, ...others] = SITE.endpoint;
    const rules: Rule[] = [
      { does: 'admin-prohibited', ports: [1026, 1027] },
      { does: 'admin-prohibited', ports: [1028], address: first },
    ];
    await setRules(limited.router, rules);
    const checked = await checkFrom(limited.client, FLAGS);
    assert.deepEqual(glance(checked), ['port failed port-unreachable']);
    const seen = notOpen(findingOf(checked, 'port'));
    const rejected = [
      ...[1026, 1027].flatMap((port) => [first, ...others].map((address) => [address, port])),
      [first, 1028],
    ];
    assert.deepEqual(
      seen.map(([address, port, outcome]) => [address, port, outcome]),
      rejected.map((place) => [...place, 'unreachable']),
    );
    // Seven, where only six are rejected at once: one was silent at first, and its second attempt was alone.
    assert.ok(seen.every(([, , , attempts]) => attempts === 2));
  });

  async function openEndpoint(
    scope: Parameters<typeof openSite>[0],
    options: Parameters<typeof openSite>[1] = {},
  ): Promise<Site> {
    const site = await openSite(scope, options);
    await startNameServer(scope, site.server, {
      address: SITE.nameServer,
      zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS },
    });
    await startEndpoint(
      scope,
      site.server,
      TLS_PORTS.map((port) => ({ port })),
    );
    await startSsh(scope, site.server, { port: SUPPORT_PORT });
    return site;
  }
}

function notOpen(finding: ReturnType<typeof findingOf>): readonly unknown[][] {
  return finding.evidence
    .filter(({ outcome }) => outcome !== 'open')
    .map(({ address, port, outcome, attempts }) => [address, port, outcome, attempts]);
}
