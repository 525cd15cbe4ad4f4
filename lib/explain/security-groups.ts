import type { SecurityGroup, SecurityGroupRule } from '../core/aws/network-state.ts';
import { ALL_PROTOCOLS, type HopVerdict, portSpan, protocolNumber, type RuleProtocol } from './packet.ts';
import { type AddressSpan, coverage } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** The other end of a connection as a security group sees it. */
export interface GroupPeer {
  readonly span: AddressSpan;
  /** The groups its interface carries; undefined where the interface is not known. */
  readonly groupIds: readonly string[] | undefined;
  /**
   * Whether a rule that names one of its groups applies: within one VPC it does; across VPCs that depends on
   * the peering or transit gateway; nothing that comes through a VPN or from the internet carries a group.
   */
  readonly references: 'apply' | 'may-apply' | 'never';
  /** Whether a new rule should name its groups rather than its addresses. */
  readonly canNameGroups: boolean;
}

/**
 * Whether the groups of one interface together let this packet through. Rules only allow, and those of all
 * groups add up ("Security group rules", VPC user guide); what none allows is blocked.
 */
export function judgeGroups(
  groupIds: readonly string[],
  direction: 'ingress' | 'egress',
  protocol: RuleProtocol,
  port: number,
  peer: GroupPeer,
  index: StateIndex,
): HopVerdict {
  // An interface without any group (a NAT gateway's, for one) is filtered by none.
  if (groupIds.length === 0) return { verdict: 'passes' };
  const groups: SecurityGroup[] = [];
  const notRead: string[] = [];
  for (const id of groupIds) {
    const group = index.group(id);
    if (group === undefined) notRead.push(id);
    else groups.push(group);
  }
  const certain: AddressSpan[] = [];
  const listsNotRead = new Set<string>();
  const otherVpcGroups = new Set<string>();
  for (const group of groups) {
    for (const rule of group.rules) {
      if (!isForPacket(rule, direction, protocol, port)) continue;
      if (rule.peer.kind === 'security-group') {
        const match = matchReference(rule.peer.groupId, peer);
        if (match === 'yes') certain.push(peer.span);
        if (match === 'maybe') otherVpcGroups.add(rule.peer.groupId);
      } else if (rule.peer.kind === 'prefix-list') {
        const list = index.prefixList(rule.peer.prefixListId);
        if (list === undefined) listsNotRead.add(rule.peer.prefixListId);
        else certain.push(...list);
      } else {
        const span = index.span(rule.peer.cidr);
        if (span !== undefined) certain.push(span);
      }
    }
  }
  const covered = coverage(peer.span, certain);
  if (covered === 'all') return { verdict: 'passes' };
  if (notRead.length > 0) return { verdict: 'open', code: 'not-read', unknown: notRead };
  if (listsNotRead.size > 0)
    return { verdict: 'open', code: 'prefix-list-not-read', unknown: [...listsNotRead] };
  if (otherVpcGroups.size > 0)
    return { verdict: 'open', code: 'group-of-other-vpc', unknown: [...otherVpcGroups] };
  // Some addresses of a block pass and the one that will ask is not known.
  if (covered === 'some') return { verdict: 'open', code: 'address-not-known', unknown: [...groupIds] };
  return {
    verdict: 'blocks',
    code: direction === 'egress' ? 'group-out-no-rule' : 'group-in-no-rule',
    extent: 'all',
  };
}

function isForPacket(
  rule: SecurityGroupRule,
  direction: 'ingress' | 'egress',
  protocol: RuleProtocol,
  port: number,
): boolean {
  if (rule.direction !== direction) return false;
  const number = protocolNumber(rule.protocol);
  // "-1" allows all protocols and all ports, whatever ports it names (API reference, IpPermission).
  if (number === ALL_PROTOCOLS) return true;
  const ports = portSpan(rule);
  return number === protocolNumber(protocol) && ports.from <= port && port <= ports.to;
}

function matchReference(groupId: string, peer: GroupPeer): 'yes' | 'no' | 'maybe' {
  if (peer.references === 'never') return 'no';
  if (peer.groupIds === undefined) return 'maybe';
  if (!peer.groupIds.includes(groupId)) return 'no';
  return peer.references === 'apply' ? 'yes' : 'maybe';
}
