import type { KindRemedies } from '../../core/runbook.ts';
import type { ResolverReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';
const INBOUND = `${GUIDE}/resolver-forwarding-inbound-queries.html`;
const OUTBOUND = `${GUIDE}/resolver-forwarding-outbound-queries.html`;
const MATCHES = `${GUIDE}/resolver-overview-forward-vpc-to-network-domain-name-matches.html`;
const API =
  'https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html';
const PRIVATE_DNS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html';

const ENDPOINTS =
  'aws route53resolver list-resolver-endpoints --query "ResolverEndpoints[].{Id:Id,Direction:Direction,Vpc:HostVPCId,Status:Status,Groups:SecurityGroupIds}"';
const ADDRESSES =
  'aws route53resolver list-resolver-endpoint-ip-addresses --resolver-endpoint-id {endpoint} --query "IpAddresses[].{Ip:Ip,Subnet:SubnetId,Status:Status,Message:StatusMessage}" --output table';
const RULES =
  'aws route53resolver list-resolver-rules --query "ResolverRules[].{Id:Id,Domain:DomainName,Type:RuleType,Endpoint:ResolverEndpointId,Targets:TargetIps[].Ip}"';
const ASSOCIATE = 'aws route53resolver associate-resolver-rule --resolver-rule-id {rule} --vpc-id {vpc}';
const DISASSOCIATE =
  'aws route53resolver disassociate-resolver-rule --resolver-rule-id {rule} --vpc-id {vpc}';
const INTERFACES =
  'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values={vpc} Name=vpc-endpoint-type,Values=Interface --query "VpcEndpoints[].{Id:VpcEndpointId,Service:ServiceName,PrivateDns:PrivateDnsEnabled}" --output table';

const IPV6_RANGE = 'Ipv6Ranges=[{CidrIpv6={peer}}]';
const open = (traffic: 'ingress' | 'egress', range = 'IpRanges=[{CidrIp={peer}}]') =>
  `aws ec2 authorize-security-group-${traffic} --group-id {group} --ip-permissions IpProtocol={protocol},FromPort={port},ToPort={port},${range}`;

export const remedies: KindRemedies<ResolverReason> = {
  'resolver-dns-off': {
    commands: [
      'aws ec2 modify-vpc-attribute --vpc-id {vpc} --enable-dns-support',
      'aws ec2 modify-vpc-attribute --vpc-id {vpc} --enable-dns-hostnames',
    ],
    links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-updating.html', PRIVATE_DNS],
  },
  'resolver-name-public': {
    commands: ['aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --private-dns-enabled', INTERFACES],
    links: [PRIVATE_DNS],
    variants: { 'no-endpoint': { commands: [INTERFACES] } },
  },
  'resolver-inbound-missing': { commands: [ENDPOINTS], links: [INBOUND] },
  'resolver-endpoint-down': { commands: [ADDRESSES, ENDPOINTS], links: [INBOUND, OUTBOUND] },
  'resolver-port-closed': {
    commands: [open('ingress'), ENDPOINTS],
    links: [API],
    variants: {
      'from-ipv6': { commands: [open('ingress', IPV6_RANGE), ENDPOINTS] },
      outbound: { commands: [open('egress'), ENDPOINTS] },
      'outbound-to-ipv6': { commands: [open('egress', IPV6_RANGE), ENDPOINTS] },
    },
  },
  'resolver-forwarder-wrong': { commands: [ENDPOINTS], links: [INBOUND] },
  'resolver-rule-missing': { commands: [RULES, ENDPOINTS], links: [OUTBOUND] },
  'resolver-rule-not-associated': { commands: [ASSOCIATE, RULES], links: [OUTBOUND] },
  'resolver-rule-captures': { commands: [DISASSOCIATE, RULES], links: [MATCHES] },
  'resolver-loop': {
    commands: [DISASSOCIATE, RULES],
    links: [`${GUIDE}/best-practices-resolver-endpoints.html`],
  },
};
