import {
  type EC2Client,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeTransitGatewayVpcAttachments,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import type {
  NetworkPicture,
  PictureReader,
  TransitAttachment,
  TransitTable,
} from '../core/aws/network-picture.ts';
import { prefixListIds } from '../core/aws/network-state.ts';
import type { TransitGatewayAttachment } from '../core/aws/transit-gateway-reader.ts';
import { permittedReads } from '../core/refusals.ts';
import { filter, present } from './ec2-filters.ts';
import { createNetworkReader } from './network.ts';
import {
  toAcl,
  toGroup,
  toInterface,
  toNatGateway,
  toPeering,
  toRouteTable,
  toSubnet,
  toVpc,
  toVpcEndpoint,
} from './network-mapping.ts';
import { readPages } from './pages.ts';
import { createTransitGatewayReader } from './transit-gateway.ts';

/**
 * Reads the network of a Region whole, each listing page by page and all side by side. A listing that AWS refuses is
 * empty, and its action is in `refused`: all of them at once, so that a policy can be completed in one step.
 *
 * @throws {AwsRefusal} where AWS throttles, or does not answer
 */
export async function readNetworkPicture(client: EC2Client, signal: AbortSignal): Promise<NetworkPicture> {
  const { permitted: orElse, refused } = permittedReads();
  const permitted: Permitted = (reading) => orElse(reading, []);
  const list: List = (action, pages, itemsOf) => permitted(readPages(action, pages, itemsOf));
  const at = { client };
  const options = { abortSignal: signal };
  const [vpcs, subnets, interfaces, endpoints, rules, groups, networkAcls, routeTables] = await Promise.all([
    list('ec2:DescribeVpcs', paginateDescribeVpcs(at, {}, options), ({ Vpcs }) => Vpcs?.map(toVpc)),
    list('ec2:DescribeSubnets', paginateDescribeSubnets(at, {}, options), ({ Subnets }) =>
      Subnets?.map(toSubnet),
    ),
    list(
      'ec2:DescribeNetworkInterfaces',
      paginateDescribeNetworkInterfaces(at, {}, options),
      ({ NetworkInterfaces }) => NetworkInterfaces?.map(toInterface),
    ),
    list('ec2:DescribeVpcEndpoints', paginateDescribeVpcEndpoints(at, {}, options), ({ VpcEndpoints }) =>
      VpcEndpoints?.map(toVpcEndpoint),
    ),
    list(
      'ec2:DescribeSecurityGroupRules',
      paginateDescribeSecurityGroupRules(at, {}, options),
      ({ SecurityGroupRules }) => SecurityGroupRules,
    ),
    list(
      'ec2:DescribeSecurityGroups',
      paginateDescribeSecurityGroups(at, {}, options),
      ({ SecurityGroups }) => SecurityGroups,
    ),
    list('ec2:DescribeNetworkAcls', paginateDescribeNetworkAcls(at, {}, options), ({ NetworkAcls }) =>
      NetworkAcls?.map(toAcl),
    ),
    list('ec2:DescribeRouteTables', paginateDescribeRouteTables(at, {}, options), ({ RouteTables }) =>
      RouteTables?.map(toRouteTable),
    ),
  ]);
  const [lists, natGateways, peerings, transit] = await Promise.all([
    list(
      'ec2:DescribeManagedPrefixLists',
      paginateDescribeManagedPrefixLists(at, {}, options),
      ({ PrefixLists }) => present(PrefixLists?.map((one) => one.PrefixListId)),
    ),
    list('ec2:DescribeNatGateways', paginateDescribeNatGateways(at, {}, options), ({ NatGateways }) =>
      NatGateways?.map(toNatGateway),
    ),
    list(
      'ec2:DescribeVpcPeeringConnections',
      paginateDescribeVpcPeeringConnections(at, {}, options),
      ({ VpcPeeringConnections }) => VpcPeeringConnections?.map(toPeering),
    ),
    readTransit(client, permitted, list, signal),
  ]);
  const prefixLists = await Promise.all(
    lists.map(async (PrefixListId) => ({
      id: PrefixListId,
      name: '',
      cidrs: await list(
        'ec2:GetManagedPrefixListEntries',
        paginateGetManagedPrefixListEntries(at, { PrefixListId }, options),
        ({ Entries }) => present(Entries?.map((entry) => entry.Cidr)),
      ),
    })),
  );
  const rulesOf = Map.groupBy(rules, (rule) => rule.GroupId);
  return {
    vpcs,
    subnets,
    interfaces,
    endpoints,
    // Without its rules a group would seem to allow nothing.
    securityGroups: refused.has('ec2:DescribeSecurityGroupRules')
      ? []
      : groups.map((group) => toGroup(group, rulesOf.get(group.GroupId) ?? [])),
    networkAcls,
    routeTables,
    prefixLists: refused.has('ec2:GetManagedPrefixListEntries') ? [] : prefixLists,
    natGateways,
    peerings,
    ...transit,
    refused: [...refused].sort(),
  };
}

type Permitted = <T>(reading: Promise<readonly T[]>) => Promise<readonly T[]>;
type List = typeof readPages;

async function readTransit(
  client: EC2Client,
  permitted: Permitted,
  list: List,
  signal: AbortSignal,
): Promise<Pick<NetworkPicture, 'transitAttachments' | 'transitTables'>> {
  const reader = createTransitGatewayReader(client);
  const [attachments, sides] = await Promise.all([
    permitted(reader.attachments({}, signal)),
    list(
      'ec2:DescribeTransitGatewayVpcAttachments',
      paginateDescribeTransitGatewayVpcAttachments({ client }, {}, { abortSignal: signal }),
      ({ TransitGatewayVpcAttachments }) => TransitGatewayVpcAttachments,
    ),
  ]);
  const tables = new Map(
    attachments.flatMap(({ association, transitGatewayId }) =>
      association === undefined ? [] : [[association.routeTableId, transitGatewayId] as const],
    ),
  );
  const transitTables = await permitted(
    Promise.all(
      [...tables].map(async ([id, transitGatewayId]): Promise<TransitTable> => {
        const { routes } = await reader.routes(id, {}, signal);
        return {
          id,
          transitGatewayId,
          routes: routes.map(({ destination, type = '', state, attachmentIds }) => ({
            destination,
            type,
            state,
            attachmentIds,
          })),
        };
      }),
    ),
  );
  const subnetsOf = new Map(sides.map((side) => [side.TransitGatewayAttachmentId, present(side.SubnetIds)]));
  return {
    transitAttachments: attachments.map((one) => toTransitAttachment(one, subnetsOf.get(one.id) ?? [])),
    transitTables,
  };
}

function toTransitAttachment(
  { id, transitGatewayId, resourceType, resourceId = '', state, association }: TransitGatewayAttachment,
  subnetIds: readonly string[],
): TransitAttachment {
  return {
    id,
    transitGatewayId,
    resourceType,
    resourceId,
    state,
    ...(association !== undefined && { routeTableId: association.routeTableId }),
    subnetIds,
  };
}

export function createPictureReader(client: EC2Client): PictureReader {
  const reader = createNetworkReader(client);
  return {
    ofService: async (vpcId, callers, service, signal) => {
      const [vpcs, subnets, endpoints, natGateways] = await Promise.all([
        reader.vpcs([vpcId], signal),
        reader.subnets({ vpcId }, signal),
        reader.vpcEndpoints({ vpcId }, signal),
        readPages(
          'ec2:DescribeNatGateways',
          paginateDescribeNatGateways(
            { client },
            { Filter: filter('vpc-id', [vpcId]) },
            { abortSignal: signal },
          ),
          ({ NatGateways }) => NatGateways?.map(toNatGateway),
        ),
      ]);
      const ids = endpoints
        .filter(({ serviceName }) => serviceName.endsWith(`.${service}`))
        .flatMap((one) => one.networkInterfaceIds);
      const interfaces = [...callers, ...(await reader.networkInterfaces({ by: 'id', ids }, signal))];
      const [securityGroups, networkAcls, routeTables] = await Promise.all([
        reader.securityGroups([...new Set(interfaces.flatMap((one) => one.securityGroupIds))], signal),
        reader.networkAcls(
          subnets.map(({ id }) => id),
          signal,
        ),
        reader.routeTables(subnets, signal),
      ]);
      return {
        ...{ vpcs, subnets, interfaces, endpoints, securityGroups, networkAcls, routeTables, natGateways },
        prefixLists: await reader.prefixLists(prefixListIds(securityGroups, routeTables), signal),
        ...{ peerings: [], transitAttachments: [], transitTables: [], refused: [] },
      };
    },
  };
}

/** The IAM actions behind the picture. */
export const NETWORK_PICTURE_ACTIONS = [
  'ec2:DescribeManagedPrefixLists',
  'ec2:DescribeNatGateways',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroupRules',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayVpcAttachments',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcs',
  'ec2:GetManagedPrefixListEntries',
  'ec2:SearchTransitGatewayRoutes',
] as const;
