import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import type { RouteTargetKind, VpcEndpoint } from '../../lib/core/aws/network-state.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { type Caller, reachService, type VpcFacts } from '../../lib/explain/journey/reach.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { reachLines } from '../../lib/report/journey/reach-lines.ts';
import { ADDRESSES, IDS, route, rule } from '../support/sample-network.ts';
import { PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const REGION = 'ap-northeast-2';
const NAT = route('0.0.0.0/0', { kind: 'nat-gateway', id: P.nat });
const NO_FACTS: VpcFacts = { policies: new Map() };
const GATEWAY_ID = 'vpce-0123456789abcdef0';

function endpoint(service: string, change: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    id: IDS.endpoint,
    vpcId: IDS.vpc,
    type: 'Interface',
    serviceName: `com.amazonaws.${REGION}.${service}`,
    state: 'available',
    networkInterfaceIds: [IDS.endpointInterface],
    subnetIds: [IDS.endpointSubnet],
    securityGroupIds: [IDS.endpointGroup],
    dnsNames: [],
    privateDnsEnabled: true,
    ...change,
  };
}

const gatewayEndpoint = endpoint('s3', {
  id: GATEWAY_ID,
  type: 'Gateway',
  networkInterfaceIds: [],
  privateDnsEnabled: false,
});
const S3_LIST = { id: 'pl-s3', name: '', cidrs: ['52.219.0.0/16'] };
const toS3 = {
  ...route('0.0.0.0/0', { kind: 'vpc-endpoint', id: GATEWAY_ID }),
  destination: { kind: 'prefix-list', prefixListId: 'pl-s3' },
} as const;

function reach(service: string, picture: NetworkPicture, facts = NO_FACTS, groups = [IDS.vantageGroup]) {
  const subnet = picture.subnets.find(({ id }) => id === IDS.vantageSubnet);
  assert(subnet !== undefined);
  const caller: Caller = { subnet, securityGroupIds: groups, functionName: 'probe' };
  return reachService(service, caller, REGION, picture, indexState(picture), facts);
}

test('by NAT gateway, where there is no endpoint', () => {
  const { way, id, outcome, options } = reach('sts', samplePicture([NAT]));
  assert.deepEqual([way, id, outcome, options], ['nat-gateway', P.nat, 'open', []]);
});

test('by interface endpoint with private DNS, even where a NAT gateway is there too', () => {
  const picture = samplePicture([NAT], { endpoints: [endpoint('sts')] });
  const open = reach('sts', picture);
  assert.deepEqual([open.way, open.id, open.outcome], ['interface-endpoint', IDS.endpoint, 'open']);
  // The name leads to the endpoint: when its group refuses, the NAT gateway does not help.
  const closed = {
    ...picture,
    securityGroups: picture.securityGroups.map((one) =>
      one.id === IDS.endpointGroup ? { ...one, rules: [] } : one,
    ),
  };
  const blocked = reach('sts', closed);
  assert.deepEqual([blocked.way, blocked.outcome], ['interface-endpoint', 'blocked']);
  const step = blocked.journey.there.find(({ state }) => state === 'blocked');
  assert.match(step?.explanation?.fix ?? '', /authorize-security-group-ingress/);
});

test('by gateway endpoint where the route table uses it, and with the command where it does not', () => {
  const used = samplePicture([toS3], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] });
  const { way, outcome } = reach('s3', used);
  assert.deepEqual([way, outcome], ['gateway-endpoint', 'open']);
  const unused = reach('s3', samplePicture([], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] }));
  assert.equal(unused.outcome, 'blocked');
  assert.deepEqual(unused.notes, ['gateway-endpoint-not-in-table']);
  assert.deepEqual(unused.options, [
    {
      kind: 'gateway-endpoint',
      commands: [
        `aws ec2 modify-vpc-endpoint --vpc-endpoint-id '${GATEWAY_ID}' --add-route-table-ids '${IDS.table}'`,
      ],
    },
  ]);
});

test('outbound rules that leave out the prefix list of a gateway endpoint block it', () => {
  const picture = samplePicture([toS3], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] });
  const narrow = picture.securityGroups.map((one) =>
    one.id === IDS.vantageGroup ? { ...one, rules: [rule('egress', 443, '10.0.0.0/8')] } : one,
  );
  assert.equal(reach('s3', { ...picture, securityGroups: narrow }).outcome, 'blocked');
});

