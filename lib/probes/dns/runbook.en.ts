import type { KindTexts } from '../../core/runbook.ts';
import type { DnsReason } from './spec.ts';

export const texts: KindTexts<DnsReason> = {
  healthy: 'Every name resolves, to the addresses that were expected.',
  glossary: {
    'by-nobody': 'no configured DNS server answers',
    'by-another': 'another DNS server answers, so programs wait or fail at random',
    'changed-since-good': 'Addresses until {until}: {before}; now: {now}.',
    'nothing-since-good': 'Addresses until {until}: {before}; now: none.',
  },
  reasons: {
    'dns-timeout': {
      title: 'The DNS servers do not answer',
      summary: 'No DNS server answered the query for {host} (servers: {servers}).',
      meaning:
        'The question was sent, repeated to every configured server, and nothing came back. Nothing that needs this name can work; whether the name exists is not known.',
      causes: [
        'A firewall, security group or network ACL drops UDP and TCP 53 to the DNS servers.',
        'The DNS servers are down, or their addresses are wrong in the DHCP options or in the gateway’s network settings.',
        'A server forwards this zone to another one that does not answer (a Route 53 Resolver rule or a conditional forwarder).',
      ],
      steps: [
        'Ask each server by hand with the dig commands below, once for this name and once for amazonaws.com.',
        'If no name is answered, allow UDP and TCP 53 from here to {servers} and check that the servers run.',
        'If only this name stays unanswered, follow the forwarding rule of its zone and test the server it points to.',
        'In a VPC, check the DHCP option set and that "DNS resolution" is on; the VPC’s own resolver is the network address plus two.',
      ],
    },
    'dns-server-failure': {
      title: 'The DNS server fails',
      summary:
        'The lookup of {host} failed at {servers} (outcome: {outcome}, response code: {rcode}): {answeredMeans}.',
      meaning:
        'SERVFAIL: the server tried and could not find out. REFUSED: it will not answer this client or this zone. server-unreachable: nothing listens at the configured address. In every case the name itself may be all right.',
      causes: [
        'SERVFAIL: the zone’s own name servers are unreachable from the server, or DNSSEC validation fails.',
        'REFUSED: recursion is not allowed for this source address, or the server does not serve this zone.',
        'server-unreachable: the DNS service is stopped, or a firewall rejects port 53.',
      ],
      steps: [
        'Repeat the question with dig against {servers} and against another resolver; compare the status field.',
        'On SERVFAIL, repeat with +cd: if it works then, DNSSEC validation is the cause; if not, trace the delegation with +trace.',
        'On REFUSED, allow recursion for this network on the server, or configure a server that serves it.',
        'On server-unreachable, start the DNS service, or correct the server’s address in the DHCP options or the network settings.',
      ],
    },
    'forwarder-silent': {
      title: 'The VPC’s inbound endpoint does not answer',
      summary: 'No inbound endpoint answered the query for {host} (asked: {forwarders}).',
      meaning:
        'The name has to be forwarded to these addresses. They do not answer from here, and the DNS servers here answer {addresses}.',
      causes: [
        'The path to the VPC is down: VPN, Direct Connect, or a route back.',
        'The endpoint’s security group or a firewall allows neither UDP nor TCP 53 from this site.',
        'The endpoint was created again and has other addresses.',
      ],
      steps: [
        'Query the endpoint with the dig commands below, from here and from a DNS server of the site.',
        'Compare its addresses and groups with the last command.',
        'Open UDP and TCP 53 on the way, and in the endpoint’s group for the site’s DNS servers.',
      ],
    },
    'name-not-forwarded': {
      title: 'The name is not forwarded to the VPC',
      summary: '{host} leads to {addresses} here and to {expected} in the VPC (servers: {servers}).',
      meaning:
        'The VPC’s inbound endpoint gives the right answer. The DNS servers here do not ask it, and answer otherwise.',
      causes: [
        'The DNS servers have no conditional forwarder for this name, or for another spelling of its zone.',
        'The old answer is still in a cache.',
        'Only some of the DNS servers have the forwarder.',
      ],
      steps: [
        'Query both sides with the first two commands.',
        'On every DNS server of the site, forward the zone of {host} to {forwarders}.',
        'Empty the cache of the DNS servers, and query again.',
      ],
    },
    'name-not-found': {
      title: 'The name does not exist',
      summary:
        'The name {host} does not resolve to any address (response code: {rcode}, servers: {servers}).',
      meaning:
        'A DNS server answered with authority that there is no such name (NXDOMAIN), or that the name has no address (NOERROR without records).',
      causes: [
        'The name is misspelt, or belongs to an endpoint that was deleted or made in another Region.',
        'The name lives in a private hosted zone that is not associated with this VPC, or not forwarded from this network.',
        'The server asked is not the one that knows the internal zone.',
      ],
      steps: [
        'Compare {host} letter by letter with the DNS names shown by describe-vpc-endpoints or by the owner of the host.',
        'Ask a public resolver for the same name: names of VPC endpoints (vpce-…) resolve publicly, private zones do not.',
        'For a private hosted zone, check in Route 53 that it is associated with this VPC, and on premises that a forwarding rule leads to the inbound resolver.',
        'After a correction wait for the negative answer to expire (the SOA’s minimum) or flush the cache of the server.',
      ],
    },
    'address-not-private': {
      title: 'The name resolves to public addresses',
      summary: 'The name {host} should resolve to private addresses but resolves to {addresses}.',
      meaning:
        'Traffic that should stay inside the VPC goes to the public service instead. Without a route to the internet it fails; with one it leaves the private path unnoticed.',
      causes: [
        'Private DNS is off on the VPC endpoint, or its hosted zone is not associated with this VPC.',
        'This network asks a DNS server that does not forward to the VPC’s resolver.',
        'The VPC has "DNS hostnames" or "DNS resolution" turned off.',
      ],
      steps: [
        'Use the endpoint’s own DNS name (vpce-…), which always resolves to its private addresses, if private DNS is off on purpose.',
        'Otherwise check the endpoint’s "Private DNS names enabled" and both DNS attributes of the VPC.',
        'Ask the VPC’s own resolver (network address plus two) for the name; if it answers privately, forward the zone to it from the server in use.',
        'Remove a wrong line for the name from the hosts file, if the evidence says it came from there.',
      ],
    },
    'address-not-public': {
      title: 'Private DNS overrides a public name',
      summary:
        'The public name {host} resolves to {addresses}, which is no public address. A VPC endpoint’s private DNS, an internal zone or a DNS filter overrides it.',
      meaning:
        'Clients in this VPC that look up the public service get the addresses of a VPC endpoint. A gateway cannot be activated with the public endpoint from a VPC in which private DNS is on for Storage Gateway.',
      causes: [
        'An interface endpoint for the service exists in this VPC with "Private DNS names enabled".',
        'A private hosted zone or an internal DNS server overrides amazonaws.com names.',
        'The address is 0.0.0.0 or :: – a DNS filter or firewall blocks the name.',
        'A leftover line in the hosts file.',
      ],
      steps: [
        'List the interface endpoints of the VPC with the command below and look for private DNS on a storagegateway service.',
        'If gateways should use the public endpoint: VPC console > Endpoints > the endpoint > Actions > Modify private DNS name > clear the box; it takes some minutes.',
        'If they should use the VPC endpoint: register them with endpoint type VPC and its vpce-… name instead.',
        'If no endpoint is to blame, find the private hosted zone or forwarding rule for the name’s domain; at 0.0.0.0 or :: ask the owner of the DNS filter to allow the name.',
      ],
    },
    'address-not-this-endpoint': {
      title: 'The name resolves to another endpoint',
      summary: 'The name {host} resolves to {addresses}, which is no address of this endpoint ({expected}).',
      meaning:
        'The name answers with addresses that none of the endpoint’s network interfaces has. Traffic reaches another endpoint, an old one, or nothing.',
      causes: [
        'The endpoint was made anew and DNS or a hosts file still holds the old addresses.',
        'The name belongs to another endpoint, or private DNS of another VPC’s endpoint answers.',
        'An internal zone holds hand-made records for the service.',
      ],
      steps: [
        'Compare with the addresses of the endpoint’s network interfaces, shown by the command below.',
        'Correct or remove hand-made records and hosts-file lines for {host}.',
        'If another endpoint answers on purpose, name that endpoint in the configuration.',
        'Flush the DNS cache of the server and of the gateway (restart it) after the change.',
      ],
    },
  },
};
