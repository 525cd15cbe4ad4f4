import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { askFrom } from './support/ask.ts';
import { type Daemon, isRunning, openNetwork } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';

const LISTEN = `require('node:net').createServer(s => s.end()).listen(7000, '0.0.0.0')`;

if (labOrExplain('the lab itself')) {
  test('a vantage behind a router sees open, refused, filtered and unreachable as the rules say', async (t) => {
    const network = await openNetwork(t);
    const [client, router, server] = [
      await network.namespace('client'),
      await network.namespace('router'),
      await network.namespace('server'),
    ];
    await network.link(client, '10.1.0.2/24', router, '10.1.0.1/24');
    await network.link(server, '10.2.0.2/24', router, '10.2.0.1/24');
    await client.route('default', '10.1.0.1');
    await server.route('default', '10.2.0.1');
    await router.forward();
    server.daemon([process.execPath, '-e', LISTEN]);
    await server.untilBound('tcp', 7000);
    await router.rules(`table inet lab {
      chain forward {
        type filter hook forward priority 0
        tcp dport 7002 drop
        tcp dport 7003 reject with icmpx type admin-prohibited
      }
    }`);
    const { findings } = await askFrom(client, [
      {
        kind: 'port',
        host: '10.2.0.2',
        ports: [{ port: 7000 }, { port: 7001 }, { port: 7002 }, { port: 7003 }],
        timeoutMs: 500,
      },
    ]);
    const outcomes = findings[0]?.evidence.map(({ port, outcome }) => [port, outcome]);
    assert.deepEqual(outcomes, [
      [7000, 'open'],
      [7001, 'refused'],
      [7002, 'silent'],
      [7003, 'unreachable'],
    ]);
  });

  test('nothing in the network can reach the machine or the world', async (t) => {
    const network = await openNetwork(t);
    const alone = await network.namespace('alone');
    const { stdout: links } = await alone.run(['ip', '-o', 'link']);
    assert.deepEqual(
      links
        .trim()
        .split('\n')
        .map((line) => line.split(':')[1]?.trim()),
      ['lo'],
    );
    const { stdout: routes } = await alone.run(['ip', 'route']);
    assert.equal(routes, '');
  });

  test('the end of the scope takes the daemons and the namespaces away', async (t) => {
    let daemon: Daemon | undefined;
    let name = '';
    await t.test('a short life', async (inner) => {
      const network = await openNetwork(inner);
      const one = await network.namespace('short');
      name = one.name;
      daemon = one.daemon([process.execPath, '-e', LISTEN], { privateRun: true });
      await one.untilBound('tcp', 7000);
      assert.ok(existsSync(`/proc/${daemon.pid}`));
    });
    assert.equal(existsSync(`/proc/${daemon?.pid}`), false);
    assert.doesNotMatch(execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }), new RegExp(name));
  });

  test('what a daemon leaves behind ends with the scope too', async (t) => {
    let left = 0;
    await t.test('a short life', async (inner) => {
      const network = await openNetwork(inner);
      const one = await network.namespace('left');
      // As a session of sshd does, the child holds the pipes of the daemon and outlives it.
      const daemon = one.daemon(['sh', '-c', 'sleep 60 & echo $!; exec sleep 60']);
      while (daemon.output() === '') await new Promise((resolve) => setTimeout(resolve, 20));
      left = Number(daemon.output().trim());
      assert.equal(isRunning(left), true);
    });
    assert.equal(isRunning(left), false);
  });
}