test('a missing endpoint is offered with its command: for S3 without charge, for others with a price', () => {
  const s3 = reach('s3', samplePicture());
  assert.deepEqual(
    s3.options.map(({ kind }) => kind),
    ['gateway-endpoint'],
  );
  const sts = reach('sts', samplePicture());
  assert.equal(sts.way, 'none');
  const [offered] = sts.options;
  assert.match(
    offered?.commands.at(-1) ?? '',
    /create-vpc-endpoint .*'com\.amazonaws\.ap-northeast-2\.sts'.*--private-dns-enabled/,
  );
  assert.match(offered?.commands[1] ?? '', new RegExp(`"GroupId":"${IDS.vantageGroup}"`));
  for (const locale of LOCALES) {
    const lines = reachLines(sts, locale, (_, text) => text).join('\n');
    assert.match(lines, /0\.01 USD.*7\.30 USD/);
    assert.doesNotMatch(lines, /\{[a-z]|undefined/);
  }
});

test('private DNS that is off, in the endpoint or in the VPC, is said and fixed', () => {
  const unnamed = reach(
    'kms',
    samplePicture([], { endpoints: [endpoint('kms', { privateDnsEnabled: false })] }),
  );
  assert.deepEqual([unnamed.outcome, unnamed.notes], ['blocked', ['private-dns-off']]);
  assert.match(unnamed.options[0]?.commands[0] ?? '', /--private-dns-enabled$/);
  const off = { policies: new Map(), dns: { support: true, hostnames: false } };
  const named = reach('kms', samplePicture([], { endpoints: [endpoint('kms')] }), off);
  assert.deepEqual([named.outcome, named.notes], ['blocked', ['vpc-dns-off']]);
  assert.match(
    named.options[0]?.commands.join('\n') ?? '',
    /^aws ec2 modify-vpc-attribute .* --enable-dns-hostnames$/,
  );
});

test('a policy that allows less than everything is said, and an endpoint that is not available blocks', () => {
  const picture = samplePicture([], { endpoints: [endpoint('sts')] });
  const under = (Statement: object) =>
    reach('sts', picture, { policies: new Map([[IDS.endpoint, JSON.stringify({ Statement })]]) });
  const withPolicy = (Statement: object) => under(Statement).notes;
  const all = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  assert.deepEqual(withPolicy([all]), []);
  assert.deepEqual(withPolicy([{ ...all, Principal: { AWS: '*' } }]), []);
  assert.deepEqual(withPolicy([{ ...all, Action: 'sts:AssumeRole' }]), ['policy-restricts']);
  assert.deepEqual(withPolicy([all, { ...all, Effect: 'Deny', Action: 'sts:GetFederationToken' }]), [
    'policy-restricts',
  ]);
  assert.deepEqual(withPolicy([{ ...all, Condition: { StringEquals: {} } }]), ['policy-restricts']);
  assert.deepEqual(under([{ ...all, Action: ['sts:AssumeRole', 's3:*'] }]).policyAllows, ['sts:AssumeRole']);
  assert.deepEqual(withPolicy([{ ...all, Action: 'sts:*' }]), [], 'all of this service');
  assert.deepEqual(withPolicy([{ ...all, Action: 'st?:*' }]), ['policy-restricts']);
  for (const statements of [
    [{ ...all, Action: 's3:*' }],
    [{ ...all, Action: `${'*'.repeat(5_000)}x:*` }],
    [all, { ...all, Effect: 'Deny', Action: 'sts:*' }],
    [{ ...all, Action: undefined, NotAction: 'sts:*' }],
    [],
  ]) {
    const { outcome, notes, options } = under(statements);
    assert.deepEqual([outcome, notes], ['blocked', ['policy-denies']], JSON.stringify(statements));
    assert.match(options[0]?.commands[0] ?? '', /modify-vpc-endpoint --vpc-endpoint-id '.*' --reset-policy$/);
  }
  const torn = reach('sts', picture, { policies: new Map([[IDS.endpoint, '{"Statement":[']]) });
  assert.deepEqual([torn.outcome, torn.notes], ['open', ['policy-restricts']]);
  for (const locale of LOCALES) {
    const said = [under([{ ...all, Action: 'sts:AssumeRole' }]), under([])].map((one) =>
      reachLines(one, locale, (_, text) => text).join('\n'),
    );
    assert.match(said[0] ?? '', /sts:AssumeRole/);
    assert.match(said[1] ?? '', /--reset-policy/);
    assert.doesNotMatch(said.join(), /\{[a-z]|undefined/);
  }
  const pending = reach('sts', samplePicture([], { endpoints: [endpoint('sts', { state: 'pending' })] }));
  assert.deepEqual([pending.outcome, pending.notes], ['blocked', ['endpoint-not-available']]);
});

/** The way, the endpoint or gateway, and the outcome. */
const wayOf = ({ way, id, outcome }: ReturnType<typeof reach>) => [way, id, outcome];

test('an endpoint of another VPC, another Region or another service is no way to this one', () => {
  const others = [
    endpoint('kms', { vpcId: P.otherVpc }),
    endpoint('kms', { serviceName: 'com.amazonaws.us-east-1.kms' }),
    endpoint('kms-fips'),
    endpoint('x-kms', { serviceName: `com.amazonaws.${REGION}.x-kms` }),
    endpoint('kms', { type: 'GatewayLoadBalancer' }),
  ];
  for (const one of others) {
    const reached = reach('kms', samplePicture([], { endpoints: [one] }));
    assert.deepEqual([...wayOf(reached), reached.notes], ['none', '', 'blocked', []], one.serviceName);
  }
  const china = endpoint('kms', { serviceName: `cn.com.amazonaws.${REGION}.kms` });
  assert.equal(reach('kms', samplePicture([], { endpoints: [china] })).way, 'interface-endpoint');
});

test("an endpoint's interface in the caller's own zone answers, else the first", () => {
  const picture = samplePicture([], {
    endpoints: [endpoint('kms', { networkInterfaceIds: [IDS.endpointInterface, 'eni-2', 'eni-3'] })],
  });
  const [first] = picture.interfaces.filter(({ id }) => id === IDS.endpointInterface);
  assert(first !== undefined);
  const zone = (name: string) => ({
    ...picture.subnets[0],
    id: `subnet-${name}`,
    availabilityZone: `ap-northeast-2${name}`,
  });
  const within = (callerZone: string) => {
    const subnets = picture.subnets.map((one) =>
      one.id === IDS.vantageSubnet ? { ...one, availabilityZone: `ap-northeast-2${callerZone}` } : one,
    );
    const { journey } = reach('kms', {
      ...picture,
      subnets: [...subnets, zone('b'), zone('c')] as NetworkPicture['subnets'],
      interfaces: [
        ...picture.interfaces,
        { ...first, id: 'eni-2', addresses: ['10.0.5.5'], subnetId: 'subnet-b' },
        { ...first, id: 'eni-3', addresses: ['10.0.6.5'], subnetId: 'subnet-c' },
      ],
    });
    return journey.question.to;
  };
  const { address, interfaceId, vpcId, vpcEndpointId, subnet, securityGroupIds, publicAddresses } =
    within('c');
  assert.deepEqual(
    [address, interfaceId, vpcId, vpcEndpointId, subnet?.id, securityGroupIds, publicAddresses],
    ['10.0.6.5', 'eni-3', IDS.vpc, IDS.endpoint, 'subnet-c', [IDS.endpointGroup], []],
  );
  assert.equal(within('d').interfaceId, IDS.endpointInterface);
});

test('an endpoint of which no interface was read promises nothing', () => {
  const picture = samplePicture([], { endpoints: [endpoint('kms', { networkInterfaceIds: ['eni-0'] })] });
  const { way, journey } = reach('kms', picture);
  assert.deepEqual([way, journey.question.to], ['interface-endpoint', { address: '192.0.2.1' }]);
  const read = samplePicture([], { endpoints: [endpoint('kms')] });
  const subnets = read.subnets.filter(({ id }) => id !== IDS.endpointSubnet);
  const { to } = reach('kms', { ...read, subnets }).journey.question;
  assert.deepEqual([to.address, 'subnet' in to], [ADDRESSES.endpoint, false]);
  // Nor does a gateway endpoint whose prefix list was not read.
  const byGateway = reach('s3', samplePicture([toS3], { endpoints: [gatewayEndpoint] }));
  assert.deepEqual(wayOf(byGateway), ['gateway-endpoint', GATEWAY_ID, 'unknown']);
  for (const { journey: asked } of [byGateway, reach('sts', samplePicture([NAT]))]) {
    assert.deepEqual(
      [asked.question.to, asked.question.protocol, asked.question.port],
      [{ address: '192.0.2.1' }, 'tcp', 443],
    );
  }
});

test('what an endpoint is asked for, and by whom', () => {
  const { journey } = reach('kms', samplePicture([], { endpoints: [endpoint('kms')] }));
  const { from, port, protocol } = journey.question;
  const { subnet, ...caller } = from;
  assert.deepEqual(
    [caller, subnet?.id, port, protocol],
    [
      {
        address: ADDRESSES.vantage,
        vpcId: IDS.vpc,
        securityGroupIds: [IDS.vantageGroup],
        functionName: 'probe',
        publicAddresses: [],
      },
      IDS.vantageSubnet,
      443,
      'tcp',
    ],
  );
});

test('DNS of the VPC that is off is put on, each attribute by its own command, and the next way is looked for', () => {
  const attribute = (name: string) =>
    `aws ec2 modify-vpc-attribute --vpc-id '${IDS.vpc}' --enable-dns-${name}`;
  const picture = samplePicture([NAT], { endpoints: [endpoint('kms')] });
  const under = (support: boolean, hostnames: boolean, of = picture, service = 'kms') =>
    reach(service, of, { policies: new Map(), dns: { support, hostnames } });
  assert.deepEqual(wayOf(under(true, true)), ['interface-endpoint', IDS.endpoint, 'open']);
  for (const [support, hostnames, commands] of [
    [false, false, [attribute('support'), attribute('hostnames')]],
    [false, true, [attribute('support')]],
    [true, false, [attribute('hostnames')]],
  ] as const) {
    const reached = under(support, hostnames);
    assert.deepEqual(wayOf(reached), ['nat-gateway', P.nat, 'open']);
    assert.deepEqual([reached.notes, reached.options], [['vpc-dns-off'], [{ kind: 'vpc-dns', commands }]]);
  }
  const both = samplePicture([toS3], {
    endpoints: [endpoint('s3'), gatewayEndpoint],
    prefixLists: [S3_LIST],
  });
  const byGateway = under(true, false, both, 's3');
  assert.deepEqual(wayOf(byGateway), ['gateway-endpoint', GATEWAY_ID, 'open']);
  assert.deepEqual(
    [byGateway.notes, byGateway.options.map(({ kind }) => kind)],
    [['vpc-dns-off'], ['vpc-dns']],
  );
});

test('a gateway endpoint is used by a living route alone, to an address of its list', () => {
  const picture = (state: 'active' | 'blackhole', cidrs: readonly string[]) =>
    samplePicture([route('10.9.0.0/16', { kind: 'transit-gateway', id: 'tgw-1' }), { ...toS3, state }], {
      endpoints: [gatewayEndpoint],
      prefixLists: [
        { id: 'pl-other', name: '', cidrs: ['198.51.100.0/24'] },
        { ...S3_LIST, cidrs },
      ],
    });
  const address = (cidrs: readonly string[]) =>
    reach('s3', picture('active', cidrs)).journey.question.to.address;
  assert.equal(address(['2600:1f00::/24', '52.219.0.0/16']), '52.219.0.0');
  assert.equal(address(['2600:1f00::/24']), '192.0.2.1');
  const dead = reach('s3', picture('blackhole', S3_LIST.cidrs));
  assert.deepEqual([...wayOf(dead), dead.notes], ['none', '', 'blocked', ['gateway-endpoint-not-in-table']]);
});

test('an endpoint without private DNS gets it by one command', () => {
  const unnamed = endpoint('kms', { privateDnsEnabled: false });
  const { options, notes } = reach('kms', samplePicture([], { endpoints: [unnamed] }));
  assert.deepEqual(notes, ['private-dns-off']);
  assert.deepEqual(options, [
    {
      kind: 'private-dns',
      commands: [`aws ec2 modify-vpc-endpoint --vpc-endpoint-id '${IDS.endpoint}' --private-dns-enabled`],
    },
  ]);
});

test('by whatever else the default route leads to, as far as it is known', () => {
  const by = (kind: RouteTargetKind, id: string, functionName?: string) => {
    const picture = samplePicture([route('0.0.0.0/0', { kind, id })]);
    const subnet = picture.subnets.find((one) => one.id === IDS.vantageSubnet);
    assert(subnet !== undefined);
    const caller: Caller = { subnet, ...(functionName !== undefined && { functionName }) };
    return reachService('kms', caller, REGION, picture, indexState(picture), NO_FACTS);
  };
  assert.deepEqual(wayOf(by('internet-gateway', 'igw-1')), ['internet-gateway', 'igw-1', 'open']);
  // A function never has a public address.
  assert.deepEqual(wayOf(by('internet-gateway', 'igw-1', 'probe')), ['none', '', 'blocked']);
  for (const [kind, id] of [
    ['transit-gateway', P.transitGateway],
    ['virtual-private-gateway', 'vgw-1'],
    ['vpc-peering-connection', P.peering],
    ['network-interface', 'eni-1'],
    ['vpc-endpoint', 'vpce-1'],
  ] as const) {
    const { way, id: named } = by(kind, id);
    assert.deepEqual([way, named], ['other', id], kind);
  }
});

test('a caller of which only the subnet is known, and one with IPv6 alone', () => {
  const picture = samplePicture();
  const subnet = picture.subnets.find((one) => one.id === IDS.vantageSubnet);
  assert(subnet !== undefined);
  const asked = (cidrs: readonly string[]) =>
    reachService('kms', { subnet: { ...subnet, cidrs } }, REGION, picture, indexState(picture), NO_FACTS);
  const { journey, options } = asked(['2001:db8::/64', '10.0.3.0/24']);
  const { subnet: _, ...from } = journey.question.from;
  assert.deepEqual(
    [from, journey.question.to.address],
    [{ address: '10.0.3.0/24', vpcId: IDS.vpc }, '192.0.2.1'],
  );
  assert.match(
    options[0]?.commands[1] ?? '',
    /"ToPort":443,"IpRanges":\[\{"CidrIp":"10\.0\.3\.0\/24"\}\]\}\]'$/,
  );
  const v6 = asked(['2001:db8::/64']).journey.question;
  assert.deepEqual([v6.from.address, v6.to.address], ['2001:db8::/64', '2001:db8::1']);
});

