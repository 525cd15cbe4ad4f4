import {
  DescribeManagedPrefixListsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import type { NetworkInterfaceQuery, NetworkReader } from '../core/aws/network-reader.ts';
import type { PrefixList, RouteTable, SecurityGroup, Subnet } from '../core/aws/network-state.ts';
import { tableOfSubnet } from '../core/aws/network-state.ts';
import { filter, inChunks, present } from './ec2-filters.ts';
import {
  toAcl,
  toInterface,
  toRouteTable,
  toRule,
  toSubnet,
  toVpc,
  toVpcEndpoint,
} from './network-mapping.ts';
import { everyPage } from './pages.ts';
import { asking } from './refusals.ts';

/** Reads what of EC2 decides whether a packet passes. Everything is asked by filter, page by page. */
export function createNetworkReader(client: EC2Client): NetworkReader {
  return {
    networkInterfaces: (query, signal) => networkInterfaces(client, query, signal),
    securityGroups: (ids, signal) => securityGroups(client, ids, signal),
    networkAcls: (subnetIds, signal) =>
      inChunks(subnetIds, (some) =>
        everyPage(async (NextToken) => {
          const input = { Filters: filter('association.subnet-id', some), NextToken };
          const page = await asking('ec2:DescribeNetworkAcls', () =>
            client.send(new DescribeNetworkAclsCommand(input), { abortSignal: signal }),
          );
          return { items: (page.NetworkAcls ?? []).map(toAcl), next: page.NextToken };
        }),
      ).then(distinctById),
    routeTables: (subnets, signal) => routeTables(client, subnets, signal),
    subnets: (query, signal) =>
      'vpcId' in query
        ? subnets(client, filter('vpc-id', [query.vpcId]), signal)
        : inChunks(query.ids, (some) => subnets(client, filter('subnet-id', some), signal)),
    vpcs: (ids, signal) =>
      inChunks(ids, (some) =>
        everyPage(async (NextToken) => {
          const page = await asking('ec2:DescribeVpcs', () =>
            client.send(new DescribeVpcsCommand({ Filters: filter('vpc-id', some), NextToken }), {
              abortSignal: signal,
            }),
          );
          return { items: (page.Vpcs ?? []).map(toVpc), next: page.NextToken };
        }),
      ),
    prefixLists: (ids, signal) => prefixLists(client, ids, signal),
    vpcEndpoints: async (query, signal) => {
      if ('ids' in query) {
        return inChunks(query.ids, (some) => vpcEndpoints(client, filter('vpc-endpoint-id', some), signal));
      }
      if ('vpcId' in query) return await vpcEndpoints(client, filter('vpc-id', [query.vpcId]), signal);
      if (query.dnsNames.length === 0) return [];
      // EC2 has no filter for names.
      const wanted = new Set(query.dnsNames.map(plainName));
      const all = await vpcEndpoints(client, [], signal);
      return all.filter((endpoint) => endpoint.dnsNames.some((name) => wanted.has(plainName(name))));
    },
  };
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function distinctById<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((one) => [one.id, one])).values()];
}

async function networkInterfaces(client: EC2Client, query: NetworkInterfaceQuery, signal: AbortSignal) {
  const ask = (filters: Filter[]) =>
    everyPage(async (NextToken) => {
      const page = await asking('ec2:DescribeNetworkInterfaces', () =>
        client.send(new DescribeNetworkInterfacesCommand({ Filters: filters, NextToken }), {
          abortSignal: signal,
        }),
      );
      return { items: (page.NetworkInterfaces ?? []).map(toInterface), next: page.NextToken };
    });
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
    everyPage(async (NextToken) => {
      const input = { Filters: filter('group-id', some), NextToken };
      const page = await asking('ec2:DescribeSecurityGroupRules', () =>
        client.send(new DescribeSecurityGroupRulesCommand(input), { abortSignal: signal }),
      );
      return { items: page.SecurityGroupRules ?? [], next: page.NextToken };
    }),
  );
  const rulesOf = Map.groupBy(rules, (rule) => rule.GroupId);
  return inChunks(ids, (some) =>
    everyPage(async (NextToken) => {
      const input = { Filters: filter('group-id', some), NextToken };
      const page = await asking('ec2:DescribeSecurityGroups', () =>
        client.send(new DescribeSecurityGroupsCommand(input), { abortSignal: signal }),
      );
      const items = (page.SecurityGroups ?? []).map(
        (group): SecurityGroup => ({
          id: group.GroupId ?? '',
          name: group.GroupName ?? '',
          vpcId: group.VpcId ?? '',
          ...(group.OwnerId !== undefined && { ownerId: group.OwnerId }),
          rules: (rulesOf.get(group.GroupId) ?? []).flatMap((rule) => toRule(rule) ?? []),
        }),
      );
      return { items, next: page.NextToken };
    }),
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
      everyPage(async (NextToken) => {
        const page = await asking('ec2:DescribeRouteTables', () =>
          client.send(new DescribeRouteTablesCommand({ Filters: filter('vpc-id', vpcIds), NextToken }), {
            abortSignal: signal,
          }),
        );
        return { items: (page.RouteTables ?? []).map(toRouteTable), next: page.NextToken };
      }),
  );
  const chosen = wanted.flatMap((subnet) => tableOfSubnet(subnet, tables) ?? []);
  return [...new Set(chosen)];
}

function subnets(client: EC2Client, filters: Filter[], signal: AbortSignal) {
  return everyPage(async (NextToken) => {
    const page = await asking('ec2:DescribeSubnets', () =>
      client.send(new DescribeSubnetsCommand({ Filters: filters, NextToken }), { abortSignal: signal }),
    );
    return { items: (page.Subnets ?? []).map(toSubnet), next: page.NextToken };
  });
}

async function prefixLists(client: EC2Client, ids: readonly string[], signal: AbortSignal) {
  const lists = await inChunks(ids, (some) =>
    everyPage(async (NextToken) => {
      const input = { Filters: filter('prefix-list-id', some), NextToken };
      const page = await asking('ec2:DescribeManagedPrefixLists', () =>
        client.send(new DescribeManagedPrefixListsCommand(input), { abortSignal: signal }),
      );
      return { items: page.PrefixLists ?? [], next: page.NextToken };
    }),
  );
  return Promise.all(
    lists.map(async (list): Promise<PrefixList> => {
      const PrefixListId = list.PrefixListId ?? '';
      const cidrs = await everyPage(async (NextToken) => {
        const page = await asking('ec2:GetManagedPrefixListEntries', () =>
          client.send(new GetManagedPrefixListEntriesCommand({ PrefixListId, NextToken }), {
            abortSignal: signal,
          }),
        );
        return { items: present(page.Entries?.map((entry) => entry.Cidr)), next: page.NextToken };
      });
      return { id: PrefixListId, name: list.PrefixListName ?? '', cidrs };
    }),
  );
}

function vpcEndpoints(client: EC2Client, filters: Filter[], signal: AbortSignal) {
  return everyPage(async (NextToken) => {
    const page = await asking('ec2:DescribeVpcEndpoints', () =>
      client.send(new DescribeVpcEndpointsCommand({ Filters: filters, NextToken }), { abortSignal: signal }),
    );
    return { items: (page.VpcEndpoints ?? []).map(toVpcEndpoint), next: page.NextToken };
  });
}
