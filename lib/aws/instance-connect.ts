import {
  DescribeInstanceConnectEndpointsCommand,
  DescribeInstancesCommand,
  type EC2Client,
  type Ec2InstanceConnectEndpoint,
  type Filter,
  type Instance as WireInstance,
} from '@aws-sdk/client-ec2';
import type {
  Instance,
  InstanceConnectEndpoint,
  InstanceConnectReader,
  InstanceReader,
} from '../core/aws/instance-connect-reader.ts';
import { filter, inChunks, present, tagFilters, tagsOf } from './ec2-filters.ts';
import { everyPage } from './pages.ts';
import { asking } from './refusals.ts';

/** Reads EC2 Instance Connect endpoints. */
export function createInstanceConnectReader(client: EC2Client): InstanceConnectReader {
  return {
    endpoints: (signal) =>
      everyPage(async (NextToken) => {
        const page = await asking('ec2:DescribeInstanceConnectEndpoints', () =>
          client.send(new DescribeInstanceConnectEndpointsCommand({ NextToken }), { abortSignal: signal }),
        );
        return { items: (page.InstanceConnectEndpoints ?? []).map(toEndpoint), next: page.NextToken };
      }),
  };
}

/** Reads instances. */
export function createInstanceReader(client: EC2Client): InstanceReader {
  return {
    instances: ({ ids, vpcId, tags }, signal) => {
      const rest = [...filter('vpc-id', vpcId === undefined ? undefined : [vpcId]), ...tagFilters(tags)];
      return ids === undefined
        ? instances(client, rest, signal)
        : inChunks(ids, (some) => instances(client, [...filter('instance-id', some), ...rest], signal));
    },
  };
}

function instances(client: EC2Client, Filters: Filter[], signal: AbortSignal) {
  return everyPage(async (NextToken) => {
    const page = await asking('ec2:DescribeInstances', () =>
      client.send(new DescribeInstancesCommand({ Filters, NextToken }), { abortSignal: signal }),
    );
    const items = (page.Reservations ?? []).flatMap((one) => one.Instances ?? []).map(toInstance);
    return { items, next: page.NextToken };
  });
}

function toEndpoint(endpoint: Ec2InstanceConnectEndpoint): InstanceConnectEndpoint {
  return {
    id: endpoint.InstanceConnectEndpointId ?? '',
    state: endpoint.State ?? '',
    stateMessage: endpoint.StateMessage,
    vpcId: endpoint.VpcId,
    subnetId: endpoint.SubnetId,
    zone: endpoint.AvailabilityZone,
    dnsName: endpoint.DnsName,
    securityGroupIds: present(endpoint.SecurityGroupIds),
    networkInterfaceIds: present(endpoint.NetworkInterfaceIds),
    preserveClientAddress: endpoint.PreserveClientIp ?? false,
    ipAddressType: endpoint.IpAddressType,
    createdAtMs: endpoint.CreatedAt?.getTime(),
    tags: tagsOf(endpoint.Tags),
  };
}

function toInstance(instance: WireInstance): Instance {
  const interfaces = instance.NetworkInterfaces ?? [];
  const v6 = interfaces.flatMap((one) => one.Ipv6Addresses ?? []).map((one) => one.Ipv6Address);
  const v4 = interfaces.flatMap((one) => one.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress);
  return {
    id: instance.InstanceId ?? '',
    state: instance.State?.Name ?? '',
    stateReason: instance.StateReason?.Message,
    imageId: instance.ImageId,
    platform: instance.Platform,
    keyName: instance.KeyName,
    vpcId: instance.VpcId,
    subnetId: instance.SubnetId,
    zone: instance.Placement?.AvailabilityZone,
    privateAddresses: [...new Set(present([instance.PrivateIpAddress, ...v4, instance.Ipv6Address, ...v6]))],
    securityGroupIds: present(instance.SecurityGroups?.map((one) => one.GroupId)),
    launchedAtMs: instance.LaunchTime?.getTime(),
    tags: tagsOf(instance.Tags),
  };
}
