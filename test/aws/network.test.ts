import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeNetworkAclsCommand,
} from '@aws-sdk/client-ec2';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { createReadClients } from '../../lib/aws/clients.ts';
import type { NetworkReader } from '../../lib/core/aws/network-reader.ts';
import { filtered } from '../support/ec2-filters.ts';
import type { FakeServices } from '../support/fake-aws.ts';
import { startMoto } from '../support/moto.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION, readClients } from '../support/read-clients.ts';

const withMoto = withPrograms('moto_server');

const SERVICE = `com.amazonaws.${REGION}.storagegateway`;

/** A VPC as somebody would build it, made in an emulation of EC2 that others wrote. */
async function build(t: TestContext) {
  const { url } = await startMoto(t);
  const clients = createReadClients(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => clients.ec2.destroy());
  const { ec2 } = clients;
  const vpc = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))).Vpc?.VpcId ?? '';
  const subnet = async (CidrBlock: string, AvailabilityZone: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock, AvailabilityZone }))).Subnet?.SubnetId ??
    '';
  const near = await subnet('10.7.1.0/24', `${REGION}a`);
  const far = await subnet('10.7.2.0/24', `${REGION}c`);
  const group = async (GroupName: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ VpcId: vpc, GroupName, Description: GroupName })))
      .GroupId ?? '';
  const clientsGroup = await group('clients');
  const endpointGroup = await group('endpoint');
  const list = (
    await ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: 'offices',
        AddressFamily: 'IPv4',
        MaxEntries: 5,
        Entries: [{ Cidr: '10.60.0.0/16' }, { Cidr: '10.61.0.0/16' }],
      }),
    )
  ).PrefixList?.PrefixListId;
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: endpointGroup,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.7.0.0/16' }] },
        { IpProtocol: 'tcp', FromPort: 1026, ToPort: 1028, UserIdGroupPairs: [{ GroupId: clientsGroup }] },
        { IpProtocol: 'tcp', FromPort: 1031, ToPort: 1031, PrefixListIds: [{ PrefixListId: list }] },
      ],
    }),
  );
  const [acl] =
    (
      await ec2.send(
        new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: [near] }] }),
      )
    ).NetworkAcls ?? [];
  await ec2.send(
    new CreateNetworkAclEntryCommand({
      NetworkAclId: acl?.NetworkAclId,
      RuleNumber: 90,
      Egress: false,
      Protocol: '6',
      RuleAction: 'deny',
      CidrBlock: '10.60.0.0/16',
      PortRange: { From: 1031, To: 1031 },
    }),
  );
  const gateway = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId;
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpc, InternetGatewayId: gateway }));
  const table = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }))).RouteTable?.RouteTableId;
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: table,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway,
    }),
  );
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: far }));
  const eni = (
    await ec2.send(
      new CreateNetworkInterfaceCommand({
        SubnetId: near,
        PrivateIpAddress: '10.7.1.20',
        Groups: [clientsGroup],
        Description: 'filer',
      }),
    )
  ).NetworkInterface?.NetworkInterfaceId;
  const made = (
    await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpc,
        ServiceName: SERVICE,
        VpcEndpointType: 'Interface',
        SubnetIds: [near, far],
        SecurityGroupIds: [endpointGroup],
        PrivateDnsEnabled: false,
      }),
    )
  ).VpcEndpoint;
  const endpoint = made?.VpcEndpointId;
  const endpointName = made?.DnsEntries?.[0]?.DnsName ?? '';
  return {
    network: createAwsAccess(clients).network,
    ids: {
      vpc,
      near,
      far,
      clientsGroup,
      endpointGroup,
      list,
      acl: acl?.NetworkAclId,
      gateway,
      table,
      eni,
      endpoint,
      endpointName,
    },
  };
}

