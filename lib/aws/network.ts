import {
  type EC2Client,
  type Filter,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import type { NetworkInterfaceQuery, NetworkReader } from '../core/aws/network-reader.ts';
import type { PrefixList, RouteTable, Subnet } from '../core/aws/network-state.ts';
import { tableOfSubnet } from '../core/aws/network-state.ts';
import { canonicalName } from '../core/text.ts';
import { filter, inChunks, present } from './ec2-filters.ts';
import {
  toAcl,
  toGroup,
  toInterface,
  toRouteTable,
  toSubnet,
  toVpc,
  toVpcEndpoint,
} from './network-mapping.ts';
import { readPages } from './pages.ts';

/** Reads what of EC2 decides whether a packet passes. Everything is asked by filter, page by page. */
export function createNetworkReader(client: EC2Client): NetworkReader {
  return {
    networkInterfaces: (query, signal) => networkInterfaces(client, query, signal),
    securityGroups: (ids, signal) => securityGroups(client, ids, signal),
    networkAcls: (subnetIds, signal) =>
      inChunks(subnetIds, (some) =>
        readPages(
          'ec2:DescribeNetworkAcls',
          paginateDescribeNetworkAcls(
            { client },
            { Filters: filter('association.subnet-id', some) },
            { abortSignal: signal },
          ),
          ({ NetworkAcls }) => NetworkAcls?.map(toAcl),
        ),
      ).then(distinctById),
    routeTables: (subnets, signal) => routeTables(client, subnets, signal),
    subnets: (query, signal) =>
      'vpcId' in query
        ? subnets(client, filter('vpc-id', [query.vpcId]), signal)
        : inChunks(query.ids, (some) => subnets(client, filter('subnet-id', some), signal)),
    vpcs: (ids, signal) =>
      inChunks(ids, (some) =>
        readPages(
          'ec2:DescribeVpcs',
          paginateDescribeVpcs({ client }, { Filters: filter('vpc-id', some) }, { abortSignal: signal }),
          ({ Vpcs }) => Vpcs?.map(toVpc),
        ),
      ),
    prefixLists: (ids, signal) => prefixLists(client, ids, signal),
    vpcEndpoints: async (query, signal) => {
      if ('ids' in query) {
        return inChunks(query.ids, (some) => vpcEndpoints(client, filter('vpc-endpoint-id', some), signal));
      }
      if ('vpcId' in query) return await vpcEndpoints(client, filter('vpc-id', [query.vpcId]), signal);
      if (query.dnsNames.length === 0) return [];
      // EC2 has no filter for names.
      const wanted = new Set(query.dnsNames.map(canonicalName));
      const all = await vpcEndpoints(client, [], signal);
      return all.filter((endpoint) => endpoint.dnsNames.some((name) => wanted.has(canonicalName(name))));
    },
  };
}

function distinctById<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((one) => [one.id, one])).values()];
}

async function networkInterfaces(client: EC2Client, query: NetworkInterfaceQuery, signal: AbortSignal) {
  const ask = (filters: Filter[]) =>
    readPages(
      'ec2:DescribeNetworkInterfaces',
      paginateDescribeNetworkInterfaces({ client }, { Filters: filters }, { abortSignal: signal }),
      ({ NetworkInterfaces }) => NetworkInterfaces?.map(toInterface),
    );
  if (query.by === 'id') return inChunks(query.ids, (some) => ask(filter('network-interface-id', some)));
  if (query.by === 'instance') {
    return inChunks(query.instanceIds, (some) => ask(filter('attachment.instance-id', some)));
  }
  const inVpc = filter('vpc-id', query.vpcId === undefined ? undefined : [query.vpcId]);
  const isV6 = (address: string) => address.includes(':');
  const v4 = await inChunks(
    query.addresses.filter((one) => !isV6(one)),
    (some) => ask([...filter('addresses.private-ip-address', some), ...inVpc]),
  );
  const v6 = await inChunks(query.addresses.filter(isV6), (some) =>
    ask([...filter('ipv6-addresses.ipv6-address', some), ...inVpc]),
  );
  return distinctById([...v4, ...v6]);
}

async function securityGroups(client: EC2Client, ids: readonly string[], signal: AbortSignal) {
  const rules = await inChunks(ids, (some) =>
    readPages(
      'ec2:DescribeSecurityGroupRules',
      paginateDescribeSecurityGroupRules(
        { client },
        { Filters: filter('group-id', some) },
        { abortSignal: signal },
      ),
      ({ SecurityGroupRules }) => SecurityGroupRules,
    ),
  );
  const rulesOf = Map.groupBy(rules, (rule) => rule.GroupId);
  return inChunks(ids, (some) =>
    readPages(
      'ec2:DescribeSecurityGroups',
      paginateDescribeSecurityGroups(
        { client },
        { Filters: filter('group-id', some) },
        { abortSignal: signal },
      ),
      ({ SecurityGroups }) =>
        SecurityGroups?.map((group) => toGroup(group, rulesOf.get(group.GroupId) ?? [])),
    ),
  );
}

/** A VPC's tables are read whole: a subnet that is associated with none is served by the main one. */
async function routeTables(
  client: EC2Client,
  wanted: readonly Subnet[],
  signal: AbortSignal,
): Promise<readonly RouteTable[]> {
  const tables = await inChunks(
    wanted.map((subnet) => subnet.vpcId),
    (vpcIds) =>
      readPages(
        'ec2:DescribeRouteTables',
        paginateDescribeRouteTables(
          { client },
          { Filters: filter('vpc-id', vpcIds) },
          { abortSignal: signal },
        ),
        ({ RouteTables }) => RouteTables?.map(toRouteTable),
      ),
  );
  const chosen = wanted.flatMap((subnet) => tableOfSubnet(subnet, tables) ?? []);
  return [...new Set(chosen)];
}

function subnets(client: EC2Client, filters: Filter[], signal: AbortSignal) {
  return readPages(
    'ec2:DescribeSubnets',
    paginateDescribeSubnets({ client }, { Filters: filters }, { abortSignal: signal }),
    ({ Subnets }) => Subnets?.map(toSubnet),
  );
}

async function prefixLists(client: EC2Client, ids: readonly string[], signal: AbortSignal) {
  const lists = await inChunks(ids, (some) =>
    readPages(
      'ec2:DescribeManagedPrefixLists',
      paginateDescribeManagedPrefixLists(
        { client },
        { Filters: filter('prefix-list-id', some) },
        { abortSignal: signal },
      ),
      ({ PrefixLists }) => PrefixLists,
    ),
  );
  return Promise.all(
    lists.map(async (list): Promise<PrefixList> => {
      const PrefixListId = list.PrefixListId ?? '';
      const cidrs = await readPages(
        'ec2:GetManagedPrefixListEntries',
        paginateGetManagedPrefixListEntries({ client }, { PrefixListId }, { abortSignal: signal }),
        (page) => present(page.Entries?.map((entry) => entry.Cidr)),
      );
      return { id: PrefixListId, name: list.PrefixListName ?? '', cidrs };
    }),
  );
}

function vpcEndpoints(client: EC2Client, filters: Filter[], signal: AbortSignal) {
  return readPages(
    'ec2:DescribeVpcEndpoints',
    paginateDescribeVpcEndpoints({ client }, { Filters: filters }, { abortSignal: signal }),
    ({ VpcEndpoints }) => VpcEndpoints?.map(toVpcEndpoint),
  );
}
