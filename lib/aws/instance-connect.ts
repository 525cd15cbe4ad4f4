import {
  type EC2Client,
  type Ec2InstanceConnectEndpoint,
  type Filter,
  paginateDescribeImages,
  paginateDescribeInstanceConnectEndpoints,
  paginateDescribeInstances,
  type Instance as WireInstance,
} from '@aws-sdk/client-ec2';
import type {
  Instance,
  InstanceConnectEndpoint,
  InstanceConnectReader,
  InstanceReader,
} from '../core/aws/instance-connect-reader.ts';
import { filter, inChunks, present, tagFilters, tagsOf } from './ec2-filters.ts';
import { readPages } from './pages.ts';

/** Reads EC2 Instance Connect endpoints. */
export function createInstanceConnectReader(client: EC2Client): InstanceConnectReader {
  return {
    endpoints: (signal) =>
      readPages(
        'ec2:DescribeInstanceConnectEndpoints',
        paginateDescribeInstanceConnectEndpoints({ client }, {}, { abortSignal: signal }),
        ({ InstanceConnectEndpoints }) => InstanceConnectEndpoints?.map(toEndpoint),
      ),
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
    images: (ids, signal) =>
      inChunks(ids, (some) =>
        readPages(
          'ec2:DescribeImages',
          paginateDescribeImages(
            { client },
            // An instance outlives the deprecation of its image.
            { Filters: filter('image-id', some), IncludeDeprecated: true },
            { abortSignal: signal },
          ),
          ({ Images }) =>
            Images?.map(({ ImageId, Name, CreationDate }) => ({
              id: ImageId ?? '',
              name: Name ?? '',
              createdAtMs: CreationDate === undefined ? undefined : Date.parse(CreationDate),
            })),
        ),
      ),
  };
}

function instances(client: EC2Client, Filters: Filter[], signal: AbortSignal) {
  return readPages(
    'ec2:DescribeInstances',
    paginateDescribeInstances({ client }, { Filters }, { abortSignal: signal }),
    ({ Reservations }) => Reservations?.flatMap((one) => one.Instances ?? []).map(toInstance),
  );
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
    owner: endpoint.OwnerId,
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
