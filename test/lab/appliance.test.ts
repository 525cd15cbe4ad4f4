import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { assertOneOutage, checkFrom, evidenceOf, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import { GANESHA_TOOLS, startNfs } from './support/ganesha.ts';
import type { Daemon } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { SAMBA_TOOLS, startSamba } from './support/samba.ts';
import { openSite, SITE } from './support/site.ts';
import { startTgt, TGT_TOOLS } from './support/tgt.ts';

/** One host that runs what an appliance runs for its clients. */
const GATEWAY = SITE.endpoint[0];
const ofType = (type: string) => ['--gateway', GATEWAY, '--type', type];

type Daemons = 'samba' | 'nfs' | 'tgt';
/** What stands in for the services of each type. */
const SERVED_BY = {
  'file-s3': ['samba', 'nfs'],
  'file-fsx': ['samba'],
  volume: ['tgt'],
  tape: ['tgt'],
} as const satisfies Readonly<Record<string, readonly Daemons[]>>;

/** Accepts and never says a word. */
const mute = (ports: readonly number[]) =>
  `for (const port of ${JSON.stringify(ports)}) require('node:net').createServer(() => {}).listen(port, '0.0.0.0')`;

if (labOrExplain('a gateway appliance', ['nginx', ...SAMBA_TOOLS, ...GANESHA_TOOLS, ...TGT_TOOLS])) {
  const { client, router, server } = await openSite({ after });

  const RUN: Readonly<Record<Daemons, (scope: TestContext) => Promise<Readonly<Record<string, Daemon>>>>> = {
    samba: async (scope) => ({ samba: await startSamba(scope, server) }),
    nfs: async (scope) => ({ ...(await startNfs(scope, server)) }),
    tgt: async (scope) => ({ tgtd: await startTgt(scope, server) }),
  };
  /** Everything that a type serves, less what this test stopped. */
  const startType = async (t: TestContext, type: keyof typeof SERVED_BY, stopped?: string) => {
    for (const daemons of SERVED_BY[type]) {
      for (const [name, { stop }] of Object.entries(await RUN[daemons](t))) {
        if (name === stopped) await stop();
      }
    }
  };
  const cleared = (t: TestContext) => t.after(() => setRules(router, []));

  const healthy = [
    {
      type: 'file-s3' as const,
      ports: [111, 2049, 20_048, 139, 445],
      hellos: [
        [111, 'portmapper', 'portmapper version 2'],
        [2049, 'nfs', 'NFS version 3'],
        [20_048, 'mountd', 'MOUNT version 3'],
        [445, 'smb2', 'SMB 3.1.1'],
      ],
      glance: ['port healthy', 'hello healthy', 'clock healthy'],
    },
    {
      type: 'file-fsx' as const,
      ports: [139, 445],
      hellos: [[445, 'smb2', 'SMB 3.1.1']],
      glance: ['port healthy', 'hello healthy', 'clock healthy'],
    },
    ...(['volume', 'tape'] as const).map((type) => ({
      type,
      ports: [3260],
      hellos: [[3260, 'iscsi', 'iSCSI login status 0x0000']],
      glance: ['port healthy', 'hello healthy'],
    })),
  ];
  for (const { type, ports, hellos, glance: expected } of healthy) {
    test(`a ${type} gateway is asked at its own ports, and greeted in their protocols`, async (t) => {
      await startType(t, type);
      const checked = await checkFrom(client, ofType(type));
      assert.deepEqual(glance(checked), expected);
      assert.equal(checked.exitStatus, 0);
      assert.deepEqual(
        evidenceOf(findingOf(checked, 'port'), ['subject', 'address', 'port', 'outcome']),
        ports.map((port) => [`${GATEWAY}:${port}`, GATEWAY, port, 'open']),
      );
      assert.deepEqual(
        evidenceOf(findingOf(checked, 'hello'), [
          'subject',
          'address',
          'port',
          'protocol',
          'says',
          'outcome',
        ]),
        hellos.map(([port, protocol, says]) => [
          `${GATEWAY}:${port}`,
          GATEWAY,
          port,
          protocol,
          says,
          'spoke',
        ]),
      );
    });
  }

  /** What a type loses with a service: the ports that are gone, those that a client cannot do without first. */
  const losses = [
    { stopped: 'samba', type: 'file-s3', gone: [445, 139] },
    { stopped: 'ganesha', type: 'file-s3', gone: [2049, 20_048] },
    { stopped: 'samba', type: 'file-fsx', gone: [445, 139] },
    { stopped: 'tgtd', type: 'volume', gone: [3260] },
  ] as const;
  for (const { stopped, type, gone } of losses) {
    test(`a ${type} gateway without ${stopped} refuses, and that is the one finding`, async (t) => {
      await startType(t, type, stopped);
      const checked = await checkFrom(client, ofType(type));
      assertOneOutage(checked, 'port', 'port-refused');
      const { faults } = findingOf(checked, 'port');
      assert.deepEqual(
        faults.map(({ address, port, reason }) => [address, port, reason]),
        gone.map((port, index) => [GATEWAY, port, index === 0 ? 'port-refused' : 'port-partly-open']),
      );
    });

    test(`a filter before ${stopped} of a ${type} gateway is silent, and that is the one finding`, async (t) => {
      await startType(t, type);
      cleared(t);
      await setRules(router, [{ does: 'drop', address: GATEWAY, ports: gone }]);
      const timeoutMs = 1500;
      const checked = await checkFrom(client, [...ofType(type), '--timeout', `${timeoutMs}ms`]);
      assertOneOutage(checked, 'port', 'port-filtered');
      const { evidence } = findingOf(checked, 'port');
      assert.deepEqual(
        evidence
          .filter(({ outcome }) => outcome !== 'open')
          .map(({ port, outcome }) => `${port} ${outcome}`)
          .sort(),
        gone.map((port) => `${port} silent`).sort(),
      );
      assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 150, `${checked.report.durationMs} ms`);
    });
  }

  test('a gateway that serves NFS alone fails at SMB, says what to type, and is well once that is typed', async (t) => {
    await startType(t, 'file-s3', 'samba');
    const assumed = await checkFrom(client, ofType('file-s3'));
    assert.match(findingOf(assumed, 'port').summary, /or --protocols nfs on the command line/);
    const said = await checkFrom(client, [...ofType('file-s3'), '--protocols', 'nfs']);
    assert.deepEqual(glance(said), ['port healthy', 'hello healthy']);
  });

  test('without rpcbind clients of NFS version 4 go on: a degradation, told by the port alone', async (t) => {
    await startType(t, 'file-s3', 'rpcbind');
    const checked = await checkFrom(client, ofType('file-s3'));
    assert.deepEqual(glance(checked), [
      'port degraded port-partly-open',
      'hello unknown blocked-by',
      'clock healthy',
    ]);
    assert.equal(checked.exitStatus, 0);
    assert.deepEqual(
      findingOf(checked, 'hello').faults.map(({ subject, blockedBy }) => [subject, blockedBy]),
      [[`${GATEWAY}:111`, { target: GATEWAY, check: 'port', reason: 'port-partly-open', because: 'due-to' }]],
    );
  });

  const impostors = [
    { type: 'file-fsx', port: 445, open: [445, 139] },
    { type: 'volume', port: 3260, open: [3260] },
  ] as const;
  for (const { type, port, open } of impostors) {
    test(`a web server on port ${port} of a ${type} gateway speaks the wrong protocol`, async (t) => {
      const nginx = await startEndpoint(
        t,
        server,
        open.map((one) => ({ port: one })),
      );
      t.after(nginx.stop);
      const checked = await checkFrom(client, ofType(type));
      assertOneOutage(checked, 'hello', 'hello-wrong-protocol');
      assert.deepEqual(evidenceOf(findingOf(checked, 'hello'), ['address', 'port', 'outcome', 'looksLike']), [
        [GATEWAY, port, 'wrong-protocol', 'HTTP'],
      ]);
    });

    test(`a service on port ${port} of a ${type} gateway that says nothing is silent`, async (t) => {
      const silent = server.daemon([process.execPath, '-e', mute(open)]);
      t.after(silent.stop);
      for (const one of open) await server.untilBound('tcp', one);
      const timeoutMs = 1000;
      const checked = await checkFrom(client, [...ofType(type), '--timeout', `${timeoutMs}ms`]);
      assertOneOutage(checked, 'hello', 'hello-silent');
      assert.deepEqual(evidenceOf(findingOf(checked, 'hello'), ['address', 'port', 'outcome', 'attempts']), [
        [GATEWAY, port, 'silent', 2],
      ]);
      assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 150, `${checked.report.durationMs} ms`);
    });
  }

  test('a web server on the ports of NFS is told apart from NFS', async (t) => {
    const nfs = await startNfs(t, server);
    await nfs.ganesha.stop();
    await startSamba(t, server);
    const nginx = await startEndpoint(t, server, [{ port: 2049 }, { port: 20_048 }]);
    t.after(nginx.stop);
    const checked = await checkFrom(client, ofType('file-s3'));
    assertOneOutage(checked, 'hello', 'hello-wrong-protocol');
    assert.deepEqual(
      findingOf(checked, 'hello').faults.map(({ port, status, severity }) => [port, status, severity]),
      [
        [2049, 'failed', 'critical'],
        [20_048, 'degraded', 'info'],
      ],
    );
  });

  test('a server of SMB 1 alone is named, though it only hangs up on SMB 2', async (t) => {
    await startSamba(t, server, { newest: 'NT1' });
    const checked = await checkFrom(client, ofType('file-fsx'));
    assertOneOutage(checked, 'hello', 'hello-wrong-protocol');
    assert.deepEqual(evidenceOf(findingOf(checked, 'hello'), ['port', 'outcome', 'looksLike', 'attempts']), [
      [445, 'wrong-protocol', 'SMB1', 2],
    ]);
  });

  test('a server of SMB 2.0.2 alone is greeted in it', async (t) => {
    await startSamba(t, server, { newest: 'SMB2_02' });
    const checked = await checkFrom(client, ofType('file-fsx'));
    assert.deepEqual(glance(checked), ['port healthy', 'hello healthy', 'clock healthy']);
    assert.deepEqual(evidenceOf(findingOf(checked, 'hello'), ['says']), [['SMB 2.0.2']]);
  });

  test('an iSCSI target that hangs up on every login serves nobody', async (t) => {
    await startTgt(t, server, { hasTarget: false });
    const checked = await checkFrom(client, ofType('tape'));
    assertOneOutage(checked, 'hello', 'hello-silent');
    const [[port, outcome, attempts] = [], ...more] = evidenceOf(findingOf(checked, 'hello'), [
      'port',
      'outcome',
      'attempts',
    ]);
    assert.deepEqual([port, attempts, more], [3260, 2, []]);
    // Whether tgtd had read all of the login when it hung up decides between an end and a reset.
    assert.match(String(outcome), /^(?:closed|reset)$/);
  });
}
