import type { NetworkReader } from '../../lib/core/aws/network-reader.ts';
import type {
  NetworkAcl,
  NetworkAclEntry,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  VpcEndpoint,
} from '../../lib/core/aws/network-state.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import type { NetworkState } from '../../lib/explain/packet.ts';

/** Everything a reader can be asked for. */
export interface SampleNetwork extends NetworkState {
  readonly subnets: readonly Subnet[];
  readonly interfaces: readonly NetworkInterface[];
  readonly endpoints: readonly VpcEndpoint[];
}

const id = (prefix: string, digit: string) => `${prefix}-${digit.repeat(17)}`;

/** Ids of the sample network, by what they are. */
export const IDS = {
  vpc: id('vpc', '1'),
  gatewaySubnet: id('subnet', 'a'),
  endpointSubnet: id('subnet', 'b'),
  vantageSubnet: id('subnet', 'c'),
  gateway: id('i', 'a'),
  gatewayInterface: id('eni', 'a'),
  gatewayGroup: id('sg', 'a'),
  proxy: id('i', 'd'),
  proxyInterface: id('eni', 'd'),
  proxyGroup: id('sg', 'd'),
  endpoint: id('vpce', 'b'),
  endpointInterface: id('eni', 'b'),
  endpointGroup: id('sg', 'b'),
  vantageGroup: id('sg', 'c'),
  acl: id('acl', '1'),
  endpointAcl: id('acl', 'b'),
  table: id('rtb', '1'),
  endpointTable: id('rtb', 'b'),
  vpnGateway: id('vgw', '1'),
} as const;

export const ADDRESSES = {
  gateway: '10.0.1.20',
  proxy: '10.0.1.30',
  endpoint: '10.0.2.5',
  vantage: '10.0.3.0/24',
  site: '10.60.1.10',
} as const;

export const ENDPOINT_NAME = 'vpce-0b-abc.storagegateway.ap-northeast-2.vpce.amazonaws.com';
export const GATEWAY_PORTS = [443, 1026, 1027, 1028, 1031, 2222] as const;

export function rule(
  direction: 'ingress' | 'egress',
  ports: number | readonly [number, number] | 'all',
  peer: string,
): SecurityGroupRule {
  const [fromPort, toPort] =
    ports === 'all' ? [null, null] : typeof ports === 'number' ? [ports, ports] : ports;
  const named = peer.startsWith('sg-')
    ? ({ kind: 'security-group', groupId: peer } as const)
    : peer.startsWith('pl-')
      ? ({ kind: 'prefix-list', prefixListId: peer } as const)
      : ({ kind: 'cidr', cidr: peer } as const);
  return { direction, protocol: ports === 'all' ? '-1' : 'tcp', fromPort, toPort, peer: named };
}

export function group(groupId: string, rules: readonly SecurityGroupRule[], name = groupId): SecurityGroup {
  return { id: groupId, name, vpcId: IDS.vpc, rules };
}

export function entry(
  egress: boolean,
  ruleNumber: number,
  action: 'allow' | 'deny',
  cidr: string,
  ports?: readonly [number, number],
): NetworkAclEntry {
  const [fromPort, toPort] = ports ?? [null, null];
  return { ruleNumber, egress, protocol: ports === undefined ? '-1' : '6', action, cidr, fromPort, toPort };
}

export function acl(
  aclId: string,
  subnetIds: readonly string[],
  entries: readonly NetworkAclEntry[] = [
    entry(true, 100, 'allow', '0.0.0.0/0'),
    entry(false, 100, 'allow', '0.0.0.0/0'),
  ],
): NetworkAcl {
  const last = [true, false].map((egress) => entry(egress, 32_767, 'deny', '0.0.0.0/0'));
  return { id: aclId, vpcId: IDS.vpc, isDefault: false, subnetIds, entries: [...entries, ...last] };
}

export const LOCAL: Route = {
  destination: { kind: 'cidr', cidr: '10.0.0.0/16' },
  target: { kind: 'local', id: 'local' },
  state: 'active',
  origin: 'table',
};

