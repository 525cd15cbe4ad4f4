import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecurityGroupRule } from '../../lib/core/aws/network-state.ts';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import type { PathVerdict } from '../../lib/explain/packet.ts';
import { readSegments } from '../../lib/explain/read-segments.ts';
import { type PathSegment, questionsOf } from '../../lib/explain/segment.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import {
  ADDRESSES,
  acl,
  entry,
  IDS,
  memoryReader,
  route,
  rule,
  type SampleNetwork,
  sampleNetwork,
  table,
  withRules,
} from '../support/sample-network.ts';

const GATEWAY_TO_ENDPOINT: PathSegment = {
  from: { kind: 'instance', id: IDS.gateway },
  to: { kind: 'vpc-endpoint', id: IDS.endpoint },
  ports: [1027],
  protocol: 'tcp',
};
const VANTAGE_TO_SITE: PathSegment = {
  from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
  to: { kind: 'address', address: ADDRESSES.site },
  ports: [22],
  protocol: 'tcp',
};

/** The verdict on the first pair of ends. */
async function verdictOn(segment: PathSegment, network: SampleNetwork): Promise<PathVerdict> {
  const { segments, state } = await readSegments(
    [segment],
    memoryReader(network),
    new AbortController().signal,
  );
  const [read] = segments;
  const [question] = read === undefined ? [] : questionsOf(segment, read);
  assert(question !== undefined, 'the leg asks nothing');
  return evaluatePath(question, indexState(state));
}

/** What stops the packet: hop, code, rule. */
async function blocksOn(segment: PathSegment, network: SampleNetwork): Promise<readonly string[]> {
  const verdict = await verdictOn(segment, network);
  assert.equal(verdict.outcome, 'blocked', JSON.stringify(verdict));
  return verdict.outcome === 'blocked'
    ? verdict.by.map(({ hop, code, rule: by }) =>
        [hop, code, by].filter((one) => one !== undefined).join(' '),
      )
    : [];
}

/** What is not known: hop, code, ids. */
function openIn(verdict: PathVerdict): readonly string[] {
  return verdict.outcome === 'undecided'
    ? verdict.why.map(({ hop, code, unknown }) => [hop, code, ...unknown].join(' '))
    : [verdict.outcome];
}

const endpointRules = (rules: readonly SecurityGroupRule[]) =>
  withRules(sampleNetwork(), IDS.endpointGroup, rules);

test('an allowed path names every element it passes, and what lies beyond them', async () => {
  const verdict = await verdictOn(VANTAGE_TO_SITE, sampleNetwork());
  assert.equal(verdict.outcome, 'allowed');
  if (verdict.outcome !== 'allowed') return;
  assert.deepEqual(
    verdict.by.map(({ hop }) => hop),
    ['out-of-group', 'route', 'out-of-subnet', 'answer-into-subnet'],
  );
  assert.deepEqual(verdict.unseen, [
    { what: 'virtual-private-gateway', id: IDS.vpnGateway },
    { what: 'host', id: ADDRESSES.site },
  ]);
});

test('a group of 1,000 rules of which none is for the packet blocks it, and one more rule opens it', async () => {
  const others = Array.from({ length: 999 }, (_, index) =>
    rule('ingress', 1027, `172.16.${index >> 8}.${index & 255}/32`),
  );
  const wrongPort = rule('ingress', 1026, ADDRESSES.gateway.concat('/32'));
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, endpointRules([...others, wrongPort])), [
    'into-group group-in-no-rule',
  ]);
  const rightOne = rule('ingress', 1027, `${ADDRESSES.gateway}/32`);
  const opened = await verdictOn(GATEWAY_TO_ENDPOINT, endpointRules([...others, rightOne]));
  assert.equal(opened.outcome, 'allowed');
});

test('rules that each admit a part of a subnet admit it together, and all but one address is not all', async () => {
  const fromSubnet: PathSegment = {
    ...GATEWAY_TO_ENDPOINT,
    from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
  };
  const halves = ['10.0.3.0/25', '10.0.3.128/25'].map((cidr) => rule('ingress', 1027, cidr));
  assert.equal((await verdictOn(fromSubnet, endpointRules(halves))).outcome, 'allowed');
  const [firstHalf] = halves;
  assert(firstHalf !== undefined);
  const verdict = await verdictOn(fromSubnet, endpointRules([firstHalf]));
  assert.equal(verdict.outcome, 'undecided');
  assert.deepEqual(openIn(verdict), [`into-group address-not-known ${IDS.endpointGroup}`]);
});

