import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { Question } from '../../lib/core/observation.ts';
import { findTool } from '../support/programs.ts';
import { askFrom } from './support/ask.ts';
import { type Namespace, openNetwork } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';

const SERVER = '10.1.0.1';
const run = promisify(execFile);
let keys = '';

/** A certificate of its own, and the shared key of tls-auth and tls-crypt. */
async function makeKeys(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gwlab-openvpn-'));
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=server', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
  ]);
  await run(findTool('openvpn') ?? 'openvpn', ['--genkey', 'secret', join(folder, 'shared.key')]);
  return folder;
}

type Transport = 'udp' | 'tcp';

async function openServer(t: TestContext, transport: Transport, ...options: readonly string[]) {
  const network = await openNetwork(t);
  const vantage = await network.namespace('vantage');
  const server = await network.namespace('server');
  await network.link(vantage, '10.1.0.2/24', server, `${SERVER}/24`);
  const daemon = server.daemon([
    ...['openvpn', '--mode', 'server', '--tls-server', '--server', '10.8.0.0', '255.255.255.0'],
    ...['--topology', 'subnet', '--dev', 'tun', '--port', '443', '--dh', 'none', '--verb', '4'],
    ...['--proto', transport === 'udp' ? 'udp' : 'tcp-server'],
    ...['--ca', join(keys, 'cert.pem'), '--cert', join(keys, 'cert.pem'), '--key', join(keys, 'key.pem')],
    ...options,
  ]);
  await server.untilBound(transport, 443);
  return { vantage, server, daemon };
}

async function runChecks(vantage: Namespace, transport: Transport, fields: Partial<Question> = {}) {
  const question: Question = { kind: 'openvpn', host: SERVER, transport, timeoutMs: 1000, ...fields };
  const { findings } = await askFrom(vantage, [question]);
  const [finding] = findings;
  return { status: finding?.status, reason: finding?.reason, outcome: finding?.evidence[0]?.outcome };
}

if (labOrExplain('OpenVPN against a real server', ['openvpn', 'openssl'])) {
  before(async () => {
    keys = await makeKeys();
  });
  after(async () => await rm(keys, { recursive: true }));

  for (const transport of ['udp', 'tcp'] as const) {
    test(`a server without a shared key answers over ${transport}`, async (t) => {
      const { vantage } = await openServer(t, transport);
      assert.deepEqual(await runChecks(vantage, transport), {
        status: 'healthy',
        reason: null,
        outcome: 'alive',
      });
    });

    for (const option of ['--tls-auth', '--tls-crypt']) {
      test(`a server with ${option} ignores us over ${transport}: unknown, unless it is known to answer`, async (t) => {
        const { vantage, daemon } = await openServer(t, transport, option, join(keys, 'shared.key'));
        // Over TCP OpenVPN 2.6 treats a packet it cannot authenticate as fatal to the connection.
        const outcome = transport === 'udp' ? 'silent' : 'closed';
        assert.deepEqual(await runChecks(vantage, transport), {
          status: 'unknown',
          reason: 'openvpn-silent',
          outcome,
        });
        assert.equal((await runChecks(vantage, transport, { answersStrangers: true })).status, 'failed');
        assert.match(daemon.output(), /TLS Error: (cannot locate HMAC|tls-crypt unwrapping failed)/);
      });
    }

    test(`a stopped server refuses over ${transport}`, async (t) => {
      const { vantage, daemon } = await openServer(t, transport);
      await daemon.stop();
      assert.deepEqual(await runChecks(vantage, transport), {
        status: 'failed',
        reason: 'openvpn-refused',
        outcome: 'refused',
      });
    });

    test(`a dropped port is silent over ${transport}`, async (t) => {
      const { vantage, server } = await openServer(t, transport);
      await server.rules(`table inet f {
        chain i {
          type filter hook input priority 0
          ${transport} dport 443 drop
        }
      }`);
      assert.deepEqual(await runChecks(vantage, transport), {
        status: 'unknown',
        reason: 'openvpn-silent',
        outcome: 'silent',
      });
    });
  }

  test('the wrong transport is told: TCP asked of a server that only has UDP is refused', async (t) => {
    const { vantage } = await openServer(t, 'udp');
    assert.equal((await runChecks(vantage, 'tcp')).reason, 'openvpn-refused');
  });

  test('twenty looks over UDP leave the server without a single client', async (t) => {
    const { vantage, daemon } = await openServer(t, 'udp');
    const questions: Question[] = Array.from({ length: 20 }, () => ({
      kind: 'openvpn',
      host: SERVER,
      timeoutMs: 1000,
    }));
    const { findings } = await askFrom(vantage, questions, { inTurn: true });
    assert.equal(findings[0]?.status, 'healthy');
    assert.equal(findings[0]?.evidence.length, 20);
    // OpenVPN 2.6 answers the first packet without keeping anything; it logs "Initial packet" when it does keep.
    assert.doesNotMatch(daemon.output(), /TLS: Initial packet/);
  });
}
