import type { KindTexts } from '../../core/runbook.ts';
import type { TransitGatewayReason } from './spec.ts';

export const texts: KindTexts<TransitGatewayReason> = {
  healthy: 'The attachment is available, associated and known to the transit tables.',
  reasons: {
    'attachment-missing': {
      title: 'The transit gateway attachment does not exist',
      summary:
        'There is no single transit gateway attachment {wanted} in this account and Region (there are: {others}).',
      meaning:
        'AWS knows no attachment of this id or with these tags, or several with the same tags. What was attached through it is cut off from the transit gateway, and static routes into it become blackholes.',
      causes: [
        'The stack was rebuilt: the new attachment has another id.',
        'The attachment, or what it attached, was deleted.',
        'The id or tags in the configuration are misspelt, or belong to another account or Region.',
      ],
      steps: [
        'List the attachments with the first command and find the one that took its place.',
        'Put its id into gatewatch.yaml, or follow it by tags (tags: { Name: … }), which outlive a rebuild.',
        'If nobody meant to delete it, find out who did with the second command, attach again, and associate and propagate anew.',
      ],
    },
    'attachment-not-available': {
      title: 'The transit gateway attachment is not available',
      summary: 'Attachment {attachment} of {transitGateway} ({resource}) is in state {state}.',
      meaning:
        'Only an attachment that is available, or being modified, carries traffic. pendingAcceptance waits for the owner of the transit gateway; failed and rejected do not recover by themselves.',
      causes: [
        'It was created a few minutes ago.',
        'It comes from another account and the owner of the gateway has not accepted it, or rejected it.',
        'A subnet it needs has no free address, or was deleted.',
        'It is being deleted.',
      ],
      steps: [
        'Read its state with the first command.',
        'If it waits for acceptance, accept it in the account that owns the gateway (second command).',
        'If it failed, check the free addresses of its subnets, delete it and attach again.',
        'If it is pending, wait ten minutes and look again.',
      ],
    },
    'attachment-not-associated': {
      title: 'The attachment is in no transit route table',
      summary:
        'Attachment {attachment} of {transitGateway} ({resource}) is associated with no route table (state: {state}).',
      meaning:
        'What comes out of an attachment is routed by the table it is associated with. Without one every packet from it is dropped.',
      causes: [
        'The gateway has no default association table, and nobody associated the attachment.',
        'It was disassociated to be moved to another table, and the second half is missing.',
      ],
      steps: [
        'List the tables of the gateway with the first command.',
        'Associate the attachment with the table that is meant for it (aws ec2 associate-transit-gateway-route-table).',
        'Check that the table has routes to where this attachment must reach.',
      ],
    },
    'attachment-not-propagated': {
      variants: {
        peering: {
          title: 'No static route leads into the peering',
          summary:
            'No transit route table has a static route into peering attachment {attachment} of {transitGateway} (tables: {tables}).',
          meaning:
            'A peering attachment never propagates: each gateway needs a static route to the other side. Without one nothing is sent through the peering.',
          causes: [
            'The static route was never made, or was deleted.',
            'The peering was made anew, and the route to the old one was removed.',
          ],
          steps: [
            'List the tables of the gateway with the first command.',
            'Create a static route for each prefix of the other side (aws ec2 create-transit-gateway-route).',
            'Do the same at the other gateway, in its Region and account.',
          ],
        },
      },
      title: 'No transit route table leads to the attachment',
      summary:
        'Attachment {attachment} of {transitGateway} ({resource}) propagates into no route table, and no static route leads to it (tables: {tables}).',
      meaning:
        'Others cannot reach what is attached, nor answer it: no table of the gateway knows its prefixes.',
      causes: [
        'The gateway has no default propagation table, and nobody enabled propagation.',
        'Propagation was disabled in favour of a static route that was never made, or was deleted.',
      ],
      steps: [
        'List the tables of the gateway with the first command: the ones the other side is associated with must know this attachment.',
        'Enable propagation into each of them (aws ec2 enable-transit-gateway-route-table-propagation).',
        'Peering attachments cannot propagate: make static routes instead.',
      ],
    },
    'transit-route-blackhole': {
      title: 'A transit route drops the traffic',
      summary:
        'In transit table {routeTable} of {attachment}, {destination} is dropped by the blackhole route {route} (dropped packets: {dropped}).',
      meaning:
        'The route exists and leads nowhere: its attachment was deleted, or somebody made it a blackhole on purpose. It wins over any less specific route.',
      causes: [
        'The attachment the static route led to was deleted or replaced.',
        'A blackhole was made to separate networks, and is wider than it was meant to be.',
      ],
      steps: [
        'Look at the route with the first command.',
        'If its attachment was replaced, delete the route with the second command and make it anew to the present attachment, or enable propagation.',
        'If it was made on purpose, take the destination out of gatewatch.yaml or narrow the blackhole.',
      ],
    },
    'transit-route-missing': {
      title: 'The transit gateway route table has no route',
      summary:
        'Transit table {routeTable}, which routes what comes from {attachment}, has no route to {destination} (dropped packets: {dropped}).',
      meaning:
        'Packets from this attachment to that destination are dropped at the gateway. If the destination lies behind a VPN with BGP, its route goes when the tunnels go.',
      causes: [
        'The attachment of the other side does not propagate into this table.',
        'A VPN or Connect attachment lost its BGP session, and its routes with it.',
        'The static route for it was never made.',
      ],
      steps: [
        'See what the table would do with the first command, and all it knows with the second.',
        'If the other side is a VPN, look at its tunnels first.',
        'Otherwise enable propagation of the other side’s attachment into {routeTable}, or make a static route.',
      ],
    },
    'return-route-missing': {
      title: 'The VPC has no route to the transit gateway',
      summary:
        'Route table {vpcRouteTable} (subnets: {subnets}) has no working route to {transitGateway} for: {destinations}.',
      meaning:
        'Packets may come in through the gateway, but the subnets do not send theirs there: connections time out in both directions. Transit gateways never propagate into a VPC’s tables; each route is made by hand.',
      causes: [
        'The route was forgotten when the VPC was attached.',
        'The route leads to a gateway or attachment that is gone (state blackhole).',
        'The subnet was associated with another table.',
      ],
      steps: [
        'Look at the table with the first command.',
        'Create the route with the second command, once for each prefix of the other side.',
        'If a blackhole route is in its place, replace it (aws ec2 replace-route).',
      ],
    },
  },
};
