import type { KindTexts } from '../../core/runbook.ts';
import type { PortReason } from './spec.ts';

export const texts: KindTexts<PortReason> = {
  healthy: 'Every port accepts connections.',
  reasons: {
    'port-filtered': {
      title: 'The port does not respond',
      summary:
        'Port {port} of {host} does not respond: connection requests get neither an acceptance nor a refusal.',
      meaning:
        'The connection request was sent and nothing came back, neither an acceptance nor a refusal. A host that is up refuses a closed port. No response means that a firewall, a security group or a network ACL drops the packets, or that the answer has no route back.',
      causes: [
        'The security group of the endpoint or of the host does not allow this port from here.',
        'A network ACL on either subnet drops the port, or the ephemeral ports 1024-65535 of the answer.',
        'A firewall between the two sites filters the port.',
        'The return route is missing, so that the answers go elsewhere.',
      ],
      steps: [
        'Try the same port from the gateway: log in to its console, choose "Test Network Connectivity" or type the ncport command below.',
        'Open the inbound rules of the security group at the target and allow TCP {port} from the address of the vantage.',
        'Check the network ACLs of both subnets: TCP {port} towards the target, TCP 1024-65535 back.',
        'If both are right, ask the owner of the firewall between the sites for drops of TCP {port} to {address}.',
      ],
    },
    'port-refused': {
      title: 'The port refuses connections',
      summary:
        'Port {port} of {host} refuses connections. {address} is reachable, but no service listens there or a firewall rejects.',
      meaning:
        'The host, or a firewall that speaks for it, answered at once that it does not want the connection. The network path works; the service is not there or is not allowed.',
      causes: [
        'The service is not running, or listens on another port or address.',
        'The name leads to the wrong host.',
        'A firewall rejects the port instead of dropping it.',
      ],
      steps: [
        'Check that {host} is the host that was meant and that {address} belongs to it.',
        'Check on that host that the service runs and listens on port {port}.',
        'If it listens, look for a firewall rule that rejects with a reset or an ICMP error.',
      ],
    },
    'port-unreachable': {
      title: 'The host is unreachable',
      summary: 'Port {port} of {host} cannot be reached: the network reports no route.',
      meaning:
        'A router, a firewall or this machine itself answered that it has no route, or that policy forbids it.',
      causes: [
        'The route to the target network is missing or points to something that no longer exists.',
        'A router rejects the traffic administratively.',
        'The host is down and its neighbour on the network says so.',
      ],
      steps: [
        'Look at the route that is taken from here towards {host}.',
        'Follow the path hop by hop and find the router that gives the answer.',
        'In a VPC, read the route table of the subnet and look for blackhole routes.',
      ],
    },
    'port-reset': {
      title: 'Connections are reset at once',
      summary: 'Port {port} of {host} accepts the connection and resets it at once.',
      meaning:
        'The handshake completed and the connection was reset before any data was sent. A service under load or a security device does this.',
      causes: [
        'A firewall or proxy finishes the handshake itself and then refuses the destination.',
        'A load balancer has no healthy target behind the port.',
        'The service allows only certain source addresses.',
      ],
      steps: [
        'Check from another network: if it works there, a device on this path cuts the connection.',
        'Read the log of the firewall or proxy for {address} port {port}.',
        'Check the targets behind the load balancer, if there is one.',
      ],
    },
    'connection-limited': {
      title: 'Connections from one source are limited',
      summary: '{subject} rejects connections when many come from here at once; a single one succeeds.',
      meaning:
        'The service works. It, or a firewall before it, allows one source only a few connections at a time and resets the rest. Clients behind one address, such as a NAT gateway or a proxy, share that limit.',
      causes: [
        'The server limits connections for each source (nginx limit_conn, HAProxy, sshd MaxStartups).',
        'A firewall limits them (iptables connlimit, a session limit for each source on an appliance).',
      ],
      steps: [
        'Find out whether clients share one source address (NAT, proxy): then they meet the limit too.',
        'Raise the limit for this source on the server or on the firewall, or leave it if clients never come that close.',
        'Ask fewer targets at this address in one run to check without meeting the limit.',
      ],
    },
    'port-partly-open': {
      title: 'The port is open at some addresses only',
      summary:
        'Port {port} of {host} accepts no connection at {address} (seen: {outcome}). Every required port is open at another address.',
      meaning:
        'Clients that are given the dead address fail, others work: the fault looks random to users. If the port is optional (2222, the support channel, or NTP over TCP), only that function is missing.',
      causes: [
        'One network interface or Availability Zone of the target is out of order.',
        'The rules of one subnet differ from those of the others.',
        'The optional port was never opened.',
      ],
      steps: [
        'Compare the addresses in the evidence: which Availability Zone do the dead ones belong to?',
        'Compare security groups, network ACLs and routes of that subnet with those of a working one.',
        'For an optional port, open it when the function is wanted; otherwise leave it.',
      ],
    },
  },
  glossary: {
    'own-firewall':
      'This machine refuses {address} port {port} itself, by its own firewall: no packet left it, and nothing is proved about the target. Look at its rules for outgoing packets: sudo nft list ruleset, or sudo iptables -S OUTPUT.',
    'assumed-protocol':
      '{host} is not known to serve {serves}; its type may, so port {port} was checked. If it does not, say so: protocols in gatewatch.yaml, or --protocols {spoken} on the command line.',
  },
};
