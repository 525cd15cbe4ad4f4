import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import { makeAuthority, makeChain } from '../support/certs.ts';
import { startLocalStack, WATCH } from '../support/local-stack.ts';
import { serveTls } from '../support/tls-peers.ts';

/** The bundles as they are deployed: `trust` of a target goes from gatewatch.yaml to the verdict. */

test('a target with a private CA is healthy where gatewatch.yaml trusts that CA, and only there', async (t) => {
  const { root, intermediate, leaf } = await makeChain({ names: ['127.0.0.1', '127.0.0.2', '127.0.0.3'] });
  const other = await makeAuthority({ name: 'Other CA', organisation: 'Example' });
  const { port } = await serveTls(t, { sends: [leaf, intermediate], host: '0.0.0.0' });
  const target = (name: string, host: string, trust?: string) =>
    `{ name: ${name}, type: tls, address: "${host}:${port}"${trust === undefined ? '' : `, trust: ${JSON.stringify(trust)}`} }`;
  const { lambda } = await startLocalStack(t, {
    targets: [
      target('trusted', '127.0.0.1', root.pem),
      target('untrusted', '127.0.0.2'),
      target('other', '127.0.0.3', other.pem),
    ],
  });
  const { functionError, payload } = await lambda.invoke(WATCH, { checks: ['tls'] });
  assert.equal(functionError, undefined, payload);
  const { findings }: Report = JSON.parse(payload);
  assert.deepEqual(
    findings
      .filter(({ check }) => check === 'tls')
      .map(({ target: name, status, reason }) => `${name} ${status} ${reason}`)
      .sort(),
    ['other failed tls-untrusted-ca', 'trusted healthy null', 'untrusted failed tls-untrusted-ca'],
  );
});
