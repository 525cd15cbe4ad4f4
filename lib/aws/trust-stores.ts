import {
  DescribeTrustStoresCommand,
  ElasticLoadBalancingV2Client,
  GetTrustStoreCaCertificatesBundleCommand,
  GetTrustStoreRevocationContentCommand,
  paginateDescribeTrustStoreRevocations,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TrustStoreReader } from '../core/aws/load-balancer-reader.ts';
import { AwsRefusal } from '../core/errors.ts';
import { readPages } from './pages.ts';
import { asking, errorName } from './refusals.ts';

/** A client for the Region that the trust store's ARN names. */
export function createTrustStoreClient(region: string): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client({ region });
}

/**
 * Reads trust stores. The API answers where a bundle or a list lies (a pre-signed address of S3 that is good
 * for ten minutes), and the content is fetched from there without further credentials.
 *
 * Source: GetTrustStoreCaCertificatesBundle (Elastic Load Balancing API reference, version 2015-12-01).
 */
export function createTrustStoreReader(client: ElasticLoadBalancingV2Client): TrustStoreReader {
  return {
    trustStore: async (arn, signal) => {
      const options = { abortSignal: signal };
      const found = await asking('elasticloadbalancing:DescribeTrustStores', async () => {
        try {
          return await client.send(new DescribeTrustStoresCommand({ TrustStoreArns: [arn] }), options);
        } catch (error) {
          if (errorName(error).startsWith('TrustStoreNotFound')) return undefined;
          throw error;
        }
      });
      const store = found?.TrustStores?.[0];
      if (store === undefined) return undefined;
      const [bundle, revocationLists] = await Promise.all([
        readBundle(client, arn, signal),
        readRevocations(client, arn, signal),
      ]);
      return { arn, name: store.Name ?? arn, bundle, revocationLists };
    },
  };
}

async function readBundle(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
): Promise<string> {
  const action = 'elasticloadbalancing:GetTrustStoreCaCertificatesBundle';
  const { Location } = await asking(action, () =>
    client.send(new GetTrustStoreCaCertificatesBundleCommand({ TrustStoreArn: arn }), {
      abortSignal: signal,
    }),
  );
  return Buffer.from(await fetchContent(Location, action, signal)).toString('utf8');
}

async function readRevocations(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const revocations = await readPages(
    'elasticloadbalancing:DescribeTrustStoreRevocations',
    paginateDescribeTrustStoreRevocations({ client }, { TrustStoreArn: arn }, { abortSignal: signal }),
    ({ TrustStoreRevocations }) => TrustStoreRevocations,
  );
  const action = 'elasticloadbalancing:GetTrustStoreRevocationContent';
  const lists: Uint8Array[] = [];
  for (const { RevocationId } of revocations) {
    if (RevocationId === undefined) continue;
    const { Location } = await asking(action, () =>
      client.send(new GetTrustStoreRevocationContentCommand({ TrustStoreArn: arn, RevocationId }), {
        abortSignal: signal,
      }),
    );
    lists.push(await fetchContent(Location, action, signal));
  }
  return lists;
}

async function fetchContent(
  location: string | undefined,
  action: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (location === undefined) throw new AwsRefusal('unavailable', action);
  const answer = await asking(action, () => fetch(location, { signal }));
  if (!answer.ok) {
    // The address is a credential as long as it is good: it goes into no message.
    throw new AwsRefusal(answer.status === 403 ? 'access-denied' : 'unavailable', action);
  }
  return new Uint8Array(await answer.arrayBuffer());
}
