import type {
  IpProtocol,
  NetworkAcl,
  NetworkAclEntry,
  Route,
  RouteTable,
  SecurityGroupRule,
  Subnet,
} from '../../lib/core/aws/network-state.ts';
import type { NetworkState, PathEnd, PathQuestion } from '../../lib/explain/packet.ts';
import { fc } from '../support/property.ts';

/** Small worlds: few addresses, blocks that often overlap, rules that often meet. */

export interface World {
  readonly state: NetworkState;
  readonly question: PathQuestion;
}

interface Plan {
  readonly subnets: Readonly<Record<'a1' | 'a2' | 'b1', Subnet>>;
  readonly vpcBlocks: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<'a1' | 'a2' | 'b1' | 'site' | 'public', string>>;
  readonly blocks: readonly string[];
}

const subnet = (id: string, vpcId: string, cidr: string): Subnet => ({
  id,
  vpcId,
  cidrs: [cidr],
  availabilityZone: 'ap-northeast-2a',
});

const V4: Plan = {
  subnets: {
    a1: subnet('subnet-a1', 'vpc-a', '10.0.0.0/28'),
    a2: subnet('subnet-a2', 'vpc-a', '10.0.0.16/28'),
    b1: subnet('subnet-b1', 'vpc-b', '10.0.1.0/28'),
  },
  vpcBlocks: { 'vpc-a': '10.0.0.0/27', 'vpc-b': '10.0.1.0/27' },
  addresses: {
    a1: '10.0.0.5',
    a2: '10.0.0.20',
    b1: '10.0.1.4',
    site: '192.168.5.9',
    public: '203.0.113.7',
  },
  blocks: [
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.0/23',
    '10.0.0.0/28',
    '10.0.0.4/30',
    '10.0.0.5/32',
    '10.0.0.8/29',
    '10.0.0.16/28',
    '10.0.0.20/32',
    '10.0.1.0/27',
    '10.0.1.4/32',
    '192.168.0.0/16',
    '192.168.5.8/31',
    '203.0.113.0/24',
    '::/0',
  ],
};

const V6: Plan = {
  subnets: {
    a1: subnet('subnet-a1', 'vpc-a', '2001:db8:0:1::/64'),
    a2: subnet('subnet-a2', 'vpc-a', '2001:db8:0:2::/64'),
    b1: subnet('subnet-b1', 'vpc-b', '2001:db8:1:1::/64'),
  },
  vpcBlocks: { 'vpc-a': '2001:db8:0::/56', 'vpc-b': '2001:db8:1::/56' },
  addresses: {
    a1: '2001:db8:0:1::5',
    a2: '2001:db8:0:2::14',
    b1: '2001:db8:1:1::4',
    site: 'fd00:9::9',
    public: '2600:1f00::7',
  },
  blocks: [
    '::/0',
    '2001:db8::/32',
    '2001:db8:0:1::/64',
    '2001:db8:0:1::4/126',
    '2001:db8:0:2::/64',
    '2001:db8:0:2::14/128',
    '2001:db8:1::/56',
    'fd00:9::/64',
    '2600:1f00::/24',
    '0.0.0.0/0',
  ],
};

const protocol: fc.Arbitrary<IpProtocol> = fc.constantFrom(
  '-1',
  'tcp',
  'tcp',
  '6',
  'udp',
  '17',
  'icmp',
  '47',
);
const ports = fc.constantFrom(
  { fromPort: null, toPort: null },
  { fromPort: 0, toPort: 65_535 },
  { fromPort: 443, toPort: 443 },
  { fromPort: 400, toPort: 1030 },
  { fromPort: 1024, toPort: 65_535 },
  { fromPort: 32_768, toPort: 60_999 },
  { fromPort: 1024, toPort: 40_000 },
);
const groupIds = ['sg-1', 'sg-2', 'sg-3'] as const;
const lists = ['pl-1', 'pl-2', 'pl-unread'] as const;

function rule(blocks: readonly string[]): fc.Arbitrary<SecurityGroupRule> {
  const peer = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...blocks).map((cidr) => ({ kind: 'cidr' as const, cidr })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...groupIds)
        .map((groupId) => ({ kind: 'security-group' as const, groupId })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...lists)
        .map((prefixListId) => ({ kind: 'prefix-list' as const, prefixListId })),
    },
  );
  return fc
    .record({ direction: fc.constantFrom('ingress' as const, 'egress' as const), protocol, ports, peer })
    .map(({ ports: range, ...rest }) => ({ ...rest, ...range }));
}

