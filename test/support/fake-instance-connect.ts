import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';

export const VPC = 'vpc-0123456789abcdef0';
export const ENDPOINT = 'eice-0123456789abcdef0';
export const LINUX = 'i-0aaaaaaaaaaaaaaaa';
export const WINDOWS = 'i-0bbbbbbbbbbbbbbbb';
export const ENDPOINT_SUBNET = 'subnet-0aaaaaaaaaaaaaaaa';
export const INSTANCE_SUBNET = 'subnet-0cccccccccccccccc';
export const ENDPOINT_GROUP = 'sg-0aaaaaaaaaaaaaaaa';
export const INSTANCE_GROUP = 'sg-0cccccccccccccccc';
const ACL = 'acl-0cccccccccccccccc';
const NOW = new Date('2026-11-21T10:00:00Z');

/** What can be wrong with a way through an Instance Connect endpoint. All right where nothing is said. */
export interface InstanceConnectFaults {
  /** Changes the endpoint; `null`: there is none. */
  readonly endpoint?: object | null;
  /** Changes the Linux instance; `null`: there is none. */
  readonly linux?: object | null;
  /** Free addresses of the endpoint's subnet. */
  readonly free?: number;
  /** Ports that the endpoint's group lets out to the VPC. */
  readonly lets?: readonly number[];
  /** Who may come in to the instances on 22 and 3389: a CIDR block or a group. */
  readonly admits?: string;
  /** A port that the network ACL of the instances' subnet denies. */
  readonly aclDenies?: number;
  /** Endpoints in other VPCs of the account. */
  readonly elsewhere?: number;
}

