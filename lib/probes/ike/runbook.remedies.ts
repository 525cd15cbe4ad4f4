import type { KindRemedies } from '../../core/runbook.ts';
import type { IkeReason } from './spec.ts';

const FIREWALL_RULES = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/FirewallRules.html';
const DEVICE = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/Troubleshooting.html';
const CISCO = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/Cisco_ASA_Troubleshooting.html';
const STRONGSWAN = 'https://docs.strongswan.org/docs/latest/swanctl/swanctl.html';

/** ike-scan(1): `--sport=0` needs no root, `--nat-t` sets port 4500 and its marker. */
const SECOND_OPINION = [
  'ike-scan --ikev2 --sport=0 --retry=2 {address}',
  'ike-scan --sport=0 --retry=2 {address}',
  'ike-scan --ikev2 --nat-t --sport=0 --retry=2 {address}',
];

export const remedies: KindRemedies<IkeReason> = {
  'ike-refused': {
    commands: [
      'nc -vzu -w 3 {address} {port}',
      ...SECOND_OPINION,
      'sudo swanctl --stats',
      'sudo swanctl --log',
    ],
    links: [DEVICE, CISCO, STRONGSWAN, FIREWALL_RULES],
  },
  'ike-malformed': {
    commands: [...SECOND_OPINION, 'sudo tcpdump -ni any -X udp port {port}'],
    links: [DEVICE, FIREWALL_RULES],
  },
  'ike-silent': {
    commands: [
      ...SECOND_OPINION,
      'aws ec2 describe-vpn-connections --query "VpnConnections[].{Id:VpnConnectionId,Tunnels:VgwTelemetry[].[OutsideIpAddress,Status,StatusMessage,LastStatusChange]}"',
      'sudo tcpdump -ni any udp port 500 or udp port 4500',
    ],
    links: [FIREWALL_RULES, DEVICE],
  },
};
