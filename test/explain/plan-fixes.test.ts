import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkAclEntry, RouteTargetKind } from '../../lib/core/aws/network-state.ts';
import type { Change } from '../../lib/explain/change.ts';
import { planFixes } from '../../lib/explain/plan-fixes.ts';

type Of<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

/** What is printed of one explanation that makes these changes. */
const plan = (...changes: readonly Change[]) => planFixes([changes])(changes);

const ROUTE: Of<'route'> = {
  kind: 'route',
  tableId: 'rtb-1',
  verb: 'create',
  destination: '10.1.0.0/16',
  targetKind: null,
  targetId: null,
};
const RULES: Of<'group-rules'> = {
  kind: 'group-rules',
  groupId: 'sg-1',
  direction: 'ingress',
  admissions: [{ protocol: 'tcp', from: 443, to: 443, peer: 'sg-9' }],
};
const NEW_GROUP: Of<'new-group'> = {
  kind: 'new-group',
  owner: 'network-interface',
  ownerId: 'eni-1',
  vpcId: 'vpc-1',
  groupIds: ['sg-1', 'sg-2'],
  isDualStack: false,
  direction: 'egress',
  admissions: [{ protocol: 'tcp', from: 443, to: 443, peer: '10.9.0.1/32' }],
};
const ENTRIES: Of<'acl-entries'> = {
  kind: 'acl-entries',
  aclId: 'acl-1',
  egress: false,
  before: 32_767,
  admissions: [{ protocol: 'tcp', from: 443, to: 443, peer: '10.9.0.1/32' }],
  entries: [],
};
const COMMANDS: Of<'commands'> = { kind: 'commands', commands: ['one', 'two'] };

/** The option of each kind of next hop, and what stands for one that is not known (AWS CLI, `ec2 create-route`). */
const NEXT_HOPS: readonly (readonly [RouteTargetKind | null, string, string])[] = [
  [null, '--gateway-id', '<gateway-id>'],
  ['other', '--gateway-id', '<gateway-id>'],
  ['internet-gateway', '--gateway-id', '<internet-gateway-id>'],
  ['egress-only-internet-gateway', '--egress-only-internet-gateway-id', '<egress-only-internet-gateway-id>'],
  ['nat-gateway', '--nat-gateway-id', '<nat-gateway-id>'],
  ['virtual-private-gateway', '--gateway-id', '<virtual-private-gateway-id>'],
  ['transit-gateway', '--transit-gateway-id', '<transit-gateway-id>'],
  ['vpc-peering-connection', '--vpc-peering-connection-id', '<peering-connection-id>'],
  ['network-interface', '--network-interface-id', '<network-interface-id>'],
  ['vpc-endpoint', '--vpc-endpoint-id', '<endpoint-id>'],
  ['local-gateway', '--local-gateway-id', '<local-gateway-id>'],
  ['carrier-gateway', '--carrier-gateway-id', '<carrier-gateway-id>'],
  ['core-network', '--core-network-arn', '<core-network-arn>'],
];

test('a route names its next hop by the option of its kind', () => {
  for (const [targetKind, option, placeholder] of NEXT_HOPS) {
    const head = "-route --route-table-id 'rtb-1' --destination-cidr-block '10.1.0.0/16'";
    assert.deepEqual(plan({ ...ROUTE, targetKind }), {
      fix: `aws ec2 create${head} ${option} '${placeholder}'`,
    });
    assert.deepEqual(plan({ ...ROUTE, targetKind, targetId: 'x-1', verb: 'replace' }), {
      fix: `aws ec2 replace${head} ${option} 'x-1'`,
    });
  }
});

const AUTHORIZE = (way: string, permissions: string) =>
  `aws ec2 authorize-security-group-${way} --group-id 'sg-1' --ip-permissions '[${permissions}]'`;
const TCP_443 = '{"IpProtocol":"tcp","FromPort":443,"ToPort":443,';

