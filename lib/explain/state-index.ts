import type { NetworkAcl, RouteTable, SecurityGroup, Subnet, Vpc } from '../core/aws/network-state.ts';
import { tableOfSubnet } from '../core/aws/network-state.ts';
import type { NetworkState } from './packet.ts';
import { type AddressSpan, spanOf } from './spans.ts';

/** Finds what a path needs in a state, and reads each CIDR block once however many paths are asked. */
export interface StateIndex {
  readonly group: (id: string) => SecurityGroup | undefined;
  readonly vpc: (id: string) => Vpc | undefined;
  readonly aclOf: (subnet: Subnet) => NetworkAcl | undefined;
  readonly tableOf: (subnet: Subnet) => RouteTable | undefined;
  /** Undefined where the list was not read. */
  readonly prefixList: (id: string) => readonly AddressSpan[] | undefined;
  readonly span: (text: string) => AddressSpan | undefined;
}

export function indexState(state: NetworkState): StateIndex {
  const spans = new Map<string, AddressSpan | undefined>();
  const span = (text: string) => {
    if (!spans.has(text)) spans.set(text, spanOf(text));
    return spans.get(text);
  };
  const groups = new Map(state.securityGroups.map((group) => [group.id, group]));
  const vpcs = new Map(state.vpcs.map((vpc) => [vpc.id, vpc]));
  const lists = new Map(
    state.prefixLists.map((list) => [list.id, list.cidrs.flatMap((cidr) => span(cidr) ?? [])]),
  );
  return {
    span,
    group: (id) => groups.get(id),
    vpc: (id) => vpcs.get(id),
    aclOf: (subnet) => state.networkAcls.find((acl) => acl.subnetIds.includes(subnet.id)),
    tableOf: (subnet) => tableOfSubnet(subnet, state.routeTables),
    prefixList: (id) => lists.get(id),
  };
}
