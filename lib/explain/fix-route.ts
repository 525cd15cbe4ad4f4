import type { RouteTable, RouteTargetKind } from '../core/aws/network-state.ts';
import type { Change } from './change.ts';
import type { BlockingHop, PathEnd } from './packet.ts';
import { refusalOf } from './route-hop.ts';
import { destinationOf } from './routes.ts';
import { shell } from './shell.ts';
import { contains } from './spans.ts';
import type { StateIndex } from './state-index.ts';

type RouteChange = Extract<Change, { readonly kind: 'route' }>;

/** A next hop that a new route should lead to. */
export interface RouteTarget {
  readonly kind: RouteTargetKind;
  readonly id: string;
}

/** What a route is wanted for: the address, and the block around it that belongs together. */
export interface WantedRoute {
  readonly address: string;
  readonly block: string;
  /** Where it should lead, if that is known: otherwise the command holds a `<placeholder>`. */
  readonly target: RouteTarget | undefined;
}

/** What gives the packet a route; nothing where no command can. */
export function routeChanges(
  table: RouteTable,
  hop: BlockingHop,
  wanted: WantedRoute,
  near: PathEnd,
  far: PathEnd,
  index: StateIndex,
): readonly Change[] {
  if (hop.code === 'route-stays-local') {
    return run(
      shell`aws ec2 describe-vpcs --vpc-ids ${near.vpcId ?? ''} ${far.vpcId ?? ''} --query 'Vpcs[].CidrBlockAssociationSet[].CidrBlock'`,
    );
  }
  const { target } = wanted;
  if (hop.code === 'route-needs-public-address' && target === undefined) return publicAddress(near);
  const isWithinVpc = far.vpcId !== undefined && far.vpcId === near.vpcId;
  const mayRestore = !isWithinVpc || (hop.target !== undefined && INSPECTS.includes(hop.target.kind));
  const isDead = hop.code === 'route-blackhole' && mayRestore;
  if (isDead && (target === undefined || target.id === hop.target?.id)) {
    const restored = restore(table, hop, wanted, near, index);
    if (restored !== undefined) return restored;
  }
  // Within the VPC's own block a route to another target is refused, and without one the local route serves.
  if (isWithinVpc) {
    const serves = hop.rule !== undefined && isFixed(table, hop.rule) && isOfVpc(hop.rule, near, index);
    return serves ? run(deleteRoute(table.id, hop.rule)) : [];
  }
  if (target?.kind === 'virtual-private-gateway' && propagationHelps(table, hop, target.id, index)) {
    return run(
      shell`aws ec2 enable-vgw-route-propagation --route-table-id ${table.id} --gateway-id ${target.id}`,
    );
  }
  const route = specificRoute(table, hop, wanted, index);
  return isAdvertised(table, route.destination) ? [] : [route];
}

/** Whether a route serves nothing but the VPC itself: then nobody else misses it. */
function isOfVpc(rule: string, { vpcId = '' }: PathEnd, index: StateIndex): boolean {
  const span = index.span(rule);
  const blocks = (index.vpc(vpcId)?.cidrs ?? []).flatMap((cidr) => index.span(cidr) ?? []);
  return span !== undefined && blocks.some((block) => contains(block, span));
}

/** What a VPC sends its own traffic through on purpose: firewalls, and endpoints that lead to them. */
const INSPECTS: readonly RouteTargetKind[] = ['network-interface', 'vpc-endpoint'];

function run(...commands: readonly (string | undefined)[]): readonly Change[] {
  const whole = commands.filter((command) => command !== undefined);
  return whole.length < commands.length ? [] : [{ kind: 'commands', commands: whole }];
}

/**
 * An interface of one's own gets an Elastic IP address. A function cannot have one: it is moved to a subnet whose
 * default route leads to a NAT gateway ("Internet access for VPC-connected functions", Lambda guide).
 */
function publicAddress(near: PathEnd): readonly Change[] {
  if (near.vpcEndpointId !== undefined) return [];
  if (near.interfaceId !== undefined) {
    const associated = shell`aws ec2 associate-address --allocation-id "$ALLOCATION_ID" --network-interface-id ${near.interfaceId} --private-ip-address ${near.address}`;
    return run('ALLOCATION_ID=$(aws ec2 allocate-address --query AllocationId --output text)', associated);
  }
  const groups = (near.securityGroupIds ?? []).map((id) => shell`${id}`);
  const moved = shell`aws lambda update-function-configuration --function-name ${near.functionName ?? '<function-name>'} --vpc-config SubnetIds=${'<private-subnet-ids>'}`;
  if (moved === undefined || groups.length === 0 || groups.includes(undefined)) return [];
  return run(`${moved},SecurityGroupIds=${groups.join(',')}`);
}

