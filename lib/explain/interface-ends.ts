import type { NetworkInterface, Subnet, VpcEndpoint } from '../core/aws/network-state.ts';
import type { PathEnd } from './packet.ts';

/** What an interface's place is looked up in. */
interface Surroundings {
  readonly subnets: readonly Subnet[];
  readonly endpoints: readonly VpcEndpoint[];
}

/** The end of a path at one address of an interface, with its subnet and its VPC endpoint where they were read. */
export function interfaceEnd(
  one: NetworkInterface,
  address: string,
  { subnets, endpoints }: Surroundings,
): PathEnd {
  const subnet = subnets.find(({ id }) => id === one.subnetId);
  const endpoint = endpoints.find(({ networkInterfaceIds }) => networkInterfaceIds.includes(one.id));
  return {
    address,
    interfaceId: one.id,
    vpcId: one.vpcId,
    securityGroupIds: one.securityGroupIds,
    publicAddresses: one.publicAddresses,
    ...(subnet !== undefined && { subnet }),
    ...(endpoint !== undefined && { vpcEndpointId: endpoint.id }),
  };
}

/** Its ends at the primary IPv4 address and the first IPv6 one: what an interface is asked at, and asks from. */
export function interfaceEnds(one: NetworkInterface, around: Surroundings): readonly PathEnd[] {
  const v4 = one.addresses.find((address) => !address.includes(':'));
  const v6 = one.addresses.find((address) => address.includes(':'));
  return [v4, v6]
    .filter((address) => address !== undefined)
    .map((address) => interfaceEnd(one, address, around));
}
