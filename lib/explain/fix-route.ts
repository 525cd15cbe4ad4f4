import type { RouteTable, RouteTargetKind } from '../core/aws/network-state.ts';
import type { BlockingHop, PathEnd } from './packet.ts';
import { destinationOf } from './routes.ts';
import { lines, shell } from './shell.ts';
import { contains } from './spans.ts';
import type { StateIndex } from './state-index.ts';

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

/** What a route is wanted for: the address, and the block around it that belongs together. */
export interface WantedRoute {
  readonly address: string;
  readonly block: string;
  /** Where it should lead, if that is known: otherwise the command holds a `<placeholder>`. */
  readonly target: RouteTarget | undefined;
}

/** The command that gives the packet a way. */
export function routeCommand(
  table: RouteTable,
  hop: BlockingHop,
  wanted: WantedRoute,
  near: PathEnd,
  far: PathEnd,
  index: StateIndex,
): string {
  const { code, target, rule = wanted.block } = hop;
  const vpcId = near.vpcId ?? '';
  if (code === 'route-stays-local') {
    return lines([
      shell`aws ec2 describe-vpcs --vpc-ids ${vpcId} ${far.vpcId ?? ''} --query 'Vpcs[].CidrBlockAssociationSet[].CidrBlock'`,
    ]);
  }
  if (code === 'route-needs-public-address') {
    return lines([changeRoute('replace', table.id, rule, { kind: 'nat-gateway' })]);
  }
  const leadsElsewhere = wanted.target !== undefined && wanted.target.id !== target?.id;
  if (code === 'route-blackhole' && target !== undefined && !leadsElsewhere) {
    // These two go black when they are detached from the VPC; the route comes back with them.
    if (target.kind === 'virtual-private-gateway') {
      return lines([shell`aws ec2 attach-vpn-gateway --vpn-gateway-id ${target.id} --vpc-id ${vpcId}`]);
    }
    if (target.kind === 'internet-gateway') {
      return lines([
        shell`aws ec2 attach-internet-gateway --internet-gateway-id ${target.id} --vpc-id ${vpcId}`,
      ]);
    }
    return lines([changeRoute('replace', table.id, rule, { kind: target.kind })]);
  }
  const gateway = wanted.target;
  if (gateway?.kind === 'virtual-private-gateway' && !table.propagatingGatewayIds.includes(gateway.id)) {
    return lines([
      shell`aws ec2 enable-vgw-route-propagation --route-table-id ${table.id} --gateway-id ${gateway.id}`,
    ]);
  }
  const { verb, destination } = placeRoute(table, hop, wanted, index);
  return lines([changeRoute(verb, table.id, destination, gateway)]);
}

/**
 * Where a new route has to stand to be taken instead of the one that is taken now. Only a fixed route within
 * the wanted block is replaced: one that serves other destinations too is left, and overruled.
 */
function placeRoute(
  table: RouteTable,
  { rule }: BlockingHop,
  { address, block }: WantedRoute,
  index: StateIndex,
): { readonly verb: 'create' | 'replace'; readonly destination: string } {
  const isFixed = (destination: string) =>
    table.routes.some((route) => route.origin === 'created' && destinationOf(route) === destination);
  const taken = rule === undefined ? undefined : index.span(rule);
  const whole = index.span(block);
  if (rule !== undefined && taken !== undefined && whole !== undefined && contains(whole, taken)) {
    if (isFixed(rule)) return { verb: 'replace', destination: rule };
  }
  const isMoreSpecific = taken !== undefined && whole !== undefined && whole.prefix > taken.prefix;
  const destination = rule === undefined || isMoreSpecific ? block : address;
  return { verb: isFixed(destination) ? 'replace' : 'create', destination };
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
