import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route, RouteTable } from '../../lib/core/aws/network-state.ts';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import { explainPaths, planExplanations } from '../../lib/explain/explanation.ts';
import { INTERNET, type NetworkState, type PathEnd, type PathQuestion } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { acl, entry, group, IDS, route, rule, sampleNetwork, table } from '../support/sample-network.ts';

const OTHER = 'vpc-22222222222222222';
const BAD = "x'; reboot; '";
const NETWORK = sampleNetwork({
  vpcs: [
    { id: IDS.vpc, cidrs: ['10.5.0.0/16', '10.0.0.0/16', '2001:db8::/56'] },
    { id: OTHER, cidrs: ['10.8.0.0/16', '10.1.0.0/16', '2001:db8:1::/56'] },
  ],
});

function endIn(subnetId: string, address: string, more: Partial<PathEnd> = {}): PathEnd {
  const subnet = NETWORK.subnets.find(({ id }) => id === subnetId);
  assert(subnet !== undefined);
  return { address, vpcId: IDS.vpc, subnet, securityGroupIds: [], publicAddresses: [], ...more };
}
const INSTANCE = endIn(IDS.gatewaySubnet, '10.0.1.20', { interfaceId: IDS.gatewayInterface });
const PUBLIC = { ...INSTANCE, publicAddresses: ['203.0.113.20'] };
const V6 = endIn(IDS.gatewaySubnet, '2001:db8::20');
const FUNCTION = endIn(IDS.gatewaySubnet, '10.0.1.30', { securityGroupIds: ['sg-1', 'sg-2'] });
const ENDPOINT = endIn(IDS.endpointSubnet, '10.0.2.5', {
  vpcEndpointId: IDS.endpoint,
  interfaceId: IDS.endpointInterface,
});
const SITE: PathEnd = { address: '192.168.5.9' };
const WEB: PathEnd = { address: '203.0.113.7' };
const FAR: PathEnd = { address: '10.1.2.5', vpcId: OTHER };

const TGW = { kind: 'transit-gateway', id: 'tgw-1' } as const;
const NAT = { kind: 'nat-gateway', id: 'nat-1' } as const;
const IGW = { kind: 'internet-gateway', id: 'igw-1' } as const;
const VGW = { kind: 'virtual-private-gateway', id: 'vgw-1' } as const;
const ENI = { kind: 'network-interface', id: 'eni-1' } as const;
const GWLB = { kind: 'vpc-endpoint', id: 'vpce-1' } as const;

const dead = (cidr: string, target: Route['target'], more: Partial<Route> = {}) =>
  route(cidr, target, { state: 'blackhole', ...more });
const byList = (prefixListId: string, target: Route['target']): Route => ({
  ...dead('', target),
  destination: { kind: 'prefix-list', prefixListId },
});

interface Case {
  readonly routes: readonly Route[];
  readonly ask: PathQuestion;
  readonly fix: readonly string[];
  readonly main?: Partial<RouteTable>;
  /** Of another table of the VPC, which no subnet of the question has. */
  readonly elsewhere?: readonly Route[];
  readonly state?: Partial<NetworkState>;
}

const ask = (from: PathEnd, to: PathEnd, via?: PathQuestion['via']): PathQuestion => ({
  from,
  to,
  protocol: 'tcp',
  port: 443,
  ...(via && { via }),
});

function stateOf({ routes, main, elsewhere = [], state }: Omit<Case, 'ask' | 'fix'>): NetworkState {
  const lists = [
    { id: 'pl-1', name: 'far', cidrs: ['10.1.2.5/32', '10.0.2.0/24', '192.168.5.9/32', '192.168.9.0/24'] },
  ];
  return {
    ...NETWORK,
    prefixLists: lists,
    routeTables: [
      table(IDS.table, [], routes, main),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
      table('rtb-2', ['subnet-2'], elsewhere),
    ],
    ...state,
  };
}

function explain(state: NetworkState, ...questions: readonly PathQuestion[]) {
  const index = indexState(state);
  return explainPaths(
    questions.map((question) => ({ question, verdict: evaluatePath(question, index) })),
    index,
  );
}

