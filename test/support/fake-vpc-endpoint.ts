import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';

export const VPC_ENDPOINT = 'vpce-0123456789abcdef0';
export const VPC_ENDPOINT_NAME = `${VPC_ENDPOINT}-abc123.storagegateway.ap-northeast-2.vpce.amazonaws.com`;

/** Two zones, an IPv4 and an IPv6 address in the second, and somebody else's endpoint beside it. */
export function fakeVpcEndpoint(endpoint: object = {}): FakeServices {
  const endpoints = [
    { VpcEndpointId: 'vpce-0bbbbbbbbbbbbbbbb', State: 'available', SubnetIds: [], NetworkInterfaceIds: [] },
    {
      VpcEndpointId: VPC_ENDPOINT,
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-0123456789abcdef0',
      ServiceName: 'com.amazonaws.ap-northeast-2.storagegateway',
      State: 'available',
      PrivateDnsEnabled: false,
      SubnetIds: ['subnet-a', 'subnet-c'],
      NetworkInterfaceIds: ['eni-a', 'eni-c'],
      Groups: [{ GroupId: 'sg-1', GroupName: 'endpoint' }],
      DnsEntries: [{ DnsName: VPC_ENDPOINT_NAME, HostedZoneId: 'Z1' }],
      ...endpoint,
    },
  ];
  const subnets = [
    { SubnetId: 'subnet-a', VpcId: 'vpc-0123456789abcdef0', AvailabilityZone: 'ap-northeast-2a' },
    { SubnetId: 'subnet-c', VpcId: 'vpc-0123456789abcdef0', AvailabilityZone: 'ap-northeast-2c' },
  ];
  const interfaces = [
    { NetworkInterfaceId: 'eni-a', SubnetId: 'subnet-a', Status: 'in-use', PrivateIpAddress: '10.0.1.5' },
    {
      NetworkInterfaceId: 'eni-c',
      SubnetId: 'subnet-c',
      Status: 'in-use',
      PrivateIpAddress: '10.0.2.5',
      Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }],
    },
  ];
  return {
    ec2: {
      DescribeVpcEndpoints: ({ Filters }) => ({
        VpcEndpoints: filtered(endpoints, Filters, {
          'vpc-endpoint-id': (one) => [one.VpcEndpointId],
          'vpc-id': (one) => ['VpcId' in one ? one.VpcId : undefined],
        }),
      }),
      DescribeNetworkInterfaces: ({ Filters }) => ({
        NetworkInterfaces: filtered(interfaces, Filters, {
          'network-interface-id': (one) => [one.NetworkInterfaceId],
        }),
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered(subnets, Filters, { 'subnet-id': (one) => [one.SubnetId] }),
      }),
    },
  };
}
