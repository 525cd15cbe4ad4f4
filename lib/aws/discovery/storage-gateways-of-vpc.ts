import type { AwsAccess } from '../../core/aws-access.ts';
import type { DiscoveredStorageGateway, Discovery, DiscoveryScope } from '../../core/discovered-target.ts';
import { contains, spanOf } from '../../explain/spans.ts';
import { noteRefusals } from './note-refusals.ts';
import { DISCOVER_STORAGE_GATEWAY_ACTIONS, discoverStorageGateways } from './storage-gateway.ts';

export const DISCOVER_STORAGE_GATEWAYS_OF_VPC_ACTIONS = [
  ...DISCOVER_STORAGE_GATEWAY_ACTIONS,
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcEndpoints',
] as const;

/**
 * The gateways that belong to the VPC: with an address in it, or activated through one of its endpoints. A gateway that
 * is offline tells neither: it is found from everywhere, rather than lost when it matters.
 */
export async function discoverStorageGatewaysOfVpc(
  { storageGateways, network }: Pick<AwsAccess, 'storageGateways' | 'network'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredStorageGateway>> {
  const { orNoted, refused } = noteRefusals();
  const all = await discoverStorageGateways(storageGateways, signal);
  const names = all.targets.flatMap(({ vpcEndpoint }) => vpcEndpoint ?? []);
  const [vpcs, endpoints] = await Promise.all([
    all.targets.length === 0 ? [] : orNoted(network.vpcs([vpc], signal), undefined),
    names.length === 0 ? [] : orNoted(network.vpcEndpoints({ dnsNames: names }, signal), undefined),
  ]);
  const blocks = vpcs?.flatMap(({ cidrs }) => cidrs.flatMap((cidr) => spanOf(cidr) ?? []));
  const ownNames = endpoints
    ?.filter(({ vpcId }) => vpcId === vpc)
    .flatMap(({ dnsNames }) => dnsNames.map(plain));
  const belongs = ({ addresses, vpcEndpoint }: DiscoveredStorageGateway): boolean => {
    if (blocks === undefined || ownNames === undefined) return true;
    if (addresses.length === 0 && vpcEndpoint === undefined) return true;
    const spans = addresses.flatMap((address) => spanOf(address) ?? []);
    return (
      spans.some((span) => blocks.some((block) => contains(block, span))) ||
      (vpcEndpoint !== undefined && ownNames.includes(plain(vpcEndpoint)))
    );
  };
  return { targets: all.targets.filter(belongs), refused: [...all.refused, ...refused()] };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
