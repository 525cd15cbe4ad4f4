import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import { COMMAND } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine } from './support/genuine.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, REGION, SUPPORT_PORT } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';

const KEY = 'BME11-LQPTD-DF11P-BLLQ0-111V1';
const GATEWAY = SITE.endpoint[0];

if (labOrExplain('activation: nginx in a gateway’s place', ['knotd', 'nginx', 'sshd'])) {
  const { client, router, server } = await openSite({ after });
  const genuine = await makeGenuine({ after });
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS },
  });
  await startEndpoint({ after }, server, genuine.ports);
  await startSsh({ after }, server, { port: SUPPORT_PORT });
  const flags = [
    '--gateway',
    GATEWAY,
    '--region',
    REGION,
    '--endpoint',
    ENDPOINT,
    '--trust',
    genuine.trustFile,
  ];

  const run = async (...more: readonly string[]) => {
    const argv = [process.execPath, COMMAND, 'activation', ...flags, ...more];
    return await client.run(argv, { orFail: false, timeoutMs: 60_000 });
  };
  /** nginx on port 80 that answers every request so. */
  const answering = async (t: TestContext, answer: string) => {
    const nginx = await startEndpoint(t, server, [{ port: 80, lines: [answer] }]);
    t.after(nginx.stop);
  };
  const mint = async () => {
    const { status, stdout } = await run('--mint-key', '--json');
    const report: Report = JSON.parse(stdout);
    const reasons = report.findings.map(({ reason }) => reason).filter((reason) => reason !== null);
    return { status, stdout, reasons };
  };

  test('a gateway that gives a key passes the preflight, and the key is in no output', async (t) => {
    await answering(t, `return 200 "${KEY}\\n";`);
    for (const output of ['--json', '--markdown', '--debug']) {
      const { status, stdout, stderr } = await run('--mint-key', output);
      assert.equal(status, 0, stdout);
      assert(!`${stdout}${stderr}`.includes('BME11'));
    }
    const { stdout } = await run('--markdown', '--lang', 'ko');
    assert.match(stdout, /^# 활성화 사전 점검$/m);
    assert.match(stdout, /^- \[x\] ✅ \*\*tls\*\*/m);
  });

  for (const [what, answer, reason] of [
    ['an internal error', 'return 500 "Internal Error";', 'activation-gateway-cannot-reach-aws'],
    ['a login page', 'return 302 http://portal.lab.example/login;', 'activation-wrong-address'],
    [
      'a page of nginx',
      'default_type text/html; return 200 "<html>Welcome to nginx!</html>";',
      'activation-wrong-address',
    ],
    ['no such page', 'return 404;', 'activation-wrong-address'],
  ] as const) {
    test(`${what} in place of a key is ${reason}`, async (t) => {
      await answering(t, answer);
      assert.deepEqual(await mint().then(({ status, reasons }) => [status, reasons]), [1, [reason]]);
    });
  }

  test('a gateway that is activated already refuses, a filter before it is silent: the first path', async (t) => {
    assert.deepEqual((await mint()).reasons, ['activation-port-closed']);
    t.after(() => setRules(router, []));
    await setRules(router, [{ does: 'drop', ports: [80] }]);
    const { stdout } = await run('--json');
    assert.match(stdout, /"how": "silent"/);
  });

  test('a port of the endpoint that is filtered fails the second path before a key is asked for', async (t) => {
    await answering(t, `return 200 "${KEY}\\n";`);
    t.after(() => setRules(router, []));
    await setRules(router, [{ does: 'drop', ports: [1027] }]);
    const { status, stdout } = await run('--json');
    assert.equal(status, 1);
    const { findings }: Report = JSON.parse(stdout);
    assert.deepEqual(
      findings.filter((one) => one.status === 'failed').map(({ check, reason }) => [check, reason]),
      [['port', 'port-filtered']],
    );
  });
}