test('protocol -1 opens every port, whatever ports the rule names', async () => {
  const all = { ...rule('ingress', 443, '10.0.0.0/8'), protocol: '-1' };
  assert.equal((await verdictOn(GATEWAY_TO_ENDPOINT, endpointRules([all]))).outcome, 'allowed');
});

test('a rule for ICMP, or for UDP on the same port, opens nothing to TCP', async () => {
  const rules = ['icmp', 'udp', '17', '1'].map((protocol) => ({
    ...rule('ingress', [0, 65_535], '0.0.0.0/0'),
    protocol,
  }));
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, endpointRules(rules)), [
    'into-group group-in-no-rule',
  ]);
});

test('a prefix list counts by what it holds, and an unread one leaves the path undecided', async () => {
  const listed = endpointRules([rule('ingress', 1027, 'pl-1')]);
  const holding = (cidrs: readonly string[]) => ({
    ...listed,
    prefixLists: [{ id: 'pl-1', name: 'offices', cidrs }],
  });
  assert.equal(
    (await verdictOn(GATEWAY_TO_ENDPOINT, holding(['192.168.0.0/16', '10.0.1.0/24']))).outcome,
    'allowed',
  );
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, holding(['192.168.0.0/16'])), [
    'into-group group-in-no-rule',
  ]);
  const unread = await verdictOn(GATEWAY_TO_ENDPOINT, listed);
  assert.deepEqual(openIn(unread), ['into-group prefix-list-not-read pl-1']);
});

test('what was not read is named: groups, route tables, network ACLs and routes of a state that is new', async () => {
  const whole = sampleNetwork();
  const open = async (network: SampleNetwork) => openIn(await verdictOn(GATEWAY_TO_ENDPOINT, network));
  const without = whole.securityGroups.filter(({ id }) => id !== IDS.endpointGroup);
  assert.deepEqual(await open({ ...whole, securityGroups: without }), [
    `into-group not-read ${IDS.endpointGroup}`,
  ]);
  assert.deepEqual(await open({ ...whole, routeTables: [] }), [
    `route not-read ${IDS.gatewaySubnet}`,
    `into-group group-of-other-vpc ${IDS.gatewayGroup}`,
    `answer-route not-read ${IDS.endpointSubnet}`,
  ]);
  assert.deepEqual(await open({ ...whole, networkAcls: [] }), [
    `out-of-subnet not-read ${IDS.gatewaySubnet}`,
    `into-subnet not-read ${IDS.endpointSubnet}`,
    `answer-out-of-subnet not-read ${IDS.endpointSubnet}`,
    `answer-into-subnet not-read ${IDS.gatewaySubnet}`,
  ]);
  const other = sampleNetwork({
    routeTables: [
      table(
        IDS.table,
        [],
        [route('10.0.2.0/24', { kind: 'vpc-endpoint', id: 'vpce-0f' }, { state: 'other' })],
      ),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
    ],
  });
  assert.deepEqual(await open(other), [
    'route route-not-known 10.0.2.0/24',
    `into-group group-of-other-vpc ${IDS.gatewayGroup}`,
  ]);
});

test('a referenced group admits what carries it and nothing else', async () => {
  const forProxy = endpointRules([rule('ingress', 1027, IDS.proxyGroup)]);
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, forProxy), ['into-group group-in-no-rule']);
  const fromProxy: PathSegment = { ...GATEWAY_TO_ENDPOINT, from: { kind: 'instance', id: IDS.proxy } };
  assert.equal((await verdictOn(fromProxy, forProxy)).outcome, 'allowed');
});

test('through a firewall between the subnets a referenced group may not count', async () => {
  const network = sampleNetwork({
    routeTables: [
      table(IDS.table, [], [route('10.0.2.0/24', { kind: 'vpc-endpoint', id: 'vpce-0f' })]),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
    ],
  });
  const verdict = await verdictOn(GATEWAY_TO_ENDPOINT, network);
  assert.deepEqual(openIn(verdict), [`into-group group-of-other-vpc ${IDS.gatewayGroup}`]);
});

test('a client whose address is preserved is judged by its address, or by the group of the endpoint', async () => {
  const preserved: PathSegment = {
    from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
    to: { kind: 'instance', id: IDS.gateway },
    ports: [22],
    protocol: 'tcp',
    seenAs: '198.51.100.7',
  };
  const rules = (peer: string) =>
    withRules(sampleNetwork(), IDS.gatewayGroup, [
      rule('ingress', 22, peer),
      rule('egress', 'all', '0.0.0.0/0'),
    ]);
  assert.equal((await verdictOn(preserved, rules('198.51.100.0/24'))).outcome, 'allowed');
  assert.equal((await verdictOn(preserved, rules(IDS.vantageGroup))).outcome, 'allowed');
  assert.deepEqual(await blocksOn(preserved, rules('10.0.3.0/24')), ['into-group group-in-no-rule']);
});

