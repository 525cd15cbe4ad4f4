import type { KindRemedies } from '../../core/runbook.ts';
import { showRoutes } from '../kit/describe-commands.ts';
import type { TransitGatewayReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/vpc/latest/tgw';
const ATTACHMENTS = `${GUIDE}/tgw-vpc-attachments.html`;
const TABLES = `${GUIDE}/tgw-route-tables.html`;
const METRICS = `${GUIDE}/transit-gateway-cloudwatch-metrics.html`;

const LIST =
  'aws ec2 describe-transit-gateway-attachments --query "TransitGatewayAttachments[].{Id:TransitGatewayAttachmentId,Type:ResourceType,Resource:ResourceId,State:State,Table:Association.TransitGatewayRouteTableId}" --output table';
const DESCRIBE = 'aws ec2 describe-transit-gateway-attachments --transit-gateway-attachment-ids {attachment}';
const LIST_TABLES =
  'aws ec2 describe-transit-gateway-route-tables --filters Name=transit-gateway-id,Values={transitGateway} --query "TransitGatewayRouteTables[].{Id:TransitGatewayRouteTableId,State:State,DefaultAssociation:DefaultAssociationRouteTable,DefaultPropagation:DefaultPropagationRouteTable}" --output table';
const SEARCH =
  'aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id {routeTable} --filters Name=route-search.longest-prefix-match,Values={destination}';

export const remedies: KindRemedies<TransitGatewayReason> = {
  'attachment-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteTransitGatewayVpcAttachment --max-results 5',
    ],
    links: [ATTACHMENTS],
  },
  'attachment-not-available': {
    commands: [
      DESCRIBE,
      'aws ec2 accept-transit-gateway-vpc-attachment --transit-gateway-attachment-id {attachment}',
    ],
    links: [ATTACHMENTS, `${GUIDE}/tgw-transit-gateways.html`],
  },
  'attachment-not-associated': {
    commands: [
      LIST_TABLES,
      'aws ec2 associate-transit-gateway-route-table --transit-gateway-attachment-id {attachment} --transit-gateway-route-table-id {routeTable}',
    ],
    links: [TABLES, `${GUIDE}/associate-tgw-route-table.html`],
  },
  'attachment-not-propagated': {
    commands: [
      LIST_TABLES,
      'aws ec2 enable-transit-gateway-route-table-propagation --transit-gateway-attachment-id {attachment} --transit-gateway-route-table-id {routeTable}',
    ],
    links: [TABLES, `${GUIDE}/enable-tgw-route-propagation.html`],
  },
  'transit-route-blackhole': {
    commands: [
      SEARCH,
      'aws ec2 delete-transit-gateway-route --transit-gateway-route-table-id {routeTable} --destination-cidr-block {route}',
    ],
    links: [TABLES, METRICS],
  },
  'transit-route-missing': {
    commands: [
      SEARCH,
      'aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id {routeTable} --filters Name=type,Values=static,propagated',
    ],
    links: [TABLES, METRICS],
  },
  'return-route-missing': {
    commands: [
      showRoutes('{vpcRouteTable}'),
      'aws ec2 create-route --route-table-id {vpcRouteTable} --destination-cidr-block {destination} --transit-gateway-id {transitGateway}',
    ],
    links: [ATTACHMENTS, 'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html'],
  },
};
