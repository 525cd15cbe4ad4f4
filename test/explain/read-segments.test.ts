import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkReader } from '../../lib/core/aws/network-reader.ts';
import { readSegments } from '../../lib/explain/read-segments.ts';
import { ADDRESSES, memoryReader, sampleNetwork } from '../support/sample-network.ts';

/** What the endpoints are asked by. */
async function askedFor(ids: readonly string[]): Promise<readonly object[]> {
  const asked: object[] = [];
  const network = memoryReader(sampleNetwork());
  const reader: NetworkReader = {
    ...network,
    vpcEndpoints: async (query, signal) => {
      asked.push(query);
      return await network.vpcEndpoints(query, signal);
    },
  };
  const segments = ids.map((id) => ({
    from: { kind: 'address' as const, address: ADDRESSES.site },
    to: { kind: 'vpc-endpoint' as const, id },
    ports: [443],
    protocol: 'tcp' as const,
  }));
  await readSegments(segments, reader, AbortSignal.timeout(5000));
  return asked;
}

test('an endpoint is asked for by its id where it is one, with 8 digits or 17, and else by its name', async () => {
  const ids = ['vpce-01234567', 'vpce-0123456789abcdef0'];
  const names = [
    'vpce-012345678',
    'vpce-0123456789abcdef',
    'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com',
  ];
  assert.deepEqual(await askedFor([...ids, ...names]), [{ ids }, { dnsNames: names }]);
});