/** The commands for the route table of the near end. */
function fixOf(one: Case): readonly string[] {
  const found = explain(stateOf(one), one.ask).filter(({ explanation: { id } }) =>
    [IDS.table, BAD].includes(id),
  );
  assert.equal(found.length, 1, JSON.stringify([one, found]));
  const { fix = '', changes } = found[0]?.explanation ?? {};
  if (fix === '') assert.deepEqual(changes, []);
  return fix.split('\n').filter((line) => line !== '');
}

function check(cases: readonly Case[]): void {
  for (const one of cases) assert.deepEqual(fixOf(one), one.fix, JSON.stringify(one));
}

const option = (destination: string) =>
  destination.includes(':')
    ? `--destination-ipv6-cidr-block '${destination}'`
    : destination.startsWith('pl-')
      ? `--destination-prefix-list-id '${destination}'`
      : `--destination-cidr-block '${destination}'`;
const set = (verb: string, destination: string, next: string) =>
  `aws ec2 ${verb}-route --route-table-id '${IDS.table}' ${option(destination)} ${next}`;
const remove = (destination: string) =>
  `aws ec2 delete-route --route-table-id '${IDS.table}' ${option(destination)}`;
const TO_TGW = "--transit-gateway-id 'tgw-1'";
const TO_ANY = "--gateway-id '<gateway-id>'";

test('an end without a public address gets one where it can have one, and else moves', () => {
  const open = [route('0.0.0.0/0', IGW)];
  const { securityGroupIds: _, ...noGroups } = FUNCTION;
  const move = (name: string) =>
    `aws lambda update-function-configuration --function-name '${name}' --vpc-config SubnetIds='<private-subnet-ids>',SecurityGroupIds='sg-1','sg-2'`;
  const associate = (id: string) => [
    'ALLOCATION_ID=$(aws ec2 allocate-address --query AllocationId --output text)',
    `aws ec2 associate-address --allocation-id "$ALLOCATION_ID" --network-interface-id '${id}' --private-ip-address '10.0.1.20'`,
  ];
  check([
    { routes: open, ask: ask(INSTANCE, WEB), fix: associate(IDS.gatewayInterface) },
    { routes: open, ask: ask({ ...INSTANCE, interfaceId: BAD }, WEB), fix: [] },
    { routes: open, ask: ask({ ...INSTANCE, vpcEndpointId: IDS.endpoint }, WEB), fix: [] },
    { routes: open, ask: ask(FUNCTION, WEB), fix: [move('<function-name>')] },
    { routes: open, ask: ask({ ...FUNCTION, functionName: 'probe' }, WEB), fix: [move('probe')] },
    { routes: open, ask: ask({ ...FUNCTION, functionName: BAD }, WEB), fix: [] },
    { routes: open, ask: ask({ ...FUNCTION, securityGroupIds: [] }, WEB), fix: [] },
    { routes: open, ask: ask({ ...FUNCTION, securityGroupIds: ['sg-1', BAD] }, WEB), fix: [] },
    { routes: open, ask: ask(noGroups, WEB), fix: [] },
    // Where it should go another way, it needs no address.
    {
      routes: open,
      ask: ask(INSTANCE, WEB, NAT),
      fix: [set('create', '203.0.113.7/32', "--nat-gateway-id 'nat-1'")],
    },
  ]);
});

