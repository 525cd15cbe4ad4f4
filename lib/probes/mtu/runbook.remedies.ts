import type { KindRemedies } from '../../core/runbook.ts';
import type { MtuReason } from './spec.ts';

const DEVICE = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html';
const VPC_MTU = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html';
/** 1472 bytes of data make an IPv4 packet of 1500: 20 of IP and 8 of ICMP come before them. */
const PING = 'ping -M do -c 3 -s 1472 {address}';

export const remedies: KindRemedies<MtuReason> = {
  'mtu-blackhole': {
    commands: [
      PING,
      'tracepath -n {address}',
      'sudo iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss {mss}',
    ],
    links: [DEVICE, VPC_MTU],
  },
  'mtu-reduced': { commands: ['tracepath -n {address}'], links: [DEVICE, VPC_MTU] },
  'mtu-not-measured': { commands: ['nc -vz -w 5 {address} {port}'], links: [VPC_MTU] },
};