withMoto.test(
  'a VPC that was built in an independent emulation of EC2 is read as it was built',
  async (t) => {
    const { network, ids } = await build(t);
    const { signal } = t;

    const subnets = await network.subnets({ vpcId: ids.vpc }, signal);
    assert.deepEqual(
      subnets.map(({ id, cidrs, availabilityZone }) => [id, cidrs, availabilityZone]).sort(),
      [
        [ids.near, ['10.7.1.0/24'], `${REGION}a`],
        [ids.far, ['10.7.2.0/24'], `${REGION}c`],
      ].sort(),
    );
    assert.ok(subnets.every(({ freeAddresses }) => (freeAddresses ?? 0) > 200));
    assert.deepEqual(await network.vpcs([ids.vpc, 'vpc-0ffffffffffffffff'], signal), [
      { id: ids.vpc, cidrs: ['10.7.0.0/16'] },
    ]);

    const [group] = await network.securityGroups([ids.endpointGroup], signal);
    assert.deepEqual(
      group?.rules
        .filter((rule) => rule.direction === 'ingress')
        .map(({ protocol, fromPort, toPort, peer }) => ({
          protocol,
          fromPort,
          toPort,
          ...peer,
          // Which account owns the referenced group is the emulation's own number.
          ...('ownerId' in peer && { ownerId: 'somebody' }),
        }))
        .sort((a, b) => (a.fromPort ?? 0) - (b.fromPort ?? 0)),
      [
        { protocol: 'tcp', fromPort: 443, toPort: 443, kind: 'cidr', cidr: '10.7.0.0/16' },
        {
          protocol: 'tcp',
          fromPort: 1026,
          toPort: 1028,
          kind: 'security-group',
          groupId: ids.clientsGroup,
          ownerId: 'somebody',
        },
        { protocol: 'tcp', fromPort: 1031, toPort: 1031, kind: 'prefix-list', prefixListId: ids.list },
      ],
    );
    assert.ok(group?.rules.some((rule) => rule.direction === 'egress' && rule.protocol === '-1'));

    assert.deepEqual(await network.prefixLists([ids.list ?? ''], signal), [
      { id: ids.list, name: 'offices', cidrs: ['10.60.0.0/16', '10.61.0.0/16'] },
    ]);

    // Both subnets share the VPC's own ACL: it is answered once.
    const acls = await network.networkAcls([ids.near, ids.far], signal);
    assert.deepEqual(
      acls.map((acl) => [acl.id, acl.isDefault, acl.subnetIds.length]),
      [[ids.acl, true, 2]],
    );
    assert.deepEqual(
      acls[0]?.entries.find((entry) => entry.ruleNumber === 90),
      {
        ruleNumber: 90,
        egress: false,
        protocol: '6',
        action: 'deny',
        cidr: '10.60.0.0/16',
        fromPort: 1031,
        toPort: 1031,
      },
    );

    // One subnet has a table of its own, the other falls back on the main one.
    const tables = await network.routeTables(subnets, signal);
    assert.equal(tables.length, 2);
    const own = tables.find((table) => table.id === ids.table);
    assert.deepEqual([own?.isMain, own?.subnetIds], [false, [ids.far]]);
    assert.deepEqual(
      own?.routes.map(({ destination, target, state }) => [destination, target, state]),
      [
        [{ kind: 'cidr', cidr: '10.7.0.0/16' }, { kind: 'local', id: 'local' }, 'active'],
        [{ kind: 'cidr', cidr: '0.0.0.0/0' }, { kind: 'internet-gateway', id: ids.gateway }, 'active'],
      ],
    );
    assert.equal(tables.find((table) => table.isMain)?.id === ids.table, false);

    const byAddress = await network.networkInterfaces(
      { by: 'address', addresses: ['10.7.1.20'], vpcId: ids.vpc },
      signal,
    );
    assert.deepEqual(
      byAddress.map(({ id, addresses, subnetId, securityGroupIds, description }) => ({
        id,
        addresses,
        subnetId,
        securityGroupIds,
        description,
      })),
      [
        {
          id: ids.eni,
          addresses: ['10.7.1.20'],
          subnetId: ids.near,
          securityGroupIds: [ids.clientsGroup],
          description: 'filer',
        },
      ],
    );

    // The emulation knows no filter by endpoint id; it gives the name that the rest is asked by.
    const name = `${ids.endpoint}-`;
    const [endpoint] = (
      await network.vpcEndpoints({ dnsNames: [ids.endpointName.toUpperCase()] }, signal)
    ).filter((one) => one.dnsNames.some((dnsName) => dnsName.startsWith(name)));
    assert.deepEqual(
      [
        endpoint?.id,
        endpoint?.state,
        endpoint?.serviceName,
        endpoint?.privateDnsEnabled,
        endpoint?.securityGroupIds,
      ],
      [ids.endpoint, 'available', SERVICE, false, [ids.endpointGroup]],
    );
  },
);

/** Every list the reader knows, three items each, so that a page of one needs three requests. */
const three = <T>(make: (n: number) => T): T[] => [1, 2, 3].map(make);

async function reader(t: TestContext, ec2: FakeServices['ec2'], pageSize?: number) {
  const { clients, fake } = await readClients(t, { ec2 }, pageSize === undefined ? {} : { pageSize });
  return { network: createAwsAccess(clients).network, fake };
}

