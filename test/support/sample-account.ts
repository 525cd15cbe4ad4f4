import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';
import { fakeDirectConnect, INTERFACE } from './fake-direct-connect.ts';
import { fakeGateways } from './fake-gateways.ts';
import { FAKE, fakeConnection } from './fake-vpn.ts';

const LAB = 'vpc-0fedcba9876543210';
const ENDPOINT_NAME = 'vpce-0123456789abcdef0-abc.storagegateway.ap-northeast-2.vpce.amazonaws.com';

/** Ids of the account, by what they are. */
export const ACCOUNT = {
  id: '123456789012',
  prod: FAKE.vpc,
  lab: LAB,
  empty: 'vpc-00000000000000001',
  endpoint: 'vpce-0123456789abcdef0',
  gateway: 'sgw-12A3456B',
  offline: 'sgw-0FF11E00',
  attachment: 'tgw-attach-0123456789abcdef0',
  clientVpn: 'cvpn-endpoint-0123456789abcdef0',
} as const;

const tagged = (Name: string) => [{ Key: 'Name', Value: Name }];
const vpcs = [
  { VpcId: ACCOUNT.empty, IsDefault: true, CidrBlockAssociationSet: cidr('172.31.0.0/16') },
  { VpcId: ACCOUNT.lab, CidrBlockAssociationSet: cidr('10.9.0.0/16') },
  { VpcId: ACCOUNT.prod, CidrBlockAssociationSet: cidr('10.0.0.0/16'), Tags: tagged('Prod Seoul') },
];
const subnets = [
  subnet('subnet-0aaaaaaaaaaaaaaaa', ACCOUNT.prod, 'ap-northeast-2a', 50),
  subnet('subnet-0bbbbbbbbbbbbbbbb', ACCOUNT.prod, 'ap-northeast-2c', 20),
  subnet('subnet-0cccccccccccccccc', ACCOUNT.prod, 'ap-northeast-2c', 900),
  subnet('subnet-0dddddddddddddddd', ACCOUNT.prod, 'ap-northeast-2b', 4000),
  // Public, with an endpoint in it and more free addresses than its private neighbour.
  subnet('subnet-0ffffffffffffffff', ACCOUNT.prod, 'ap-northeast-2a', 9000),
  subnet('subnet-0eeeeeeeeeeeeeeee', ACCOUNT.lab, 'ap-northeast-2a', 10),
];
const tables = [
  table('rtb-00000000000000001', ACCOUNT.prod, { Main: true }, 'nat-0123456789abcdef0'),
  table('rtb-00000000000000002', ACCOUNT.prod, { SubnetId: subnets[3]?.SubnetId }, 'igw-0123456789abcdef0'),
  table('rtb-00000000000000004', ACCOUNT.prod, { SubnetId: subnets[4]?.SubnetId }, 'igw-0123456789abcdef0'),
  table('rtb-00000000000000003', ACCOUNT.lab, { Main: true }, 'igw-0fedcba9876543210'),
];

/**
 * A Region with three VPCs: `prod` holds one of everything, `lab` an Instance Connect endpoint in its only, public
 * subnet, and the default VPC nothing. One gateway is offline, so AWS does not tell where it stands.
 */
