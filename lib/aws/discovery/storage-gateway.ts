import type { DiscoveredStorageGateway, Discovery } from '../../core/aws/discovered-target.ts';
import type { GatewayListing, StorageGatewayReader } from '../../core/aws/storage-gateway-reader.ts';
import { sideReads } from '../../core/refusals.ts';

export const DISCOVER_STORAGE_GATEWAY_ACTIONS = [
  'storagegateway:ListGateways',
  'storagegateway:DescribeGatewayInformation',
] as const;

/** Descriptions asked for at once: each one is passed on to the appliance, and the API allows few a second. */
const AT_ONCE = 4;

/**
 * Every gateway of the account in this Region: its addresses, its endpoint, its instance, its tags. A gateway is
 * followed by its id, whatever its name becomes.
 *
 * An offline gateway stays in the list without addresses; one that may not be described stays too, and the refusal is
 * told. Where the listing itself is refused nothing is known: the answer is empty and `refused` says why.
 */
export async function discoverStorageGateways(
  gateways: StorageGatewayReader,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredStorageGateway>> {
  const { unlessRefused, refused } = sideReads();
  const listings = await unlessRefused(gateways.list(signal), []);
  const targets = new Array<DiscoveredStorageGateway>(listings.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < listings.length; index = next++) {
      const listing = listings[index];
      if (listing === undefined) return;
      targets[index] = await describe(listing);
    }
  };
  const describe = async (listing: GatewayListing): Promise<DiscoveredStorageGateway> => {
    const answer = await unlessRefused(gateways.describe(listing.arn, signal), undefined);
    if (answer?.outcome === 'described') return toTarget(listing, answer.gateway);
    return { ...toTarget(listing, {}), connection: answer === undefined ? 'unknown' : 'offline' };
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, listings.length) }, worker));
  return { targets, refused: refused() };
}

type Described = Partial<
  Extract<Awaited<ReturnType<StorageGatewayReader['describe']>>, { outcome: 'described' }>['gateway']
>;

/** What the description lacks is taken from the listing. */
function toTarget(listing: GatewayListing, gateway: Described): DiscoveredStorageGateway {
  return {
    type: 'storage-gateway',
    id: listing.id,
    arn: listing.arn,
    name: gateway.name ?? listing.name ?? listing.id,
    gatewayType: gateway.type ?? listing.type,
    addresses: gateway.addresses ?? [],
    connection: 'connected',
    vpcEndpoint: gateway.vpcEndpoint === '' ? undefined : gateway.vpcEndpoint,
    endpointType: gateway.endpointType,
    ec2InstanceId: gateway.ec2InstanceId ?? listing.ec2InstanceId,
    ec2InstanceRegion: gateway.ec2InstanceRegion ?? listing.ec2InstanceRegion,
    tags: gateway.tags ?? {},
    // arn:PARTITION:storagegateway:REGION:ACCOUNT:gateway/ID
    owner: listing.arn.split(':')[4],
  };
}