test('every listing is followed to its end', async (t) => {
  const groups = three((n) => ({ GroupId: `sg-${n}`, GroupName: `g${n}`, VpcId: 'vpc-1' }));
  const { network } = await reader(
    t,
    {
      DescribeNetworkInterfaces: () => ({
        NetworkInterfaces: three((n) => ({ NetworkInterfaceId: `eni-${n}` })),
      }),
      DescribeSecurityGroups: () => ({ SecurityGroups: groups }),
      DescribeSecurityGroupRules: () => ({
        SecurityGroupRules: groups.map(({ GroupId }) => ({
          GroupId,
          SecurityGroupRuleId: `sgr-of-${GroupId}`,
          IsEgress: false,
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          CidrIpv4: '10.0.0.0/8',
        })),
      }),
      DescribeNetworkAcls: () => ({ NetworkAcls: three((n) => ({ NetworkAclId: `acl-${n}` })) }),
      DescribeRouteTables: () => ({
        RouteTables: three((n) => ({
          RouteTableId: `rtb-${n}`,
          VpcId: 'vpc-1',
          Associations: [{ SubnetId: `subnet-${n}`, Main: false }],
        })),
      }),
      DescribeSubnets: () => ({ Subnets: three((n) => ({ SubnetId: `subnet-${n}`, VpcId: 'vpc-1' })) }),
      DescribeVpcs: () => ({ Vpcs: three((n) => ({ VpcId: `vpc-${n}`, CidrBlock: '10.0.0.0/16' })) }),
      DescribeManagedPrefixLists: () => ({ PrefixLists: three((n) => ({ PrefixListId: `pl-${n}` })) }),
      GetManagedPrefixListEntries: () => ({ Entries: three((n) => ({ Cidr: `10.${n}.0.0/16` })) }),
      DescribeVpcEndpoints: () => ({ VpcEndpoints: three((n) => ({ VpcEndpointId: `vpce-${n}` })) }),
    },
    1,
  );
  const { signal } = t;
  const subnets = await network.subnets({ vpcId: 'vpc-1' }, signal);
  const counts = {
    interfaces: (await network.networkInterfaces({ by: 'id', ids: ['x'] }, signal)).length,
    groups: (await network.securityGroups(['x'], signal)).map((group) => group.rules.length),
    acls: (await network.networkAcls(['x'], signal)).length,
    tables: (await network.routeTables(subnets, signal)).length,
    vpcs: (await network.vpcs(['x'], signal)).length,
    lists: (await network.prefixLists(['x'], signal)).map((list) => list.cidrs.length),
    endpoints: (await network.vpcEndpoints({ ids: ['x'] }, signal)).length,
  };
  assert.deepEqual(counts, {
    interfaces: 3,
    groups: [1, 1, 1],
    acls: 3,
    tables: 3,
    vpcs: 3,
    lists: [3, 3, 3],
    endpoints: 3,
  });
});

test('a security group of 1,000 rules is read whole, page by page, in its order', async (t) => {
  const rules = Array.from({ length: 1000 }, (_, index) => ({
    SecurityGroupRuleId: `sgr-${index}`,
    GroupId: 'sg-1',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: index + 1,
    ToPort: index + 1,
    CidrIpv4: '10.0.0.0/8',
  }));
  const { network, fake } = await reader(
    t,
    {
      DescribeSecurityGroups: () => ({
        SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'big', VpcId: 'vpc-1' }],
      }),
      DescribeSecurityGroupRules: () => ({ SecurityGroupRules: rules }),
    },
    100,
  );
  const [group] = await network.securityGroups(['sg-1'], t.signal);
  assert.deepEqual(
    group?.rules.map(({ fromPort }) => fromPort),
    rules.map(({ FromPort }) => FromPort),
  );
  const pages = fake.calls.filter(({ operation }) => operation === 'DescribeSecurityGroupRules');
  assert.equal(pages.length, 10);
});

test('no ids, no question', async (t) => {
  const { network, fake } = await reader(t, {});
  const { signal } = t;
  const empty: Parameters<NetworkReader['networkInterfaces']>[0][] = [
    { by: 'id', ids: [] },
    { by: 'address', addresses: [] },
    { by: 'instance', instanceIds: [] },
  ];
  for (const query of empty) assert.deepEqual(await network.networkInterfaces(query, signal), []);
  assert.deepEqual(await network.securityGroups([], signal), []);
  assert.deepEqual(await network.networkAcls([], signal), []);
  assert.deepEqual(await network.routeTables([], signal), []);
  assert.deepEqual(await network.subnets({ ids: [] }, signal), []);
  assert.deepEqual(await network.prefixLists([], signal), []);
  assert.deepEqual(await network.vpcEndpoints({ ids: [] }, signal), []);
  assert.deepEqual(await network.vpcEndpoints({ dnsNames: [] }, signal), []);
  assert.deepEqual([fake.calls, fake.unhandled], [[], []]);
});