export function route(cidr: string, target: Route['target'], more: Partial<Route> = {}): Route {
  return { destination: { kind: 'cidr', cidr }, target, state: 'active', origin: 'created', ...more };
}

export function table(
  tableId: string,
  subnetIds: readonly string[],
  routes: readonly Route[],
  more: Partial<RouteTable> = {},
): RouteTable {
  return {
    id: tableId,
    vpcId: IDS.vpc,
    isMain: subnetIds.length === 0,
    subnetIds,
    propagatingGatewayIds: [],
    routes: [LOCAL, ...routes],
    ...more,
  };
}

function subnet(subnetId: string, cidr: string): Subnet {
  return {
    id: subnetId,
    vpcId: IDS.vpc,
    cidrs: [cidr],
    availabilityZone: 'ap-northeast-2a',
    freeAddresses: 200,
  };
}

function networkInterface(
  interfaceId: string,
  subnetId: string,
  address: string,
  groupId: string,
  more: Partial<NetworkInterface> = {},
): NetworkInterface {
  return {
    id: interfaceId,
    vpcId: IDS.vpc,
    subnetId,
    addresses: [address],
    publicAddresses: [],
    securityGroupIds: [groupId],
    interfaceType: 'interface',
    description: '',
    status: 'in-use',
    ...more,
  };
}

const VPN_ROUTE = route(
  '10.60.0.0/16',
  { kind: 'virtual-private-gateway', id: IDS.vpnGateway },
  { origin: 'propagated' },
);

/**
 * A VPC in which everything works: a gateway and its proxy in one subnet, a Storage Gateway endpoint in
 * another, a vantage in a third, and a site behind a virtual private gateway.
 */
export function sampleNetwork(change: Partial<SampleNetwork> = {}): SampleNetwork {
  const toGateway = [IDS.gatewayGroup, IDS.proxyGroup, IDS.vantageGroup].flatMap((peer) => [
    rule('ingress', 443, peer),
    rule('ingress', [1026, 1028], peer),
    rule('ingress', 1031, peer),
    rule('ingress', 2222, peer),
  ]);
  return {
    vpcs: [{ id: IDS.vpc, cidrs: ['10.0.0.0/16'] }],
    subnets: [
      subnet(IDS.gatewaySubnet, '10.0.1.0/24'),
      subnet(IDS.endpointSubnet, '10.0.2.0/24'),
      subnet(IDS.vantageSubnet, '10.0.3.0/24'),
    ],
    interfaces: [
      networkInterface(IDS.gatewayInterface, IDS.gatewaySubnet, ADDRESSES.gateway, IDS.gatewayGroup, {
        instanceId: IDS.gateway,
      }),
      networkInterface(IDS.proxyInterface, IDS.gatewaySubnet, ADDRESSES.proxy, IDS.proxyGroup, {
        instanceId: IDS.proxy,
      }),
      networkInterface(IDS.endpointInterface, IDS.endpointSubnet, ADDRESSES.endpoint, IDS.endpointGroup, {
        interfaceType: 'vpc_endpoint',
      }),
    ],
    endpoints: [
      {
        id: IDS.endpoint,
        vpcId: IDS.vpc,
        type: 'Interface',
        serviceName: 'com.amazonaws.ap-northeast-2.storagegateway',
        state: 'available',
        networkInterfaceIds: [IDS.endpointInterface],
        subnetIds: [IDS.endpointSubnet],
        securityGroupIds: [IDS.endpointGroup],
        dnsNames: [ENDPOINT_NAME],
        privateDnsEnabled: false,
      },
    ],
    securityGroups: [
      group(IDS.gatewayGroup, [rule('egress', 'all', '0.0.0.0/0'), rule('ingress', 22, IDS.vantageGroup)]),
      group(IDS.proxyGroup, [rule('egress', 'all', '0.0.0.0/0'), rule('ingress', 3128, IDS.gatewayGroup)]),
      group(IDS.endpointGroup, toGateway),
      group(IDS.vantageGroup, [rule('egress', 'all', '0.0.0.0/0')]),
    ],
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet, IDS.vantageSubnet]),
      acl(IDS.endpointAcl, [IDS.endpointSubnet]),
    ],
    routeTables: [
      table(IDS.table, [], [VPN_ROUTE], { propagatingGatewayIds: [IDS.vpnGateway] }),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
    ],
    prefixLists: [],
    ...change,
  };
}