/** What a group is changed to, of every kind of peer and protocol. */
const ADMITTED: readonly (readonly [Of<'group-rules'>['admissions'], string])[] = [
  [
    [
      { protocol: 'tcp', from: 443, to: 443, peer: 'sg-9' },
      { protocol: 'tcp', from: 443, to: 443, peer: '10.9.0.1/32' },
      { protocol: 'tcp', from: 443, to: 443, peer: '2001:db8::/64' },
      { protocol: 'tcp', from: 443, to: 443, peer: '<source-ipv6-cidr>' },
      { protocol: 'tcp', from: 443, to: 443, peer: '<source-cidr>' },
      { protocol: 'tcp', from: 443, to: 443, peer: 'sg-8' },
    ],
    `${TCP_443}"UserIdGroupPairs":[{"GroupId":"sg-9"},{"GroupId":"sg-8"}],"IpRanges":[{"CidrIp":"10.9.0.1/32"},{"CidrIp":"<source-cidr>"}],"Ipv6Ranges":[{"CidrIpv6":"2001:db8::/64"},{"CidrIpv6":"<source-ipv6-cidr>"}]}`,
  ],
  [
    [
      { protocol: 'icmp', from: 8, to: 8, peer: 'sg-9' },
      { protocol: 'icmpv6', from: 128, to: 128, peer: 'sg-9' },
    ],
    '{"IpProtocol":"icmp","FromPort":8,"ToPort":-1,"UserIdGroupPairs":[{"GroupId":"sg-9"}]},{"IpProtocol":"icmpv6","FromPort":128,"ToPort":-1,"UserIdGroupPairs":[{"GroupId":"sg-9"}]}',
  ],
  [
    [
      { protocol: 'udp', from: 53, to: 53, peer: 'sg-9' },
      { protocol: 'tcp', from: 53, to: 53, peer: 'sg-9' },
      { protocol: 'udp', from: 54, to: 60, peer: 'sg-9' },
      { protocol: 'udp', from: 53, to: 60, peer: 'sg-8' },
    ],
    '{"IpProtocol":"udp","FromPort":53,"ToPort":60,"UserIdGroupPairs":[{"GroupId":"sg-9"},{"GroupId":"sg-8"}]},{"IpProtocol":"tcp","FromPort":53,"ToPort":53,"UserIdGroupPairs":[{"GroupId":"sg-9"}]}',
  ],
];

test('rules of a group: peers of one run of ports stand together, each in the list of its kind', () => {
  for (const [admissions, permissions] of ADMITTED) {
    assert.deepEqual(plan({ ...RULES, admissions }), { fix: AUTHORIZE('ingress', permissions) });
    assert.deepEqual(plan({ ...RULES, direction: 'egress', admissions }), {
      fix: AUTHORIZE('egress', permissions),
    });
  }
});

test('a new group allows only what is asked, out and in, and is added to those that are carried already', () => {
  const create = (name: string, words: string) =>
    `GROUP_ID=$(aws ec2 create-security-group --group-name 'eni-1-${name}' --description '${words} of eni-1' --vpc-id 'vpc-1' --query GroupId --output text)`;
  const revoke = (v6: string) =>
    `aws ec2 revoke-security-group-egress --group-id "$GROUP_ID" --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]${v6}}]'`;
  const authorize = (way: string) =>
    `aws ec2 authorize-security-group-${way} --group-id "$GROUP_ID" --ip-permissions '[${TCP_443}"IpRanges":[{"CidrIp":"10.9.0.1/32"}]}]'`;
  assert.deepEqual(plan(NEW_GROUP).fix.split('\n'), [
    create('targets', 'Targets'),
    revoke(''),
    authorize('egress'),
    `aws ec2 modify-network-interface-attribute --network-interface-id 'eni-1' --groups 'sg-1' 'sg-2' "$GROUP_ID"`,
  ]);
  const clients = plan({ ...NEW_GROUP, owner: 'vpc-endpoint', direction: 'ingress', isDualStack: true });
  assert.deepEqual(clients.fix.split('\n'), [
    create('clients', 'Clients'),
    revoke(',"Ipv6Ranges":[{"CidrIpv6":"::/0"}]'),
    authorize('ingress'),
    `aws ec2 modify-vpc-endpoint --vpc-endpoint-id 'eni-1' --add-security-group-ids "$GROUP_ID"`,
  ]);
});

function held(ruleNumber: number, more: Partial<NetworkAclEntry> = {}): NetworkAclEntry {
  const all = { protocol: '-1', action: 'allow', cidr: '10.0.0.0/8', fromPort: null, toPort: null } as const;
  return { ruleNumber, egress: false, ...all, ...more };
}

const entryCommand = (verb: string, way: string, number: number, rest: string) =>
  `aws ec2 ${verb}-network-acl-entry --network-acl-id 'acl-1' --${way} --rule-number '${number}' --rule-action ${rest}`;
const NEW_ENTRY = "'allow' --protocol 6 --cidr-block '10.9.0.1/32' --port-range From=443,To=443";

