import { isStorageGatewayEndpoint } from '../../catalogue/storage-gateway.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type {
  DiscoveredStorageGateway,
  DiscoveredStorageGatewayEndpoint,
  Discovery,
  DiscoveryScope,
} from '../../core/aws/discovered-target.ts';
import type { VpcEndpoint } from '../../core/aws/network-state.ts';
import { sideReads } from '../../core/refusals.ts';
import { canonicalName } from '../../core/text.ts';
import { contains, spanOf } from '../../explain/spans.ts';
import { DISCOVER_STORAGE_GATEWAY_ACTIONS, discoverStorageGateways } from './storage-gateway.ts';

export const DISCOVER_STORAGE_GATEWAYS_OF_VPC_ACTIONS = [
  ...DISCOVER_STORAGE_GATEWAY_ACTIONS,
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcEndpoints',
] as const;

/**
 * The gateways that belong to the VPC: with an address in it, or activated through one of its endpoints. A gateway that
 * is offline tells neither: it is found from everywhere, rather than lost when it matters.
 *
 * And the endpoints: those of the VPC, whatever becomes of the gateways behind them, and those that a gateway in the
 * VPC uses elsewhere, such as in another account.
 */
export async function discoverStorageGatewaysOfVpc(
  { storageGateways, network }: Pick<AwsAccess, 'storageGateways' | 'network'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredStorageGateway | DiscoveredStorageGatewayEndpoint>> {
  const { unlessRefused, refused } = sideReads();
  const [all, vpcs, endpoints] = await Promise.all([
    discoverStorageGateways(storageGateways, signal),
    unlessRefused(network.vpcs([vpc], signal), undefined),
    unlessRefused(network.vpcEndpoints({ vpcId: vpc }, signal), undefined),
  ]);
  const blocks = vpcs?.flatMap(({ cidrs }) => cidrs.flatMap((cidr) => spanOf(cidr) ?? []));
  const ownNames = endpoints?.flatMap(({ dnsNames }) => dnsNames.map(canonicalName));
  const standsHere = ({ addresses }: DiscoveredStorageGateway): boolean => {
    const spans = addresses.flatMap((address) => spanOf(address) ?? []);
    return spans.some((span) => blocks?.some((block) => contains(block, span)) === true);
  };
  const belongs = (gateway: DiscoveredStorageGateway): boolean => {
    if (blocks === undefined || ownNames === undefined) return true;
    const { addresses, vpcEndpoint } = gateway;
    if (addresses.length === 0 && vpcEndpoint === undefined) return true;
    return (
      standsHere(gateway) || (vpcEndpoint !== undefined && ownNames.includes(canonicalName(vpcEndpoint)))
    );
  };
  const own = (endpoints ?? []).filter(isStorageGatewayEndpoint).map(ofThisVpc);
  const elsewhere = all.targets
    .filter(standsHere)
    .flatMap(({ vpcEndpoint }) => vpcEndpoint ?? [])
    .filter((name) => ownNames?.includes(canonicalName(name)) !== true)
    .map(byName);
  const found = [...new Map([...elsewhere, ...own].map((one) => [one.id, one])).values()];
  return { targets: [...all.targets.filter(belongs), ...found], refused: [...all.refused, ...refused()] };
}

function ofThisVpc({ id, tags = {}, owner }: VpcEndpoint): DiscoveredStorageGatewayEndpoint {
  return { type: 'storage-gateway-endpoint', id, name: id, endpoint: id, tags, owner };
}

/** Of an endpoint that AWS does not list here: its DNS name is all there is, and it begins with the id. */
function byName(dnsName: string): DiscoveredStorageGatewayEndpoint {
  const endpoint = canonicalName(dnsName);
  const id = /^vpce-[0-9a-f]+/.exec(endpoint)?.[0] ?? endpoint;
  return { type: 'storage-gateway-endpoint', id, name: id, endpoint, tags: {} };
}