test('a dead route comes back to life where it would carry the packet then', () => {
  const nat2 = { ...NAT, id: 'nat-2' };
  const igw2 = { ...IGW, id: 'igw-2' };
  const vgw2 = { ...VGW, id: 'vgw-2' };
  const toNat = set('replace', '192.168.0.0/16', "--nat-gateway-id '<nat-gateway-id>'");
  const attachVgw = `aws ec2 attach-vpn-gateway --vpn-gateway-id 'vgw-1' --vpc-id '${IDS.vpc}'`;
  const attachIgw = `aws ec2 attach-internet-gateway --internet-gateway-id 'igw-1' --vpc-id '${IDS.vpc}'`;
  const own = set('create', '192.168.5.9/32', TO_ANY);
  const deadNat = [dead('192.168.0.0/16', NAT)];
  const deadVgw = [dead('192.168.0.0/16', VGW)];
  const deadIgw = [dead('0.0.0.0/0', IGW)];
  check([
    { routes: deadNat, ask: ask(INSTANCE, SITE), fix: [toNat] },
    // Of these a VPC has several: a living one is not what this route should lead to.
    { routes: deadNat, elsewhere: [route('0.0.0.0/0', nat2)], ask: ask(INSTANCE, SITE), fix: [toNat] },
    { routes: deadNat, ask: ask(INSTANCE, SITE, NAT), fix: [toNat] },
    { routes: deadNat, ask: ask(INSTANCE, SITE, TGW), fix: [set('create', '192.168.5.9/32', TO_TGW)] },
    { routes: [dead('192.168.0.0/16', NAT, { origin: 'advertised' })], ask: ask(INSTANCE, SITE), fix: [own] },
    // A NAT gateway carries no answers to a connection from outside.
    { routes: deadNat, ask: ask(SITE, INSTANCE), fix: [own] },
    { routes: deadVgw, ask: ask(INSTANCE, SITE), fix: [attachVgw] },
    { routes: deadVgw, ask: ask(SITE, INSTANCE), fix: [attachVgw] },
    { routes: [dead('192.168.0.0/16', { ...VGW, id: BAD })], ask: ask(INSTANCE, SITE), fix: [] },
    {
      routes: deadVgw,
      elsewhere: [route('172.16.0.0/12', vgw2)],
      ask: ask(INSTANCE, SITE),
      fix: [set('replace', '192.168.0.0/16', "--gateway-id 'vgw-2'")],
    },
    {
      routes: [dead('192.168.0.0/16', VGW, { origin: 'propagated' })],
      elsewhere: [route('172.16.0.0/12', vgw2)],
      ask: ask(INSTANCE, SITE),
      fix: [own],
    },
    { routes: deadIgw, ask: ask(PUBLIC, WEB), fix: [attachIgw] },
    { routes: deadIgw, ask: ask(PUBLIC, { address: INTERNET[4] }), fix: [attachIgw] },
    {
      routes: deadIgw,
      elsewhere: [route('0.0.0.0/0', igw2)],
      ask: ask(PUBLIC, WEB),
      fix: [set('replace', '0.0.0.0/0', "--gateway-id 'igw-2'")],
    },
    // It would still carry nothing of an end without a public address.
    { routes: deadIgw, ask: ask(INSTANCE, WEB), fix: [set('create', '203.0.113.7/32', TO_ANY)] },
  ]);
});

test('within its VPC the local route serves: what takes its place is taken away, unless it inspects', () => {
  const inside = ask(INSTANCE, ENDPOINT);
  const v6 = ask(V6, endIn(IDS.endpointSubnet, '2001:db8:0:2::5'));
  const noLocal = { routes: [route('192.168.0.0/16', TGW)] };
  check([
    { routes: [dead('10.0.2.0/24', TGW)], ask: inside, fix: [remove('10.0.2.0/24')] },
    { routes: [dead('10.0.2.0/24', NAT)], ask: { ...inside, via: NAT }, fix: [remove('10.0.2.0/24')] },
    {
      routes: [dead('10.0.2.0/24', ENI)],
      ask: inside,
      fix: [set('replace', '10.0.2.0/24', "--network-interface-id '<network-interface-id>'")],
    },
    {
      routes: [dead('10.0.2.0/24', GWLB)],
      ask: inside,
      fix: [set('replace', '10.0.2.0/24', "--vpc-endpoint-id '<endpoint-id>'")],
    },
    { routes: [dead('10.0.2.0/24', ENI)], ask: { ...inside, via: TGW }, fix: [remove('10.0.2.0/24')] },
    { routes: [dead('2001:db8:0:2::/64', TGW)], ask: v6, fix: [remove('2001:db8:0:2::/64')] },
    // No command changes these.
    { routes: [dead('10.0.2.0/24', ENI, { origin: 'advertised' })], ask: inside, fix: [] },
    { routes: [], main: noLocal, ask: inside, fix: [] },
    // These serve others too.
    { routes: [byList('pl-1', TGW)], ask: inside, fix: [] },
    { routes: [dead('0.0.0.0/0', IGW)], ask: ask(PUBLIC, { ...ENDPOINT, address: '203.0.113.5' }), fix: [] },
    // What belongs to the VPC is not known.
    { routes: [dead('10.0.2.0/24', TGW)], ask: inside, fix: [], state: { vpcs: [] } },
    { routes: [dead('10.0.2.0/24', TGW)], main: { id: BAD }, ask: inside, fix: [] },
  ]);
});