test('of a network ACL the first entry that matches decides, wherever it stands in the list', async () => {
  const ordered = (allow: number, deny: number) =>
    sampleNetwork({
      networkAcls: [
        acl(IDS.acl, [IDS.gatewaySubnet]),
        acl(
          IDS.endpointAcl,
          [IDS.endpointSubnet],
          [
            entry(false, allow, 'allow', '10.0.0.0/16', [1024, 2222]),
            entry(false, deny, 'deny', '10.0.1.0/24', [1027, 1027]),
            entry(true, 100, 'allow', '0.0.0.0/0'),
          ],
        ),
      ],
    });
  assert.equal((await verdictOn(GATEWAY_TO_ENDPOINT, ordered(90, 100))).outcome, 'allowed');
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, ordered(110, 100)), ['into-subnet acl-in-denies 100']);
});

/** Answers to the gateway, allowed to these ports only. */
const answersTo = (...ranges: readonly (readonly [number, number])[]) =>
  sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet]),
      acl(
        IDS.endpointAcl,
        [IDS.endpointSubnet],
        [
          entry(false, 100, 'allow', '0.0.0.0/0'),
          ...ranges.map((range, index) => entry(true, 100 + index, 'allow', '0.0.0.0/0', range)),
        ],
      ),
    ],
  });

test('a network ACL that lets the request in and the answer not out blocks the path', async () => {
  assert.deepEqual(await blocksOn(GATEWAY_TO_ENDPOINT, answersTo([1, 1023])), [
    'answer-out-of-subnet acl-out-no-rule *',
  ]);
});

test('entries that together cover 1024-65535 let every answer through', async () => {
  const covered = answersTo([40_000, 65_535], [1024, 39_999]);
  assert.equal((await verdictOn(GATEWAY_TO_ENDPOINT, covered)).outcome, 'allowed');
});

test('answers to some ports only: open while the ports of the source are not known, partly blocked once they are', async () => {
  const some = answersTo([49_152, 65_535]);
  const open = await verdictOn(GATEWAY_TO_ENDPOINT, some);
  assert.deepEqual(openIn(open), [`answer-out-of-subnet answer-port-not-known ${IDS.endpointAcl}`]);
  const linux = { ...GATEWAY_TO_ENDPOINT, ephemeralPorts: { from: 32_768, to: 60_999 } };
  const partly = await verdictOn(linux, some);
  assert.equal(partly.outcome === 'blocked' && partly.by[0]?.extent, 'some');
  const windows = { ...GATEWAY_TO_ENDPOINT, ephemeralPorts: { from: 49_152, to: 65_535 } };
  assert.equal((await verdictOn(windows, some)).outcome, 'allowed');
});

test('within one subnet neither network ACL nor route counts, but groups do', async () => {
  const closed = sampleNetwork({
    networkAcls: [acl(IDS.acl, [IDS.gatewaySubnet], []), acl(IDS.endpointAcl, [IDS.endpointSubnet], [])],
    routeTables: [],
  });
  const toProxy: PathSegment = {
    from: { kind: 'instance', id: IDS.gateway },
    to: { kind: 'address', address: ADDRESSES.proxy },
    ports: [3128],
    protocol: 'tcp',
  };
  assert.equal((await verdictOn(toProxy, closed)).outcome, 'allowed');
  assert.deepEqual(await blocksOn({ ...toProxy, ports: [3129] }, closed), ['into-group group-in-no-rule']);
});

const VGW = { kind: 'virtual-private-gateway', id: IDS.vpnGateway } as const;
const IGW = { kind: 'internet-gateway', id: 'igw-1' } as const;
const TGW = { kind: 'transit-gateway', id: 'tgw-1' } as const;
const withRoutes = (...routes: Parameters<typeof table>[2]) =>
  sampleNetwork({ routeTables: [table(IDS.table, [], routes)] });

test('without a route the packet goes nowhere', async () => {
  assert.deepEqual(await blocksOn(VANTAGE_TO_SITE, withRoutes()), ['route route-missing']);
});