/**
 * Brings a dead route back to life, where it could carry this packet then. Undefined where it could not, or where
 * only its gateway can change it.
 */
function restore(
  table: RouteTable,
  hop: BlockingHop,
  { address }: WantedRoute,
  near: PathEnd,
  index: StateIndex,
): readonly Change[] | undefined {
  const { target, rule } = hop;
  const destination = index.span(address);
  const vpcId = near.vpcId ?? table.vpcId;
  if (target === undefined || rule === undefined || destination === undefined) return undefined;
  const isAnswer = hop.hop === 'answer-route';
  if (refusalOf(target.kind, near, { destination, isAnswer }) !== undefined) return undefined;
  const living = index.livingTarget(vpcId, target.kind);
  // A VPC has one gateway of these kinds at most: where another one lives, the dead one cannot be attached.
  if (living === undefined && target.kind === 'virtual-private-gateway') {
    return run(shell`aws ec2 attach-vpn-gateway --vpn-gateway-id ${target.id} --vpc-id ${vpcId}`);
  }
  if (living === undefined && target.kind === 'internet-gateway') {
    return run(shell`aws ec2 attach-internet-gateway --internet-gateway-id ${target.id} --vpc-id ${vpcId}`);
  }
  if (!isFixed(table, rule)) return undefined;
  const isOnlyOne = target.kind === 'virtual-private-gateway' || target.kind === 'internet-gateway';
  const targetId = isOnlyOne ? (living ?? null) : null;
  return [
    {
      kind: 'route',
      tableId: table.id,
      verb: 'replace',
      destination: rule,
      targetKind: target.kind,
      targetId,
    },
  ];
}

/** A static route wins over a propagated one of the same prefix, dead or alive; only a default route surely gives way. */
function propagationHelps(
  table: RouteTable,
  { rule }: BlockingHop,
  gatewayId: string,
  index: StateIndex,
): boolean {
  if (table.propagatingGatewayIds.includes(gatewayId)) return false;
  return rule === undefined || index.span(rule)?.prefix === 0;
}

/**
 * Where a new route has to stand to be taken instead of the one that is taken now. Only a fixed route within
 * the wanted block is replaced: one that serves other destinations too is left, and overruled.
 */
function specificRoute(
  table: RouteTable,
  { rule }: BlockingHop,
  { address, block, target }: WantedRoute,
  index: StateIndex,
): RouteChange {
  const taken = rule === undefined ? undefined : index.span(rule);
  const whole = index.span(block);
  const to = {
    kind: 'route',
    tableId: table.id,
    targetKind: target?.kind ?? null,
    targetId: target?.id ?? null,
  } as const;
  if (rule !== undefined && taken !== undefined && whole !== undefined && contains(whole, taken)) {
    if (isFixed(table, rule)) return { ...to, verb: 'replace', destination: rule };
  }
  const isMoreSpecific = taken !== undefined && whole !== undefined && whole.prefix > taken.prefix;
  // Of one destination only what advertises it can say where it leads.
  const isFree = !isAdvertised(table, block);
  const destination = isFree && (rule === undefined || isMoreSpecific) ? block : address;
  return { ...to, verb: isFixed(table, destination) ? 'replace' : 'create', destination };
}

function isAdvertised(table: RouteTable, destination: string): boolean {
  return (
    !isFixed(table, destination) &&
    table.routes.some((route) => route.origin === 'advertised' && destinationOf(route) === destination)
  );
}

function isFixed(table: RouteTable, destination: string): boolean {
  return table.routes.some((route) => route.origin === 'created' && destinationOf(route) === destination);
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

function deleteRoute(tableId: string, destination: string): string | undefined {
  const command = shell`aws ec2 delete-route --route-table-id ${tableId}`;
  const block = destinationOption(destination);
  return command === undefined || block === undefined ? undefined : `${command} ${block}`;
}

function destinationOption(destination: string): string | undefined {
  if (destination.startsWith('pl-')) return shell`--destination-prefix-list-id ${destination}`;
  return destination.includes(':')
    ? shell`--destination-ipv6-cidr-block ${destination}`
    : shell`--destination-cidr-block ${destination}`;
}

/** `create-route` or `replace-route`; undefined where a value may not stand in a command. */
export function routeCommand(change: RouteChange): string | undefined {
  const { verb, tableId, destination, targetKind, targetId } = change;
  const { option, placeholder } = (targetKind && TARGET_OPTIONS[targetKind]) ?? ANY_GATEWAY;
  const table = shell`--route-table-id ${tableId}`;
  const block = destinationOption(destination);
  const next = shell`${targetId ?? placeholder}`;
  if (table === undefined || block === undefined || next === undefined) return undefined;
  return `aws ec2 ${verb}-route ${table} ${block} ${option} ${next}`;
}
