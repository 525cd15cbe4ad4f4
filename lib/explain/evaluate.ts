import { aclHop, groupHop, routeHop } from './hops.ts';
import {
  ECHO_TYPES,
  type Hop,
  type PathEnd,
  type PathQuestion,
  type PathVerdict,
  type PortRange,
  protocolOf,
  type Unseen,
} from './packet.ts';
import { type AddressSpan, contains, spanOf } from './spans.ts';
import type { StateIndex } from './state-index.ts';
import { tracePath } from './trace-path.ts';

/**
 * The ports an answer may have to go to when the asking system is not known: Lambda functions and NAT gateways
 * use all of them ("Ephemeral ports", VPC user guide, network ACLs).
 */
const ANY_EPHEMERAL: PortRange = { from: 1024, to: 65_535 };

/**
 * Whether the rules let one packet and its answer through: security groups, which remember a connection and so
 * let answers pass; network ACLs, which do not; and the route tables of both subnets. Pure.
 *
 * Traffic within a subnet meets no route table and no network ACL ("Subnet route tables", VPC user guide).
 */
export function evaluatePath(question: PathQuestion, index: StateIndex): PathVerdict {
  const { from, to } = question;
  const source = index.span(from.address);
  const destination = index.span(to.address);
  if (source === undefined || destination === undefined || source.family !== destination.family) {
    return { outcome: 'undecided', why: [], hops: [] };
  }
  if (isUnfiltered(destination, from, index)) return { outcome: 'allowed', by: [], unseen: [] };

  const way = tracePath(question, source, destination, index);
  const [near, far] = way.crossesSubnets ? [from.subnet, to.subnet] : [];
  const protocol = protocolOf(question.protocol, destination.family);
  const { port, asked, answered, usesAll } = portsOf(question, destination.family, way.isSourceKnown);
  const atTarget = { protocol, peer: way.arriving, peerText: way.arrivingText };
  const atSource = { protocol, peer: destination, peerText: to.address };
  const { references, canNameGroups } = way;
  const targetAsPeer = {
    span: destination,
    groupIds: to.securityGroupIds,
    references,
    canNameGroups,
  };
  const sourceAsPeer = {
    span: way.arriving,
    groupIds: from.securityGroupIds,
    references,
    canNameGroups,
  };
  const outbound = { egress: true, ports: asked };
  const inbound = { egress: false, ports: asked };
  const hops: readonly Hop[] = [
    ...groupHop('out-of-group', from, 'egress', { ...atSource, port }, targetAsPeer, index),
    ...routeHop('route', near, { ...atSource, ports: asked }, way.forward, index),
    ...aclHop('out-of-subnet', near, { ...atSource, ...outbound }, false, index),
    ...aclHop('into-subnet', far, { ...atTarget, ...inbound }, false, index),
    ...groupHop('into-group', to, 'ingress', { ...atTarget, port }, sourceAsPeer, index),
    ...aclHop('answer-out-of-subnet', far, { ...atTarget, ...outbound, ports: answered }, usesAll, index),
    ...routeHop('answer-route', far, { ...atTarget, ports: answered }, way.back, index),
    ...aclHop('answer-into-subnet', near, { ...atSource, ...inbound, ports: answered }, usesAll, index),
  ];
  return verdictOf(hops, way.unseen);
}

/** The port that is asked, the ports an answer may go to, and whether all of these are really used. */
function portsOf({ from, protocol, port }: PathQuestion, family: 4 | 6, isSourceKnown: boolean) {
  if (protocol === 'icmp') {
    const { request, reply } = ECHO_TYPES[family];
    const answered: PortRange = { from: reply, to: reply };
    return { port: request, asked: { from: request, to: request }, answered, usesAll: true };
  }
  const answered = from.ephemeralPorts ?? ANY_EPHEMERAL;
  const usesAll = from.ephemeralPorts !== undefined && isSourceKnown;
  return { port, asked: { from: port, to: port }, answered, usesAll };
}

function verdictOf(hops: readonly Hop[], unseen: readonly Unseen[]): PathVerdict {
  const blocking = hops.filter((hop) => hop.verdict === 'blocks');
  if (blocking.length > 0) return { outcome: 'blocked', by: blocking, hops };
  const open = hops.filter((hop) => hop.verdict === 'open');
  if (open.length > 0 || hops.length === 0) return { outcome: 'undecided', why: open, hops };
  return { outcome: 'allowed', by: hops, unseen };
}

/** Link-local services (metadata, time, DNS) and their IPv6 counterparts. */
const SERVICE_BLOCKS = ['169.254.0.0/16', 'fd00:ec2::/32'].flatMap((cidr) => spanOf(cidr) ?? []);

/**
 * Whether neither security groups nor network ACLs filter this destination: the VPC's own DNS, time, metadata
 * and router addresses ("Control subnet traffic with network ACLs" and "Security group rules", VPC user guide).
 * The resolver is the VPC's base address plus two, the router the subnet's plus one ("Subnet sizing").
 */
function isUnfiltered(destination: AddressSpan, from: PathEnd, index: StateIndex): boolean {
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
