import {
  DescribeTrustStoresCommand,
  ElasticLoadBalancingV2Client,
  GetTrustStoreCaCertificatesBundleCommand,
  GetTrustStoreRevocationContentCommand,
  paginateDescribeTrustStoreRevocations,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TrustStoreOutline, TrustStoreReader } from '../core/aws/load-balancer-reader.ts';
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
      const name = await nameOf(client, arn, signal);
      if (name === undefined) return undefined;
      const [bundle, lists] = await Promise.all([
        readBundle(client, arn, signal),
        readRevocations(client, arn, signal),
      ]);
      return { arn, name, bundle, revocationLists: lists.map(({ head }) => head) };
    },
    outline: async (arn, signal) => {
      const name = await nameOf(client, arn, signal);
      if (name === undefined) return undefined;
      const [bundle, lists] = await Promise.all([
        readBundle(client, arn, signal),
        readRevocations(client, arn, signal, HEAD_BYTES),
      ]);
      return { arn, name, bundle, lists };
    },
  };
}

/** The name of the issuer and both dates of a list fit into this many times over. */
const HEAD_BYTES = 16_384;

/** Undefined where there is no such trust store. */
async function nameOf(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await asking('elasticloadbalancing:DescribeTrustStores', async () => {
    try {
      const command = new DescribeTrustStoresCommand({ TrustStoreArns: [arn] });
      return await client.send(command, { abortSignal: signal });
    } catch (error) {
      if (errorName(error).startsWith('TrustStoreNotFound')) return undefined;
      throw error;
    }
  });
  const store = found?.TrustStores?.[0];
  return store === undefined ? undefined : (store.Name ?? arn);
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
  return Buffer.from((await fetchContent(Location, action, signal)).head).toString('utf8');
}

async function readRevocations(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  signal: AbortSignal,
  most?: number,
): Promise<TrustStoreOutline['lists']> {
  const revocations = await readPages(
    'elasticloadbalancing:DescribeTrustStoreRevocations',
    paginateDescribeTrustStoreRevocations({ client }, { TrustStoreArn: arn }, { abortSignal: signal }),
    ({ TrustStoreRevocations }) => TrustStoreRevocations,
  );
  const action = 'elasticloadbalancing:GetTrustStoreRevocationContent';
  const lists: TrustStoreOutline['lists'][number][] = [];
  for (const { RevocationId, NumberOfRevokedEntries = 0 } of revocations) {
    if (RevocationId === undefined) continue;
    const { Location } = await asking(action, () =>
      client.send(new GetTrustStoreRevocationContentCommand({ TrustStoreArn: arn, RevocationId }), {
        abortSignal: signal,
      }),
    );
    const content = await fetchContent(Location, action, signal, most);
    lists.push({ id: String(RevocationId), entries: NumberOfRevokedEntries, ...content });
  }
  return lists;
}

/** @param most - the first bytes are enough */
async function fetchContent(
  location: string | undefined,
  action: string,
  signal: AbortSignal,
  most?: number,
): Promise<{ readonly head: Uint8Array; readonly bytes?: number }> {
  if (location === undefined) throw new AwsRefusal('unavailable', action);
  const headers = most === undefined ? {} : { range: `bytes=0-${most - 1}` };
  const answer = await asking(action, () => fetch(location, { signal, headers }));
  if (!answer.ok) {
    await answer.body?.cancel();
    // The address is a credential as long as it is good: it goes into no message.
    throw new AwsRefusal(answer.status === 403 ? 'access-denied' : 'unavailable', action);
  }
  if (most === undefined || answer.body === null) return { head: new Uint8Array(await answer.arrayBuffer()) };
  const whole = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
  const pieces: Uint8Array[] = [];
  let length = 0;
  // A server that knows no ranges sends all of it: the rest is not waited for.
  for await (const piece of answer.body) {
    pieces.push(piece);
    length += piece.length;
    if (length >= most) break;
  }
  const bytes = Number(whole ?? answer.headers.get('content-length') ?? Number.NaN);
  return {
    head: new Uint8Array(Buffer.concat(pieces)).subarray(0, most),
    ...(Number.isFinite(bytes) && { bytes }),
  };
}
