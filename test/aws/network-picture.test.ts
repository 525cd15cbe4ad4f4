import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createReadClients } from '../../lib/aws/clients.ts';
import { NETWORK_PICTURE_ACTIONS, readNetworkPicture } from '../../lib/aws/network-picture.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const EC2 = {
  DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
  DescribeSubnets: { Subnets: [] },
  DescribeNetworkInterfaces: { NetworkInterfaces: [] },
  DescribeVpcEndpoints: { VpcEndpoints: [] },
  DescribeSecurityGroupRules: {
    SecurityGroupRules: [
      {
        GroupId: 'sg-1',
        IsEgress: false,
        IpProtocol: 'icmp',
        FromPort: 8,
        ToPort: -1,
        CidrIpv4: '10.0.0.0/8',
      },
    ],
  },
  DescribeSecurityGroups: { SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1' }] },
  DescribeNetworkAcls: {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        Associations: [{ SubnetId: 'subnet-1' }],
        Entries: [
          {
            RuleNumber: 100,
            Egress: false,
            Protocol: '1',
            RuleAction: 'allow',
            CidrBlock: '0.0.0.0/0',
            IcmpTypeCode: { Type: 8, Code: -1 },
          },
        ],
      },
    ],
  },
  DescribeRouteTables: {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Routes: [
          {
            DestinationCidrBlock: '192.168.0.0/16',
            NetworkInterfaceId: 'eni-1',
            State: 'active',
            Origin: 'Advertisement',
          },
        ],
      },
    ],
  },
  DescribeManagedPrefixLists: { PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'offices' }] },
  GetManagedPrefixListEntries: { Entries: [{ Cidr: '198.51.100.0/24' }] },
  DescribeNatGateways: {
    NatGateways: [
      {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'available',
        ConnectivityType: 'public',
        NatGatewayAddresses: [
          { PrivateIp: '10.0.0.9', PublicIp: '198.51.100.9', IsPrimary: false },
          { PrivateIp: '10.0.0.8', PublicIp: '198.51.100.8', IsPrimary: true },
        ],
      },
    ],
  },
  DescribeVpcPeeringConnections: {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: 'active' },
        RequesterVpcInfo: { VpcId: 'vpc-1' },
        AccepterVpcInfo: { VpcId: 'vpc-2' },
      },
    ],
  },
  DescribeTransitGatewayAttachments: {
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-1',
        State: 'available',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
      },
    ],
  },
  DescribeTransitGatewayVpcAttachments: {
    TransitGatewayVpcAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', SubnetIds: ['subnet-1'] }],
  },
  SearchTransitGatewayRoutes: {
    Routes: [
      {
        DestinationCidrBlock: '10.9.0.0/16',
        Type: 'propagated',
        State: 'active',
        TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-2' }],
      },
    ],
  },
};

async function pictureOf(t: TestContext, faults: Readonly<Record<string, FakeAwsError>> = {}) {
  const ec2 = Object.fromEntries(
    Object.entries(EC2).map(([operation, answer]) => [
      operation,
      () => {
        const fault = faults[operation];
        if (fault !== undefined) throw fault;
        return answer;
      },
    ]),
  );
  const { url } = await fakeAws(t, { ec2 });
  const clients = createReadClients(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => clients.ec2.destroy());
  return readNetworkPicture(clients.ec2, AbortSignal.timeout(20_000));
}

test('everything between two ends is read: rules, routes, gateways, peering and transit tables', async (t) => {
  const picture = await pictureOf(t);
  assert.deepEqual(picture.refused, []);
  const [group] = picture.securityGroups;
  assert.deepEqual(group?.rules, [
    {
      direction: 'ingress',
      protocol: 'icmp',
      fromPort: 8,
      toPort: -1,
      peer: { kind: 'cidr', cidr: '10.0.0.0/8' },
    },
  ]);
  assert.deepEqual(picture.networkAcls[0]?.entries[0]?.fromPort, 8);
  assert.equal(picture.routeTables[0]?.routes[0]?.origin, 'advertised');
  assert.deepEqual(picture.prefixLists, [{ id: 'pl-1', name: '', cidrs: ['198.51.100.0/24'] }]);
  assert.deepEqual(picture.natGateways, [
    {
      id: 'nat-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      state: 'available',
      connectivity: 'public',
      privateAddress: '10.0.0.8',
      publicAddress: '198.51.100.8',
    },
  ]);
  assert.deepEqual(picture.peerings, [
    { id: 'pcx-1', state: 'active', requesterVpcId: 'vpc-1', accepterVpcId: 'vpc-2' },
  ]);
  assert.deepEqual(picture.transitAttachments, [
    {
      id: 'tgw-attach-1',
      transitGatewayId: 'tgw-1',
      resourceType: 'vpc',
      resourceId: 'vpc-1',
      state: 'available',
      routeTableId: 'tgw-rtb-1',
      subnetIds: ['subnet-1'],
    },
  ]);
  assert.deepEqual(picture.transitTables, [
    {
      id: 'tgw-rtb-1',
      transitGatewayId: 'tgw-1',
      routes: [
        { destination: '10.9.0.0/16', type: 'propagated', state: 'active', attachmentIds: ['tgw-attach-2'] },
      ],
    },
  ]);
});

test('a group whose rules may not be read is not taken for one that allows nothing', async (t) => {
  const denied = new FakeAwsError('UnauthorizedOperation', 'no', 403);
  const picture = await pictureOf(t, {
    DescribeSecurityGroupRules: denied,
    GetManagedPrefixListEntries: denied,
  });
  assert.deepEqual([picture.securityGroups, picture.prefixLists], [[], []]);
  assert.deepEqual(picture.refused, ['ec2:DescribeSecurityGroupRules', 'ec2:GetManagedPrefixListEntries']);
  for (const action of picture.refused)
    assert.ok((NETWORK_PICTURE_ACTIONS as readonly string[]).includes(action));
});

test('AWS that does not answer ends the reading with the action', async (t) => {
  const down = new FakeAwsError('InternalError', 'try again', 500);
  await assert.rejects(
    pictureOf(t, { DescribeNatGateways: down }),
    (error) =>
      error instanceof AwsRefusal &&
      error.code === 'unavailable' &&
      error.action === 'ec2:DescribeNatGateways',
  );
});