test('a new route stands where it is taken, for the whole of the other VPC if nothing else needs less', () => {
  const there = ask(INSTANCE, FAR, TGW);
  const create = (destination: string) => [set('create', destination, TO_TGW)];
  const peer = { ...TGW, id: 'tgw-2' };
  const block = '192.168.5.0/24';
  check([
    { routes: [], ask: there, fix: create('10.1.0.0/16') },
    { routes: [], ask: ask(INSTANCE, FAR), fix: [set('create', '10.1.0.0/16', TO_ANY)] },
    { routes: [dead('10.0.0.0/8', peer)], ask: there, fix: create('10.1.0.0/16') },
    { routes: [dead('10.1.2.0/24', peer)], ask: there, fix: [set('replace', '10.1.2.0/24', TO_TGW)] },
    { routes: [dead('10.1.0.0/16', peer)], ask: there, fix: [set('replace', '10.1.0.0/16', TO_TGW)] },
    { routes: [dead('10.1.0.0/16', VGW, { origin: 'propagated' })], ask: there, fix: create('10.1.2.5/32') },
    { routes: [dead('10.1.2.0/24', VGW, { origin: 'propagated' })], ask: there, fix: create('10.1.2.5/32') },
    { routes: [dead('10.1.0.0/16', ENI, { origin: 'advertised' })], ask: there, fix: create('10.1.2.5/32') },
    { routes: [dead('10.1.2.5/32', ENI, { origin: 'advertised' })], ask: there, fix: [] },
    { routes: [dead('10.1.2.5/32', VGW, { origin: 'propagated' })], ask: there, fix: create('10.1.2.5/32') },
    { routes: [dead('10.9.0.0/16', ENI, { origin: 'advertised' })], ask: there, fix: create('10.1.0.0/16') },
    { routes: [byList('pl-1', peer)], ask: there, fix: create('10.1.2.5/32') },
    { routes: [], ask: there, fix: create('10.1.2.5/32'), state: { vpcs: [] } },
    { routes: [], ask: ask(INSTANCE, SITE, TGW), fix: create('192.168.5.9/32') },
    { routes: [], ask: ask(V6, { address: '2600:1f00::7' }, TGW), fix: create('2600:1f00::7/128') },
    // The whole block has a fixed route, of which half is advertised: EC2 would refuse a second one.
    {
      routes: [dead('192.168.5.0/25', ENI, { origin: 'advertised' }), dead(block, ENI)],
      ask: ask(INSTANCE, { address: block }, TGW),
      fix: [set('replace', block, TO_TGW)],
    },
  ]);
});

test('a virtual private gateway propagates only where a propagated route would be taken', () => {
  const there = ask(INSTANCE, SITE, VGW);
  const propagate = [
    `aws ec2 enable-vgw-route-propagation --route-table-id '${IDS.table}' --gateway-id 'vgw-1'`,
  ];
  const create = [set('create', '192.168.5.9/32', "--gateway-id 'vgw-1'")];
  check([
    { routes: [], ask: there, fix: propagate },
    { routes: [dead('0.0.0.0/0', NAT)], ask: there, fix: propagate },
    { routes: [dead('192.168.0.0/16', NAT)], ask: there, fix: create },
    { routes: [byList('pl-1', TGW)], ask: there, fix: create },
    { routes: [], main: { propagatingGatewayIds: ['vgw-1'] }, ask: there, fix: create },
    { routes: [], ask: ask(INSTANCE, SITE, { ...VGW, id: BAD }), fix: [] },
  ]);
});

