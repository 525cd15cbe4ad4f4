import type { RouteTargetKind } from '../core/aws/network-state.ts';
import type { PathEnd, PathQuestion, Unseen } from './packet.ts';
import { judgeRoute, type RoutedPacket, type RouteHop } from './route-hop.ts';
import type { GroupPeer } from './security-groups.ts';
import { type AddressSpan, contains, wholeFamily } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** Which way a packet and its answer take, and what that means for the rules at the ends. */
export interface TracedPath {
  readonly crossesSubnets: boolean;
  readonly forward: RouteHop | undefined;
  /** Undefined where the way back is not the subnets' own. */
  readonly back: RouteHop | undefined;
  /** The source as the target sees it; the whole family where a gateway on the way puts another in its place. */
  readonly arriving: AddressSpan;
  readonly arrivingText: string;
  readonly isSourceKnown: boolean;
  readonly references: GroupPeer['references'];
  /** Whether a new rule should name the other end's groups rather than its addresses. */
  readonly canNameGroups: boolean;
  readonly unseen: readonly Unseen[];
}

/** Next hops that leave the source address of a packet alone. */
const KEEPS_SOURCE: readonly RouteTargetKind[] = [
  'local',
  'virtual-private-gateway',
  'transit-gateway',
  'vpc-peering-connection',
  'core-network',
  'egress-only-internet-gateway',
];
/** Next hops with no interface of a VPC behind them, so that no rule can mean it by its group. */
const LEAVES_VPCS: readonly RouteTargetKind[] = [
  'virtual-private-gateway',
  'internet-gateway',
  'nat-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
  'local-gateway',
];

export function tracePath(
  question: PathQuestion,
  source: AddressSpan,
  destination: AddressSpan,
  index: StateIndex,
): TracedPath {
  const { from, to, seenAs } = question;
  const crossesSubnets = from.subnet === undefined || from.subnet.id !== to.subnet?.id;
  const forward = crossesSubnets ? routeFrom(from, to, { destination, isAnswer: false }, index) : undefined;
  const arriving = sourceAtTarget(question, source, forward, crossesSubnets, index);
  const isSourceKnown = !contains(arriving, wholeFamily(arriving.family));
  const anyAddress = arriving.family === 4 ? '0.0.0.0/0' : '::/0';
  // The answer to a preserved client goes through the endpoint that preserved it, not by the subnet's route.
  const looksBack = crossesSubnets && seenAs === undefined && isSourceKnown;
  const back = looksBack ? routeFrom(to, from, { destination: arriving, isAnswer: true }, index) : undefined;
  return {
    crossesSubnets,
    forward,
    back,
    arriving,
    arrivingText: seenAs ?? (isSourceKnown ? from.address : anyAddress),
    isSourceKnown,
    ...referencesAcross(question, crossesSubnets, forward, back),
    unseen: unseenBetween(from, to, forward, back),
  };
}

function routeFrom(
  near: PathEnd,
  far: PathEnd,
  packet: RoutedPacket,
  index: StateIndex,
): RouteHop | undefined {
  const table = near.subnet === undefined ? undefined : index.tableOf(near.subnet);
  return table === undefined ? undefined : judgeRoute(table, near, far, packet, index);
}

function sourceAtTarget(
  { from, seenAs }: PathQuestion,
  source: AddressSpan,
  forward: RouteHop | undefined,
  crossesSubnets: boolean,
  index: StateIndex,
): AddressSpan {
  const seen = seenAs === undefined ? undefined : index.span(seenAs);
  if (seen !== undefined) return seen;
  if (!crossesSubnets || from.subnet === undefined || forward?.verdict.verdict === 'blocks') return source;
  // By a route that is not known it may come through anything.
  if (forward?.choice.outcome !== 'route') return wholeFamily(source.family);
  const { kind } = forward.choice.route.target;
  if (KEEPS_SOURCE.includes(kind)) return source;
  // An internet gateway shows an IPv6 source as it is, and an IPv4 one by its public address.
  if (kind === 'internet-gateway' && source.family === 6) return source;
  const [only, ...more] = from.publicAddresses ?? [];
  const shown =
    kind === 'internet-gateway' && only !== undefined && more.length === 0 ? index.span(only) : undefined;
  return shown?.family === source.family ? shown : wholeFamily(source.family);
}

/**
 * Whether a rule that names the other end's group means this packet. Through a firewall between subnets it does
 * not always ("Security group referencing", VPC user guide); across VPCs it depends on settings that are not
 * read. Behind an EC2 Instance Connect endpoint it does even where the client's address is preserved
 * ("Security groups for EC2 Instance Connect Endpoint", EC2 user guide).
 */
function referencesAcross(
  { from, to, seenAs }: PathQuestion,
  crossesSubnets: boolean,
  forward: RouteHop | undefined,
  back: RouteHop | undefined,
): Pick<TracedPath, 'references' | 'canNameGroups'> {
  const kinds = (seenAs === undefined ? [forward, back] : [forward]).map((hop) =>
    hop?.choice.outcome === 'route' && hop.verdict.verdict === 'passes'
      ? hop.choice.route.target.kind
      : undefined,
  );
  if (from.vpcId !== undefined && from.vpcId === to.vpcId) {
    const staysLocal = !crossesSubnets || kinds.every((kind) => kind === 'local');
    // A route that is broken or was not read says nothing of a firewall: between its subnets a VPC routes locally.
    const canNameGroups = staysLocal || kinds.every((kind) => kind === undefined || kind === 'local');
    return { references: staysLocal ? 'apply' : 'may-apply', canNameGroups };
  }
  const leaves = kinds.some((kind) => kind !== undefined && LEAVES_VPCS.includes(kind));
  return { references: leaves ? 'never' : 'may-apply', canNameGroups: false };
}

/** Gateways, firewalls and hosts on the way that these rules say nothing of. */
function unseenBetween(
  from: PathEnd,
  to: PathEnd,
  forward: RouteHop | undefined,
  back: RouteHop | undefined,
): readonly Unseen[] {
  const unseen = new Map<string, Unseen>();
  for (const hop of [forward, back]) {
    if (hop?.choice.outcome !== 'route' || hop.choice.route.target.kind === 'local') continue;
    const { kind, id } = hop.choice.route.target;
    unseen.set(id, { what: kind, id });
  }
  for (const end of [from, to]) {
    if (end.subnet === undefined) unseen.set(end.address, { what: 'host', id: end.address });
  }
  return [...unseen.values()];
}
