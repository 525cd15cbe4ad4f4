import type { NetworkInterface, Subnet, VpcEndpoint } from '../core/aws/network-state.ts';
import { canonicalName } from '../core/text.ts';
import type { PathEnd } from './packet.ts';
import type { PathSegment, ReadSegment, SegmentEnd } from './segment.ts';

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

/** What AWS said of the things that segments name. */
export interface FoundEnds {
  readonly interfaces: readonly NetworkInterface[];
  readonly endpoints: readonly VpcEndpoint[];
}

/** The ends of a segment, with all that was read of them. */
export function placeSegment(
  segment: PathSegment,
  found: FoundEnds,
  subnets: readonly Subnet[],
): ReadSegment {
  const from = pathEnds(segment.from, segment.to, found, subnets);
  const to = pathEnds(segment.to, segment.from, found, subnets);
  const missing = [
    ...(from.length === 0 ? [nameOf(segment.from)] : []),
    ...(to.length === 0 ? [nameOf(segment.to)] : []),
  ];
  return { from, to, missing };
}

/** The VPC an end is in, as far as that is known. */
export function vpcOf(end: SegmentEnd, found: FoundEnds, subnets: readonly Subnet[]): string | undefined {
  if (end.kind === 'address') return end.vpcId;
  if (end.kind === 'subnets') return subnets.find((subnet) => end.subnetIds.includes(subnet.id))?.vpcId;
  return interfacesOf(end, found)[0]?.vpcId;
}

function interfacesOf(end: SegmentEnd, { interfaces, endpoints }: FoundEnds): readonly NetworkInterface[] {
  if (end.kind === 'interface') return interfaces.filter((one) => one.id === end.id);
  if (end.kind === 'instance') return interfaces.filter((one) => one.instanceId === end.id);
  if (end.kind !== 'vpc-endpoint') return [];
  const endpoint = endpointOf(end.id, endpoints);
  return interfaces.filter((one) => endpoint?.networkInterfaceIds.includes(one.id));
}

function endpointOf(idOrName: string, endpoints: readonly VpcEndpoint[]): VpcEndpoint | undefined {
  const name = canonicalName(idOrName);
  return endpoints.find(
    (endpoint) => endpoint.id === idOrName || endpoint.dnsNames.some((one) => canonicalName(one) === name),
  );
}

function nameOf(end: SegmentEnd): string {
  if (end.kind === 'address') return end.address;
  return end.kind === 'subnets' ? end.subnetIds.join(', ') : end.id;
}

function pathEnds(
  end: SegmentEnd,
  other: SegmentEnd,
  found: FoundEnds,
  subnets: readonly Subnet[],
): readonly PathEnd[] {
  const around = { subnets, endpoints: found.endpoints };
  if (end.kind === 'subnets') {
    const { securityGroupIds, publicAddresses } = end;
    return subnets
      .filter((subnet) => end.subnetIds.includes(subnet.id))
      .flatMap((subnet) =>
        subnet.cidrs.map((address) => ({
          address,
          vpcId: subnet.vpcId,
          subnet,
          securityGroupIds,
          ...(publicAddresses !== undefined && { publicAddresses }),
        })),
      );
  }
  if (end.kind === 'address') {
    const vpcId = end.vpcId ?? vpcOf(other, found, subnets);
    const holder = found.interfaces.find((one) => one.vpcId === vpcId && one.addresses.includes(end.address));
    return holder === undefined ? [{ address: end.address }] : [interfaceEnd(holder, end.address, around)];
  }
  return interfacesOf(end, found).flatMap((one) => interfaceEnds(one, around));
}