test('entries that move up to make room stay what they are, of every protocol', () => {
  const moved: readonly (readonly [Partial<NetworkAclEntry>, string])[] = [
    [{}, "'allow' --protocol -1 --cidr-block '10.0.0.0/8'"],
    [{ action: 'deny', cidr: '::/0' }, "'deny' --protocol -1 --ipv6-cidr-block '::/0'"],
    [
      { protocol: '6', fromPort: 22, toPort: 25 },
      "'allow' --protocol 6 --cidr-block '10.0.0.0/8' --port-range From=22,To=25",
    ],
    [
      { protocol: 'udp', fromPort: 53, toPort: 53 },
      "'allow' --protocol 17 --cidr-block '10.0.0.0/8' --port-range From=53,To=53",
    ],
    // Half a range is none.
    [{ protocol: '6', fromPort: 22 }, "'allow' --protocol 6 --cidr-block '10.0.0.0/8'"],
    [{ protocol: '6', toPort: 25 }, "'allow' --protocol 6 --cidr-block '10.0.0.0/8'"],
    [{ protocol: '1' }, "'allow' --protocol 1 --cidr-block '10.0.0.0/8' --icmp-type-code Code=-1,Type=-1"],
    [
      { protocol: '58', fromPort: 128, toPort: 0, cidr: '::/0' },
      "'allow' --protocol 58 --ipv6-cidr-block '::/0' --icmp-type-code Code=-1,Type=128",
    ],
  ];
  for (const [more, rest] of moved) {
    const entries = [held(1, { action: 'deny' }), held(2, more), held(4)];
    assert.deepEqual(plan({ ...ENTRIES, before: 1, entries }).fix.split('\n'), [
      entryCommand('create', 'ingress', 3, rest),
      entryCommand('replace', 'ingress', 2, "'deny' --protocol -1 --cidr-block '10.0.0.0/8'"),
      entryCommand('replace', 'ingress', 1, NEW_ENTRY),
    ]);
  }
});

test('a new entry takes the next free step, or where none is left the highest free number', () => {
  const numbers: readonly (readonly [readonly number[], number, number])[] = [
    [[], 32_767, 10],
    [[32_767], 32_767, 10],
    [[10, 25, 32_767], 32_767, 30],
    [[32_750, 32_767], 32_767, 32_760],
    [[32_766, 32_767], 32_767, 32_765],
    [[32_765, 32_766, 32_767], 32_767, 32_764],
    [[100, 99, 32_767], 100, 98],
  ];
  for (const [taken, before, number] of numbers) {
    const entries = taken.map((one) => held(one, { egress: true }));
    assert.deepEqual(plan({ ...ENTRIES, egress: true, before, entries }), {
      fix: entryCommand('create', 'egress', number, NEW_ENTRY),
    });
  }
});

test('a peer is admitted before the lowest entry that denies any of it, its neighbouring ports together', () => {
  const open = (before: number, from: number, to: number, more: object = {}): Of<'acl-entries'> => ({
    ...ENTRIES,
    before,
    entries: [held(50, { action: 'deny' }), held(100, { action: 'deny' })],
    admissions: [{ protocol: 'tcp', from, to, peer: '10.9.0.1/32', ...more }],
  });
  const rest = (protocol: number, peer: string, from: number, to: number) =>
    `'allow' --protocol ${protocol} --cidr-block '${peer}' --port-range From=${from},To=${to}`;
  const changes = [
    open(100, 443, 443),
    open(50, 444, 450),
    open(100, 443, 443, { peer: '10.9.0.2/32' }),
    open(100, 443, 443, { protocol: 'udp' }),
  ];
  assert.deepEqual(plan(...changes).fix.split('\n'), [
    entryCommand('create', 'ingress', 49, rest(6, '10.9.0.1/32', 443, 450)),
    entryCommand('create', 'ingress', 99, rest(6, '10.9.0.2/32', 443, 443)),
    entryCommand('create', 'ingress', 98, rest(17, '10.9.0.1/32', 443, 443)),
  ]);
});

test('the quota is counted for each address family, the last rule with them', () => {
  const many = (rules: number, cidr: string, first: number) =>
    Array.from({ length: rules }, (_, at) => held(first + at, { cidr }));
  const last = [held(32_767, { action: 'deny' }), held(32_768, { action: 'deny', cidr: '::/0' })];
  const cases: readonly (readonly [number, number, number | undefined])[] = [
    [18, 19, undefined],
    [19, 0, 21],
    [19, 19, 21],
    [4, 20, 21],
    [4, 30, 31],
  ];
  for (const [v4, v6, rules] of cases) {
    const entries = [...many(v4, '10.0.0.0/8', 1), ...many(v6, '::/0', 100), ...last];
    const { fix, ...counted } = plan({ ...ENTRIES, entries });
    assert.match(fix, /^aws ec2 create-network-acl-entry /);
    assert.deepEqual(counted, rules === undefined ? {} : { aclRules: rules });
  }
});

const BAD = "x'; reboot; '";

