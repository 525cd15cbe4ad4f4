import type {
  NetworkAcl,
  RouteTable,
  RouteTargetKind,
  SecurityGroup,
  Subnet,
  Vpc,
} from '../core/aws/network-state.ts';
import type { NetworkState } from './packet.ts';
import { type AddressSpan, spanOf } from './spans.ts';

/** Finds what a path needs in a state, and reads each CIDR block once however many paths are asked. */
export interface StateIndex {
  readonly group: (id: string) => SecurityGroup | undefined;
  readonly vpc: (id: string) => Vpc | undefined;
  readonly aclOf: (subnet: Subnet) => NetworkAcl | undefined;
  /** The subnet's own table, else the main one of its VPC ("Subnet route tables", VPC user guide). */
  readonly tableOf: (subnet: Subnet) => RouteTable | undefined;
  /** A gateway of this kind that a living route of the VPC's tables leads to; undefined where several do, or none. */
  readonly livingTarget: (vpcId: string, kind: RouteTargetKind) => string | undefined;
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
  const acls = firstOf(state.networkAcls.flatMap((acl) => acl.subnetIds.map((id) => [id, acl] as const)));
  const tables = firstOf(
    state.routeTables.flatMap((table) => table.subnetIds.map((id) => [id, table] as const)),
  );
  const mainTables = firstOf(
    state.routeTables.flatMap((table) => (table.isMain ? [[table.vpcId, table] as const] : [])),
  );
  return {
    span,
    group: (id) => groups.get(id),
    vpc: (id) => vpcs.get(id),
    aclOf: ({ id }) => acls.get(id),
    tableOf: ({ id, vpcId }) => tables.get(id) ?? mainTables.get(vpcId),
    livingTarget: (vpcId, kind) => {
      const living = state.routeTables
        .filter((table) => table.vpcId === vpcId)
        .flatMap((table) => table.routes)
        .filter((route) => route.target.kind === kind && route.state === 'active');
      const [only, ...others] = new Set(living.map(({ target }) => target.id));
      return others.length === 0 ? only : undefined;
    },
    prefixList: (id) => lists.get(id),
  };
}

/** Of several with one key the first counts. */
function firstOf<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(entries.toReversed());
}