/** Without some open doors hardly any packet would get as far as the later hops. */
function openRule(direction: 'ingress' | 'egress', plan: Plan): SecurityGroupRule {
  const peer = { kind: 'cidr', cidr: plan.blocks[0] ?? '' } as const;
  return { direction, protocol: '-1', fromPort: null, toPort: null, peer };
}

function entry(blocks: readonly string[]): fc.Arbitrary<NetworkAclEntry> {
  return fc
    .record({
      ruleNumber: fc.integer({ min: 1, max: 8 }),
      egress: fc.boolean(),
      protocol,
      action: fc.constantFrom('allow' as const, 'allow' as const, 'allow' as const, 'deny' as const),
      cidr: fc.constantFrom(...blocks),
      ports,
    })
    .map(({ ports: range, ...rest }) => ({ ...rest, ...range }));
}

function acl(id: string, one: Subnet, blocks: readonly string[]): fc.Arbitrary<NetworkAcl> {
  const open = (egress: boolean): NetworkAclEntry => ({
    ruleNumber: 100,
    egress,
    protocol: '-1',
    action: 'allow',
    cidr: blocks[0] ?? '',
    fromPort: null,
    toPort: null,
  });
  return fc
    .record({
      some: fc.uniqueArray(entry(blocks), {
        maxLength: 4,
        selector: (item) => `${item.egress} ${item.ruleNumber}`,
      }),
      isOpen: fc.constantFrom(true, true, true, false),
    })
    .map(({ some, isOpen }) => ({
      id,
      vpcId: one.vpcId,
      isDefault: false,
      subnetIds: [one.id],
      entries: [...some, ...(isOpen ? [open(true), open(false)] : [])],
    }));
}

const target = fc.constantFrom(
  { kind: 'internet-gateway' as const, id: 'igw-1' },
  { kind: 'nat-gateway' as const, id: 'nat-1' },
  { kind: 'virtual-private-gateway' as const, id: 'vgw-1' },
  { kind: 'transit-gateway' as const, id: 'tgw-1' },
  { kind: 'vpc-peering-connection' as const, id: 'pcx-1' },
  { kind: 'network-interface' as const, id: 'eni-1' },
  { kind: 'egress-only-internet-gateway' as const, id: 'eigw-1' },
);

function table(id: string, one: Subnet, plan: Plan, certain: boolean): fc.Arbitrary<RouteTable> {
  const destination = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(...plan.blocks).map((cidr) => ({ kind: 'cidr' as const, cidr })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...lists)
        .map((prefixListId) => ({ kind: 'prefix-list' as const, prefixListId })),
    },
  );
  const route: fc.Arbitrary<Route> = fc
    .record({
      destination,
      target,
      state: fc.constantFrom('active' as const, 'active' as const, 'active' as const, 'blackhole' as const),
      origin: fc.constantFrom(
        'created' as const,
        'created' as const,
        'propagated' as const,
        'advertised' as const,
      ),
    })
    .map(
      ({ origin, ...rest }): Route =>
        origin !== 'created'
          ? {
              ...rest,
              destination:
                rest.destination.kind === 'cidr'
                  ? rest.destination
                  : { kind: 'cidr' as const, cidr: plan.blocks[1] ?? '' },
              target:
                origin === 'propagated'
                  ? { kind: 'virtual-private-gateway' as const, id: 'vgw-1' }
                  : { kind: 'network-interface' as const, id: 'eni-router' },
              origin,
            }
          : { ...rest, origin: 'created' as const },
    );
  const local: Route = {
    destination: { kind: 'cidr', cidr: plan.vpcBlocks[one.vpcId] ?? '' },
    target: { kind: 'local', id: 'local' },
    state: 'active',
    origin: 'table',
  };
  return (
    fc
      .uniqueArray(route, {
        maxLength: 4,
        // A table holds one fixed route for a destination, one propagated and one advertised.
        selector: (item) => JSON.stringify([item.destination, item.origin]),
      })
      // Beyond a gateway or a firewall something always stays open.
      .map((routes) => routes.filter((item) => !certain || item.origin === 'propagated'))
      .map((routes) => ({
        id,
        vpcId: one.vpcId,
        isMain: false,
        subnetIds: [one.id],
        propagatingGatewayIds: [],
        routes: [local, ...routes],
      }))
  );
}