test('450 ids are asked in three requests of at most 200, without repeats', async (t) => {
  const all = Array.from({ length: 450 }, (_, n) => ({ VpcId: `vpc-${n}` }));
  const { network, fake } = await reader(t, {
    DescribeVpcs: ({ Filters }) => ({ Vpcs: filtered(all, Filters, { 'vpc-id': (vpc) => [vpc.VpcId] }) }),
  });
  const ids = all.map((vpc) => vpc.VpcId);
  const vpcs = await network.vpcs([...ids, ...ids], t.signal);
  assert.deepEqual([vpcs.length, fake.calls.length], [450, 3]);
});

test('every kind of route target is told apart, and what is new is kept with its id', async (t) => {
  const route = (DestinationCidrBlock: string, target: object, State = 'active') => ({
    DestinationCidrBlock,
    State,
    Origin: 'CreateRoute',
    ...target,
  });
  const Routes = [
    route('10.0.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
    route('0.0.0.0/0', { NatGatewayId: 'nat-1' }),
    route('10.1.0.0/16', { TransitGatewayId: 'tgw-1' }),
    route('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-1' }, 'blackhole'),
    route('10.3.0.0/16', { NetworkInterfaceId: 'eni-1', InstanceId: 'i-1', InstanceOwnerId: '1' }),
    route('10.4.0.0/16', { GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation' }),
    route('10.5.0.0/16', { GatewayId: 'vpce-1' }),
    route('10.6.0.0/16', { GatewayId: 'qgw-1' }, 'frozen'),
    { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
    { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-2', State: 'active' },
    { State: 'active' },
  ];
  const { network } = await reader(t, {
    DescribeRouteTables: () => ({
      RouteTables: [
        {
          RouteTableId: 'rtb-1',
          VpcId: 'vpc-1',
          Routes,
          Associations: [{ Main: true }],
          PropagatingVgws: [{ GatewayId: 'vgw-1' }],
        },
      ],
    }),
  });
  const subnet = { id: 'subnet-1', vpcId: 'vpc-1', cidrs: [], availabilityZone: '' };
  const [table] = await network.routeTables([subnet], t.signal);
  assert.deepEqual(
    table?.routes.map(({ target, state, origin }) => [target.kind, target.id, state, origin]),
    [
      ['local', 'local', 'active', 'table'],
      ['nat-gateway', 'nat-1', 'active', 'created'],
      ['transit-gateway', 'tgw-1', 'active', 'created'],
      ['vpc-peering-connection', 'pcx-1', 'blackhole', 'created'],
      ['network-interface', 'eni-1', 'active', 'created'],
      ['virtual-private-gateway', 'vgw-1', 'active', 'propagated'],
      ['vpc-endpoint', 'vpce-1', 'active', 'created'],
      ['other', 'qgw-1', 'other', 'created'],
      ['egress-only-internet-gateway', 'eigw-1', 'active', 'created'],
      ['vpc-endpoint', 'vpce-2', 'active', 'created'],
    ],
  );
  assert.deepEqual(table?.propagatingGatewayIds, ['vgw-1']);
});

test('addresses of both families are looked for, each by its own filter, within the VPC', async (t) => {
  const all = [
    {
      NetworkInterfaceId: 'eni-4',
      VpcId: 'vpc-1',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.4', Primary: true }],
    },
    { NetworkInterfaceId: 'eni-6', VpcId: 'vpc-1', Ipv6Addresses: [{ Ipv6Address: '2001:db8::6' }] },
    {
      NetworkInterfaceId: 'eni-x',
      VpcId: 'vpc-2',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.4', Primary: true }],
    },
  ];
  const { network } = await reader(t, {
    DescribeNetworkInterfaces: ({ Filters }) => ({
      NetworkInterfaces: filtered(all, Filters, {
        'vpc-id': (eni) => [eni.VpcId],
        'addresses.private-ip-address': (eni) =>
          eni.PrivateIpAddresses?.map((one) => one.PrivateIpAddress) ?? [],
        'ipv6-addresses.ipv6-address': (eni) => eni.Ipv6Addresses?.map((one) => one.Ipv6Address) ?? [],
      }),
    }),
  });
  const query = { by: 'address', addresses: ['10.0.0.4', '2001:db8::6'], vpcId: 'vpc-1' } as const;
  const found = await network.networkInterfaces(query, t.signal);
  assert.deepEqual(
    found.map(({ id, addresses }) => [id, addresses]),
    [
      ['eni-4', ['10.0.0.4']],
      ['eni-6', ['2001:db8::6']],
    ],
  );
});
