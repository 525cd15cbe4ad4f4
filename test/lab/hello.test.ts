import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkFrom, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, SUPPORT_PORT } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

/** Accepts and never says a word. */
const MUTE = `require('node:net').createServer(() => {}).listen(${SUPPORT_PORT}, '0.0.0.0')`;
/** One who connects and keeps the connection without logging in. */
const HOLD = `require('node:net').connect(${SUPPORT_PORT}, '${SITE.endpoint[0]}').on('data', () => console.log('held'))`;

if (labOrExplain('the support channel', ['knotd', 'nginx', 'sshd', 'ssh-keygen'])) {
  const { client, server } = await openSite({ after });
  const genuine = await makeGenuine({ after });
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS },
  });
  await startEndpoint({ after }, server, genuine.ports);
  const flags = ['--endpoint', ENDPOINT, '--only', 'hello', '--trust', genuine.trustFile];

  test('a real sshd is greeted at every address', async (t) => {
    const ssh = await startSsh(t, server, { port: SUPPORT_PORT });
    t.after(ssh.stop);
    const checked = await checkFrom(client, flags);
    assert.deepEqual(glance(checked), ['hello healthy']);
    const { evidence } = findingOf(checked, 'hello');
    assert.deepEqual(
      evidence.map(({ subject, address, port, outcome, protocol }) => [
        subject,
        address,
        port,
        outcome,
        protocol,
      ]),
      SITE.endpoint.map((address) => [`${ENDPOINT}:${SUPPORT_PORT}`, address, SUPPORT_PORT, 'spoke', 'ssh']),
    );
    for (const { says } of evidence) assert.match(String(says), /^SSH-2\.0-OpenSSH_/);
  });

  test('an sshd with too many at its door is alive but throttled', async (t) => {
    const ssh = await startSsh(t, server, { port: SUPPORT_PORT, maxStartups: '1:100:1' });
    t.after(ssh.stop);
    const holder = client.daemon([process.execPath, '-e', HOLD]);
    t.after(holder.stop);
    while (!holder.output().includes('held')) await new Promise((resolve) => setTimeout(resolve, 10));
    const checked = await checkFrom(client, flags);
    assert.deepEqual(glance(checked), ['hello degraded hello-throttled']);
    assert.equal(checked.exitStatus, 0);
    for (const { outcome, says } of findingOf(checked, 'hello').evidence) {
      assert.equal(outcome, 'throttled');
      assert.match(String(says), /Exceeded MaxStartups/);
    }
  });

  test('TLS on the support channel is as good as SSH', async (t) => {
    const tls = await genuine.issue([ENDPOINT]);
    const nginx = await startEndpoint(t, server, [{ port: SUPPORT_PORT, tls }]);
    t.after(nginx.stop);
    const checked = await checkFrom(client, flags);
    assert.deepEqual(glance(checked), ['hello healthy']);
    for (const { protocol } of findingOf(checked, 'hello').evidence) assert.equal(protocol, 'tls');
  });

  test('a web server on the support channel speaks the wrong protocol', async (t) => {
    const nginx = await startEndpoint(t, server, [{ port: SUPPORT_PORT }]);
    t.after(nginx.stop);
    const checked = await checkFrom(client, flags);
    assert.deepEqual(glance(checked), ['hello degraded hello-wrong-protocol']);
    for (const { says } of findingOf(checked, 'hello').evidence)
      assert.match(String(says), /^HTTP\/1\.1 400/);
  });

  test('a service that accepts and says nothing is silent', async (t) => {
    const mute = server.daemon([process.execPath, '-e', MUTE]);
    t.after(mute.stop);
    await server.untilBound('tcp', SUPPORT_PORT);
    const checked = await checkFrom(client, [...flags, '--timeout', '1s']);
    assert.deepEqual(glance(checked), ['hello degraded hello-silent']);
    assert.ok(checked.report.durationMs <= 1150 + 100, `${checked.report.durationMs} ms`);
  });

  test('a closed support channel is told by its port alone', async () => {
    const checked = await checkFrom(client, ['--endpoint', ENDPOINT, '--trust', genuine.trustFile]);
    assert.deepEqual(glance(checked), [
      'dns healthy',
      'port degraded port-partly-open',
      'tls healthy',
      'hello unknown blocked-by',
    ]);
    assert.equal(checked.exitStatus, 0);
  });
}
