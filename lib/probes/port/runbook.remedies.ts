import type { KindRemedies } from '../../core/runbook.ts';
import type { PortReason } from './spec.ts';

const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const ENDPOINT_GROUPS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html';

/** `ncport` is the command of the gateway's own console ("Testing your gateway connection to the internet"). */
const TRY_THE_PORT = ['ncport -d {host} -p {port}', 'nc -vz -w 5 {address} {port}'];

export const remedies: KindRemedies<PortReason> = {
  'port-filtered': {
    commands: [
      ...TRY_THE_PORT,
      'aws ec2 describe-network-interfaces --filters Name=addresses.private-ip-address,Values={address} --query "NetworkInterfaces[].{Id:NetworkInterfaceId,Groups:Groups[].GroupId,Subnet:SubnetId}"',
    ],
    links: [ACTIVATION, REQUIREMENTS, ENDPOINT_GROUPS],
  },
  'port-refused': { commands: TRY_THE_PORT, links: [REQUIREMENTS] },
  'port-unreachable': {
    commands: [...TRY_THE_PORT, 'ip route get {address}', 'sudo traceroute -T -p {port} {address}'],
    links: [REQUIREMENTS],
  },
  'port-reset': { commands: TRY_THE_PORT, links: [ACTIVATION] },
  'connection-limited': {
    commands: ['ss -tn state established dst {address}'],
    links: [
      'https://nginx.org/en/docs/http/ngx_http_limit_conn_module.html',
      'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
    ],
  },
  'port-partly-open': { commands: ['nc -vz -w 5 {address} {port}'], links: [ENDPOINT_GROUPS, REQUIREMENTS] },
};
