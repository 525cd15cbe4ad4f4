import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrustStoreReader } from '../../lib/aws/trust-stores.ts';
import { TRUST_STORE_READER_ACTIONS } from '../../lib/core/aws/load-balancer-reader.ts';
import type { FakeServices } from '../support/fake-aws.ts';
import { contentServer, fakeTrustStore, TRUST_STORE_ARN } from '../support/fake-load-balancer.ts';
import { readClients } from '../support/read-clients.ts';

const ARN = TRUST_STORE_ARN;

function trustStore(content: string): FakeServices {
  return { elasticloadbalancing: fakeTrustStore(content) };
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
