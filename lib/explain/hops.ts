import type { Subnet } from '../core/aws/network-state.ts';
import { type AclPacket, judgeAcl } from './network-acls.ts';
import type { Hop, HopName, PathEnd, PortRange, RuleProtocol } from './packet.ts';
import type { RouteHop } from './route-hop.ts';
import { type GroupPeer, judgeGroups } from './security-groups.ts';
import type { StateIndex } from './state-index.ts';

/** Each answers no hop where the end has no such element, or it is not known to have one. */

export function groupHop(
  hop: HopName,
  end: PathEnd,
  direction: 'ingress' | 'egress',
  packet: { readonly protocol: RuleProtocol; readonly port: number; readonly peerText: string },
  peer: GroupPeer,
  index: StateIndex,
): readonly Hop[] {
  const ids = end.securityGroupIds;
  if (ids === undefined) return [];
  const { protocol, port, peerText } = packet;
  const verdict = judgeGroups(ids, direction, protocol, port, peer, index);
  const peerGroupIds = peer.canNameGroups ? (peer.groupIds ?? []) : [];
  return [
    {
      hop,
      what: 'security-group',
      ids,
      peer: peerText,
      ports: { from: port, to: port },
      ...(peerGroupIds.length > 0 && { peerGroupIds }),
      ...verdict,
    },
  ];
}

/** `portsAreUsed`: as in `judgeAcl`. */
export function aclHop(
  hop: HopName,
  subnet: Subnet | undefined,
  packet: AclPacket & { readonly peerText: string },
  portsAreUsed: boolean,
  index: StateIndex,
): readonly Hop[] {
  if (subnet === undefined) return [];
  const acl = index.aclOf(subnet);
  if (acl === undefined) return [notRead(hop, 'network-acl', subnet, packet.peerText, packet.ports)];
  const verdict = judgeAcl(acl, packet, portsAreUsed, index);
  return [
    { hop, what: 'network-acl', ids: [acl.id], peer: packet.peerText, ports: packet.ports, ...verdict },
  ];
}

/** `route` is undefined where the way was not looked for. */
export function routeHop(
  hop: HopName,
  subnet: Subnet | undefined,
  packet: { readonly peerText: string; readonly ports: PortRange },
  route: RouteHop | undefined,
  index: StateIndex,
): readonly Hop[] {
  if (subnet === undefined) return [];
  const table = index.tableOf(subnet);
  if (table === undefined) return [notRead(hop, 'route-table', subnet, packet.peerText, packet.ports)];
  if (route === undefined) return [];
  return [
    {
      hop,
      what: 'route-table',
      ids: [table.id],
      peer: packet.peerText,
      ports: packet.ports,
      ...route.verdict,
    },
  ];
}

function notRead(hop: HopName, what: Hop['what'], subnet: Subnet, peer: string, ports: PortRange): Hop {
  return { hop, what, ids: [], peer, ports, verdict: 'open', code: 'not-read', unknown: [subnet.id] };
}
