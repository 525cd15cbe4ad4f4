import type { KindTexts } from '../../core/runbook.ts';
import type { MtuReason } from './spec.ts';

export const texts: KindTexts<MtuReason> = {
  healthy: 'Full packets of 1,500 bytes pass both ways.',
  glossary: {
    'to-target': 'Large packets to the target are lost.',
    'from-target': 'Large packets from the target are lost.',
  },
  reasons: {
    'mtu-blackhole': {
      title: 'Large packets are lost on the path',
      summary:
        '{directionMeans} Small ones pass. Host {host}, port {port}: largest that passed {size} bytes, smallest lost {lost} bytes.',
      meaning:
        'A hop on the path cannot carry full packets and drops them without an ICMP message. Connections open, then hang as soon as much data is sent: TLS handshakes, file copies and downloads stall while ping and port tests succeed.',
      causes: [
        'A VPN tunnel or a PPPoE line has a smaller MTU, and the device does not lower the MSS of TCP.',
        'A firewall, security group or network ACL drops ICMP "fragmentation needed" (type 3, code 4) or "packet too big".',
        'The two ends of a tunnel have different MTUs.',
      ],
      steps: [
        'Set the MSS to {mss} on the VPN device or router, for both directions.',
        'Allow ICMP type 3 code 4, and ICMPv6 type 2, in the security groups, network ACLs and firewalls on the path.',
        'Lower the MTU of the tunnel interface of the device to the value for its algorithms in the AWS table.',
        'Run this check again.',
      ],
    },
    'mtu-reduced': {
      title: 'The path carries smaller packets than the interface',
      summary:
        'Packets to {host} port {port} are limited to {size} bytes; the interface sends {interface}. A router says so, and TCP follows.',
      meaning:
        'Path MTU discovery works: the sender learned the smaller size by ICMP. Each new connection loses one packet first. If ICMP is blocked one day, connections hang.',
      causes: ['A VPN tunnel, GRE tunnel or PPPoE line lies on the path.'],
      steps: ['To avoid the lost packet, set the MSS to {mss} on the device at the tunnel.'],
    },
    'mtu-not-measured': {
      title: 'The packet size of the path could not be measured',
      summary: '{host} port {port} does not respond, however small the request. No packet size can be given.',
      meaning: 'The measurement needs a service that answers. It says nothing about the path.',
      causes: [
        'The port is closed or filtered, or the service waits for its client to identify itself first.',
      ],
      steps: ['Fix the port first, or measure at another port of the same host that serves TLS.'],
    },
  },
};
