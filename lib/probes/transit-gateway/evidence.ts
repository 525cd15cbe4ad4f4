import type { Evidence } from '../../core/finding.ts';
import { boundedText } from '../../core/text.ts';
import { evidence } from '../kit/findings.ts';
import type { DescribedAttachment } from './attachment.ts';

/** The attachment, each destination in its transit table, and the tables of the VPC, one by one. */
export function evidenceOf(described: DescribedAttachment): readonly Evidence[] {
  const { attachment, answers, deadRoutes, routeTables } = described;
  return [
    attachmentEvidence(described),
    ...answers.map(({ destination, route }) =>
      evidence({
        subject: `${attachment.id} -> ${destination}`,
        outcome: route === undefined ? 'no-route' : boundedText(route.state, 40),
        route: route?.destination,
        type: route?.type,
        to: route && [...route.resourceIds, ...route.attachmentIds],
      }),
    ),
    ...deadRoutes.map(({ destination, attachmentIds }) => ({
      subject: `${attachment.id} -> ${destination}`,
      outcome: 'blackhole',
      to: [...attachmentIds],
    })),
    ...routeTables.map(({ id, isMain, subnetIds, routes }) => ({
      subject: id,
      outcome: 'read',
      main: isMain,
      subnets: [...subnetIds],
      routes: routes
        .filter(({ target }) => target.kind === 'transit-gateway')
        .map(({ destination, target, state }) => {
          const to = destination.kind === 'cidr' ? destination.cidr : destination.prefixListId;
          return `${to} ${target.id} ${state}`;
        }),
    })),
  ];
}

function attachmentEvidence(described: DescribedAttachment): Evidence {
  const { attachment, vpcSide, multicastDomains, propagations, staticIn, tableIds, dropped, refused } =
    described;
  return evidence({
    subject: attachment.id,
    outcome: boundedText(attachment.state, 40) || 'described',
    name: attachment.tags.Name && boundedText(attachment.tags.Name),
    transitGateway: attachment.transitGatewayId,
    resourceType: boundedText(attachment.resourceType, 40),
    resource: attachment.resourceId,
    gatewayOwner: attachment.transitGatewayOwnerId,
    resourceOwner: attachment.resourceOwnerId,
    association:
      attachment.association &&
      `${attachment.association.routeTableId} ${boundedText(attachment.association.state, 40)}`,
    tables: tableIds.length === 0 ? 'not-visible' : tableIds.length,
    multicastDomains: multicastDomains.length === 0 ? undefined : [...multicastDomains],
    propagatesIn: propagations.map(({ tableId, state }) => `${tableId} ${boundedText(state, 40)}`),
    staticRoutesIn: [...staticIn],
    subnets: vpcSide && [...vpcSide.subnetIds],
    applianceMode: vpcSide?.applianceMode,
    droppedForBlackhole: dropped?.blackhole,
    droppedForNoRoute: dropped?.noRoute,
    ...(refused.length > 0 && { notRead: refused.map(({ action }) => action) }),
  });
}

/** What every text may say; a gap shows as `-`. */
export function valuesOf({ attachment, dropped }: DescribedAttachment) {
  return {
    attachment: attachment.id,
    transitGateway: attachment.transitGatewayId,
    resource: attachment.resourceId ?? '-',
    routeTable: attachment.association?.routeTableId ?? '-',
    dropped: dropped === undefined ? '-' : `${dropped.noRoute + dropped.blackhole}`,
  };
}