test('a new endpoint is made by commands that fit together, for the groups of the caller', () => {
  const commandsOf = (service: string, picture = samplePicture()) =>
    reach(service, picture).options.flatMap(({ commands }) => commands);
  assert.deepEqual(commandsOf('ecr.api'), [
    `GROUP_ID=$(aws ec2 create-security-group --group-name 'ecr-api-endpoint' --description 'Clients of ecr.api' --vpc-id '${IDS.vpc}' --query GroupId --output text)`,
    `aws ec2 authorize-security-group-ingress --group-id "$GROUP_ID" --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"UserIdGroupPairs":[{"GroupId":"${IDS.vantageGroup}"}]}]'`,
    `aws ec2 create-vpc-endpoint --vpc-id '${IDS.vpc}' --vpc-endpoint-type Interface --service-name 'com.amazonaws.${REGION}.ecr.api' --subnet-ids '${IDS.vantageSubnet}' --security-group-ids "$GROUP_ID" --private-dns-enabled`,
  ]);
  for (const service of ['s3', 'dynamodb']) {
    const offered = reach(service, samplePicture()).options;
    assert.deepEqual(offered, [
      {
        kind: 'gateway-endpoint',
        commands: [
          `aws ec2 create-vpc-endpoint --vpc-id '${IDS.vpc}' --vpc-endpoint-type Gateway --service-name 'com.amazonaws.${REGION}.${service}' --route-table-ids '${IDS.table}'`,
        ],
      },
    ]);
  }
  // One that is there already is mended, not made a second time; without a route table there is none to use it.
  assert.deepEqual(
    reach(
      'dynamodb',
      samplePicture([], {
        endpoints: [{ ...gatewayEndpoint, serviceName: `com.amazonaws.${REGION}.dynamodb` }],
      }),
    ).options.length,
    1,
  );
  assert.deepEqual(reach('s3', samplePicture([], { routeTables: [] })).options, []);
  const gateway = reach('s3', samplePicture([], { routeTables: [], endpoints: [gatewayEndpoint] }));
  assert.deepEqual([gateway.way, gateway.notes, gateway.options], ['none', [], []]);
  // One of another type is no reason to make none.
  const beside = (service: string, change: Partial<VpcEndpoint>) =>
    reach(service, samplePicture([], { endpoints: [endpoint(service, change)] })).options.map(
      ({ kind }) => kind,
    );
  assert.deepEqual(beside('s3', { privateDnsEnabled: false }), ['private-dns', 'gateway-endpoint']);
  assert.deepEqual(beside('kms', { type: 'GatewayLoadBalancer' }), ['interface-endpoint']);
  const odd = endpoint('kms', { id: "vpce-'", privateDnsEnabled: false });
  assert.deepEqual(reach('kms', samplePicture([], { endpoints: [odd] })).options, [
    { kind: 'private-dns', commands: [] },
  ]);
  // A name that no shell takes makes no command, not half of them.
  assert.deepEqual(reach("x'y", samplePicture()).options, [{ kind: 'interface-endpoint', commands: [] }]);
});