test('between VPCs a route leads where the other direction goes, if that carries both', () => {
  const subnet = { id: 'subnet-9', vpcId: OTHER, cidrs: ['10.1.2.0/24'] } as unknown as PathEnd['subnet'];
  const far: PathEnd = { ...FAR, ...(subnet && { subnet }), publicAddresses: [] };
  const back = (target: Route['target'], state: Route['state'] = 'active') => ({
    state: {
      networkAcls: [acl(IDS.acl, [IDS.gatewaySubnet, 'subnet-9'])],
      routeTables: [
        table(IDS.table, [], []),
        table('rtb-9', ['subnet-9'], [], {
          vpcId: OTHER,
          routes: [route('10.0.0.0/16', target, { state })],
        }),
      ],
    },
    routes: [],
  });
  const pcx = { kind: 'vpc-peering-connection', id: 'pcx-1' } as const;
  const core = { kind: 'core-network', id: 'arn:aws:networkmanager::1:core-network/c-1' } as const;
  const create = (next: string) => [set('create', '10.1.0.0/16', next)];
  const there = ask(INSTANCE, far);
  check([
    { ...back(TGW), ask: there, fix: create(TO_TGW) },
    { ...back(pcx), ask: there, fix: create("--vpc-peering-connection-id 'pcx-1'") },
    { ...back(core), ask: there, fix: create(`--core-network-arn '${core.id}'`) },
    { ...back(VGW), ask: there, fix: create(TO_ANY) },
    { ...back(TGW, 'blackhole'), ask: there, fix: create(TO_ANY) },
    { ...back(TGW), ask: { ...there, via: pcx }, fix: create("--vpc-peering-connection-id 'pcx-1'") },
    // The other way round: the route back is missing.
    { ...back(TGW), ask: ask(far, INSTANCE), fix: create(TO_TGW) },
  ]);
});

test('a route whose gateway lives, but knows no way on, is left to those it serves', () => {
  const question = ask(INSTANCE, SITE);
  const hop = {
    hop: 'route',
    what: 'route-table',
    ids: [IDS.table],
    peer: SITE.address,
    ports: { from: 443, to: 443 },
    verdict: 'blocks',
    code: 'route-through-nat',
    extent: 'all',
    rule: '0.0.0.0/0',
    target: NAT,
  } as const;
  const verdict = { outcome: 'blocked', by: [hop], hops: [hop] } as const;
  const state = stateOf({ routes: [route('0.0.0.0/0', NAT)] });
  assert.deepEqual(
    explainPaths([{ question, verdict }], indexState(state)).map(({ explanation }) => explanation.fix),
    [set('create', '192.168.5.9/32', TO_ANY)],
  );
});

test('to the internet a route goes everywhere, and never in the place of another default route', () => {
  check([
    {
      routes: [],
      ask: ask(PUBLIC, { address: INTERNET[4] }, NAT),
      fix: [set('create', '0.0.0.0/0', "--nat-gateway-id 'nat-1'")],
    },
    { routes: [], ask: ask(V6, { address: INTERNET[6] }), fix: [set('create', '::/0', TO_ANY)] },
    { routes: [dead('0.0.0.0/0', NAT)], ask: ask(PUBLIC, { address: INTERNET[4] }, TGW), fix: [] },
    {
      routes: [dead('192.0.0.0/8', NAT)],
      ask: ask(PUBLIC, { address: INTERNET[4] }, TGW),
      fix: [set('create', '0.0.0.0/0', TO_TGW)],
    },
  ]);
});

test('what no single change fixes for all of its paths is not fixed for some', () => {
  const state = stateOf({ routes: [route('0.0.0.0/0', IGW)] });
  const found = explain(state, ask(INSTANCE, WEB), ask({ ...FUNCTION, securityGroupIds: [] }, WEB));
  assert.deepEqual(
    found.map(({ explanation: { changes, fix, values }, paths }) => [changes, fix, values.peers, paths]),
    [[[], '', '203.0.113.7', [0, 1]]],
  );
});

test('the internet may be sent to and answered everywhere; who may come in is for the reader to say', () => {
  const shut = acl(IDS.acl, [IDS.gatewaySubnet], []);
  const state = {
    ...stateOf({ routes: [route('0.0.0.0/0', IGW), route('::/0', IGW)] }),
    networkAcls: [shut],
    securityGroups: [group('sg-1', [])],
  };
  const peers = (from: PathEnd, to: PathEnd) =>
    explain(state, ask(from, to)).map(({ explanation: { why, changes } }) => [
      why,
      changes.flatMap((one) => ('admissions' in one ? one.admissions.map(({ peer }) => peer) : [])),
    ]);
  for (const [address, inside, anywhere, asked] of [
    [INTERNET[4], PUBLIC, '0.0.0.0/0', '<source-cidr>'],
    [INTERNET[6], V6, '::/0', '<source-ipv6-cidr>'],
  ] as const) {
    const near = { ...inside, securityGroupIds: ['sg-1'] };
    assert.deepEqual(peers(near, { address }), [
      ['group-out-no-rule', [anywhere]],
      ['acl-out-no-rule', [anywhere]],
      ['acl-in-no-rule', [anywhere]],
    ]);
    assert.deepEqual(peers({ address }, near), [
      ['acl-in-no-rule', [asked]],
      ['group-in-no-rule', [asked]],
      ['acl-out-no-rule', [anywhere]],
    ]);
  }
});

