import type { RouteTable, RouteTargetKind } from '../core/aws/network-state.ts';
import type { BlockCode, HopVerdict, PathEnd } from './packet.ts';
import { chooseRoute, type RouteChoice } from './routes.ts';
import { type AddressSpan, isOffTheInternet } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** What a subnet's route table does to a packet, and the route it chose. */
export interface RouteHop {
  readonly verdict: HopVerdict;
  readonly choice: RouteChoice;
}

/** A packet that leaves a subnet: where to, and whether it answers one that came in. */
export interface RoutedPacket {
  readonly destination: AddressSpan;
  readonly isAnswer: boolean;
}

/**
 * Whether the route table of `near` leads a packet towards `far`. What comes after the next hop is another
 * table's business; it only says what cannot work whatever comes after.
 */
export function judgeRoute(
  table: RouteTable,
  near: PathEnd,
  far: PathEnd,
  packet: RoutedPacket,
  index: StateIndex,
): RouteHop {
  const choice = chooseRoute(table, packet.destination, index);
  return { choice, verdict: verdictOf(choice, near, far, packet) };
}

function verdictOf(choice: RouteChoice, near: PathEnd, far: PathEnd, packet: RoutedPacket): HopVerdict {
  if (choice.outcome === 'not-known')
    return { verdict: 'open', code: 'route-not-known', unknown: choice.ids };
  if (choice.outcome === 'no-route') return { verdict: 'blocks', code: 'route-missing', extent: 'all' };
  const { route, destination: rule } = choice;
  const blocks = { verdict: 'blocks', extent: 'all', rule, target: route.target } as const;
  // Traffic that matches a route without a living target is dropped ("Describe your route tables", state).
  if (route.state === 'blackhole') return { ...blocks, code: 'route-blackhole' };
  if (route.state === 'other') return { verdict: 'open', code: 'route-not-known', unknown: [rule] };
  if (route.target.kind === 'local' && far.vpcId !== undefined && far.vpcId !== near.vpcId) {
    // Both VPCs use the block: the local route keeps the packet at home.
    return { ...blocks, code: 'route-stays-local' };
  }
  // Interfaces of this VPC were looked up by the address. One that got it by prefix delegation is not found so.
  if (route.target.kind === 'local' && far.vpcId === undefined && far.subnet === undefined) {
    return { verdict: 'open', code: 'address-not-held', unknown: [far.address] };
  }
  const code = refusalOf(route.target.kind, near, packet);
  return code === undefined ? { verdict: 'passes', rule, target: route.target } : { ...blocks, code };
}

/** Why a living next hop of this kind drops the packet, whatever lies behind it; undefined where it may carry it. */
export function refusalOf(
  kind: RouteTargetKind,
  near: PathEnd,
  { destination, isAnswer }: RoutedPacket,
): BlockCode | undefined {
  if (kind === 'internet-gateway') {
    if (isOffTheInternet(destination)) return 'route-to-internet';
    // An internet gateway serves only what has a public IPv4 address ("Enable internet access", VPC user guide).
    const isHidden = destination.family === 4 && near.publicAddresses?.length === 0;
    return isHidden ? 'route-needs-public-address' : undefined;
  }
  // Both carry connections that were opened from within, and the answers to these ("NAT gateways" and
  // "Egress-only internet gateways", VPC user guide): the answer to a connection from outside matches none.
  return isAnswer && (kind === 'nat-gateway' || kind === 'egress-only-internet-gateway')
    ? 'route-back-through-nat'
    : undefined;
}