test('where one value may not stand in a command, nothing is printed at all', () => {
  const admit = (peer: string) => [{ protocol: 'tcp', from: 443, to: 443, peer } as const];
  const moved = (more: Partial<NetworkAclEntry>) => ({ ...ENTRIES, before: 1, entries: [held(1, more)] });
  const changes: readonly Change[] = [
    { ...ROUTE, tableId: BAD },
    { ...ROUTE, destination: BAD },
    { ...ROUTE, destination: `${BAD}::/0` },
    { ...ROUTE, destination: `pl-${BAD}` },
    { ...ROUTE, targetId: BAD },
    { ...RULES, groupId: BAD },
    { ...RULES, direction: 'egress', groupId: BAD },
    { ...RULES, admissions: admit(BAD) },
    { ...NEW_GROUP, ownerId: BAD },
    { ...NEW_GROUP, vpcId: BAD },
    { ...NEW_GROUP, groupIds: ['sg-1', BAD] },
    { ...NEW_GROUP, admissions: admit(BAD) },
    { ...NEW_GROUP, direction: 'ingress', admissions: admit(BAD) },
    { ...NEW_GROUP, owner: 'vpc-endpoint', ownerId: BAD },
    { ...ENTRIES, aclId: BAD },
    { ...ENTRIES, admissions: admit(BAD) },
    { ...ENTRIES, admissions: admit(`${BAD}::/0`) },
    { ...ENTRIES, before: 1.5 },
    moved({ cidr: BAD }),
    ...['tcp', '6', '17'].flatMap((protocol) => [
      moved({ protocol: `${protocol}; reboot` }),
      moved({ protocol: `$(reboot) ${protocol}` }),
    ]),
    moved({ protocol: '1000' }),
  ];
  for (const change of changes) {
    assert.deepEqual(plan(change), { fix: '' }, JSON.stringify(change));
    assert.deepEqual(plan(COMMANDS, change), { fix: '' }, JSON.stringify(change));
  }
});

test('changes of different things are different commands, those of one thing are made by the same ones', () => {
  const different: readonly Change[] = [
    RULES,
    { ...RULES, groupId: 'sg-2' },
    { ...RULES, direction: 'egress' },
    NEW_GROUP,
    { ...NEW_GROUP, ownerId: 'eni-2' },
    { ...NEW_GROUP, direction: 'ingress' },
    ENTRIES,
    { ...ENTRIES, aclId: 'acl-2' },
    { ...ENTRIES, egress: true },
    ROUTE,
    { ...ROUTE, tableId: 'rtb-2' },
    { ...ROUTE, destination: '10.2.0.0/16' },
    COMMANDS,
    { ...COMMANDS, commands: ['onetwo'] },
  ];
  const alone = different.map((change) => plan(change).fix);
  assert.equal(new Set(alone).size, different.length);
  const planned = planFixes(different.map((change) => [change]));
  assert.deepEqual(
    different.map((change) => planned([change])),
    alone.map((fix) => ({ fix })),
  );
  // All of one explanation stand below each other, none of them twice.
  assert.deepEqual(planned([...different, ...different]), { fix: alone.join('\n') });
  assert.deepEqual(planned([]), { fix: '' });
});

test('what one thing is changed to for several explanations is one text, with all of them in it', () => {
  const other = [{ protocol: 'tcp', from: 444, to: 444, peer: 'sg-9' }] as const;
  const both: readonly (readonly [Change, Change, RegExp])[] = [
    [RULES, { ...RULES, admissions: other }, /"FromPort":443,"ToPort":444/],
    [NEW_GROUP, { ...NEW_GROUP, admissions: other }, /10\.9\.0\.1\/32.*"FromPort":444/],
    [ENTRIES, { ...ENTRIES, admissions: [{ ...other[0], peer: '10.9.0.1/32' }] }, /From=443,To=444$/],
    // Where a route leads is known as soon as one explanation knows it, and the first that does is minded.
    [ROUTE, { ...ROUTE, targetKind: 'transit-gateway', targetId: 'tgw-1' }, /--transit-gateway-id 'tgw-1'$/],
    [
      { ...ROUTE, targetKind: 'nat-gateway', targetId: 'nat-1' },
      { ...ROUTE, targetKind: 'transit-gateway', targetId: 'tgw-1' },
      /--nat-gateway-id 'nat-1'$/,
    ],
    [ROUTE, { ...ROUTE, targetKind: 'nat-gateway' }, /--gateway-id '<gateway-id>'$/],
  ];
  for (const [one, two, text] of both) {
    const planned = planFixes([[one], [two]]);
    assert.match(planned([one]).fix, text);
    assert.deepEqual(planned([two]), planned([one]));
  }
});
