import type { KindRemedies } from '../../core/runbook.ts';
import type { DnsReason } from './spec.ts';

const VPC_DNS = 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html';
const PRIVATE_DNS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html';
const RESOLVER = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html';
const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';

const ENDPOINTS =
  'aws ec2 describe-vpc-endpoints --filters Name=vpc-endpoint-type,Values=Interface --query "VpcEndpoints[].{Id:VpcEndpointId,Service:ServiceName,PrivateDns:PrivateDnsEnabled,Vpc:VpcId,Names:DnsEntries[].DnsName}"';
const ENDPOINT_ADDRESSES =
  'aws ec2 describe-network-interfaces --filters Name=interface-type,Values=vpc_endpoint --query "NetworkInterfaces[].{Address:PrivateIpAddress,Zone:AvailabilityZone,Description:Description}"';
const FORWARDING =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html';
const INBOUND =
  'aws route53resolver list-resolver-endpoints --filters Name=Direction,Values=INBOUND --query "ResolverEndpoints[].{Id:Id,Vpc:HostVPCId,Status:Status,Groups:SecurityGroupIds}"';

/** The server that was asked: dig's own search may find another. */
const DIG = 'dig @{server} -p {serverPort}';

export const remedies: KindRemedies<DnsReason> = {
  'dns-timeout': {
    commands: [
      `${DIG} +time=2 +tries=1 {host}`,
      `${DIG} +tcp +time=2 +tries=1 {host}`,
      'cat /etc/resolv.conf',
    ],
    links: [VPC_DNS, RESOLVER],
  },
  'dns-server-failure': {
    commands: [`${DIG} +time=2 {host}`, `${DIG} +cd {host}`, 'dig +trace {host}'],
    links: [VPC_DNS, RESOLVER],
  },
  'forwarder-silent': {
    commands: [`${DIG} +time=2 +tries=1 {host}`, `${DIG} +tcp +time=2 +tries=1 {host}`, INBOUND],
    links: [FORWARDING, RESOLVER],
  },
  'name-not-forwarded': {
    commands: ['dig +short {host}', `${DIG} +short {host}`, INBOUND],
    links: [FORWARDING, RESOLVER],
  },
  'name-not-found': { commands: [`${DIG} {host}`, ENDPOINTS], links: [PRIVATE_DNS, RESOLVER] },
  'address-not-private': { commands: [`${DIG} +short {host}`, ENDPOINTS], links: [PRIVATE_DNS, VPC_DNS] },
  'address-not-public': { commands: [`${DIG} +short {host}`, ENDPOINTS], links: [ACTIVATION, PRIVATE_DNS] },
  'address-not-this-endpoint': {
    commands: [`${DIG} +short {host}`, ENDPOINT_ADDRESSES],
    links: [PRIVATE_DNS],
  },
};