/** A VPC with an endpoint in one subnet and a Linux and a Windows instance in another, as EC2 describes it. */
export function fakeInstanceConnect(faults: InstanceConnectFaults = {}): FakeServices {
  const { free = 100, lets = [22, 3389], admits = ENDPOINT_GROUP, aclDenies, elsewhere = 0 } = faults;
  const endpoints = [
    ...(faults.endpoint === null ? [] : [{ ...endpointOf(ENDPOINT, VPC), ...faults.endpoint }]),
    ...Array.from({ length: elsewhere }, (_, n) =>
      endpointOf(`eice-0000000000000000${n}`, `vpc-0000000000000000${n}`),
    ),
  ];
  const instances = [
    ...(faults.linux === null ? [] : [{ ...instanceOf(LINUX, '10.0.2.10'), ...faults.linux }]),
    { ...instanceOf(WINDOWS, '10.0.2.11'), Platform: 'windows' },
  ];
  const interfaces = instances.map((one) => ({
    NetworkInterfaceId: `eni-${one.InstanceId.slice(2)}`,
    VpcId: VPC,
    SubnetId: INSTANCE_SUBNET,
    Status: 'in-use',
    PrivateIpAddress: one.PrivateIpAddress,
    Groups: one.SecurityGroups,
    Attachment: { InstanceId: one.InstanceId },
  }));
  const subnets = [
    subnetOf(ENDPOINT_SUBNET, '10.0.1.0/24', 'ap-northeast-2a', free),
    subnetOf(INSTANCE_SUBNET, '10.0.2.0/24', 'ap-northeast-2c', 90),
  ];
  const peer = admits.startsWith('sg-') ? { ReferencedGroupInfo: { GroupId: admits } } : { CidrIpv4: admits };
  const rules = [
    ...lets.map((port) => ruleOf(ENDPOINT_GROUP, true, port, { CidrIpv4: '10.0.0.0/16' })),
    ...[22, 3389].map((port) => ruleOf(INSTANCE_GROUP, false, port, peer)),
  ];
  const groups = [ENDPOINT_GROUP, INSTANCE_GROUP].map((GroupId) => ({
    GroupId,
    GroupName: GroupId,
    VpcId: VPC,
  }));
  return {
    ec2: {
      DescribeImages: ({ Filters }) => ({
        Images: filtered(
          [{ ImageId: 'ami-0123456789abcdef0', Name: 'al2023-ami-2023.6.20241010.0-kernel-6.1-x86_64' }],
          Filters,
          { 'image-id': (one) => [one.ImageId] },
        ),
      }),
      DescribeInstanceConnectEndpoints: () => ({ InstanceConnectEndpoints: endpoints }),
      DescribeInstances: ({ Filters }) => ({
        Reservations: filtered(instances, Filters, {
          'instance-id': (one) => [one.InstanceId],
          'vpc-id': (one) => [one.VpcId],
        }).map((one) => ({ ReservationId: one.InstanceId, Instances: [one] })),
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered(subnets, Filters, {
          'subnet-id': (one) => [one.SubnetId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeNetworkInterfaces: ({ Filters }) => ({
        NetworkInterfaces: filtered(interfaces, Filters, {
          'addresses.private-ip-address': (one) => [one.PrivateIpAddress],
          'attachment.instance-id': (one) => [one.Attachment.InstanceId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeVpcs: () => ({ Vpcs: [{ VpcId: VPC, CidrBlock: '10.0.0.0/16' }] }),
      DescribeSecurityGroups: ({ Filters }) => ({
        SecurityGroups: filtered(groups, Filters, { 'group-id': (one) => [one.GroupId] }),
      }),
      DescribeSecurityGroupRules: ({ Filters }) => ({
        SecurityGroupRules: filtered(rules, Filters, { 'group-id': (one) => [one.GroupId] }),
      }),
      DescribeNetworkAcls: () => ({ NetworkAcls: [aclWith(aclDenies)] }),
      DescribeRouteTables: () => ({
        RouteTables: [
          {
            RouteTableId: 'rtb-0123456789abcdef0',
            VpcId: VPC,
            Associations: [{ Main: true }],
            Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }],
          },
        ],
      }),
    },
  };
}

function endpointOf(id: string, vpc: string) {
  return {
    InstanceConnectEndpointId: id,
    State: 'create-complete',
    VpcId: vpc,
    SubnetId: ENDPOINT_SUBNET,
    AvailabilityZone: 'ap-northeast-2a',
    OwnerId: '123456789012',
    SecurityGroupIds: [ENDPOINT_GROUP],
    NetworkInterfaceIds: ['eni-0eeeeeeeeeeeeeeee'],
    PreserveClientIp: false,
    IpAddressType: 'ipv4',
    CreatedAt: NOW,
    Tags: [{ Key: 'Name', Value: 'admin' }],
  };
}

function instanceOf(id: string, address: string) {
  return {
    InstanceId: id,
    State: { Name: 'running' },
    ImageId: 'ami-0123456789abcdef0',
    KeyName: 'ops',
    VpcId: VPC,
    SubnetId: INSTANCE_SUBNET,
    Placement: { AvailabilityZone: 'ap-northeast-2c' },
    PrivateIpAddress: address,
    SecurityGroups: [{ GroupId: INSTANCE_GROUP, GroupName: 'instances' }],
    Tags: [{ Key: 'team', Value: 'storage' }],
  };
}

function subnetOf(id: string, cidr: string, zone: string, free: number) {
  return { SubnetId: id, VpcId: VPC, CidrBlock: cidr, AvailabilityZone: zone, AvailableIpAddressCount: free };
}

function ruleOf(group: string, isEgress: boolean, port: number, peer: object) {
  return { GroupId: group, IsEgress: isEgress, IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer };
}

function aclWith(denied: number | undefined) {
  const entry = (RuleNumber: number, Egress: boolean, RuleAction: string, more: object = {}) => ({
    RuleNumber,
    Egress,
    RuleAction,
    Protocol: '-1',
    CidrBlock: '0.0.0.0/0',
    ...more,
  });
  return {
    NetworkAclId: ACL,
    VpcId: VPC,
    IsDefault: true,
    Associations: [{ SubnetId: ENDPOINT_SUBNET }, { SubnetId: INSTANCE_SUBNET }],
    Entries: [
      ...(denied === undefined
        ? []
        : [entry(50, false, 'deny', { Protocol: '6', PortRange: { From: denied, To: denied } })]),
      entry(100, false, 'allow'),
      entry(100, true, 'allow'),
      entry(32_767, false, 'deny'),
      entry(32_767, true, 'deny'),
    ],
  };
}
