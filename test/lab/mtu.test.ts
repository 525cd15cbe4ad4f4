import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { askFrom } from './support/ask.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { openNetwork } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { startSsh } from './support/ssh.ts';

if (labOrExplain('packets that are too large', ['nginx', 'sshd', 'ssh-keygen', 'ss'])) {
  const network = await openNetwork({ after });
  const client = await network.namespace('client');
  const router = await network.namespace('router');
  const server = await network.namespace('server');
  const near = await network.link(client, '10.1.0.2/24', router, '10.1.0.1/24');
  const far = await network.link(router, '10.2.0.1/24', server, '10.2.0.2/24');
  await client.address(near.deviceOfA, 'fd00:1::2/64');
  await router.address(near.deviceOfB, 'fd00:1::1/64');
  await router.address(far.deviceOfA, 'fd00:2::1/64');
  await server.address(far.deviceOfB, 'fd00:2::2/64');
  await router.forward();
  await client.route('default', '10.1.0.1');
  await server.route('default', '10.2.0.1');
  await client.route('::/0', 'fd00:1::1');
  await server.route('::/0', 'fd00:2::1');
  /** The server at both its addresses, and what IP and TCP take of a packet. */
  const FAMILIES = {
    IPv4: { host: '10.2.0.2', headerBytes: 40, more: {} },
    IPv6: { host: 'fd00:2::2', headerBytes: 60, more: { variant: 'ipv6' } },
  } as const;
  const families = Object.entries(FAMILIES);
  await client.etc('hosts', families.map(([, { host }]) => `${host} both.mtu.lab.example\n`).join(''));
  const genuine = await makeGenuine({ after });
  // Sixty names make a certificate that takes more than one packet.
  const names = Array.from({ length: 60 }, (_, index) => `name-${index}.mtu.lab.example`);
  const tls = await genuine.issue(names);
  const everywhere = (port: number) => [`listen [::]:${port}${port === 443 ? ' ssl' : ''};`];
  await startEndpoint({ after }, server, [
    { port: 443, tls, lines: everywhere(443) },
    { port: 80, lines: everywhere(80) },
  ]);
  await startSsh({ after }, server, { port: 22 });

  /** Asks hosts side by side. */
  const measure = async (hosts: readonly string[], port = 443, timeoutMs = 4000) => {
    const questions = hosts.map((host) => ({ kind: 'mtu' as const, host, port, timeoutMs }));
    const { findings } = await askFrom(client, questions, { apart: true });
    return findings.map(({ status, reason, evidence, faults }) => ({
      status,
      reason,
      seen: evidence[0] ?? { subject: '', outcome: '' },
      faults,
      values: faults[0]?.values,
    }));
  };
  const measureBoth = (port = 443) =>
    measure(
      families.map(([, { host }]) => host),
      port,
    );
  /** Packets over a size, as seen by the router before it forwards: to the service, or from it. */
  const dropOver = (bytes: number, which: 'daddr' | 'saddr', of = Object.values(FAMILIES)) =>
    router.rules(
      `table inet lab {
        chain forwarding {
          type filter hook forward priority filter
          ${of.map(({ host }) => `${host.includes(':') ? 'ip6' : 'ip'} ${which} ${host} meta length > ${bytes} drop`).join('\n          ')}
        }
      }`,
    );
  /** A wire of the router that carries 1,400 bytes, for as long as `body` runs. */
  const withSmallWire = async (device: string, body: () => Promise<void>) => {
    await router.run(['ip', 'link', 'set', device, 'mtu', '1400']);
    try {
      await body();
    } finally {
      await router.run(['ip', 'link', 'set', device, 'mtu', '1500']);
      for (const end of [client, server])
        for (const family of ['-4', '-6']) await end.run(['ip', family, 'route', 'flush', 'cache']);
    }
  };
  const blackHole = (passes: number, lost: number) =>
    families.map(([, { headerBytes, more }]) => ({
      reason: 'mtu-blackhole',
      values: { direction: 'to-target', size: passes, lost, mss: passes - headerBytes, ...more },
    }));

  for (const port of [443, 80, 22]) {
    test(`a path of full packets is healthy at port ${port}, in both families`, async () => {
      await router.rules('');
      for (const { status, seen } of await measureBoth(port)) {
        assert.equal(status, 'healthy');
        assert.deepEqual([seen.outcome, seen.largestPassedBytes], ['measured', 1500]);
      }
    });
  }

  for (const [limit, passes, lost] of [
    [1400, 1400, 1406],
    [1300, 1300, 1340],
  ] as const) {
    for (const port of [443, 22]) {
      test(`packets over ${limit} bytes vanish on the way to port ${port}: a black hole of that size`, async () => {
        await dropOver(limit, 'daddr');
        const measured = await measureBoth(port);
        assert.deepEqual(
          measured.map(({ reason, values }) => ({ reason, values })),
          blackHole(passes, lost),
        );
      });
    }
  }

  test('answers that are too large vanish: the other direction is named', async () => {
    await dropOver(1400, 'saddr');
    assert.deepEqual(
      (await measureBoth()).map(({ reason, values }) => [reason, values?.direction, values?.mss]),
      [
        ['mtu-blackhole', 'from-target', 1360],
        ['mtu-blackhole', 'from-target', 1340],
      ],
    );
  });

  test('of a name with two addresses, the family whose packets vanish is named alone', async () => {
    await dropOver(1400, 'daddr', [FAMILIES.IPv6]);
    const [finding] = await measure(['both.mtu.lab.example']);
    assert.equal(finding?.status, 'failed');
    assert.deepEqual(
      finding.faults.map(({ address, reason }) => [address, reason]),
      [[FAMILIES.IPv6.host, 'mtu-blackhole']],
    );
  });

  test('a router that says "fragmentation needed" or "packet too big" makes the path smaller, not dead', async () => {
    await router.rules('');
    await withSmallWire(far.deviceOfA, async () => {
      const measured = await measureBoth();
      assert.deepEqual(
        measured.map(({ status, reason, seen, values }) => [status, reason, seen.largestPassedBytes, values]),
        families.map(([, { headerBytes, more }]) => [
          'degraded',
          'mtu-reduced',
          1500,
          { size: 1400, interface: 1500, mss: 1400 - headerBytes, ...more },
        ]),
      );
    });
  });

  test('the same router whose ICMP is filtered is a black hole', async () => {
    await router.rules(`table inet lab {
      chain sending {
        type filter hook output priority filter
        icmp type destination-unreachable drop
        icmpv6 type packet-too-big drop
      }
    }`);
    await withSmallWire(far.deviceOfA, async () => {
      const measured = await measureBoth();
      assert.deepEqual(
        measured.map(({ reason, values }) => ({ reason, values })),
        blackHole(1400, 1406),
      );
    });
  });

  test('where the router tells the service of a small wire, its answers come all the same', async () => {
    await router.rules('');
    await withSmallWire(near.deviceOfB, async () => {
      for (const { status, seen } of await measureBoth())
        assert.deepEqual([status, seen.largestPassedBytes], ['healthy', 1500]);
    });
  });

  test('where nothing answers, nothing is said of packet sizes', async () => {
    await router.rules('');
    const [finding] = await measure([FAMILIES.IPv4.host], 4444, 1000);
    assert.deepEqual([finding?.status, finding?.reason], ['unknown', 'mtu-not-measured']);
  });
}
