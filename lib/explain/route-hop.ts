import type { RouteTable } from '../core/aws/network-state.ts';
import type { HopVerdict, PathEnd } from './packet.ts';
import { chooseRoute, type RouteChoice } from './routes.ts';
import { type AddressSpan, isOffTheInternet } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** What a subnet's route table does to a packet, and the route it chose. */
export interface RouteHop {
  readonly verdict: HopVerdict;
  readonly choice: RouteChoice;
}

/**
 * Whether the route table of `near` leads a packet towards `far`. What comes after the next hop is another
 * table's business; it only says what cannot work whatever comes after.
 */
export function judgeRoute(
  table: RouteTable,
  near: PathEnd,
  far: PathEnd,
  destination: AddressSpan,
  index: StateIndex,
): RouteHop {
  const choice = chooseRoute(table, destination, index);
  return { choice, verdict: verdictOf(choice, near, far, destination) };
}

function verdictOf(choice: RouteChoice, near: PathEnd, far: PathEnd, destination: AddressSpan): HopVerdict {
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
  if (route.target.kind === 'internet-gateway') {
    if (isOffTheInternet(destination)) return { ...blocks, code: 'route-to-internet' };
    // An internet gateway serves only what has a public IPv4 address ("Enable internet access", VPC user guide).
    if (destination.family === 4 && near.publicAddresses?.length === 0) {
      return { ...blocks, code: 'route-needs-public-address' };
    }
  }
  return { verdict: 'passes', rule, target: route.target };
}
