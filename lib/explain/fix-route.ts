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
      shell`aws ec2 describe-vpcs --vpc-ids ${table.vpcId} ${far.vpcId ?? ''} --query 'Vpcs[].CidrBlockAssociationSet[].CidrBlock'`,
    );
  }
  const { target } = wanted;
  if (hop.code === 'route-needs-public-address' && target === undefined) return publicAddress(near);
  const isWithinVpc = far.vpcId === table.vpcId;
  if (hop.code === 'route-blackhole') {
    const restored = restore(table, hop, wanted, near, isWithinVpc, index);
    if (restored !== undefined) return restored;
  }
  // Within the VPC's own block a route to another target is refused, and without one the local route serves.
  if (isWithinVpc) {
    // One that serves nothing but the VPC itself is missed by nobody else.
    const serves = hop.rule !== undefined && vpcBlock(table.vpcId, hop.rule, index) !== undefined;
    return serves && isFixed(table, hop.rule) ? run(deleteRoute(table.id, hop.rule)) : [];
  }
  if (target?.kind === 'virtual-private-gateway' && propagationHelps(table, hop, target.id, index)) {
    return run(
      shell`aws ec2 enable-vgw-route-propagation --route-table-id ${table.id} --gateway-id ${target.id}`,
    );
  }
  const route = specificRoute(table, hop, wanted, index);
  return isAdvertised(table, route.destination) ? [] : [route];
}

/** The block of this VPC that holds an address or a smaller block; undefined where none is known to. */
export function vpcBlock(vpcId: string | undefined, inner: string, index: StateIndex): string | undefined {
  const vpc = vpcId === undefined ? undefined : index.vpc(vpcId);
  const span = index.span(inner);
  return vpc?.cidrs.find((cidr) => {
    const block = index.span(cidr);
    return span !== undefined && block !== undefined && contains(block, span);
  });
}

/** What a VPC sends its own traffic through on purpose: firewalls, and endpoints that lead to them. */
const INSPECTS: readonly RouteTargetKind[] = ['network-interface', 'vpc-endpoint'];

function run(command: string | undefined, ...first: readonly string[]): readonly Change[] {
  return command === undefined ? [] : [{ kind: 'commands', commands: [...first, command] }];
}

/**
 * An interface of one's own gets an Elastic IP address. A function cannot have one: it is moved to a subnet whose
 * default route leads to a NAT gateway ("Internet access for VPC-connected functions", Lambda guide).
 */
function publicAddress(near: PathEnd): readonly Change[] {
  if (near.vpcEndpointId !== undefined) return [];
  if (near.interfaceId !== undefined) {
    const associated = shell`aws ec2 associate-address --allocation-id "$ALLOCATION_ID" --network-interface-id ${near.interfaceId} --private-ip-address ${near.address}`;
    return run(associated, 'ALLOCATION_ID=$(aws ec2 allocate-address --query AllocationId --output text)');
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
  wanted: WantedRoute,
  near: PathEnd,
  isWithinVpc: boolean,
  index: StateIndex,
): readonly Change[] | undefined {
  const { target, rule } = hop;
  const destination = index.span(wanted.address);
  if (target === undefined || rule === undefined || destination === undefined) return undefined;
  if (wanted.target !== undefined && wanted.target.id !== target.id) return undefined;
  if (isWithinVpc && !INSPECTS.includes(target.kind)) return undefined;
  const isAnswer = hop.hop === 'answer-route';
  if (refusalOf(target.kind, near, { destination, isAnswer }) !== undefined) return undefined;
  const attach = ATTACH[target.kind];
  // A VPC has one gateway of these kinds at most: where another one lives, the dead one cannot be attached.
  const living = attach === undefined ? undefined : index.livingTarget(table.vpcId, target.kind);
  if (attach !== undefined && living === undefined) return run(attach(target.id, table.vpcId));
  if (!isFixed(table, rule)) return undefined;
  return [
    {
      kind: 'route',
      tableId: table.id,
      verb: 'replace',
      destination: rule,
      targetKind: target.kind,
      targetId: living ?? null,
    },
  ];
}

const ATTACH: Readonly<Partial<Record<RouteTargetKind, (id: string, vpcId: string) => string | undefined>>> =
  {
    'virtual-private-gateway': (id, vpcId) =>
      shell`aws ec2 attach-vpn-gateway --vpn-gateway-id ${id} --vpc-id ${vpcId}`,
    'internet-gateway': (id, vpcId) =>
      shell`aws ec2 attach-internet-gateway --internet-gateway-id ${id} --vpc-id ${vpcId}`,
  };

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
  const to = {
    kind: 'route',
    tableId: table.id,
    targetKind: target?.kind ?? null,
    targetId: target?.id ?? null,
  } as const;
  if (rule === undefined) return { ...to, verb: 'create', destination: block };
  const taken = index.span(rule);
  const whole = index.span(block);
  if (taken !== undefined && whole !== undefined) {
    const isOurs = contains(whole, taken) && isFixed(table, rule);
    if (isOurs) return { ...to, verb: 'replace', destination: rule };
    if (whole.prefix > taken.prefix) return { ...to, verb: 'create', destination: block };
  }
  return { ...to, verb: isFixed(table, address) ? 'replace' : 'create', destination: address };
}

/** Of one destination only what advertises it can say where it leads. */
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
