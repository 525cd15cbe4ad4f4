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
  await network.link(client, '10.1.0.2/24', router, '10.1.0.1/24');
  const wire = await network.link(router, '10.2.0.1/24', server, '10.2.0.2/24');
  await router.forward();
  await client.route('default', '10.1.0.1');
  await server.route('default', '10.2.0.1');
  const genuine = await makeGenuine({ after });
  // Sixty names make a certificate that takes more than one packet.
  const names = Array.from({ length: 60 }, (_, index) => `name-${index}.mtu.lab.example`);
  const tls = await genuine.issue(names);
  await startEndpoint({ after }, server, [{ port: 443, tls }, { port: 80 }]);
  await startSsh({ after }, server, { port: 22 });

  const HOST = '10.2.0.2';
  const measure = async (port = 443, timeoutMs = 4000) => {
    const { findings } = await askFrom(client, [{ kind: 'mtu', host: HOST, port, timeoutMs }]);
    const [finding] = findings;
    assert.ok(finding !== undefined);
    return {
      status: finding.status,
      reason: finding.reason,
      seen: finding.evidence[0] ?? { subject: '', outcome: '' },
      values: finding.faults[0]?.values,
    };
  };
  /** Packets over a size, as seen by the router before it forwards: to the service, or from it. */
  const dropOver = (bytes: number, which: 'daddr' | 'saddr') =>
    router.rules(
      `table ip lab {
        chain forwarding {
          type filter hook forward priority filter
          ip ${which} ${HOST} ip length > ${bytes} drop
        }
      }`,
    );

  for (const port of [443, 80, 22]) {
    test(`a path of full packets is healthy at port ${port}`, async () => {
      await router.rules('');
      const { status, seen } = await measure(port);
      assert.equal(status, 'healthy');
      assert.deepEqual([seen.outcome, seen.largestPassedBytes], ['measured', 1500]);
    });
  }

  for (const [limit, passes, lost] of [
    [1400, 1400, 1406],
    [1300, 1300, 1340],
  ] as const) {
    for (const port of [443, 22]) {
      test(`packets over ${limit} bytes vanish on the way to port ${port}: a black hole of that size`, async () => {
        await dropOver(limit, 'daddr');
        const { status, reason, values } = await measure(port);
        assert.deepEqual([status, reason], ['failed', 'mtu-blackhole']);
        assert.deepEqual(values, { direction: 'to-target', size: passes, lost, mss: passes - 40 });
      });
    }
  }

  test('answers that are too large vanish: the other direction is named', async () => {
    await dropOver(1400, 'saddr');
    const { reason, values } = await measure();
    assert.equal(reason, 'mtu-blackhole');
    assert.equal(values?.direction, 'from-target');
  });

  test('a router that says "fragmentation needed" makes the path smaller, not dead', async () => {
    await router.rules('');
    await router.run(['ip', 'link', 'set', wire.deviceOfA, 'mtu', '1400']);
    try {
      const { status, reason, seen, values } = await measure();
      assert.deepEqual([status, reason, seen.largestPassedBytes], ['degraded', 'mtu-reduced', 1500]);
      assert.deepEqual(values, { size: 1400, interface: 1500, mss: 1360 });
    } finally {
      await router.run(['ip', 'link', 'set', wire.deviceOfA, 'mtu', '1500']);
      await client.run(['ip', 'route', 'flush', 'cache']);
    }
  });

  test('where nothing answers, nothing is said of packet sizes', async () => {
    await router.rules('');
    const { status, reason } = await measure(4444, 1000);
    assert.deepEqual([status, reason], ['unknown', 'mtu-not-measured']);
  });
}
