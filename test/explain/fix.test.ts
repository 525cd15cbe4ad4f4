import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../lib/core/locale.ts';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import { explainPaths, type PathExplanation } from '../../lib/explain/explanation.ts';
import type { BlockCode } from '../../lib/explain/packet.ts';
import { readSegments } from '../../lib/explain/read-segments.ts';
import { type PathSegment, questionsOf } from '../../lib/explain/segment.ts';
import { sentences as english } from '../../lib/explain/sentences.en.ts';
import { sentence } from '../../lib/explain/sentences.ts';
import { shell } from '../../lib/explain/shell.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import {
  ADDRESSES,
  acl,
  entry,
  GATEWAY_PORTS,
  group,
  IDS,
  memoryReader,
  route,
  rule,
  type SampleNetwork,
  sampleNetwork,
  table,
  withRules,
} from '../support/sample-network.ts';
import { argumentsOf, NEW_GROUP } from './apply-commands.ts';

const TO_ENDPOINT: PathSegment = {
  from: { kind: 'instance', id: IDS.gateway },
  to: { kind: 'vpc-endpoint', id: IDS.endpoint },
  ports: [...GATEWAY_PORTS],
  protocol: 'tcp',
};
const TO_SITE: PathSegment = {
  from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
  to: { kind: 'address', address: ADDRESSES.site },
  ports: [22],
  protocol: 'tcp',
};

async function explain(segment: PathSegment, network: SampleNetwork): Promise<readonly PathExplanation[]> {
  const { segments, state } = await readSegments(
    [segment],
    memoryReader(network),
    new AbortController().signal,
  );
  const [read] = segments;
  assert(read !== undefined);
  const index = indexState(state);
  const paths = questionsOf(segment, read).map((question) => ({
    question,
    verdict: evaluatePath(question, index),
  }));
  return explainPaths(paths, index).map(({ explanation }) => explanation);
}

/** The one explanation there is, and what a shell makes of its command. */
async function only(segment: PathSegment, network: SampleNetwork) {
  const explanations = await explain(segment, network);
  assert.equal(explanations.length, 1, JSON.stringify(explanations));
  const [explanation] = explanations;
  assert(explanation !== undefined);
  return { ...explanation, calls: argumentsOf(explanation.fix) };
}

const PERMISSIONS = [
  { from: 443, to: 443 },
  { from: 1026, to: 1028 },
  { from: 1031, to: 1031 },
  { from: 2222, to: 2222 },
].map(({ from, to }) => ({
  IpProtocol: 'tcp',
  FromPort: from,
  ToPort: to,
  UserIdGroupPairs: [{ GroupId: IDS.gatewayGroup }],
}));

test('all closed ports of a group are opened by one command, to the group that asks', async () => {
  const { what, id, because, calls } = await only(
    TO_ENDPOINT,
    withRules(sampleNetwork(), IDS.endpointGroup, []),
  );
  assert.equal(what, 'security-group');
  assert.equal(id, IDS.endpointGroup);
  assert.equal(
    because,
    `No inbound rule of ${IDS.endpointGroup} allows TCP 443, 1026-1028, 1031, 2222 from ${ADDRESSES.gateway}.`,
  );
  const [call = []] = calls;
  assert.deepEqual(call.slice(0, 5), [
    'ec2',
    'authorize-security-group-ingress',
    '--group-id',
    IDS.endpointGroup,
    '--ip-permissions',
  ]);
  assert.deepEqual(JSON.parse(call[5] ?? ''), PERMISSIONS);
});

test('an endpoint with the default group gets a group of its own', async () => {
  const network = sampleNetwork();
  const { calls, fix } = await only(TO_ENDPOINT, {
    ...network,
    securityGroups: network.securityGroups.map((one) =>
      one.id === IDS.endpointGroup ? group(one.id, [rule('ingress', 'all', one.id)], 'default') : one,
    ),
  });
  assert.deepEqual(
    calls.map(([, action]) => action),
    [
      'create-security-group',
      'revoke-security-group-egress',
      'authorize-security-group-ingress',
      'modify-vpc-endpoint',
    ],
  );
  assert.deepEqual(calls[0]?.slice(2), [
    '--group-name',
    `${IDS.endpoint}-clients`,
    '--description',
    `Clients of ${IDS.endpoint}`,
    '--vpc-id',
    IDS.vpc,
    '--query',
    'GroupId',
    '--output',
    'text',
  ]);
  // The id that the first command answers is what the others work on.
  assert.deepEqual(calls[1]?.slice(2, 4), ['--group-id', NEW_GROUP]);
  assert.deepEqual(JSON.parse(calls[2]?.[5] ?? ''), PERMISSIONS);
  assert.deepEqual(calls[3]?.slice(2), [
    '--vpc-endpoint-id',
    IDS.endpoint,
    '--add-security-group-ids',
    NEW_GROUP,
  ]);
  assert.equal(fix.split('\n').length, 4);
});