test('the most specific route decides, dead or alive', async () => {
  const dead = route('10.60.1.0/24', TGW, { state: 'blackhole' });
  assert.deepEqual(await blocksOn(VANTAGE_TO_SITE, withRoutes(route('10.0.0.0/8', VGW), dead)), [
    'route route-blackhole 10.60.1.0/24',
  ]);
  const shadowed = withRoutes(route('10.60.1.10/32', VGW), dead);
  assert.equal((await verdictOn(VANTAGE_TO_SITE, shadowed)).outcome, 'allowed');
});

test('of equal routes a fixed one comes before a propagated one', async () => {
  const both = withRoutes(
    route('10.60.0.0/16', VGW, { origin: 'propagated' }),
    route('10.60.0.0/16', TGW, { state: 'blackhole' }),
  );
  assert.deepEqual(await blocksOn(VANTAGE_TO_SITE, both), ['route route-blackhole 10.60.0.0/16']);
});

test('a propagated route within the VPC loses to the local one however specific it is', async () => {
  const network = sampleNetwork({
    routeTables: [
      table(IDS.table, [], [route('10.0.2.0/24', VGW, { origin: 'propagated', state: 'blackhole' })]),
    ],
  });
  assert.equal((await verdictOn(GATEWAY_TO_ENDPOINT, network)).outcome, 'allowed');
});

test('a default route to the internet carries nothing to a private address', async () => {
  assert.deepEqual(await blocksOn(VANTAGE_TO_SITE, withRoutes(route('0.0.0.0/0', IGW))), [
    'route route-to-internet 0.0.0.0/0',
  ]);
});

test('an internet gateway carries nothing of an interface without a public address', async () => {
  const toInternet = (publicAddresses?: readonly string[]): PathSegment => ({
    ...VANTAGE_TO_SITE,
    from: {
      kind: 'subnets',
      subnetIds: [IDS.vantageSubnet],
      securityGroupIds: [IDS.vantageGroup],
      ...(publicAddresses !== undefined && { publicAddresses }),
    },
    to: { kind: 'address', address: '203.0.113.9' },
  });
  const network = withRoutes(route('0.0.0.0/0', IGW));
  assert.deepEqual(await blocksOn(toInternet([]), network), ['route route-needs-public-address 0.0.0.0/0']);
  assert.equal((await verdictOn(toInternet(['198.51.100.4']), network)).outcome, 'allowed');
  assert.equal((await verdictOn(toInternet(), network)).outcome, 'allowed');
});

test('a request that arrives from the site needs a route back', async () => {
  const fromSite: PathSegment = {
    from: { kind: 'address', address: ADDRESSES.site },
    to: { kind: 'vpc-endpoint', id: IDS.endpoint },
    ports: [1027],
    protocol: 'tcp',
  };
  const open = endpointRules([rule('ingress', 1027, '10.60.0.0/16')]);
  assert.deepEqual(await blocksOn(fromSite, open), ['answer-route route-missing']);
});

test('what is not filtered is never blamed: link-local services and the resolver of the VPC', async () => {
  const closed = withRules(sampleNetwork({ networkAcls: [], routeTables: [] }), IDS.gatewayGroup, []);
  for (const address of ['169.254.169.123', '10.0.0.2', '10.0.1.1']) {
    const segment: PathSegment = {
      ...GATEWAY_TO_ENDPOINT,
      to: { kind: 'address', address },
      protocol: 'udp',
      ports: [53],
    };
    assert.equal((await verdictOn(segment, closed)).outcome, 'allowed', address);
  }
  for (const address of ['10.0.0.3', '10.0.0.1', '10.0.1.2', '10.0.1.0', '169.253.0.1', '0.0.0.2']) {
    const other: PathSegment = { ...GATEWAY_TO_ENDPOINT, to: { kind: 'address', address } };
    assert.equal((await verdictOn(other, closed)).outcome, 'blocked', address);
  }
});

test('a rule that names a group admits nothing through a VPN; through a transit gateway it may', async () => {
  const fromSite: PathSegment = {
    from: { kind: 'address', address: ADDRESSES.site },
    to: { kind: 'instance', id: IDS.gateway },
    ports: [22],
    protocol: 'tcp',
  };
  assert.deepEqual(await blocksOn(fromSite, sampleNetwork()), ['into-group group-in-no-rule']);
  const verdict = await verdictOn(fromSite, withRoutes(route('10.60.0.0/16', TGW)));
  assert.deepEqual(openIn(verdict), [`into-group group-of-other-vpc ${IDS.vantageGroup}`]);
});

