import {
  DescribeTransitGatewayVpcAttachmentsCommand,
  type EC2Client,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGatewayMulticastDomains,
  paginateDescribeTransitGatewayRouteTables,
  paginateGetTransitGatewayMulticastDomainAssociations,
  paginateGetTransitGatewayRouteTableAssociations,
  paginateGetTransitGatewayRouteTablePropagations,
  paginateSearchTransitGatewayRoutes,
  type TransitGatewayRoute,
  type TransitGatewayAttachment as WireAttachment,
} from '@aws-sdk/client-ec2';
import type {
  TransitGatewayAttachment,
  TransitGatewayReader,
  TransitRoute,
  TransitTableMember,
} from '../core/aws/transit-gateway-reader.ts';
import { filter, present, tagFilters, tagsOf } from './ec2-filters.ts';
import { readPages } from './pages.ts';
import { asking } from './refusals.ts';

/** SearchTransitGatewayRoutes wants a filter: these two types are all there are. */
const EVERY_ROUTE = filter('type', ['static', 'propagated']);

/** Reads Transit Gateway. */
export function createTransitGatewayReader(client: EC2Client): TransitGatewayReader {
  return {
    attachments: async ({ ids, resourceIds, tags }, signal) => {
      if (ids?.length === 0 || resourceIds?.length === 0) return [];
      const Filters = [
        ...filter('transit-gateway-attachment-id', ids),
        ...filter('resource-id', resourceIds),
        ...tagFilters(tags),
      ];
      return readPages(
        'ec2:DescribeTransitGatewayAttachments',
        paginateDescribeTransitGatewayAttachments({ client }, { Filters }, { abortSignal: signal }),
        ({ TransitGatewayAttachments }) => TransitGatewayAttachments?.map(toAttachment),
      );
    },
    vpcSide: async (attachmentId, signal) => {
      const Filters = filter('transit-gateway-attachment-id', [attachmentId]);
      const answer = await asking('ec2:DescribeTransitGatewayVpcAttachments', () =>
        client.send(new DescribeTransitGatewayVpcAttachmentsCommand({ Filters }), { abortSignal: signal }),
      );
      const side = answer.TransitGatewayVpcAttachments?.[0];
      return (
        side && {
          vpcId: side.VpcId ?? '',
          subnetIds: present(side.SubnetIds),
          applianceMode: side.Options?.ApplianceModeSupport,
        }
      );
    },
    routeTables: (transitGatewayId, signal) =>
      readPages(
        'ec2:DescribeTransitGatewayRouteTables',
        paginateDescribeTransitGatewayRouteTables(
          { client },
          {
            Filters: filter('transit-gateway-id', [transitGatewayId]),
          },
          { abortSignal: signal },
        ),
        ({ TransitGatewayRouteTables }) =>
          TransitGatewayRouteTables?.map((table) => ({
            id: table.TransitGatewayRouteTableId ?? '',
            state: table.State ?? '',
            isDefaultAssociation: table.DefaultAssociationRouteTable ?? false,
            isDefaultPropagation: table.DefaultPropagationRouteTable ?? false,
            tags: tagsOf(table.Tags),
          })),
      ),
    multicastDomains: async ({ id, transitGatewayId }, signal) => {
      const domains = await readPages(
        'ec2:DescribeTransitGatewayMulticastDomains',
        paginateDescribeTransitGatewayMulticastDomains(
          { client },
          { Filters: filter('transit-gateway-id', [transitGatewayId]) },
          { abortSignal: signal },
        ),
        ({ TransitGatewayMulticastDomains: found }) =>
          present(found?.map((one) => one.TransitGatewayMulticastDomainId)),
      );
      const holds = await Promise.all(
        domains.map(async (domain) => {
          const members = await readPages(
            'ec2:GetTransitGatewayMulticastDomainAssociations',
            paginateGetTransitGatewayMulticastDomainAssociations(
              { client },
              { TransitGatewayMulticastDomainId: domain },
              { abortSignal: signal },
            ),
            ({ MulticastDomainAssociations: found }) =>
              present(found?.map((one) => one.TransitGatewayAttachmentId)),
          );
          return members.includes(id) ? [domain] : [];
        }),
      );
      return holds.flat();
    },
    routes: (routeTableId, towards, signal) => searchRoutes(client, routeTableId, towards, signal),
    associations: (TransitGatewayRouteTableId, signal) =>
      readPages(
        'ec2:GetTransitGatewayRouteTableAssociations',
        paginateGetTransitGatewayRouteTableAssociations(
          { client },
          { TransitGatewayRouteTableId },
          { abortSignal: signal },
        ),
        ({ Associations }) => Associations?.map(toMember),
      ),
    propagations: (TransitGatewayRouteTableId, signal) =>
      readPages(
        'ec2:GetTransitGatewayRouteTablePropagations',
        paginateGetTransitGatewayRouteTablePropagations(
          { client },
          { TransitGatewayRouteTableId },
          { abortSignal: signal },
        ),
        ({ TransitGatewayRouteTablePropagations }) => TransitGatewayRouteTablePropagations?.map(toMember),
      ),
  };
}

async function searchRoutes(
  client: EC2Client,
  TransitGatewayRouteTableId: string,
  towards: { readonly longestMatch?: string; readonly within?: string },
  signal: AbortSignal,
) {
  const narrowed = [
    ...filter('route-search.longest-prefix-match', only(towards.longestMatch)),
    ...filter('route-search.subnet-of-match', only(towards.within)),
  ];
  const Filters = narrowed.length > 0 ? narrowed : EVERY_ROUTE;
  let complete = true;
  const routes = await readPages(
    'ec2:SearchTransitGatewayRoutes',
    paginateSearchTransitGatewayRoutes(
      { client },
      { TransitGatewayRouteTableId, Filters },
      { abortSignal: signal },
    ),
    (page) => {
      complete = page.NextToken !== undefined || page.AdditionalRoutesAvailable !== true;
      return page.Routes?.map(toRoute);
    },
  );
  return { routes, complete };
}

function only(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function toAttachment(attachment: WireAttachment): TransitGatewayAttachment {
  const table = attachment.Association?.TransitGatewayRouteTableId;
  return {
    id: attachment.TransitGatewayAttachmentId ?? '',
    transitGatewayId: attachment.TransitGatewayId ?? '',
    transitGatewayOwnerId: attachment.TransitGatewayOwnerId,
    resourceType: attachment.ResourceType ?? '',
    resourceId: attachment.ResourceId,
    resourceOwnerId: attachment.ResourceOwnerId,
    state: attachment.State ?? '',
    ...(table !== undefined && {
      association: { routeTableId: table, state: attachment.Association?.State ?? '' },
    }),
    tags: tagsOf(attachment.Tags),
  };
}

function toRoute(route: TransitGatewayRoute): TransitRoute {
  return {
    destination: route.DestinationCidrBlock ?? '',
    type: route.Type,
    state: route.State ?? '',
    attachmentIds: present(route.TransitGatewayAttachments?.map((one) => one.TransitGatewayAttachmentId)),
    resourceIds: present(route.TransitGatewayAttachments?.map((one) => one.ResourceId)),
    prefixListId: route.PrefixListId,
  };
}

function toMember(member: {
  readonly TransitGatewayAttachmentId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly State?: string | undefined;
}): TransitTableMember {
  return {
    attachmentId: member.TransitGatewayAttachmentId ?? '',
    resourceType: member.ResourceType,
    resourceId: member.ResourceId,
    state: member.State ?? '',
  };
}
