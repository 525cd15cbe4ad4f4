import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import type { RouteTargetKind, RulePeer, SecurityGroupRule } from '../../lib/core/aws/network-state.ts';
import { withChanges } from '../../lib/explain/journey/with-changes.ts';
import { ADDRESSES, IDS, route } from '../support/sample-network.ts';
import { PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const BLOCK = '10.9.0.0/16';
const PROPAGATED = route(BLOCK, { kind: 'virtual-private-gateway', id: 'vgw-9' }, { origin: 'propagated' });
const BY_LIST = {
  ...route('', { kind: 'nat-gateway', id: P.nat }),
  destination: { kind: 'prefix-list', prefixListId: 'pl-1' },
} as const;
const BEFORE = samplePicture([PROPAGATED, BY_LIST]);

const RULE = {
  do: 'add-group-rule',
  group: IDS.endpointGroup,
  direction: 'ingress',
  protocol: 'tcp',
  from: 8443,
  peer: `${ADDRESSES.gateway}/32`,
};
const ENTRY = {
  do: 'set-acl-entry',
  acl: IDS.endpointAcl,
  egress: false,
  number: 90,
  action: 'deny',
  protocol: '6',
  cidr: '0.0.0.0/0',
};
const ROUTE = { do: 'set-route', table: IDS.table, destination: BLOCK, target: P.transitGateway };

function change(...changes: readonly object[]) {
  return withChanges(BEFORE, JSON.stringify({ version: 1, changes }));
}

function changed(...changes: readonly object[]): NetworkPicture {
  const answer = change(...changes);
  assert(answer.outcome === 'changed', JSON.stringify(answer));
  return answer.picture;
}

/** What the file is refused for, each as `path: message`. */
function faultsOf(answer: ReturnType<typeof withChanges>): readonly string[] {
  assert(answer.outcome === 'not-valid');
  return answer.faults.map(({ path, message }) => `${path}: ${message}`);
}

/** The picture with one item of a list replaced; nothing else is to change. */
function but<K extends 'securityGroups' | 'networkAcls' | 'routeTables' | 'interfaces'>(
  list: K,
  id: string,
  fields: Partial<NetworkPicture[K][number]>,
): NetworkPicture {
  return { ...BEFORE, [list]: BEFORE[list].map((one) => (one.id === id ? { ...one, ...fields } : one)) };
}

const rulesOf = (id: string) => BEFORE.securityGroups.find((one) => one.id === id)?.rules ?? [];
const entriesOf = (id: string) => BEFORE.networkAcls.find((one) => one.id === id)?.entries ?? [];
const routesOf = (id: string) => BEFORE.routeTables.find((one) => one.id === id)?.routes ?? [];

test('a rule is added to its group with the peer that is named, and taken away again', () => {
  const cases: readonly (readonly [object, Partial<SecurityGroupRule>])[] = [
    [{}, {}],
    [
      { direction: 'egress', protocol: 'udp' },
      { direction: 'egress', protocol: 'udp' },
    ],
    [
      { from: 0, to: 65_535 },
      { fromPort: 0, toPort: 65_535 },
    ],
    [
      { protocol: '-1', from: undefined },
      { protocol: '-1', fromPort: null, toPort: null },
    ],
    ...(
      [
        [IDS.proxyGroup, { kind: 'security-group', groupId: IDS.proxyGroup }],
        ['pl-1', { kind: 'prefix-list', prefixListId: 'pl-1' }],
        ['2001:db8::/32', { kind: 'cidr', cidr: '2001:db8::/32' }],
        [ADDRESSES.site, { kind: 'cidr', cidr: ADDRESSES.site }],
      ] as const
    ).map(([peer, read]: readonly [string, RulePeer]) => [{ peer }, { peer: read }] as const),
  ];
  const plain: SecurityGroupRule = {
    direction: 'ingress',
    protocol: 'tcp',
    fromPort: 8443,
    toPort: 8443,
    peer: { kind: 'cidr', cidr: `${ADDRESSES.gateway}/32` },
  };
  for (const [asked, read] of cases) {
    const rules = [...rulesOf(IDS.endpointGroup), { ...plain, ...read }];
    const add = { ...RULE, ...asked };
    assert.deepEqual(changed(add), but('securityGroups', IDS.endpointGroup, { rules }));
    assert.deepEqual(changed(add, { ...add, do: 'remove-group-rule' }), BEFORE);
  }
});

test('a rule that was read with its id is taken away, and no other', () => {
  const [first, ...others] = rulesOf(IDS.endpointGroup);
  assert(first !== undefined);
  const read = but('securityGroups', IDS.endpointGroup, { rules: [{ id: 'sgr-1', ...first }, ...others] });
  const remove = {
    do: 'remove-group-rule',
    group: IDS.endpointGroup,
    direction: 'ingress',
    protocol: 'tcp',
    from: 443,
    peer: IDS.gatewayGroup,
  };
  const answer = withChanges(read, JSON.stringify({ version: 1, changes: [remove] }));
  assert.deepEqual(answer, {
    outcome: 'changed',
    picture: but('securityGroups', IDS.endpointGroup, { rules: others }),
  });
});

test("an interface's groups are set as a whole", () => {
  const securityGroupIds = [IDS.proxyGroup, IDS.gatewayGroup];
  assert.deepEqual(
    changed({ do: 'set-groups', interface: IDS.endpointInterface, groups: securityGroupIds }),
    but('interfaces', IDS.endpointInterface, { securityGroupIds }),
  );
});

test('an entry of a network ACL is set in the place of the one with its number and direction', () => {
  const entries = entriesOf(IDS.endpointAcl);
  const own = {
    ruleNumber: 90,
    egress: false,
    protocol: '6',
    action: 'deny',
    cidr: '0.0.0.0/0',
    fromPort: null,
    toPort: null,
  } as const;
  const withEntries = (all: typeof entries) => but('networkAcls', IDS.endpointAcl, { entries: all });
  assert.deepEqual(changed(ENTRY), withEntries([...entries, own]));
  const allow = { action: 'allow' } as const;
  assert.deepEqual(changed({ ...ENTRY, ...allow }), withEntries([...entries, { ...own, ...allow }]));
  assert.deepEqual(
    changed({ ...ENTRY, from: 443 }),
    withEntries([...entries, { ...own, fromPort: 443, toPort: 443 }]),
  );
  const ports = { ...ENTRY, number: 100, from: 1024, to: 65_535 };
  const others = entries.filter(({ egress, ruleNumber }) => egress || ruleNumber !== 100);
  assert.equal(others.length, entries.length - 1);
  assert.deepEqual(
    changed(ports),
    withEntries([...others, { ...own, ruleNumber: 100, fromPort: 1024, toPort: 65_535 }]),
  );
  const remove = { do: 'remove-acl-entry', acl: IDS.endpointAcl, egress: false, number: 100 };
  assert.deepEqual(changed(remove), withEntries(others));
});

const TARGETS: readonly (readonly [string, RouteTargetKind])[] = [
  ['igw-1', 'internet-gateway'],
  ['eigw-1', 'egress-only-internet-gateway'],
  ['nat-1', 'nat-gateway'],
  ['vgw-1', 'virtual-private-gateway'],
  ['tgw-1', 'transit-gateway'],
  ['pcx-1', 'vpc-peering-connection'],
  ['eni-1', 'network-interface'],
  ['vpce-1', 'vpc-endpoint'],
  ['lgw-1', 'local-gateway'],
  ['cagw-1', 'carrier-gateway'],
  ['arn:aws:networkmanager::111122223333:core-network/core-network-1', 'core-network'],
];

test('a static route is set, to every kind of next hop, in the place of another static one', () => {
  const routes = routesOf(IDS.table);
  for (const [id, kind] of TARGETS) {
    const own = [...routes, route(BLOCK, { kind, id })];
    const set = { ...ROUTE, target: id };
    // What a gateway propagates to the same destination stays.
    assert.deepEqual(changed(set), but('routeTables', IDS.table, { routes: own }));
    assert.deepEqual(changed(ROUTE, set), but('routeTables', IDS.table, { routes: own }));
  }
  const others = routes.filter((one) => one !== BY_LIST);
  assert.equal(others.length, routes.length - 1);
  const byList = { ...ROUTE, destination: 'pl-1' };
  const turned = { ...BY_LIST, target: { kind: 'transit-gateway', id: P.transitGateway } } as const;
  assert.deepEqual(changed(byList), but('routeTables', IDS.table, { routes: [...others, turned] }));
  assert.deepEqual(
    changed({ do: 'remove-route', table: IDS.table, destination: 'pl-1' }),
    but('routeTables', IDS.table, { routes: others }),
  );
});

test('what is not there cannot be changed, and every fault is told by its place', () => {
  const remove = { ...RULE, do: 'remove-group-rule' };
  const entry = { do: 'remove-acl-entry', acl: IDS.endpointAcl, egress: true, number: 101 };
  const groups = { do: 'set-groups', interface: IDS.endpointInterface, groups: [IDS.proxyGroup, 'sg-0'] };
  const answer = change(
    { ...RULE, group: 'sg-0' },
    remove,
    groups,
    { ...groups, interface: 'eni-0', groups: [IDS.proxyGroup] },
    { ...ENTRY, acl: 'acl-0' },
    entry,
    { ...entry, egress: false },
    { ...ROUTE, table: 'rtb-0' },
    { ...ROUTE, target: 'my-nat-1' },
    { do: 'remove-route', table: IDS.table, destination: BLOCK },
    RULE,
  );
  assert.deepEqual(faultsOf(answer), [
    'changes[0]: there is no security group sg-0',
    `changes[1]: ${IDS.endpointGroup} has no such rule`,
    'changes[2]: there is no security group sg-0',
    'changes[3]: there is no network interface eni-0',
    'changes[4]: there is no network ACL acl-0',
    `changes[5]: ${IDS.endpointAcl} has no outbound rule 101`,
    `changes[6]: ${IDS.endpointAcl} has no inbound rule 101`,
    'changes[7]: there is no route table rtb-0',
    'changes[8]: "my-nat-1" is no next hop: expected igw-…, nat-…, vgw-…, tgw-…, pcx-…, eni-… or vpce-…',
    `changes[9]: ${IDS.table} has no static route to ${BLOCK}`,
  ]);
});

test('ports and rule numbers go as far as EC2 takes them', () => {
  for (const [from, to] of [
    [0, 65_535],
    [0, 0],
    [65_535, 65_535],
  ] as const)
    changed({ ...RULE, from, to });
  for (const number of [1, 32_766]) changed({ ...ENTRY, number });
});

const REFUSED: readonly (readonly [object, string])[] = [
  ...[-1, 65_536, 1.5, '443'].flatMap((port) => [
    [{ ...RULE, from: port }, 'changes[0].from'] as const,
    [{ ...RULE, to: port }, 'changes[0].to'] as const,
    [{ ...ENTRY, from: port }, 'changes[0].from'] as const,
    [{ ...ENTRY, to: port }, 'changes[0].to'] as const,
  ]),
  ...[0, 32_767, 1.5, '1'].map((number) => [{ ...ENTRY, number }, 'changes[0].number'] as const),
  [{ ...RULE, direction: 'in' }, 'changes[0].direction'],
  [{ ...ENTRY, action: 'block' }, 'changes[0].action'],
  [{ ...ENTRY, egress: 'yes' }, 'changes[0].egress'],
  [{ ...RULE, protocol: 6 }, 'changes[0].protocol'],
  [{ ...ENTRY, protocol: 6 }, 'changes[0].protocol'],
  [{ ...RULE, group: 7 }, 'changes[0].group'],
  [{ ...ENTRY, acl: 7 }, 'changes[0].acl'],
  [{ ...ROUTE, table: 7 }, 'changes[0].table'],
  [{ ...ROUTE, target: 7 }, 'changes[0].target'],
  [{ do: 'remove-route', table: IDS.table, destination: 7 }, 'changes[0].destination'],
  [{ do: 'set-groups', interface: 7, groups: [] }, 'changes[0].interface'],
  [{ do: 'set-groups', interface: IDS.endpointInterface, groups: [7] }, 'changes[0].groups[0]'],
  [{ do: 'open-everything' }, 'changes[0].do'],
  // A word too many is a word that is not minded.
  ...[RULE, { ...RULE, do: 'remove-group-rule' }, ENTRY, ROUTE].map(
    (one) => [{ ...one, note: 'x' }, 'changes[0]'] as const,
  ),
  [{ do: 'set-groups', interface: IDS.endpointInterface, groups: [], note: 'x' }, 'changes[0]'],
  [{ do: 'remove-acl-entry', acl: IDS.endpointAcl, egress: false, number: 100, note: 'x' }, 'changes[0]'],
  [{ do: 'remove-route', table: IDS.table, destination: BLOCK, note: 'x' }, 'changes[0]'],
];

test('a change that is not written as it should be is refused at the word that is wrong', () => {
  for (const [one, path] of REFUSED) {
    const answer = change(RULE, one);
    assert(answer.outcome === 'not-valid', JSON.stringify(one));
    assert.equal(answer.faults[0]?.path, path.replace('[0]', '[1]'), JSON.stringify([one, answer]));
  }
});

test('a block, a destination and a peer are said to be what they should be', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ ...RULE, peer: 'anywhere' }, 'changes[0].peer: expected a CIDR block, sg-… or pl-…'],
    [{ ...RULE, peer: 'my-sg-1' }, 'changes[0].peer: expected a CIDR block, sg-… or pl-…'],
    [{ ...ENTRY, cidr: 'pl-1' }, 'changes[0].cidr: expected a CIDR block or an address'],
    [{ ...ROUTE, destination: 'sg-1' }, 'changes[0].destination: expected a CIDR block or pl-…'],
    [{ ...ROUTE, destination: 'x-pl-' }, 'changes[0].destination: expected a CIDR block or pl-…'],
  ];
  for (const [one, fault] of cases) assert.deepEqual(faultsOf(change(one)), [fault]);
});

test('a file that is no JSON, of another version, or without changes is refused', () => {
  const [torn = ''] = faultsOf(withChanges(BEFORE, '{"version":1,'));
  assert.match(torn, /^: not JSON: .+/);
  const cases: readonly (readonly [object, string])[] = [
    [{ version: 2, changes: [RULE] }, 'version'],
    [{ version: 1, changes: [] }, 'changes'],
    [{ version: 1, changes: [RULE], note: 'x' }, ''],
  ];
  for (const [file, path] of cases) {
    const answer = withChanges(BEFORE, JSON.stringify(file));
    assert(answer.outcome === 'not-valid');
    assert.deepEqual(
      answer.faults.map((one) => one.path),
      [path],
    );
  }
});
