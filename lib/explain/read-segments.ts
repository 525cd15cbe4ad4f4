import { isAwsId } from '../core/aws/aws-object.ts';
import type { NetworkReader } from '../core/aws/network-reader.ts';
import { type NetworkInterface, prefixListIds, type Subnet } from '../core/aws/network-state.ts';
import type { NetworkState } from './packet.ts';
import { type FoundEnds, placeSegment, vpcOf } from './path-ends.ts';
import type { PathSegment, ReadSegment, ReadSegments, SegmentEnd } from './segment.ts';

/**
 * Reads everything that decides these legs, each thing once: ends, then their subnets, then the rules.
 *
 * @throws {AwsRefusal} where AWS refuses: half of the rules would decide nothing
 */
export async function readSegments(
  segments: readonly PathSegment[],
  reader: NetworkReader,
  signal: AbortSignal,
): Promise<ReadSegments> {
  const ends = segments.flatMap((segment) => [segment.from, segment.to]);
  const found = await readEnds(ends, segments, reader, signal);
  const subnetIds = unique([
    ...found.interfaces.map((one) => one.subnetId),
    ...ends.flatMap((end) => (end.kind === 'subnets' ? end.subnetIds : [])),
  ]);
  const subnets = await reader.subnets({ ids: subnetIds }, signal);
  const read = segments.map((segment) => placeSegment(segment, found, subnets));
  return { segments: read, state: await readState(read, subnets, reader, signal) };
}

async function readEnds(
  ends: readonly SegmentEnd[],
  segments: readonly PathSegment[],
  reader: NetworkReader,
  signal: AbortSignal,
): Promise<FoundEnds> {
  const idsOf = (kind: 'interface' | 'instance' | 'vpc-endpoint') =>
    unique(ends.flatMap((end) => (end.kind === kind ? [end.id] : [])));
  const [byId = [], byName = []] = partition(idsOf('vpc-endpoint'), (id) => isAwsId('vpce', id));
  const placed = ends.flatMap((end) => (end.kind === 'subnets' ? end.subnetIds : []));
  const [named, ofInstances, endpointsById, endpointsByName, knownSubnets] = await Promise.all([
    reader.networkInterfaces({ by: 'id', ids: idsOf('interface') }, signal),
    reader.networkInterfaces({ by: 'instance', instanceIds: idsOf('instance') }, signal),
    reader.vpcEndpoints({ ids: byId }, signal),
    reader.vpcEndpoints({ dnsNames: byName }, signal),
    reader.subnets({ ids: unique(placed) }, signal),
  ]);
  const endpoints = [...endpointsById, ...endpointsByName];
  const ofEndpoints = await reader.networkInterfaces(
    { by: 'id', ids: unique(endpoints.flatMap((endpoint) => endpoint.networkInterfaceIds)) },
    signal,
  );
  const interfaces = [...named, ...ofInstances, ...ofEndpoints];
  const addressed = await readAddresses(segments, { interfaces, endpoints }, knownSubnets, reader, signal);
  return { interfaces: distinct([...interfaces, ...addressed]), endpoints };
}

/** Addresses mean something within one VPC only: the one that is named, or that of the leg's other end. */
async function readAddresses(
  segments: readonly PathSegment[],
  found: FoundEnds,
  subnets: readonly Subnet[],
  reader: NetworkReader,
  signal: AbortSignal,
): Promise<readonly NetworkInterface[]> {
  const wanted = new Map<string, Set<string>>();
  for (const { from, to } of segments) {
    for (const [end, other] of [[from, to] as const, [to, from] as const]) {
      if (end.kind !== 'address') continue;
      const vpcId = end.vpcId ?? vpcOf(other, found, subnets);
      if (vpcId !== undefined) wanted.set(vpcId, (wanted.get(vpcId) ?? new Set()).add(end.address));
    }
  }
  const answers = await Promise.all(
    [...wanted].map(([vpcId, addresses]) =>
      reader.networkInterfaces({ by: 'address', addresses: [...addresses], vpcId }, signal),
    ),
  );
  return answers.flat();
}

async function readState(
  segments: readonly ReadSegment[],
  subnets: readonly Subnet[],
  reader: NetworkReader,
  signal: AbortSignal,
): Promise<NetworkState> {
  const ends = segments.flatMap((segment) => [...segment.from, ...segment.to]);
  const [vpcs, securityGroups, networkAcls, routeTables] = await Promise.all([
    reader.vpcs(unique(ends.flatMap((end) => end.vpcId ?? [])), signal),
    reader.securityGroups(unique(ends.flatMap((end) => end.securityGroupIds ?? [])), signal),
    reader.networkAcls(
      subnets.map((subnet) => subnet.id),
      signal,
    ),
    reader.routeTables(subnets, signal),
  ]);
  const prefixLists = await reader.prefixLists(prefixListIds(securityGroups, routeTables), signal);
  return { vpcs, securityGroups, networkAcls, routeTables, prefixLists };
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): readonly (readonly T[])[] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function distinct(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  return [...new Map(interfaces.map((one) => [one.id, one])).values()];
}
