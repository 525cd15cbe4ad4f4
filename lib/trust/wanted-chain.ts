import { partitionOfHost } from '../catalogue/regions.ts';
import { ACTIVATION_DISTRIBUTION } from '../catalogue/storage-gateway.ts';
import type { Trust } from './trust.ts';

/** Whose certificate is wanted. */
export interface WantedChain {
  /** The certificate must be for at least one of these. */
  readonly acceptNames: readonly string[];
  readonly trust: Trust;
}

/** Whether one of the names that are wanted is a service of AWS: those end at roots that are known. Elsewhere trust may lie in anybody. */
export function isAwsEndpoint({ trust, acceptNames }: WantedChain): boolean {
  return (
    trust === 'amazon' ||
    acceptNames.some((name) => name === ACTIVATION_DISTRIBUTION || partitionOfHost(name) !== undefined)
  );
}
