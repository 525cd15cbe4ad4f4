import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { askMutualTls, MUTUAL_VERSIONS, type MutualOutcome } from '../../lib/net/mutual-tls.ts';
import { serveNginx } from '../support/mutual-servers.ts';
import { certificateFolder, type Issued, makeRoot } from '../support/openssl-ca.ts';
import { reportOf, runCli } from '../support/run-cli.ts';
import { labOrExplain } from './support/prerequisites.ts';

if (labOrExplain('mutual TLS with nginx', ['nginx', 'openssl'])) {
  const folder = await certificateFolder({ after } as never);
  const ca = await makeRoot(folder, { name: 'Clients CA' });
  const server = await ca.issue({
    name: 'server',
    extensions: ['basicConstraints=CA:FALSE', 'subjectAltName=IP:127.0.0.1'],
  });
  const good = await ca.issue({ name: 'good' });
  const expired = await ca.issue({ name: 'expired', to: new Date(Date.now() - 86_400_000) });
  const stranger = await (await makeRoot(folder, { name: 'Another CA' })).issue({ name: 'stranger' });
  const wrongPurpose = await ca.issue({ name: 'wrong purpose', extensions: ['extendedKeyUsage=serverAuth'] });
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
    test(`${version}: nginx finishes the handshake and says in HTTP what it misses, with no alert`, async () => {
      const refused = { outcome: 'refused', how: 'http', when: 'after', status: 400 };
      assert.deepEqual(await ask(undefined, version), {
        ...refused,
        certificate: 'not-sent',
        said: 'No required SSL certificate was sent',
      });
      for (const client of [expired, stranger, wrongPurpose])
        assert.deepEqual(await ask(client, version), {
          ...refused,
          certificate: 'not-accepted',
          said: 'The SSL certificate error',
        });
      assert.deepEqual(await ask(good, version), { outcome: 'accepted', status: 200 });
    });
  }

  test('the command line says that a certificate arrived and was not accepted, in the evidence and in words', async () => {
    const flags = ['--tls', `127.0.0.1:${port}`, '--trust', ca.certPath];
    const shown = ['--client-cert', expired.certPath, '--client-key', expired.keyPath];
    const run = await runCli('check', ...flags, ...shown, '--json');
    const tls = reportOf(run).findings.find(({ check }) => check === 'tls');
    assert.deepEqual([run.status, tls?.reason], [1, 'tls-alert']);
    assert.match(
      tls?.summary ?? '',
      /sends no alert, and then answers that it does not accept the client certificate \(HTTP 400: The SSL certificate error\)/,
    );
    const asks = tls?.evidence
      .filter(({ outcome }) => outcome.startsWith('client-certificate-'))
      .map(({ protocol, outcome, certificate, said, httpStatus }) =>
        [protocol, outcome, certificate, said, httpStatus].join(' | '),
      );
    assert.deepEqual(asks?.toSorted(), [
      'TLSv1.2 | client-certificate-not-shown-refused | not-sent | No required SSL certificate was sent | 400',
      'TLSv1.2 | client-certificate-shown-refused | not-accepted | The SSL certificate error | 400',
      'TLSv1.3 | client-certificate-not-shown-refused | not-sent | No required SSL certificate was sent | 400',
      'TLSv1.3 | client-certificate-shown-refused | not-accepted | The SSL certificate error | 400',
    ]);
  });
}
