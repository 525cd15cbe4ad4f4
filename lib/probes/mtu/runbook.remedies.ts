import type { KindRemedies } from '../../core/runbook.ts';
import type { MtuReason } from './spec.ts';

const DEVICE = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html';
const VPC_MTU = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html';

/** Data of the given bytes make a packet of 1500, with 8 of ICMP and 20 of IPv4 or 40 of IPv6 before them. */
const blackHole = (dataBytes: number, iptables: string) => [
  `ping -M do -c 3 -s ${dataBytes} {address}`,
  'tracepath -n {address}',
  `sudo ${iptables} -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss {mss}`,
];

export const remedies: KindRemedies<MtuReason> = {
  'mtu-blackhole': {
    commands: blackHole(1472, 'iptables'),
    links: [DEVICE, VPC_MTU],
    variants: { ipv6: { commands: blackHole(1452, 'ip6tables') } },
  },
  'mtu-reduced': { commands: ['tracepath -n {address}'], links: [DEVICE, VPC_MTU] },
  'mtu-not-measured': { commands: ['nc -vz -w 5 {address} {port}'], links: [VPC_MTU] },
};
