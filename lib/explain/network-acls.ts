import type { NetworkAcl, NetworkAclEntry } from '../core/aws/network-state.ts';
import {
  ALL_PROTOCOLS,
  type HopVerdict,
  type PortRange,
  portSpan,
  protocolNumber,
  type RuleProtocol,
} from './packet.ts';
import { type AddressSpan, contains, cut } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** A packet at the border of a subnet: the address on the other side, and the ports it is sent to. */
export interface AclPacket {
  readonly egress: boolean;
  readonly protocol: RuleProtocol;
  readonly peer: AddressSpan;
  readonly ports: PortRange;
}

/**
 * What the `*` entry for IPv4 is numbered in the API; the one for IPv6 is 32768, and every rule of one's own is lower
 * ("Amazon VPC quotas", rules per network ACL).
 */
export const LAST_RULE = 32_767;

/**
 * Whether a network ACL lets this packet through. Entries are tried from the lowest number on and the first
 * that matches decides; what none matches is denied ("Control subnet traffic with network ACLs", VPC user guide).
 *
 * Where the packet stands for several (a block of addresses, the ports an answer may go to) each is tried:
 * `open` where they differ, unless `portsAreUsed` says that all of these ports are really used.
 */
export function judgeAcl(
  acl: NetworkAcl,
  packet: AclPacket,
  portsAreUsed: boolean,
  index: StateIndex,
): HopVerdict {
  const entries = relevantEntries(acl, packet, index);
  const passing = new Set<number>();
  const denying = new Set<number>();
  const mixedPieces = { allowed: 0, denied: 0, mixed: 0 };
  const portStarts = cutPorts(packet.ports, entries);
  for (const piece of cut(
    packet.peer,
    entries.map(({ span }) => span),
  )) {
    const actions = new Set<'allow' | 'deny'>();
    for (const port of portStarts) {
      const first = entries.find(
        ({ span, ports }) => contains(span, piece) && ports.from <= port && port <= ports.to,
      );
      actions.add(first?.entry.action ?? 'deny');
      if (first?.entry.action === 'allow') passing.add(first.entry.ruleNumber);
      else denying.add(Math.min(first?.entry.ruleNumber ?? LAST_RULE, LAST_RULE));
    }
    mixedPieces[actions.size > 1 ? 'mixed' : actions.has('allow') ? 'allowed' : 'denied'] += 1;
  }
  if (denying.size === 0) return { verdict: 'passes', rule: [...passing].join(', ') };
  const before = Math.min(...denying);
  const blocks = {
    verdict: 'blocks',
    code: codeOf(packet.egress, before === LAST_RULE),
    rule: before === LAST_RULE ? '*' : String(before),
    before,
  } as const;
  if (passing.size === 0) return { ...blocks, extent: 'all' };
  if (mixedPieces.allowed > 0) return { verdict: 'open', code: 'address-not-known', unknown: [acl.id] };
  return portsAreUsed
    ? { ...blocks, extent: 'some' }
    : { verdict: 'open', code: 'answer-port-not-known', unknown: [acl.id] };
}

function codeOf(egress: boolean, byLastRule: boolean) {
  if (byLastRule) return egress ? 'acl-out-no-rule' : 'acl-in-no-rule';
  return egress ? 'acl-out-denies' : 'acl-in-denies';
}

interface RelevantEntry {
  readonly entry: NetworkAclEntry;
  readonly span: AddressSpan;
  readonly ports: PortRange;
}

function relevantEntries(
  acl: NetworkAcl,
  packet: AclPacket,
  { span: spanOf }: StateIndex,
): readonly RelevantEntry[] {
  return acl.entries
    .flatMap((entry): RelevantEntry[] => {
      const number = protocolNumber(entry.protocol);
      const all = number === ALL_PROTOCOLS;
      if (entry.egress !== packet.egress) return [];
      if (!all && number !== protocolNumber(packet.protocol)) return [];
      const span = spanOf(entry.cidr);
      if (span === undefined || span.family !== packet.peer.family) return [];
      // An entry for all protocols is for all ports, whatever ports it names (API reference, NetworkAclEntry).
      return [{ entry, span, ports: all ? { from: 0, to: 65_535 } : portSpan(entry) }];
    })
    .sort((one, other) => one.entry.ruleNumber - other.entry.ruleNumber);
}

/** The first port of each run that all entries treat alike. */
function cutPorts(whole: PortRange, entries: readonly RelevantEntry[]): readonly number[] {
  const starts = new Set([whole.from]);
  for (const { ports } of entries) {
    for (const start of [ports.from, ports.to + 1]) {
      if (start > whole.from && start <= whole.to) starts.add(start);
    }
  }
  return [...starts];
}
