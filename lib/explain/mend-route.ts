import type { RouteTable, RouteTargetKind } from '../core/network-state.ts';
import type { BlockingHop, PathEnd } from './packet.ts';
import { lines, shell } from './shell.ts';

/** A next hop that a new route should lead to. */
export interface RouteTarget {
  readonly kind: RouteTargetKind;
  readonly id: string;
}

/** The option of `create-route` and `replace-route` for each kind of next hop, and what to call one that is not known. */
const TARGET_OPTIONS: Readonly<
  Partial<Record<RouteTargetKind, { readonly option: string; readonly placeholder: string }>>
> = {
  'internet-gateway': { option: '--gateway-id', placeholder: '<internet-gateway-id>' },
  'egress-only-internet-gateway': {
    option: '--egress-only-internet-gateway-id',
    placeholder: '<egress-only-internet-gateway-id>',
  },
  'nat-gateway': { option: '--nat-gateway-id', placeholder: '<nat-gateway-id>' },
  'virtual-private-gateway': { option: '--gateway-id', placeholder: '<virtual-private-gateway-id>' },
  'transit-gateway': { option: '--transit-gateway-id', placeholder: '<transit-gateway-id>' },
  'vpc-peering-connection': { option: '--vpc-peering-connection-id', placeholder: '<peering-connection-id>' },
  'network-interface': { option: '--network-interface-id', placeholder: '<network-interface-id>' },
  'vpc-endpoint': { option: '--vpc-endpoint-id', placeholder: '<endpoint-id>' },
  'local-gateway': { option: '--local-gateway-id', placeholder: '<local-gateway-id>' },
  'carrier-gateway': { option: '--carrier-gateway-id', placeholder: '<carrier-gateway-id>' },
  'core-network': { option: '--core-network-arn', placeholder: '<core-network-arn>' },
};
const ANY_GATEWAY = { option: '--gateway-id', placeholder: '<gateway-id>' };

/**
 * The command that gives the packet a way.
 *
 * @param destination - the block the new route is for
 * @param wanted - where it should lead, if that is known: otherwise the command holds a `<placeholder>`
 */
export function routeCommand(
  table: RouteTable,
  hop: BlockingHop,
  destination: string,
  near: PathEnd,
  far: PathEnd,
  wanted: RouteTarget | undefined,
): string {
  const { code, target, rule = destination } = hop;
  if (code === 'route-stays-local') {
    return lines([
      shell`aws ec2 describe-vpcs --vpc-ids ${near.vpcId ?? ''} ${far.vpcId ?? ''} --query 'Vpcs[].CidrBlockAssociationSet[].CidrBlock'`,
    ]);
  }
  if (code === 'route-needs-public-address') {
    return lines([changeRoute('replace', table.id, rule, { kind: 'nat-gateway' })]);
  }
  if (code === 'route-blackhole' && target !== undefined) {
    if (wanted !== undefined && wanted.id !== target.id) {
      return lines([changeRoute('replace', table.id, rule, wanted)]);
    }
    // These two go black when they are detached from the VPC; the route comes back with them.
    if (target.kind === 'virtual-private-gateway') {
      return lines([
        shell`aws ec2 attach-vpn-gateway --vpn-gateway-id ${target.id} --vpc-id ${near.vpcId ?? ''}`,
      ]);
    }
    if (target.kind === 'internet-gateway') {
      return lines([
        shell`aws ec2 attach-internet-gateway --internet-gateway-id ${target.id} --vpc-id ${near.vpcId ?? ''}`,
      ]);
    }
    return lines([changeRoute('replace', table.id, rule, { kind: target.kind })]);
  }
  if (wanted?.kind === 'virtual-private-gateway' && !table.propagatingGatewayIds.includes(wanted.id)) {
    return lines([
      shell`aws ec2 enable-vgw-route-propagation --route-table-id ${table.id} --gateway-id ${wanted.id}`,
    ]);
  }
  return lines([changeRoute('create', table.id, destination, wanted)]);
}

function changeRoute(
  verb: 'create' | 'replace',
  tableId: string,
  destination: string,
  target: { readonly kind: RouteTargetKind; readonly id?: string } | undefined,
): string | undefined {
  const { option, placeholder } = (target && TARGET_OPTIONS[target.kind]) ?? ANY_GATEWAY;
  const table = shell`--route-table-id ${tableId}`;
  const block = destination.startsWith('pl-')
    ? shell`--destination-prefix-list-id ${destination}`
    : destination.includes(':')
      ? shell`--destination-ipv6-cidr-block ${destination}`
      : shell`--destination-cidr-block ${destination}`;
  const next = shell`${target?.id ?? placeholder}`;
  if (table === undefined || block === undefined || next === undefined) return undefined;
  return `aws ec2 ${verb}-route ${table} ${block} ${option} ${next}`;
}
