import type { NetworkAclEntry, Route, SecurityGroupRule } from '../../lib/core/aws/network-state.ts';
import type { NetworkState, PathEnd, PathQuestion } from '../../lib/explain/packet.ts';

/**
 * A second, deliberately simple account of what EC2 does with one packet, written from the user guide and
 * sharing no code with `lib/explain`: addresses are strings of bits, nothing is merged, nothing is unknown.
 */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly port: number;
  readonly protocol: PathQuestion['protocol'];
}

/** One way in which what is not known may turn out. */
export interface Guess {
  /** Whether a rule that names a group of the other end means it across VPCs or through a middlebox. */
  readonly referencesApply: boolean;
  /** What a prefix list that was not read holds. */
  readonly unreadListHolds: 'nothing' | 'everything';
  /** The source behind a gateway that hides it. */
  readonly hiddenSource: string;
  /** Which of two overlapping prefix lists a route table follows. */
  readonly lastOfEqualRoutes: boolean;
  /** Whether an address of the VPC that no interface lists is held all the same, by a delegated prefix. */
  readonly heldByDelegation: boolean;
}

export function passes(question: PathQuestion, packet: Packet, state: NetworkState, guess: Guess): boolean {
  const { from, to } = question;
  const world = new World(state, guess);
  const oneSubnet = from.subnet !== undefined && from.subnet.id === to.subnet?.id;
  const forward = oneSubnet ? undefined : world.route(from, to, packet.destination);
  if (forward === 'dropped') return false;
  const seen = sourceSeen(question, packet, forward, guess);
  const backKnown = !oneSubnet && seen.known;
  const back = backKnown ? world.route(to, from, seen.address) : undefined;
  if (back === 'dropped') return false;
  // A NAT gateway has no entry for a connection that it did not open, and drops its answers.
  if (back !== undefined && ONE_WAY.includes(back.target.kind)) return false;

  const sameVpc = from.vpcId !== undefined && from.vpcId === to.vpcId;
  const local = (hop: Route | undefined) => hop?.target.kind === 'local';
  const leaves = [forward, back].some((hop) => hop !== undefined && LEAVES.includes(hop.target.kind));
  const meant = sameVpc
    ? oneSubnet || (local(forward) && local(back)) || guess.referencesApply
    : !leaves && guess.referencesApply;
  const outward = world.groupsAllow(from, 'egress', packet, packet.destination, to, meant);
  const inward = world.groupsAllow(to, 'ingress', packet, seen.address, from, meant);
  if (!outward || !inward) return false;
  if (oneSubnet) return true;
  const asked = { ...packet, toPort: packet.port };
  const answer = { ...packet, toPort: packet.sourcePort };
  return (
    world.aclAllows(from, true, asked, packet.destination) &&
    world.aclAllows(to, false, asked, seen.address) &&
    world.aclAllows(to, true, answer, seen.address) &&
    world.aclAllows(from, false, answer, packet.destination)
  );
}

const LEAVES = ['virtual-private-gateway', 'internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'];
const ONE_WAY = ['nat-gateway', 'egress-only-internet-gateway'];
const HIDES = ['nat-gateway', 'network-interface', 'vpc-endpoint', 'other'];

function sourceSeen(
  { from }: PathQuestion,
  packet: Packet,
  forward: Route | undefined,
  guess: Guess,
): { readonly address: string; readonly known: boolean } {
  if (forward === undefined) return { address: packet.source, known: true };
  const { kind } = forward.target;
  if (kind === 'internet-gateway' && !packet.source.includes(':')) {
    const [only, second] = from.publicAddresses ?? [];
    if (only !== undefined && second === undefined) return { address: only, known: true };
    return { address: guess.hiddenSource, known: false };
  }
  return HIDES.includes(kind)
    ? { address: guess.hiddenSource, known: false }
    : { address: packet.source, known: true };
}

class World {
  readonly #state: NetworkState;
  readonly #guess: Guess;
  constructor(state: NetworkState, guess: Guess) {
    this.#state = state;
    this.#guess = guess;
  }

