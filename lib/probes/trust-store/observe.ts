import type { AwsAccess } from '../../core/aws/aws-access.ts';
import {
  LOAD_BALANCER_READER_ACTIONS,
  TRUST_STORE_READER_ACTIONS,
} from '../../core/aws/load-balancer-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { readRevocationListHead } from '../../trust/revocation-list.ts';
import { readTrustStore, type TrustStoreContents } from '../../trust/trust-store.ts';
import type { TrustStoreSpec } from './spec.ts';

/** One revocation list; its dates are absent where its beginning cannot be read. */
export interface OutlinedList {
  readonly id: string;
  readonly entries: number;
  readonly bytes?: number;
  readonly issuer?: string;
  readonly thisUpdateMs?: number;
  readonly nextUpdateMs?: number;
}

export interface OutlinedStore
  extends Pick<TrustStoreContents, 'arn' | 'name' | 'authorities' | 'unreadable'> {
  readonly lists: readonly OutlinedList[];
}

export type TrustStoreObservation =
  | { readonly outcome: 'no-load-balancer' }
  | {
      readonly outcome: 'read';
      readonly askedAtMs: number;
      readonly stores: readonly OutlinedStore[];
      /** ARNs that listeners name and AWS does not know. */
      readonly missing: readonly string[];
    };

export const TRUST_STORE_ACTIONS = [
  ...LOAD_BALANCER_READER_ACTIONS.loadBalancer,
  ...TRUST_STORE_READER_ACTIONS.outline,
] as const;

/** Reads what the listeners of a load balancer trust; of revocation lists only the beginning, which holds their dates. */
export async function observeTrustStore(
  { loadBalancer }: TrustStoreSpec,
  { aws, clock, deadline }: ObserveContext<Pick<AwsAccess, 'loadBalancers' | 'trustStores'>>,
): Promise<TrustStoreObservation> {
  const { signal } = deadline;
  const found = await aws.loadBalancers.loadBalancer(loadBalancer, signal);
  if (found === undefined) return { outcome: 'no-load-balancer' };
  const stores: OutlinedStore[] = [];
  const missing: string[] = [];
  for (const arn of new Set(found.listeners.flatMap(({ trustStoreArn }) => trustStoreArn ?? []))) {
    const outline = await aws.trustStores.outline(arn, signal);
    if (outline === undefined) {
      missing.push(arn);
      continue;
    }
    const { authorities, unreadable, name } = readTrustStore({ ...outline, revocationLists: [] });
    const lists = outline.lists.map(({ id, entries, bytes, head }): OutlinedList => {
      const read = readRevocationListHead(Buffer.from(head));
      return {
        id,
        entries,
        ...(bytes !== undefined && { bytes }),
        ...(read !== undefined && { issuer: read.issuer, thisUpdateMs: read.thisUpdateMs }),
        ...(read?.nextUpdateMs !== undefined && { nextUpdateMs: read.nextUpdateMs }),
      };
    });
    stores.push({ arn, name, authorities, unreadable, lists });
  }
  return { outcome: 'read', askedAtMs: clock.wallMs(), stores, missing };
}
