import type { GatewayListing, StorageGatewayReader } from '../../core/aws/storage-gateway-reader.ts';

/** The gateway of an id or ARN among those of the account; undefined where there is none. An id is read in any case. */
export async function listedGateway(
  reader: Pick<StorageGatewayReader, 'list'>,
  wanted: string,
  signal: AbortSignal,
): Promise<GatewayListing | undefined> {
  const all = await reader.list(signal);
  return all.find(({ id, arn }) => arn === wanted || id.toLowerCase() === wanted.toLowerCase());
}

/** What a person calls a gateway: its id, also where its ARN is given. */
export function gatewayName(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
}
