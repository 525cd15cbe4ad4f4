import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouteTargetKind } from '../../lib/core/aws/network-state.ts';
import { type Admission, type Change, cidrOf } from '../../lib/explain/change.ts';
import { portSpan, protocolNumber, protocolOf } from '../../lib/explain/packet.ts';
import { type PlannedFix, planFixes } from '../../lib/explain/plan-fixes.ts';
import { formatPorts, joinPorts } from '../../lib/explain/ports.ts';
import { coverage, cut, isOffTheInternet, spanOf, wholeFamily } from '../../lib/explain/spans.ts';
import { entry } from '../support/sample-network.ts';

/** What is printed for the first explanation of a report whose explanations change this. */
function planned(...explanations: readonly (readonly Change[])[]): PlannedFix {
  const [first = []] = explanations;
  return planFixes(explanations)(first);
}

const admit = (
  peer: string,
  from: number,
  to = from,
  protocol: Admission['protocol'] = 'tcp',
): Admission => ({
  protocol,
  from,
  to,
  peer,
});

const ROUTE = {
  kind: 'route',
  tableId: 'rtb-1',
  verb: 'create',
  destination: '10.9.0.0/16',
  targetKind: null,
  targetId: null,
} as const;

const TARGETS: readonly (readonly [RouteTargetKind | null, option: string, placeholder: string])[] = [
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
  ['other', '--gateway-id', '<gateway-id>'],
  [null, '--gateway-id', '<gateway-id>'],
];

test('a route names its next hop by the option of its kind, or the reader is asked for it', () => {
  for (const [targetKind, option, placeholder] of TARGETS) {
    const head = "aws ec2 create-route --route-table-id 'rtb-1' --destination-cidr-block '10.9.0.0/16'";
    assert.equal(planned([{ ...ROUTE, targetKind }]).fix, `${head} ${option} '${placeholder}'`);
    assert.equal(planned([{ ...ROUTE, targetKind, targetId: 'x-1' }]).fix, `${head} ${option} 'x-1'`);
  }
});

test('a route names its destination by the option of its kind, and is left out where a value is no word', () => {
  const fixOf = (change: Partial<Extract<Change, { kind: 'route' }>>) =>
    planned([{ ...ROUTE, ...change }]).fix;
  assert.match(fixOf({ destination: 'pl-1' }), / --destination-prefix-list-id 'pl-1' /);
  assert.match(fixOf({ destination: '2001:db8::/32' }), / --destination-ipv6-cidr-block '2001:db8::\/32' /);
  assert.match(fixOf({ verb: 'replace' }), /^aws ec2 replace-route /);
  for (const wrong of [{ tableId: "'" }, { destination: "'" }, { targetId: "'" }])
    assert.equal(fixOf(wrong), '');
});

test('routes of one table to one destination are one command, that of the explanation which knows its next hop', () => {
  const known = { ...ROUTE, targetKind: 'transit-gateway', targetId: 'tgw-1' } as const;
  for (const all of [
    [[ROUTE], [known]],
    [[known], [ROUTE]],
  ]) {
    assert.match(planned(...all).fix, /^[^\n]* --transit-gateway-id 'tgw-1'$/);
  }
  // Another table or another destination is another route.
  for (const other of [
    { ...known, tableId: 'rtb-2' },
    { ...known, destination: '10.8.0.0/16' },
  ]) {
    assert.match(planned([ROUTE], [other]).fix, /'<gateway-id>'$/);
    assert.equal(planned([ROUTE, other]).fix.split('\n').length, 2);
  }
});

const GROUP = { kind: 'group-rules', groupId: 'sg-1', direction: 'ingress' } as const;
const rulesFor = (...admissions: readonly Admission[]): Change => ({ ...GROUP, admissions });
/** The permissions of the one command there is. */
const permissionsIn = (fix: string): unknown =>
  JSON.parse(/--ip-permissions '([^']*)'$/.exec(fix)?.[1] ?? '');