  #listHolds(id: string, address: string): number {
    const list = this.#state.prefixLists.find((one) => one.id === id);
    if (list === undefined) return this.#guess.unreadListHolds === 'everything' ? 0 : -1;
    return Math.max(-1, ...list.cidrs.map((cidr) => (isIn(address, cidr) ? prefixOf(cidr) : -1)));
  }

  /** The route a packet takes; `dropped` where none carries it; undefined where the end has no table. */
  route(near: PathEnd, far: PathEnd, destination: string): Route | 'dropped' | undefined {
    const { subnet } = near;
    if (subnet === undefined) return undefined;
    const table =
      this.#state.routeTables.find((one) => one.subnetIds.includes(subnet.id)) ??
      this.#state.routeTables.find((one) => one.isMain && one.vpcId === subnet.vpcId);
    if (table === undefined) throw new Error('the model knows every table');
    let matching = table.routes
      .map((route) => ({
        route,
        bits:
          route.destination.kind === 'cidr'
            ? isIn(destination, route.destination.cidr)
              ? prefixOf(route.destination.cidr)
              : -1
            : this.#listHolds(route.destination.prefixListId, destination),
      }))
      .filter(({ bits }) => bits >= 0);
    if (matching.some(({ route }) => route.target.kind === 'local')) {
      matching = matching.filter(({ route }) => route.origin !== 'propagated');
    }
    const longest = Math.max(...matching.map(({ bits }) => bits));
    const best = matching.filter(({ bits }) => bits === longest).map(({ route }) => route);
    const isStatic = ({ origin }: Route) => origin === 'created' || origin === 'table';
    const fixed = best.find((route) => isStatic(route) && route.destination.kind === 'cidr');
    const lists = best.filter((route) => isStatic(route) && route.destination.kind !== 'cidr');
    const list = this.#guess.lastOfEqualRoutes ? lists.at(-1) : lists[0];
    const route = fixed ?? list ?? (this.#guess.lastOfEqualRoutes ? best.at(-1) : best[0]);
    if (route === undefined || route.state === 'blackhole') return 'dropped';
    if (route.target.kind === 'local') {
      if (far.vpcId !== undefined && far.vpcId !== near.vpcId) return 'dropped';
      // Nothing in this VPC has the address, as far as anybody knows.
      if (far.subnet === undefined && !this.#guess.heldByDelegation) return 'dropped';
    }
    if (route.target.kind === 'internet-gateway') {
      if (['10.0.0.0/8', '192.168.0.0/16', 'fd00::/8'].some((block) => isIn(destination, block)))
        return 'dropped';
      if (!destination.includes(':') && near.publicAddresses?.length === 0) return 'dropped';
    }
    return route;
  }

  groupsAllow(
    end: PathEnd,
    direction: 'ingress' | 'egress',
    packet: Packet,
    other: string,
    otherEnd: PathEnd,
    groupsAreMeant: boolean,
  ): boolean {
    if (end.securityGroupIds === undefined || end.securityGroupIds.length === 0) return true;
    const groups = this.#state.securityGroups.filter((group) => end.securityGroupIds?.includes(group.id));
    const peerIs = (rule: SecurityGroupRule): boolean => {
      const { peer } = rule;
      if (peer.kind === 'cidr') return isIn(other, peer.cidr);
      if (peer.kind === 'prefix-list') return this.#listHolds(peer.prefixListId, other) >= 0;
      if (!groupsAreMeant) return false;
      return otherEnd.securityGroupIds === undefined || otherEnd.securityGroupIds.includes(peer.groupId);
    };
    return groups.some((group) =>
      group.rules.some(
        (rule) =>
          rule.direction === direction &&
          peerIs(rule) &&
          (rule.protocol === '-1' ||
            (isProtocol(rule.protocol, packet.protocol) &&
              (rule.fromPort ?? 0) <= packet.port &&
              packet.port <= (rule.toPort ?? 65_535))),
      ),
    );
  }

  aclAllows(
    end: PathEnd,
    egress: boolean,
    packet: { readonly protocol: PathQuestion['protocol']; readonly toPort: number },
    other: string,
  ): boolean {
    const { subnet } = end;
    if (subnet === undefined) return true;
    const acl = this.#state.networkAcls.find((one) => one.subnetIds.includes(subnet.id));
    if (acl === undefined) throw new Error('the model knows every network ACL');
    let lowest: NetworkAclEntry | undefined;
    for (const entry of acl.entries) {
      if (entry.egress !== egress || !isIn(other, entry.cidr)) continue;
      if (entry.protocol !== '-1') {
        if (!isProtocol(entry.protocol, packet.protocol)) continue;
        if (packet.toPort < (entry.fromPort ?? 0) || packet.toPort > (entry.toPort ?? 65_535)) continue;
      }
      if (lowest === undefined || entry.ruleNumber < lowest.ruleNumber) lowest = entry;
    }
    return lowest?.action === 'allow';
  }
}

function isProtocol(written: string, protocol: PathQuestion['protocol']): boolean {
  if (protocol === 'icmp') return ['icmp', '1'].includes(written);
  return protocol === 'tcp' ? ['tcp', '6'].includes(written) : ['udp', '17'].includes(written);
}

export function isIn(address: string, cidr: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/');
  if (network.includes(':') !== address.includes(':')) return false;
  return bitsOf(network).slice(0, Number(prefix)) === bitsOf(address).slice(0, Number(prefix));
}

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

const KNOWN_BITS = new Map<string, string>();

/** An address as a string of ones and noughts. */
function bitsOf(address: string): string {
  const bits = KNOWN_BITS.get(address) ?? writeBits(address);
  KNOWN_BITS.set(address, bits);
  return bits;
}

function writeBits(address: string): string {
  if (!address.includes(':')) {
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  }
  const [left = '', right] = address.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const gap = right === undefined ? 0 : 8 - words(left).length - words(right).length;
  return [...words(left), ...Array<string>(gap).fill('0'), ...words(right ?? '')]
    .map((word) => Number.parseInt(word, 16).toString(2).padStart(16, '0'))
    .join('');
}