test('outbound rules are added to the group of the source', async () => {
  const closed = withRules(sampleNetwork(), IDS.gatewayGroup, []);
  const { calls, id } = await only(TO_ENDPOINT, closed);
  assert.equal(id, IDS.gatewayGroup);
  assert.equal(calls[0]?.[1], 'authorize-security-group-egress');
  const [first] = JSON.parse(calls[0]?.[5] ?? '');
  assert.deepEqual(first.UserIdGroupPairs, [{ GroupId: IDS.endpointGroup }]);
});

test('an address outside AWS is named by its block of one', async () => {
  const closed = withRules(sampleNetwork(), IDS.vantageGroup, []);
  const { calls } = await only(TO_SITE, closed);
  const [first] = JSON.parse(calls[0]?.[5] ?? '');
  assert.deepEqual(first.IpRanges, [{ CidrIp: `${ADDRESSES.site}/32` }]);
});

const denying = (...more: Parameters<typeof entry>[]) =>
  sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet, IDS.vantageSubnet]),
      acl(
        IDS.endpointAcl,
        [IDS.endpointSubnet],
        [entry(true, 100, 'allow', '0.0.0.0/0'), ...more.map((one) => entry(...one))],
      ),
    ],
  });

test('a network ACL gets entries with free numbers before the one that denies', async () => {
  const network = denying([false, 100, 'deny', '10.0.1.0/24'], [false, 99, 'allow', '192.168.0.0/16']);
  const { calls, because } = await only(TO_ENDPOINT, network);
  assert.match(
    because ?? '',
    new RegExp(`^Inbound rule 100 of ${IDS.endpointAcl} denies TCP 443, 1026-1028`),
  );
  assert.deepEqual(
    calls.map((call) => [call[1], call[call.indexOf('--rule-number') + 1], call.at(-1)]),
    [
      ['create-network-acl-entry', '98', 'From=443,To=443'],
      ['create-network-acl-entry', '97', 'From=1026,To=1028'],
      ['create-network-acl-entry', '96', 'From=1031,To=1031'],
      ['create-network-acl-entry', '95', 'From=2222,To=2222'],
    ],
  );
});

test('the very first number is used when it is the last free one', async () => {
  const network = denying([false, 2, 'deny', '10.0.1.0/24'], [false, 3, 'allow', '0.0.0.0/0']);
  const { calls } = await only({ ...TO_ENDPOINT, ports: [443] }, network);
  assert.deepEqual(
    calls.map((call) => [call[1], call[call.indexOf('--rule-number') + 1]]),
    [['create-network-acl-entry', '1']],
  );
});

test('where the lowest number denies, the entries move up in order to make room', async () => {
  const network = denying([false, 1, 'deny', '10.0.1.0/24'], [false, 2, 'allow', '0.0.0.0/0']);
  const { calls } = await only({ ...TO_ENDPOINT, ports: [443] }, network);
  const numbered = calls.map((call) => [
    call[1],
    call[call.indexOf('--rule-number') + 1],
    call[call.indexOf('--rule-action') + 1],
  ]);
  assert.deepEqual(numbered, [
    ['create-network-acl-entry', '3', 'allow'],
    ['replace-network-acl-entry', '2', 'deny'],
    ['replace-network-acl-entry', '1', 'allow'],
  ]);
});

test('a missing route behind a virtual private gateway is propagated', async () => {
  const network = sampleNetwork({ routeTables: [table(IDS.table, [], [])] });
  const via = { kind: 'virtual-private-gateway', id: IDS.vpnGateway } as const;
  const { calls } = await only({ ...TO_SITE, via }, network);
  assert.deepEqual(calls, [
    ['ec2', 'enable-vgw-route-propagation', '--route-table-id', IDS.table, '--gateway-id', IDS.vpnGateway],
  ]);
});