export function sampleAccount(): FakeServices {
  return {
    sts: {
      GetCallerIdentity: () => ({
        Account: ACCOUNT.id,
        Arn: `arn:aws:iam::${ACCOUNT.id}:user/operator`,
        UserId: 'AIDAEXAMPLE',
      }),
    },
    storagegateway: fakeGateways([
      { id: ACCOUNT.gateway, information: { VPCEndpoint: ENDPOINT_NAME, GatewayName: 'filer 1' } },
      { id: ACCOUNT.offline, offline: true },
    ]),
    ...fakeDirectConnect([{ ...INTERFACE, virtualInterfaceName: 'line', virtualGatewayId: FAKE.vgw }]),
    ec2: {
      DescribeVpcs: ({ Filters }) => ({
        Vpcs: filtered(vpcs, Filters, { 'vpc-id': (one) => [one.VpcId] }),
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered(subnets, Filters, { 'vpc-id': (one) => [one.VpcId] }),
      }),
      DescribeRouteTables: ({ Filters }) => ({
        RouteTables: filtered(tables, Filters, { 'vpc-id': (one) => [one.VpcId] }),
      }),
      DescribeVpcEndpoints: ({ Filters }) => ({
        VpcEndpoints: filtered(endpoints, Filters, {
          'vpc-endpoint-id': (one) => [one.VpcEndpointId],
          'vpc-endpoint-type': (one) => [one.VpcEndpointType],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeVpnConnections: ({ Filters }) => ({
        VpnConnections: filtered([fakeConnection()], Filters, {
          'vpn-connection-id': (one) => [one.VpnConnectionId],
        }),
      }),
      DescribeVpnGateways: () => ({
        VpnGateways: [{ VpnGatewayId: FAKE.vgw, VpcAttachments: [{ VpcId: FAKE.vpc, State: 'attached' }] }],
      }),
      DescribeTransitGatewayAttachments: ({ Filters }) => ({
        TransitGatewayAttachments: filtered(attachments, Filters, {
          'resource-id': (one) => [one.ResourceId],
        }),
      }),
      DescribeClientVpnEndpoints: () => ({
        ClientVpnEndpoints: [
          { ClientVpnEndpointId: ACCOUNT.clientVpn, VpcId: ACCOUNT.prod, Status: { Code: 'available' } },
        ],
      }),
      DescribeInstanceConnectEndpoints: () => ({
        InstanceConnectEndpoints: [
          {
            InstanceConnectEndpointId: 'eice-0123456789abcdef0',
            VpcId: ACCOUNT.prod,
            State: 'create-complete',
          },
          {
            InstanceConnectEndpointId: 'eice-0fedcba9876543210',
            VpcId: ACCOUNT.lab,
            State: 'create-complete',
          },
        ],
      }),
    },
  };
}

const endpoints = [
  {
    VpcEndpointId: ACCOUNT.endpoint,
    VpcEndpointType: 'Interface',
    VpcId: ACCOUNT.prod,
    ServiceName: 'com.amazonaws.ap-northeast-2.storagegateway',
    State: 'available',
    SubnetIds: [subnets[0], subnets[1], subnets[4]].map((one) => one?.SubnetId),
    DnsEntries: [{ DnsName: ENDPOINT_NAME }],
  },
  {
    VpcEndpointId: 'vpce-00000000000000009',
    VpcEndpointType: 'Interface',
    VpcId: ACCOUNT.prod,
    ServiceName: 'com.amazonaws.ap-northeast-2.storagegateway',
    State: 'deleting',
  },
  {
    VpcEndpointId: 'vpce-0fedcba9876543210',
    VpcEndpointType: 'Interface',
    VpcId: ACCOUNT.empty,
    ServiceName: 'com.amazonaws.ap-northeast-2.ssm',
    State: 'available',
  },
];
const attachments = [
  {
    TransitGatewayAttachmentId: ACCOUNT.attachment,
    TransitGatewayId: 'tgw-0123456789abcdef0',
    ResourceType: 'vpc',
    ResourceId: ACCOUNT.prod,
    State: 'available',
    Tags: tagged('hub'),
  },
];

function cidr(CidrBlock: string) {
  return [{ CidrBlock, CidrBlockState: { State: 'associated' } }];
}

function subnet(SubnetId: string, VpcId: string, AvailabilityZone: string, AvailableIpAddressCount: number) {
  return { SubnetId, VpcId, AvailabilityZone, AvailableIpAddressCount, CidrBlock: '10.0.0.0/24' };
}

function table(RouteTableId: string, VpcId: string, association: object, GatewayId: string) {
  const way = GatewayId.startsWith('nat-') ? { NatGatewayId: GatewayId } : { GatewayId };
  const Routes = [{ DestinationCidrBlock: '0.0.0.0/0', State: 'active', Origin: 'CreateRoute', ...way }];
  return { RouteTableId, VpcId, Associations: [association], Routes };
}