test('rules of a group are one command: peers by their kind, ports joined, the same for every explanation', () => {
  const { fix } = planned(
    [rulesFor(admit('10.0.0.0/8', 443), admit('10.0.0.0/8', 445), admit('sg-9', 443))],
    [rulesFor(admit('10.0.0.0/8', 444), admit('2001:db8::/32', 443), admit('<source-ipv6-cidr>', 443))],
    [rulesFor(admit('192.168.5.9/32', 443, 445), admit('10.0.0.0/8', 443, 443, 'udp'))],
  );
  assert.match(fix, /^aws ec2 authorize-security-group-ingress --group-id 'sg-1' --ip-permissions '[^\n]*'$/);
  const tcp = { IpProtocol: 'tcp', FromPort: 443 };
  assert.deepEqual(permissionsIn(fix), [
    { ...tcp, ToPort: 445, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.168.5.9/32' }] },
    {
      ...tcp,
      ToPort: 443,
      UserIdGroupPairs: [{ GroupId: 'sg-9' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }, { CidrIpv6: '<source-ipv6-cidr>' }],
    },
    { ...tcp, IpProtocol: 'udp', ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
  ]);
});

test('of ICMP a rule names the type, and every code', () => {
  for (const protocol of ['icmp', 'icmpv6'] as const) {
    assert.deepEqual(permissionsIn(planned([rulesFor(admit('10.0.0.0/8', 8, 8, protocol))]).fix), [
      { IpProtocol: protocol, FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
    ]);
  }
});

test('other groups and the other direction are other commands', () => {
  const egress: Change = { ...GROUP, direction: 'egress', admissions: [admit('10.0.0.0/8', 443)] };
  const { fix } = planned([rulesFor(admit('10.0.0.0/8', 22)), egress, { ...egress, groupId: 'sg-2' }]);
  assert.deepEqual(
    fix.split('\n').map((line) => line.replace(/ --ip-permissions.*/, '')),
    [
      "aws ec2 authorize-security-group-ingress --group-id 'sg-1'",
      "aws ec2 authorize-security-group-egress --group-id 'sg-1'",
      "aws ec2 authorize-security-group-egress --group-id 'sg-2'",
    ],
  );
});

const NEW = {
  kind: 'new-group',
  owner: 'network-interface',
  ownerId: 'eni-1',
  vpcId: 'vpc-1',
  groupIds: ['sg-1', 'sg-2'],
  isDualStack: true,
  direction: 'egress',
  admissions: [admit('10.0.0.0/8', 443)],
} as const satisfies Change;
const PERMISSION = '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]';

test('a group of its own allows what is asked for and nothing else, and is added to the groups there are', () => {
  const revoke = (v6: string) =>
    `aws ec2 revoke-security-group-egress --group-id "$GROUP_ID" --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]${v6}}]'`;
  const make = (name: string, words: string) =>
    `GROUP_ID=$(aws ec2 create-security-group --group-name '${name}' --description '${words}' --vpc-id 'vpc-1' --query GroupId --output text)`;
  const allow = (direction: string) =>
    `aws ec2 authorize-security-group-${direction} --group-id "$GROUP_ID" --ip-permissions '${PERMISSION}'`;
  assert.deepEqual(planned([NEW]).fix.split('\n'), [
    make('eni-1-targets', 'Targets of eni-1'),
    revoke(',"Ipv6Ranges":[{"CidrIpv6":"::/0"}]'),
    allow('egress'),
    `aws ec2 modify-network-interface-attribute --network-interface-id 'eni-1' --groups 'sg-1' 'sg-2' "$GROUP_ID"`,
  ]);
  const endpoint = {
    ...NEW,
    owner: 'vpc-endpoint',
    ownerId: 'vpce-1',
    isDualStack: false,
    direction: 'ingress',
  } as const;
  assert.deepEqual(planned([endpoint]).fix.split('\n'), [
    make('vpce-1-clients', 'Clients of vpce-1'),
    revoke(''),
    allow('ingress'),
    `aws ec2 modify-vpc-endpoint --vpc-endpoint-id 'vpce-1' --add-security-group-ids "$GROUP_ID"`,
  ]);
  assert.equal(planned([NEW, endpoint, { ...NEW, direction: 'ingress' }]).fix.split('\n').length, 12);
  for (const wrong of [{ vpcId: "'" }, { groupIds: ['sg-1', "'"] }, { ownerId: "'" }]) {
    assert.equal(planned([{ ...NEW, ...wrong }]).fix, '');
  }
});

type Entries = Extract<Change, { readonly kind: 'acl-entries' }>;
const ACL: Entries = {
  kind: 'acl-entries',
  aclId: 'acl-1',
  egress: false,
  before: 32_767,
  admissions: [admit('10.0.0.0/8', 443)],
  entries: [],
};
const created = (number: number, rest: string, direction = '--ingress') =>
  `aws ec2 create-network-acl-entry --network-acl-id 'acl-1' ${direction} --rule-number '${number}' --rule-action 'allow' --protocol ${rest}`;
const TCP_443 = "6 --cidr-block '10.0.0.0/8' --port-range From=443,To=443";

test('an entry of a network ACL is written in full, in numbers', () => {
  const cases: readonly (readonly [Partial<Entries>, string])[] = [
    [{}, created(10, TCP_443)],
    [{ egress: true }, created(10, TCP_443, '--egress')],
    [
      { admissions: [admit('10.0.0.0/8', 8, 8, 'icmp')] },
      created(10, "1 --cidr-block '10.0.0.0/8' --icmp-type-code Code=-1,Type=8"),
    ],
    [
      { admissions: [admit('::/0', 128, 128, 'icmpv6')] },
      created(10, "58 --ipv6-cidr-block '::/0' --icmp-type-code Code=-1,Type=128"),
    ],
    [
      { admissions: [admit('10.0.0.0/8', 53, 53, 'udp')] },
      created(10, "17 --cidr-block '10.0.0.0/8' --port-range From=53,To=53"),
    ],
    [{ entries: [entry(false, 100, 'allow', '::/0')] }, created(110, TCP_443)],
    [{ entries: [entry(false, 104, 'allow', '::/0')] }, created(110, TCP_443)],
    [
      { entries: [entry(false, 109, 'allow', '::/0'), entry(false, 32_768, 'deny', '::/0')] },
      created(110, TCP_443),
    ],
    // No step of ten is left below the last rule: the highest free number is.
    [{ entries: [entry(false, 32_760, 'allow', '::/0')] }, created(32_766, TCP_443)],
    [{ before: 100, entries: [entry(false, 100, 'deny', '10.0.0.0/8')] }, created(99, TCP_443)],
    [{ aclId: "'" }, ''],
    [{ admissions: [admit("'", 443)] }, ''],
  ];
  for (const [change, fix] of cases) assert.equal(planned([{ ...ACL, ...change }]).fix, fix);
});

test('entries that move up keep their protocol, ports and action', () => {
  const numbered = [
    { ...entry(false, 1, 'deny', '10.0.0.0/8'), protocol: '58', fromPort: null, toPort: null },
    { ...entry(false, 2, 'allow', '2001:db8::/32', [22, 23]) },
    { ...entry(false, 3, 'deny', '0.0.0.0/0'), protocol: '300x' },
  ];
  const moved = planned([{ ...ACL, before: 1, entries: numbered.slice(0, 2) }]).fix.split('\n');
  const head = (verb: string, number: number, action: string) =>
    `aws ec2 ${verb}-network-acl-entry --network-acl-id 'acl-1' --ingress --rule-number '${number}' --rule-action '${action}' --protocol`;
  assert.deepEqual(moved, [
    `${head('create', 3, 'allow')} 6 --ipv6-cidr-block '2001:db8::/32' --port-range From=22,To=23`,
    `${head('replace', 2, 'deny')} 58 --cidr-block '10.0.0.0/8' --icmp-type-code Code=-1,Type=-1`,
    `${head('replace', 1, 'allow')} ${TCP_443}`,
  ]);
  // All protocols have no ports, and a protocol that is none makes no commands.
  const all = planned([{ ...ACL, before: 1, entries: [entry(false, 1, 'deny', '0.0.0.0/0')] }]).fix;
  assert.match(all, /^aws .* --protocol -1 --cidr-block '0\.0\.0\.0\/0'\n/);
  for (const protocol of ['300x', 'x300', '1000', '-10', '']) {
    const entries = [{ ...entry(false, 1, 'deny', '0.0.0.0/0'), protocol }];
    assert.equal(planned([{ ...ACL, before: 1, entries }]).fix, '', protocol);
  }
});

test('entries of one report: each peer by itself, ports joined, before the lowest rule that denies any', () => {
  const entries = [entry(false, 50, 'deny', '10.0.0.0/8'), entry(false, 90, 'deny', '10.0.0.0/8')];
  const at = (before: number, ...admissions: readonly Admission[]): Change => ({
    ...ACL,
    before,
    entries,
    admissions,
  });
  const { fix } = planned(
    [at(90, admit('10.0.0.0/8', 443), admit('10.9.0.0/16', 443))],
    [at(50, admit('10.0.0.0/8', 444))],
    [at(90, admit('10.0.0.0/8', 443, 443, 'udp'))],
  );
  assert.deepEqual(fix.split('\n'), [
    created(49, "6 --cidr-block '10.0.0.0/8' --port-range From=443,To=444"),
    created(89, "6 --cidr-block '10.9.0.0/16' --port-range From=443,To=443"),
    created(88, "17 --cidr-block '10.0.0.0/8' --port-range From=443,To=443"),
  ]);
});

test('the quota counts the rules of each family for itself, the last one with them', () => {
  const filled = (v4: number, v6: number) => [
    ...Array.from({ length: v4 }, (_, at) => entry(false, 10 * (at + 1), 'allow', `172.16.${at}.0/24`)),
    ...Array.from({ length: v6 }, (_, at) => entry(false, 5 + 10 * at, 'allow', '2001:db8::/32')),
    entry(false, 32_767, 'deny', '0.0.0.0/0'),
    entry(false, 32_768, 'deny', '::/0'),
  ];
  const rules = (v4: number, v6: number) => planned([{ ...ACL, entries: filled(v4, v6) }]).aclRules;
  assert.deepEqual(
    [rules(18, 0), rules(18, 19), rules(19, 0), rules(0, 20), rules(20, 20)],
    [undefined, undefined, 21, 21, 22],
  );
  const other: Change = { ...ACL, aclId: 'acl-2', entries: filled(25, 0) };
  assert.equal(planned([{ ...ACL, entries: filled(19, 0) }, other, ROUTE]).aclRules, 27);
});

test('commands come in the order of the changes, each once, and all or none', () => {
  const [one, two] = [['a', 'b'], ['c']].map((commands): Change => ({ kind: 'commands', commands }));
  assert(one !== undefined && two !== undefined);
  assert.equal(planned([one, two, one]).fix, 'a\nb\nc');
  assert.equal(planned([one, { ...ROUTE, tableId: "'" }]).fix, '');
  assert.equal(planned([], [one]).fix, '');
  assert.deepEqual(planFixes([])([one]), { fix: '' });
});

test('an address is named as a block of one, and a hidden source by what the reader fills in', () => {
  const cases = [
    ['10.0.0.1', '10.0.0.1/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '<source-cidr>'],
    ['::/0', '<source-ipv6-cidr>'],
  ] as const;
  for (const [text, cidr] of cases) assert.equal(cidrOf(text), cidr);
});

test('the ports of a rule, and of ICMP its type: a rule for a code that no echo has is for none', () => {
  const span = (protocol: string, fromPort: number | null, toPort: number | null) => {
    const { from, to } = portSpan({ protocol, fromPort, toPort });
    return [from, to];
  };
  const all = [0, 65_535];
  const cases: readonly (readonly [ReturnType<typeof span>, readonly number[]])[] = [
    [span('tcp', 443, 444), [443, 444]],
    [span('tcp', 0, 0), [0, 0]],
    [span('tcp', null, null), all],
    [span('tcp', -1, -1), all],
    [span('tcp', 443, -1), [443, 65_535]],
    [span('icmp', null, null), all],
    [span('icmp', -1, -1), all],
    [span('icmp', 8, -1), [8, 8]],
    [span('ICMP', 8, null), [8, 8]],
    [span('1', 0, 0), [0, 0]],
    [span('icmpv6', 128, 0), [128, 128]],
    [span('58', 128, 128), [128, 128]],
    [span('1', 8, 1), [-1, -1]],
    [span('58', 128, 3), [-1, -1]],
    [span('17', 8, 9), [8, 9]],
  ];
  for (const [found, wanted] of cases) assert.deepEqual(found, wanted);
  assert.deepEqual(['tcp', 'UDP', 'icmp', 'icmpv6', '47', '-1'].map(protocolNumber), [
    '6',
    '17',
    '1',
    '58',
    '47',
    '-1',
  ]);
  assert.deepEqual(
    [protocolOf('icmp', 4), protocolOf('icmp', 6), protocolOf('tcp', 6)],
    ['icmp', 'icmpv6', 'tcp'],
  );
});

test('ports are put in order, and runs that touch are joined', () => {
  const said = (...ranges: readonly (readonly [number, number])[]) =>
    formatPorts(joinPorts(ranges.map(([from, to]) => ({ from, to }))));
  assert.equal(said([1028, 1028], [443, 443], [1026, 1026], [1027, 1027]), '443, 1026-1028');
  assert.equal(said([10, 20], [12, 15], [21, 30], [32, 33]), '10-30, 32-33');
  assert.equal(said([10, 20], [10, 12], [10, 30]), '10-30');
  assert.equal(said(), '');
});

const span = (text: string) => spanOf(text) ?? assert.fail(text);

test('an address and a block are a run of addresses; what is neither is none', () => {
  const cases: readonly (readonly [string, 4 | 6, bigint, bigint, number])[] = [
    ['10.0.0.5', 4, 0x0a000005n, 0x0a000005n, 32],
    ['10.0.0.5/24', 4, 0x0a000000n, 0x0a0000ffn, 24],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn, 0],
    ['::5', 6, 5n, 5n, 128],
    ['::5/124', 6, 0n, 15n, 124],
    ['::/0', 6, 0n, 2n ** 128n - 1n, 0],
  ];
  for (const [text, family, first, last, prefix] of cases) {
    assert.deepEqual(spanOf(text), { family, first, last, prefix }, text);
  }
  for (const family of [4, 6] as const)
    assert.deepEqual(wholeFamily(family), span(family === 4 ? '0.0.0.0/0' : '::/0'));
  for (const text of [
    '',
    'somebody',
    '10.0.0',
    '10.0.0.0/33',
    '::/129',
    '10.1',
    '10.0.0.0/x',
    'pl-1',
    '0x0a.0.0.1',
  ]) {
    assert.equal(spanOf(text), undefined, text);
  }
});

test('parts cover a block whole, in part or not at all', () => {
  const whole = span('10.0.0.0/30');
  const covered = (...parts: readonly string[]) => coverage(whole, parts.map(span));
  assert.equal(covered(), 'none');
  assert.equal(covered('10.0.0.4/30', '::/0'), 'none');
  assert.equal(covered('10.0.0.2/31', '10.0.0.0/31'), 'all');
  assert.equal(covered('10.0.0.0/8'), 'all');
  assert.equal(covered('10.0.0.0/32', '10.0.0.2/31'), 'some');
  assert.equal(covered('10.0.0.0/31', '10.0.0.0/32', '10.0.0.2/32'), 'some');
  assert.equal(covered('10.0.0.1/32', '10.0.0.2/31'), 'some');
  assert.equal(covered('10.0.0.0/31', '10.0.0.1/32', '10.0.0.2/31'), 'all');
  assert.equal(covered('10.0.0.0/31', '10.0.0.0/31', '10.0.0.2/31'), 'all');
});

test('a block is cut where a part begins or ends', () => {
  const pieces = (...parts: readonly string[]) =>
    cut(span('10.0.0.0/29'), parts.map(span)).map(({ first, last }) => [
      Number(first & 255n),
      Number(last & 255n),
    ]);
  assert.deepEqual(pieces(), [[0, 7]]);
  assert.deepEqual(pieces('10.0.0.0/8', '::/0', '10.0.0.8/29'), [[0, 7]]);
  assert.deepEqual(pieces('10.0.0.6/31', '10.0.0.2/31'), [
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
  ]);
  assert.deepEqual(pieces('10.0.0.7/32', '10.0.0.0/32'), [
    [0, 0],
    [1, 6],
    [7, 7],
  ]);
});

test('private, shared, link-local and unique local addresses are off the internet, their neighbours on it', () => {
  const off = [
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.0',
    '192.168.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '169.254.0.0',
    '169.254.255.255',
    'fe80::',
    'febf:ffff::',
    'fc00::',
    'fdff:ffff::',
  ];
  const on = [
    '9.255.255.255',
    '11.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '169.255.0.0',
    'fe7f:ffff::',
    'fec0::',
    'fbff:ffff::',
    'fe00::',
  ];
  for (const address of off) assert.ok(isOffTheInternet(span(address)), address);
  for (const address of on) assert.ok(!isOffTheInternet(span(address)), address);
});