/** The network with one group's rules replaced. */
export function withRules(network: SampleNetwork, groupId: string, rules: readonly SecurityGroupRule[]) {
  return {
    ...network,
    securityGroups: network.securityGroups.map((one) => (one.id === groupId ? { ...one, rules } : one)),
  };
}

export interface ReaderFaults {
  /** Refuses this action. */
  readonly refuses?: {
    readonly action: string;
    readonly code: 'access-denied' | 'throttled' | 'unavailable';
  };
  /** Never answers; ends when the signal does, as the SDK does. */
  readonly silent?: boolean;
}

/** A reader over a network that is held in memory, and the names of the methods that were asked. */
export function memoryReader(
  network: SampleNetwork,
  { refuses, silent }: ReaderFaults = {},
): NetworkReader & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const answer = async <T>(method: string, action: string, signal: AbortSignal, items: readonly T[]) => {
    asked.push(method);
    if (silent === true) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw new AwsRefusal('unavailable', action);
    }
    if (refuses?.action === action) throw new AwsRefusal(refuses.code, action);
    return items;
  };
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
  return {
    asked,
    networkInterfaces: (query, signal) =>
      answer(
        'networkInterfaces',
        'ec2:DescribeNetworkInterfaces',
        signal,
        network.interfaces.filter((one) => {
          if (query.by === 'id') return query.ids.includes(one.id);
          if (query.by === 'instance') return query.instanceIds.includes(one.instanceId ?? '');
          const inVpc = query.vpcId === undefined || query.vpcId === one.vpcId;
          return inVpc && one.addresses.some((address) => query.addresses.includes(address));
        }),
      ),
    securityGroups: (ids, signal) =>
      answer(
        'securityGroups',
        'ec2:DescribeSecurityGroups',
        signal,
        network.securityGroups.filter((one) => ids.includes(one.id)),
      ),
    networkAcls: (subnetIds, signal) =>
      answer(
        'networkAcls',
        'ec2:DescribeNetworkAcls',
        signal,
        network.networkAcls.filter((one) => one.subnetIds.some((each) => subnetIds.includes(each))),
      ),
    routeTables: (subnets, signal) =>
      answer(
        'routeTables',
        'ec2:DescribeRouteTables',
        signal,
        network.routeTables.filter((one) =>
          subnets.some((each) => one.subnetIds.includes(each.id) || (one.isMain && one.vpcId === each.vpcId)),
        ),
      ),
    subnets: (query, signal) =>
      answer(
        'subnets',
        'ec2:DescribeSubnets',
        signal,
        network.subnets.filter((one) =>
          'ids' in query ? query.ids.includes(one.id) : one.vpcId === query.vpcId,
        ),
      ),
    vpcs: (ids, signal) =>
      answer(
        'vpcs',
        'ec2:DescribeVpcs',
        signal,
        network.vpcs.filter((one) => ids.includes(one.id)),
      ),
    prefixLists: (ids, signal) =>
      answer(
        'prefixLists',
        'ec2:DescribeManagedPrefixLists',
        signal,
        network.prefixLists.filter((one) => ids.includes(one.id)),
      ),
    vpcEndpoints: (query, signal) =>
      answer(
        'vpcEndpoints',
        'ec2:DescribeVpcEndpoints',
        signal,
        network.endpoints.filter((one) =>
          'ids' in query
            ? query.ids.includes(one.id)
            : 'vpcId' in query
              ? query.vpcId === one.vpcId
              : one.dnsNames.some((name) => query.dnsNames.map(plain).includes(plain(name))),
        ),
      ),
  };
}