test('where propagation is on already, a fixed route is what is missing', async () => {
  const network = sampleNetwork({
    routeTables: [table(IDS.table, [], [], { propagatingGatewayIds: [IDS.vpnGateway] })],
  });
  const via = { kind: 'virtual-private-gateway', id: IDS.vpnGateway } as const;
  const { calls } = await only({ ...TO_SITE, via }, network);
  assert.deepEqual(calls[0]?.slice(1), [
    'create-route',
    '--route-table-id',
    IDS.table,
    '--destination-cidr-block',
    `${ADDRESSES.site}/32`,
    '--gateway-id',
    IDS.vpnGateway,
  ]);
});

test('a gateway that nobody told of is a placeholder, which a shell leaves alone', async () => {
  const network = sampleNetwork({ routeTables: [table(IDS.table, [], [])] });
  const { calls } = await only(TO_SITE, network);
  assert.equal(calls[0]?.at(-1), '<gateway-id>');
});

test('a dead route is pointed at something alive of the same kind, a detached gateway is attached', async () => {
  const dead = (target: Parameters<typeof route>[1]) =>
    sampleNetwork({
      routeTables: [table(IDS.table, [], [route('10.60.0.0/16', target, { state: 'blackhole' })])],
    });
  const nat = await only(TO_SITE, dead({ kind: 'nat-gateway', id: 'nat-0123456789abcdef0' }));
  assert.deepEqual(nat.calls[0]?.slice(1), [
    'replace-route',
    '--route-table-id',
    IDS.table,
    '--destination-cidr-block',
    '10.60.0.0/16',
    '--nat-gateway-id',
    '<nat-gateway-id>',
  ]);
  const vgw = await only(TO_SITE, dead({ kind: 'virtual-private-gateway', id: IDS.vpnGateway }));
  assert.deepEqual(vgw.calls[0]?.slice(1), [
    'attach-vpn-gateway',
    '--vpn-gateway-id',
    IDS.vpnGateway,
    '--vpc-id',
    IDS.vpc,
  ]);
});

/** The endpoint in a VPC of its own; `routes` lead out of it, and one leads to it. */
function endpointElsewhere(
  to: Parameters<typeof route>[1],
  block = '10.1',
  ...routes: Parameters<typeof table>[2]
): SampleNetwork {
  const network = sampleNetwork();
  const other = 'vpc-22222222222222222';
  return {
    ...network,
    vpcs: [...network.vpcs, { id: other, cidrs: [`${block}.0.0/16`] }],
    subnets: network.subnets.map((one) =>
      one.id === IDS.endpointSubnet ? { ...one, vpcId: other, cidrs: [`${block}.2.0/24`] } : one,
    ),
    interfaces: network.interfaces.map((one) =>
      one.id === IDS.endpointInterface ? { ...one, vpcId: other, addresses: [`${block}.2.5`] } : one,
    ),
    securityGroups: network.securityGroups.map((one) =>
      one.id === IDS.endpointGroup ? { ...one, rules: [rule('ingress', 'all', '10.0.0.0/8')] } : one,
    ),
    routeTables: [
      table(IDS.table, [], [route('10.1.0.0/16', to)]),
      {
        ...table(IDS.endpointTable, [IDS.endpointSubnet], []),
        vpcId: other,
        routes: [route(`${block}.0.0/16`, { kind: 'local', id: 'local' }, { origin: 'table' }), ...routes],
      },
    ],
  };
}

test('the route back between two VPCs leads where the route there does', async () => {
  const tgw = { kind: 'transit-gateway', id: 'tgw-0123456789abcdef0' } as const;
  const twoVpcs = endpointElsewhere(tgw);
  const { calls, answers, because } = await only({ ...TO_ENDPOINT, ports: [443] }, twoVpcs);
  assert.equal(answers, true);
  assert.equal(
    because,
    `${IDS.endpointTable} of ${IDS.endpointSubnet} has no route back to ${ADDRESSES.gateway}.`,
  );
  assert.deepEqual(calls[0]?.slice(1), [
    'create-route',
    '--route-table-id',
    IDS.endpointTable,
    '--destination-cidr-block',
    '10.0.0.0/16',
    '--transit-gateway-id',
    tgw.id,
  ]);
});

