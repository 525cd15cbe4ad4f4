import type { KindRemedies } from '../../core/runbook.ts';
import type { OpenvpnReason } from './spec.ts';

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/troubleshooting.html';
const ENDPOINTS = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-endpoints.html';
const PROTOCOL = 'https://openvpn.net/community-resources/openvpn-protocol/';

const READ_ENDPOINT =
  'aws ec2 describe-client-vpn-endpoints --query "ClientVpnEndpoints[].{Id:ClientVpnEndpointId,Status:Status.Code,Transport:TransportProtocol,Port:VpnPort,Name:DnsName}"';

export const remedies: KindRemedies<OpenvpnReason> = {
  'openvpn-refused': {
    commands: ['nc -vz -w 3 {address} {port}', 'nc -vzu -w 3 {address} {port}', READ_ENDPOINT],
    links: [TROUBLESHOOTING, ENDPOINTS],
  },
  'openvpn-malformed': {
    commands: ['openssl s_client -connect {address}:{port} </dev/null', 'dig +short gatewatch.{host}'],
    links: [TROUBLESHOOTING, PROTOCOL],
  },
  'openvpn-silent': {
    commands: ['nc -vz -w 3 {address} {port}', 'dig +short gatewatch.{host}', READ_ENDPOINT],
    links: [TROUBLESHOOTING, ENDPOINTS, PROTOCOL],
  },
};
