import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Question } from '../../lib/core/observation.ts';
import { bundle, makeChain, trustIn } from '../support/certs.ts';
import { askFrom } from './support/ask.ts';
import { startEndpoint } from './support/endpoint.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { openSite, SITE } from './support/site.ts';

const PORT = 443;
const AT_ONCE = 60;
const LIMIT = 10;
/** What firewalls do to a SYN beyond the limit (iptables-extensions(8), "connlimit"). */
const BEYOND = {
  drops: ['-j', 'DROP'],
  refuses: ['-j', 'REJECT', '--reject-with', 'tcp-reset'],
} as const;

if (labOrExplain('limits of connections from one source', ['nginx', 'iptables'])) {
  const { client, server } = await openSite({ after });
  const { root, intermediate, leaf } = await makeChain({ names: ['limited.test'] });
  const tls = { certificates: bundle(leaf, intermediate), key: leaf.keyPem };
  await startEndpoint({ after }, server, [{ port: PORT, tls }]);
  const host = SITE.endpoint[0];
  const names = { servername: 'limited.test', acceptNames: ['limited.test'] };
  const questions: Readonly<Record<string, Question>> = {
    'connection-limited': { kind: 'port', host, ports: [{ port: PORT }] },
    'tls-connection-limited': { kind: 'tls', host, port: PORT, ...names, trust: trustIn(root) },
  };
  const ask = async (question: Question) => {
    const { findings } = await askFrom(client, Array(AT_ONCE).fill(question), { apart: true });
    assert.equal(findings.length, AT_ONCE);
    return [...new Set(findings.map(({ status, reason }) => `${status} ${reason}`))].sort();
  };

  for (const [deed, target] of Object.entries(BEYOND)) {
    const match = ['INPUT', '-p', 'tcp', '--syn', '--dport', `${PORT}`, '-m', 'connlimit'];
    const rule = [...match, '--connlimit-above', `${LIMIT}`, ...target];
    for (const [reason, question] of Object.entries(questions)) {
      test(`a firewall that ${deed} the eleventh connection at once: ${reason}`, async () => {
        await server.run(['iptables', '-A', ...rule]);
        const seen = await ask(question);
        await server.run(['iptables', '-D', ...rule]);
        assert.deepEqual(seen, [`degraded ${reason}`, 'healthy null']);
      });
    }

    test(`a firewall that ${deed} every connection has no limit`, async () => {
      const all = ['INPUT', '-p', 'tcp', '--syn', '--dport', `${PORT}`, ...target];
      await server.run(['iptables', '-A', ...all]);
      const { findings, elapsedMs } = await askFrom(
        client,
        Array.from({ length: 20 }, () => ({ kind: 'port', host, ports: [{ port: PORT }], timeoutMs: 1000 })),
      );
      await server.run(['iptables', '-D', ...all]);
      assert.deepEqual(
        [...new Set(findings.flatMap(({ faults }) => faults.map((fault) => fault.reason)))],
        [deed === 'drops' ? 'port-filtered' : 'port-refused'],
      );
      assert.ok(elapsedMs < 1500, `${elapsedMs} ms`);
    });
  }
}
