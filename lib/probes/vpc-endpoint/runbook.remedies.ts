import type { KindRemedies } from '../../core/runbook.ts';
import type { VpcEndpointReason } from './spec.ts';

const CREATE_ENDPOINT = 'https://docs.aws.amazon.com/filegateway/latest/files3/gateway-private-link.html';
const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const PRIVATE_DNS =
  'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#enable-private-dns-names';
const MANAGE = 'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html';

const DESCRIBE =
  'aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpoint} --query "VpcEndpoints[].{Id:VpcEndpointId,State:State,PrivateDns:PrivateDnsEnabled,Subnets:SubnetIds,LastError:LastError}"';

export const remedies: KindRemedies<VpcEndpointReason> = {
  'endpoint-missing': {
    commands: [
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[?contains(ServiceName, \'storagegateway\')].{Id:VpcEndpointId,Vpc:VpcId,State:State}" --output table',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteVpcEndpoints --max-results 5',
    ],
    links: [CREATE_ENDPOINT, MANAGE],
  },
  'endpoint-not-available': { commands: [DESCRIBE], links: [MANAGE] },
  'endpoint-private-dns-on': {
    commands: [DESCRIBE, 'aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --no-private-dns-enabled'],
    links: [ACTIVATION, PRIVATE_DNS],
  },
  'endpoint-private-dns-off': {
    commands: [
      DESCRIBE,
      'aws ec2 describe-vpc-attribute --vpc-id {vpc} --attribute enableDnsSupport',
      'aws ec2 describe-vpc-attribute --vpc-id {vpc} --attribute enableDnsHostnames',
      'aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --private-dns-enabled',
    ],
    links: [PRIVATE_DNS],
  },
  'endpoint-single-zone': {
    commands: [
      'aws ec2 describe-subnets --filters Name=vpc-id,Values={vpc} --query "Subnets[].{Id:SubnetId,Zone:AvailabilityZone,Free:AvailableIpAddressCount}" --output table',
      DESCRIBE,
    ],
    links: [MANAGE],
  },
};
