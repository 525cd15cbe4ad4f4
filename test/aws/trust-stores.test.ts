import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createTrustStoreReader } from '../../lib/aws/trust-stores.ts';
import { TRUST_STORE_READER_ACTIONS } from '../../lib/core/aws/load-balancer-reader.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import type { FakeServices } from '../support/fake-aws.ts';
import { readClients } from '../support/read-clients.ts';

const ARN = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef';

/** Where pre-signed addresses lead. */
async function contentServer(t: TestContext, contents: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((req, res) => {
    const found = contents[req.url ?? ''];
    if (found === undefined) res.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    else res.end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function trustStore(content: string, revocations: readonly number[] = [1, 2]): FakeServices {
  return {
    elasticloadbalancing: {
      DescribeTrustStores: ({ TrustStoreArns = [] }) => {
        if (TrustStoreArns[0] !== ARN) throw new FakeAwsError('TrustStoreNotFound', 'not found');
        return { TrustStores: [{ TrustStoreArn: ARN, Name: 'partners', Status: 'ACTIVE' }] };
      },
      GetTrustStoreCaCertificatesBundle: () => ({ Location: `${content}/bundle` }),
      DescribeTrustStoreRevocations: () => ({
        TrustStoreRevocations: revocations.map((RevocationId) => ({
          TrustStoreArn: ARN,
          RevocationId,
          RevocationType: 'CRL',
        })),
      }),
      GetTrustStoreRevocationContent: ({ RevocationId }) => ({ Location: `${content}/list-${RevocationId}` }),
    },
  };
}

test('a trust store is read with its bundle and all its lists', async (t) => {
  const content = await contentServer(t, { '/bundle': 'PEM', '/list-1': 'one', '/list-2': 'two' });
  const { clients, signal } = await readClients(t, trustStore(content));
  const reader = createTrustStoreReader(clients.loadBalancing);
  const store = await reader.trustStore(ARN, signal);
  assert.deepEqual(
    { ...store, revocationLists: store?.revocationLists.map((list) => Buffer.from(list).toString()) },
    { arn: ARN, name: 'partners', bundle: 'PEM', revocationLists: ['one', 'two'] },
  );
  assert.equal(await reader.trustStore(`${ARN}0`, signal), undefined);
});

test('a refusal names the action', async (t) => {
  const content = await contentServer(t, { '/bundle': 'PEM', '/list-1': 'one', '/list-2': 'two' });
  for (const action of TRUST_STORE_READER_ACTIONS.trustStore) {
    const { clients, signal } = await readClients(t, trustStore(content), { deny: [action] });
    const reader = createTrustStoreReader(clients.loadBalancing);
    await assert.rejects(reader.trustStore(ARN, signal), { code: 'access-denied', action });
  }
});

test('an address that has expired is a refusal, and its text is in no message', async (t) => {
  const content = await contentServer(t, {});
  const { clients, signal } = await readClients(t, trustStore(content));
  const reader = createTrustStoreReader(clients.loadBalancing);
  await assert.rejects(reader.trustStore(ARN, signal), (error: unknown) => {
    assert.ok(error instanceof Error && !error.message.includes('127.0.0.1'));
    assert.equal((error as { code?: string }).code, 'access-denied');
    return true;
  });
});