test('a rule goes to a group of its own where there is one to attach it to, else to the default group', () => {
  const defaults = [group('sg-1', [], 'default'), group('sg-2', [])];
  const shut = { ...stateOf({ routes: [] }), securityGroups: defaults };
  const admissions = [{ protocol: 'tcp', from: 443, to: 443, peer: '10.0.2.5/32' }];
  const rules = (groupId: string) => ({ kind: 'group-rules', groupId, direction: 'egress', admissions });
  const own = (owner: string, ownerId: string, isDualStack: boolean) => ({
    kind: 'new-group',
    owner,
    ownerId,
    vpcId: IDS.vpc,
    groupIds: ['sg-1'],
    isDualStack,
    direction: 'egress',
    admissions,
  });
  const one = (near: Partial<PathEnd>, state: NetworkState = shut) => {
    const from = { ...INSTANCE, securityGroupIds: ['sg-1'], ...near };
    const found = explain(state, ask(from, ENDPOINT)).map(({ explanation }) => explanation);
    return found.map(({ id, changes }) => ({ id, changes }));
  };
  const { interfaceId: _, vpcId: __, ...nowhere } = INSTANCE;
  const v4Only = { ...shut, vpcs: [{ id: IDS.vpc, cidrs: ['10.0.0.0/16', '10.5.0.0/16'] }] };
  const cases: readonly (readonly [ReturnType<typeof one>, string, object])[] = [
    [one({}), 'sg-1', own('network-interface', IDS.gatewayInterface, true)],
    [one({}, v4Only), 'sg-1', own('network-interface', IDS.gatewayInterface, false)],
    [one({}, { ...shut, vpcs: [] }), 'sg-1', own('network-interface', IDS.gatewayInterface, false)],
    [one({ vpcEndpointId: 'vpce-1' }), 'sg-1', own('vpc-endpoint', 'vpce-1', true)],
    [one({ securityGroupIds: ['sg-1', 'sg-2'] }), 'sg-2', rules('sg-2')],
  ];
  for (const [found, id, change] of cases) assert.deepEqual(found, [{ id, changes: [change] }]);
  const bare = explain(shut, ask({ ...nowhere, vpcId: IDS.vpc, securityGroupIds: ['sg-1'] }, ENDPOINT));
  assert.deepEqual(bare[0]?.explanation.changes, [rules('sg-1')]);
  const unplaced = { ...nowhere, interfaceId: 'eni-1', securityGroupIds: ['sg-1'] };
  const found = explain(shut, ask(unplaced, ENDPOINT)).filter(({ explanation }) => explanation.id === 'sg-1');
  assert.deepEqual(found[0]?.explanation.changes, [rules('sg-1')]);
  const { subnet: ___, ...elsewhere } = unplaced;
  assert.equal(explain(shut, ask(elsewhere, SITE))[0]?.explanation.values.subnet, '');
});

test('a group that was not read is named as it is: only the default group is passed over', () => {
  const state = { ...stateOf({ routes: [] }), securityGroups: [group('sg-1', [])] };
  const found = explain(
    state,
    ask({ ...INSTANCE, securityGroupIds: ['sg-9'] }, { ...ENDPOINT, securityGroupIds: ['sg-1'] }),
  );
  assert.deepEqual(
    found.map(({ explanation: { changes } }) => changes.map((one) => 'admissions' in one && one.admissions)),
    [[[{ protocol: 'tcp', from: 443, to: 443, peer: 'sg-9' }]]],
  );
});

