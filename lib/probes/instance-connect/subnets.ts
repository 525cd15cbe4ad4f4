import type { Instance } from '../../core/aws/instance-connect-reader.ts';
import type { Subnet } from '../../core/aws/network-state.ts';

/** A subnet with what decides whether an endpoint should stand in it. */
export interface RankedSubnet {
  readonly subnet: Subnet;
  /** An endpoint takes one address; where EC2 does not say how many are free, it is not held against the subnet. */
  readonly hasRoom: boolean;
  /** Instances to be reached in its zone: traffic to other zones costs more, and is lost with either zone. */
  readonly instancesInZone: number;
}

/** The subnets of a VPC, the best first: those with room, then most instances in the zone, then most free addresses. */
export function rankSubnets(
  subnets: readonly Subnet[],
  vpcId: string | undefined,
  instances: readonly Instance[],
): readonly RankedSubnet[] {
  return subnets
    .filter((subnet) => subnet.vpcId === vpcId)
    .map((subnet) => ({
      subnet,
      hasRoom: subnet.freeAddresses !== 0,
      instancesInZone: instances.filter((one) => one.vpcId === vpcId && one.zone === subnet.availabilityZone)
        .length,
    }))
    .sort(
      (a, b) =>
        Number(b.hasRoom) - Number(a.hasRoom) ||
        b.instancesInZone - a.instancesInZone ||
        (b.subnet.freeAddresses ?? 0) - (a.subnet.freeAddresses ?? 0),
    );
}

/** Where an endpoint could be created, if its zone is not to be `exceptZone`. */
export function bestSubnet(ranked: readonly RankedSubnet[], exceptZone?: string): Subnet | undefined {
  return ranked.find(
    ({ hasRoom, subnet }) => hasRoom && (exceptZone === undefined || subnet.availabilityZone !== exceptZone),
  )?.subnet;
}