test('a virtual private gateway belongs to one VPC: the other needs another', async () => {
  const vgw = { kind: 'virtual-private-gateway', id: IDS.vpnGateway } as const;
  const { calls } = await only({ ...TO_ENDPOINT, ports: [443] }, endpointElsewhere(vgw));
  assert.deepEqual(calls[0]?.slice(-2), ['--gateway-id', '<gateway-id>']);
});

test('two VPCs that use one block are shown side by side, for no command fixes that', async () => {
  const tgw = { kind: 'transit-gateway', id: 'tgw-0123456789abcdef0' } as const;
  const explanations = await explain({ ...TO_ENDPOINT, ports: [443] }, endpointElsewhere(tgw, '10.0'));
  assert.deepEqual(
    explanations.map(({ why, answers }) => [why, answers]),
    [
      ['route-stays-local', false],
      ['route-stays-local', true],
    ],
  );
  const [call] = argumentsOf(explanations[0]?.fix ?? '');
  assert.deepEqual(call?.slice(0, 5), [
    'ec2',
    'describe-vpcs',
    '--vpc-ids',
    IDS.vpc,
    'vpc-22222222222222222',
  ]);
});

test('commands for one network ACL never give out a number twice', async () => {
  const closed = sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet], [entry(true, 100, 'allow', '0.0.0.0/0')]),
      acl(IDS.endpointAcl, [IDS.endpointSubnet, IDS.vantageSubnet]),
    ],
  });
  const intoGateway: PathSegment = {
    from: { kind: 'subnets', subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] },
    to: { kind: 'instance', id: IDS.gateway },
    ports: [22],
    protocol: 'tcp',
  };
  const asked = [intoGateway, { ...TO_ENDPOINT, ports: [443] }];
  const { segments, state } = await readSegments(asked, memoryReader(closed), new AbortController().signal);
  const index = indexState(state);
  const paths = asked.flatMap((segment, at) => {
    const read = segments[at];
    assert(read !== undefined);
    return questionsOf(segment, read).map((question) => ({
      question,
      verdict: evaluatePath(question, index),
    }));
  });
  const fixes = explainPaths(paths, index).map(({ explanation }) => explanation.fix);
  // One direction of one network ACL has one text of commands, however often it is shown.
  assert.deepEqual([...new Set(fixes)].length, 1);
  const calls = argumentsOf(fixes[0] ?? '');
  assert.deepEqual(
    calls.map((call) => [call[call.indexOf('--rule-number') + 1], call.at(-1)]),
    [
      ['10', 'From=22,To=22'],
      ['20', 'From=1024,To=65535'],
    ],
  );
});

test('a value that means something to a shell makes no command at all', () => {
  for (const value of [
    "sg-1'; reboot; '",
    '$(reboot)',
    '-rf',
    '`id`',
    'a b\nc',
    '--profile',
    'a"b',
    '\u0000',
  ]) {
    assert.equal(shell`aws ec2 x --group-id ${value}`, undefined, value);
    assert.equal(shell`aws ec2 x --json ${{ GroupId: value }}`, undefined, value);
  }
  assert.equal(shell`aws ec2 x ${'sg-1'} ${22} ${[{ A: '::/0' }]}`, `aws ec2 x 'sg-1' '22' '[{"A":"::/0"}]'`);
});

test('every reason for a block is a whole sentence in every language', () => {
  const values = Object.fromEntries(
    [
      'id',
      'ids',
      'rule',
      'protocol',
      'ports',
      'peers',
      'subnet',
      'target',
      'interface',
      'packet',
      'time',
    ].map((name) => [name, `[${name}]`]),
  );
  for (const code of Object.keys(english) as BlockCode[]) {
    for (const locale of LOCALES) {
      for (const answers of [true, false]) {
        const said = sentence(locale, code, answers, values);
        assert.doesNotMatch(said, /[{}]/, `${locale} ${code}`);
        // A value before a particle would want the particle to change with it.
        if (locale === 'ko') assert.doesNotMatch(said, /\][가-힣]/, said);
        if (locale === 'fr') assert.doesNotMatch(said, /[^\s][;:?!](\s|$)/, said);
      }
    }
  }
});