test('an explanation holds what its sentence needs in every language, and the paths it stops', () => {
  const state: NetworkState = {
    ...stateOf({ routes: [dead('192.168.0.0/16', NAT)] }),
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet]),
      acl(IDS.endpointAcl, [IDS.endpointSubnet], [entry(false, 100, 'allow', '10.0.0.0/8')]),
    ],
    securityGroups: [
      group('sg-1', [rule('egress', 'all', '192.168.0.0/16')]),
      group('sg-2', [rule('egress', 'all', '192.168.0.0/16')]),
    ],
  };
  const from = { ...INSTANCE, securityGroupIds: ['sg-1', 'sg-2'] };
  const two = [ask(from, ENDPOINT), { ...ask(from, { ...ENDPOINT, address: '10.0.2.6' }), port: 444 }];
  const found = explain(state, ...two, ask(from, SITE));
  const admit = (peer: string, port: number) => ({ protocol: 'tcp', from: port, to: port, peer });
  const entries = state.networkAcls[1]?.entries.filter(({ egress }) => egress);
  const permission = (port: number, cidr: string) =>
    `{"IpProtocol":"tcp","FromPort":${port},"ToPort":${port},"IpRanges":[{"CidrIp":"${cidr}"}]}`;
  assert.deepEqual(found, [
    {
      explanation: {
        what: 'security-group',
        id: 'sg-1',
        why: 'group-out-no-rule',
        answers: false,
        values: {
          id: 'sg-1',
          ids: 'sg-1, sg-2',
          rule: '',
          protocol: 'TCP',
          ports: '443-444',
          peers: '10.0.2.5, 10.0.2.6',
          subnet: IDS.gatewaySubnet,
          target: '',
        },
        changes: [
          {
            kind: 'group-rules',
            groupId: 'sg-1',
            direction: 'egress',
            admissions: [admit('10.0.2.5/32', 443), admit('10.0.2.6/32', 444)],
          },
        ],
        because: 'No outbound rule of sg-1, sg-2 allows TCP 443-444 to 10.0.2.5, 10.0.2.6.',
        fix: `aws ec2 authorize-security-group-egress --group-id 'sg-1' --ip-permissions '[${permission(443, '10.0.2.5/32')},${permission(444, '10.0.2.6/32')}]'`,
      },
      paths: [0, 1],
    },
    {
      explanation: {
        what: 'network-acl',
        id: IDS.endpointAcl,
        why: 'acl-out-no-rule',
        answers: true,
        values: {
          id: IDS.endpointAcl,
          ids: IDS.endpointAcl,
          rule: '*',
          protocol: 'TCP',
          ports: '1024-65535',
          peers: '10.0.1.20',
          subnet: IDS.endpointSubnet,
          target: '',
        },
        changes: [
          {
            kind: 'acl-entries',
            aclId: IDS.endpointAcl,
            egress: true,
            before: 32_767,
            admissions: [1, 2].map(() => ({ protocol: 'tcp', from: 1024, to: 65_535, peer: '10.0.1.20/32' })),
            entries,
          },
        ],
        because: `No outbound rule of ${IDS.endpointAcl} allows the answers, TCP 1024-65535 from ${IDS.endpointSubnet} to 10.0.1.20: a network ACL does not remember connections.`,
        fix: `aws ec2 create-network-acl-entry --network-acl-id '${IDS.endpointAcl}' --egress --rule-number '10' --rule-action 'allow' --protocol 6 --cidr-block '10.0.1.20/32' --port-range From=1024,To=65535`,
      },
      paths: [0, 1],
    },
    {
      explanation: {
        what: 'route-table',
        id: IDS.table,
        why: 'route-blackhole',
        answers: false,
        values: {
          id: IDS.table,
          ids: IDS.table,
          rule: '192.168.0.0/16',
          protocol: 'TCP',
          ports: '443',
          peers: '192.168.5.9',
          subnet: IDS.gatewaySubnet,
          target: 'nat-1',
        },
        changes: [
          {
            kind: 'route',
            tableId: IDS.table,
            verb: 'replace',
            destination: '192.168.0.0/16',
            targetKind: 'nat-gateway',
            targetId: null,
          },
        ],
        because: `The route 192.168.0.0/16 in ${IDS.table} of ${IDS.gatewaySubnet} leads to nat-1, which is gone or detached: packets to 192.168.5.9 are dropped.`,
        fix: set('replace', '192.168.0.0/16', "--nat-gateway-id '<nat-gateway-id>'"),
      },
      paths: [2],
    },
  ]);
  const setting = { what: 'setting', id: 'dns', fix: 'turn it on' };
  const all = [...found.map(({ explanation }) => explanation), setting];
  const planned = all.map(planExplanations(all));
  assert.deepEqual(
    planned,
    all.map((one) => {
      const { changes: _, ...rest } = one as typeof one & { readonly changes?: unknown };
      return rest;
    }),
  );
});
