import type { PathEnd } from './packet.ts';
import { type AddressSpan, contains, spanOf } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** Link-local services (metadata, time, DNS) and their IPv6 counterparts. */
const SERVICE_BLOCKS = ['169.254.0.0/16', 'fd00:ec2::/32'].flatMap((cidr) => spanOf(cidr) ?? []);

/**
 * Whether neither security groups nor network ACLs filter this destination: the VPC's own DNS, time, metadata
 * and router addresses ("Control subnet traffic with network ACLs" and "Security group rules", VPC user guide).
 * The resolver is the VPC's base address plus two, the router the subnet's plus one ("Subnet sizing").
 */
export function isUnfiltered(destination: AddressSpan, from: PathEnd, index: StateIndex): boolean {
  if (SERVICE_BLOCKS.some((block) => contains(block, destination))) return true;
  if (destination.first !== destination.last) return false;
  const offsetIn = (cidrs: readonly string[], offset: bigint) =>
    cidrs.some((cidr) => {
      const span = index.span(cidr);
      return span?.family === 4 && destination.family === 4 && span.first + offset === destination.first;
    });
  const vpc = from.vpcId === undefined ? undefined : index.vpc(from.vpcId);
  return offsetIn(vpc?.cidrs ?? [], 2n) || offsetIn(from.subnet?.cidrs ?? [], 1n);
}
