import type { KindRemedies } from '../../core/runbook.ts';
import type { PathReason } from './spec.ts';

const GROUP_RULES = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';
const ENDPOINT_GROUPS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html';
const ACLS = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html';
const EPHEMERAL = 'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html';
const ROUTE_TABLES = 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html';
const ROUTE_PRIORITY = 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html';
const PROPAGATION = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html';

const SHOW_TABLE =
  'aws ec2 describe-route-tables --route-table-ids {id} --query "RouteTables[].Routes[].[DestinationCidrBlock,GatewayId,NatGatewayId,TransitGatewayId,State]" --output table';

export const remedies: KindRemedies<PathReason> = {
  'path-security-group-blocks': {
    commands: [
      'aws ec2 describe-security-group-rules --filters Name=group-id,Values={id} --query "SecurityGroupRules[].[SecurityGroupRuleId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4,ReferencedGroupInfo.GroupId]" --output table',
    ],
    links: [GROUP_RULES, ENDPOINT_GROUPS],
  },
  'path-network-acl-blocks': {
    commands: [
      'aws ec2 describe-network-acls --network-acl-ids {id} --query "NetworkAcls[].Entries[].[Egress,RuleNumber,RuleAction,Protocol,CidrBlock,PortRange.From,PortRange.To]" --output table',
    ],
    links: [ACLS, EPHEMERAL],
  },
  'path-no-route': { commands: [SHOW_TABLE], links: [ROUTE_TABLES, ROUTE_PRIORITY, PROPAGATION] },
  'path-blackhole': { commands: [SHOW_TABLE], links: [ROUTE_TABLES, PROPAGATION] },
  'path-undecided': { commands: [], links: [GROUP_RULES, ROUTE_PRIORITY] },
};
