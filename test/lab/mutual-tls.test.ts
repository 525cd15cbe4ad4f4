import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { askMutualTls, MUTUAL_VERSIONS, type MutualOutcome } from '../../lib/net/mutual-tls.ts';
import { serveNginx } from '../support/mutual-servers.ts';
import { certificateFolder, type Issued, makeRoot } from '../support/openssl-ca.ts';
import { labOrExplain } from './support/prerequisites.ts';

if (labOrExplain('mutual TLS with nginx', ['nginx', 'openssl'])) {
  const folder = await certificateFolder({ after } as never);
  const ca = await makeRoot(folder, { name: 'Clients CA' });
  const server = await ca.issue({ name: 'server', extensions: ['basicConstraints=CA:FALSE'] });
  const good = await ca.issue({ name: 'good' });
  const expired = await ca.issue({ name: 'expired', to: new Date(Date.now() - 86_400_000) });
  const { port } = await serveNginx({ after } as never, {
    certPath: server.certPath,
    keyPath: server.keyPath,
    clientCaPath: ca.certPath,
  });

  const ask = async (
    client: Issued | undefined,
    version: (typeof MUTUAL_VERSIONS)[number],
  ): Promise<MutualOutcome> => {
    const identity = client && { certPem: client.pem, keyPem: client.keyPem };
    const signal = AbortSignal.timeout(10_000);
    for (let tries = 0; ; tries += 1) {
      const answer = await askMutualTls('127.0.0.1', port, { version, identity, timeoutMs: 3000, signal });
      if (answer.outcome !== 'no-connection' || tries === 50) return answer;
      await wait(50);
    }
  };

  for (const version of MUTUAL_VERSIONS) {
    test(`${version}: nginx finishes the handshake and refuses with HTTP 400, with no alert`, async () => {
      const refused = { outcome: 'refused', how: 'http', when: 'after', status: 400 };
      assert.deepEqual(await ask(undefined, version), refused);
      assert.deepEqual(await ask(expired, version), refused);
      assert.deepEqual(await ask(good, version), { outcome: 'accepted', status: 200 });
    });
  }
}