function end(plan: Plan, certain: boolean): fc.Arbitrary<PathEnd> {
  const inVpc = fc
    .record({
      where: certain
        ? fc.constantFrom('a1' as const, 'a2' as const)
        : fc.constantFrom('a1' as const, 'a1' as const, 'a2' as const, 'b1' as const),
      groups: fc.uniqueArray(fc.constantFrom(...groupIds), { minLength: 0, maxLength: 2 }),
      publicAddresses: fc.constantFrom(undefined, [], ['198.51.100.3']),
      wholeSubnet: certain ? fc.constant(false) : fc.boolean(),
      kind: fc.constantFrom('interface' as const, 'vpc-endpoint' as const),
    })
    .map(({ where, groups, publicAddresses, wholeSubnet, kind }): PathEnd => {
      const home = plan.subnets[where];
      return {
        address: wholeSubnet ? (home.cidrs[0] ?? '') : plan.addresses[where],
        vpcId: home.vpcId,
        subnet: home,
        securityGroupIds: groups,
        ...(publicAddresses !== undefined && { publicAddresses }),
        // What stands for a whole subnet is a function, of which no interface is read.
        ...(!wholeSubnet && { interfaceId: `eni-${where}` }),
        ...(!wholeSubnet && kind === 'vpc-endpoint' && { vpcEndpointId: `vpce-${where}` }),
      };
    });
  const outside = fc
    .constantFrom('site' as const, 'public' as const)
    .map((where): PathEnd => ({ address: plan.addresses[where] }));
  return certain ? inVpc : fc.oneof({ weight: 4, arbitrary: inVpc }, { weight: 1, arbitrary: outside });
}

/**
 * @param certain - nothing is left open: one VPC without gateways, single addresses, known source ports, every
 * list read
 */
export function world(family: 4 | 6, certain: boolean): fc.Arbitrary<World> {
  return worldOf(family, certain, 1).map(({ state, questions: [question] }) => {
    if (question === undefined) throw new Error('a world has a question');
    return { state, question };
  });
}

/** A world in which several paths are asked: what one report explains. */
export function worldOf(
  family: 4 | 6,
  certain: boolean,
  most: number,
): fc.Arbitrary<{ readonly state: NetworkState; readonly questions: readonly PathQuestion[] }> {
  const plan = family === 4 ? V4 : V6;
  const { a1, a2, b1 } = plan.subnets;
  const group = (id: string) =>
    fc
      .record({
        some: fc.array(rule(plan.blocks), { maxLength: 5 }),
        open: fc.subarray(['egress' as const, 'egress' as const, 'ingress' as const]),
      })
      .map(({ some, open }) => ({
        id,
        name: id === 'sg-3' ? 'default' : id,
        vpcId: 'vpc-a',
        rules: [...some, ...open.map((direction) => openRule(direction, plan))],
      }));
  const blocks = fc.uniqueArray(fc.constantFrom(...plan.blocks.filter((one) => !one.endsWith('/0'))), {
    maxLength: 3,
  });
  const list = (id: string) => blocks.map((cidrs) => ({ id, name: id, cidrs }));
  const unread = certain
    ? fc.tuple(list('pl-1'), list('pl-2'), list('pl-unread'))
    : fc.tuple(list('pl-1'), list('pl-2'));
  const state: fc.Arbitrary<NetworkState> = fc.record({
    vpcs: fc.constant(Object.entries(plan.vpcBlocks).map(([id, cidr]) => ({ id, cidrs: [cidr] }))),
    securityGroups: fc.tuple(group('sg-1'), group('sg-2'), group('sg-3')),
    networkAcls: fc.tuple(
      acl('acl-a1', a1, plan.blocks),
      acl('acl-a2', a2, plan.blocks),
      acl('acl-b1', b1, plan.blocks),
    ),
    routeTables: fc.tuple(
      table('rtb-a1', a1, plan, certain),
      table('rtb-a2', a2, plan, certain),
      table('rtb-b1', b1, plan, certain),
    ),
    prefixLists: unread,
  });
  const knownPorts = { from: 32_768, to: 60_999 };
  const from = fc
    .record({ one: end(plan, certain), known: certain ? fc.constant(true) : fc.boolean() })
    .map(({ one, known }) => (known ? { ...one, ephemeralPorts: knownPorts } : one));
  const question: fc.Arbitrary<PathQuestion> = fc.record({
    from,
    to: end(plan, certain),
    protocol: fc.constantFrom('tcp' as const, 'tcp' as const, 'udp' as const),
    port: fc.constantFrom(443, 1028, 22),
  });
  return fc.record({ state, questions: fc.array(question, { minLength: 1, maxLength: most }) });
}