test('where answers reach some addresses of a subnet and others not, nobody is blamed', async () => {
  const fromSubnet: PathSegment = {
    ...GATEWAY_TO_ENDPOINT,
    from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
    ephemeralPorts: { from: 32_768, to: 60_999 },
  };
  const halfOfThem = sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.vantageSubnet]),
      acl(
        IDS.endpointAcl,
        [IDS.endpointSubnet],
        [entry(false, 100, 'allow', '0.0.0.0/0'), entry(true, 100, 'allow', '10.0.3.0/25')],
      ),
    ],
  });
  const verdict = await verdictOn(fromSubnet, halfOfThem);
  assert.deepEqual(openIn(verdict), [`answer-out-of-subnet address-not-known ${IDS.endpointAcl}`]);
});

test('a route table that follows one of two overlapping prefix lists at random decides nothing', async () => {
  const list = (prefixListId: string, target: Parameters<typeof route>[1], state: 'active' | 'blackhole') =>
    route('', target, { destination: { kind: 'prefix-list', prefixListId }, state });
  const lists = [
    { id: 'pl-1', name: 'one', cidrs: ['10.60.0.0/16'] },
    { id: 'pl-2', name: 'two', cidrs: ['10.60.0.0/16'] },
  ];
  const random = withRoutes(list('pl-1', TGW, 'blackhole'), list('pl-2', VGW, 'active'));
  const verdict = await verdictOn(VANTAGE_TO_SITE, { ...random, prefixLists: lists });
  assert.deepEqual(openIn(verdict), ['route route-not-known pl-1 pl-2']);
  const fixed = withRoutes(list('pl-1', TGW, 'blackhole'), route('10.60.0.0/16', VGW));
  assert.equal((await verdictOn(VANTAGE_TO_SITE, { ...fixed, prefixLists: lists })).outcome, 'allowed');
});

test('behind a NAT gateway the ports of the source are no longer its own', async () => {
  const throughNat = {
    ...answersTo([49_152, 65_535]),
    routeTables: [
      table(IDS.table, [], [route('10.0.2.0/24', { kind: 'nat-gateway', id: 'nat-1' })]),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
    ],
  };
  const open = withRules(throughNat, IDS.endpointGroup, [rule('ingress', 'all', '0.0.0.0/0')]);
  const linux = { ...GATEWAY_TO_ENDPOINT, ephemeralPorts: { from: 32_768, to: 60_999 } };
  const verdict = await verdictOn(linux, open);
  assert.deepEqual(openIn(verdict), [`answer-out-of-subnet answer-port-not-known ${IDS.endpointAcl}`]);
});

test('ends that have both families are asked about IPv4 alone', async () => {
  const network = sampleNetwork();
  const both = {
    ...network,
    interfaces: network.interfaces.map((one, index) => ({
      ...one,
      addresses: [...one.addresses, `2001:db8::${index + 1}`],
    })),
  };
  const { segments } = await readSegments(
    [GATEWAY_TO_ENDPOINT],
    memoryReader(both),
    new AbortController().signal,
  );
  const [read] = segments;
  assert(read !== undefined);
  assert.equal(read.to.length, 2);
  assert.deepEqual(
    questionsOf(GATEWAY_TO_ENDPOINT, read).map(({ from, to }) => [from.address, to.address]),
    [[ADDRESSES.gateway, ADDRESSES.endpoint]],
  );
});

test('an end of which nothing is known decides nothing', () => {
  const question = {
    from: { address: '10.60.1.10' },
    to: { address: '10.70.1.10' },
    protocol: 'tcp',
    port: 22,
  } as const;
  const index = indexState(sampleNetwork());
  assert.deepEqual(evaluatePath(question, index), { outcome: 'undecided', why: [], hops: [] });
  for (const [from, to] of [
    ['10.60.1.10', '2001:db8::1'],
    ['10.60.1.10', 'nobody'],
    ['nobody', '10.60.1.10'],
    ['nobody', 'nobody'],
  ] as const) {
    const ends = { ...question, from: { address: from }, to: { address: to } };
    assert.deepEqual(evaluatePath(ends, index), { outcome: 'undecided', why: [], hops: [] }, `${from} ${to}`);
  }
  // Link-local services are next to every instance.
  for (const [from, to] of [
    ['10.60.1.10', '169.254.169.254'],
    ['2001:db8::1', 'fd00:ec2::253'],
  ] as const) {
    const ends = { ...question, from: { address: from }, to: { address: to } };
    assert.deepEqual(evaluatePath(ends, index), { outcome: 'allowed', by: [], unseen: [] }, `${from} ${to}`);
  }
});
