import type { KindTexts } from '../../core/runbook.ts';
import type { PathReason } from './spec.ts';

export const texts: KindTexts<PathReason> = {
  healthy: 'The security groups, network ACLs and routes allow every segment, in both directions.',
  reasons: {
    'path-security-group-blocks': {
      title: 'A security group blocks the path',
      summary: 'Security group {id} does not allow {protocol} {port} on the segment {segment} ({subject}).',
      meaning:
        'Security groups only allow: what no rule of any group of the network interface allows is dropped without an answer. Connections on this segment time out. The rules were read from EC2; no packet was sent.',
      causes: [
        'The rule for this port was never added, or was added to another group than the one the interface carries.',
        'The endpoint was created without choosing a group and carries the default group of its VPC, which admits only its own members.',
        'The rule names an address or a group that the source no longer has: it was replaced or moved to another subnet.',
        'The outbound rules of the source were narrowed, and the target was left out.',
      ],
      steps: [
        'Read the rules of {id} with the command below and compare them with the segment: {protocol} {port}, from {source} to {address}.',
        'Run the fix shown with this finding. It adds the missing rule, or gives the endpoint or interface a separate group.',
        'If infrastructure code manages the group, add the same rule there, or the next deployment removes it.',
        'Run the check again: rules work at once, for new connections.',
      ],
    },
    'path-network-acl-blocks': {
      title: 'A network ACL blocks the path',
      summary: 'Network ACL {id} denies packets of the segment {segment} ({subject}): rule {rule}.',
      meaning:
        'A network ACL filters at the border of a subnet, tries its rules from the lowest number on, and does not remember connections: the request and its answer each need a rule. The answer goes to a port that the asking system chooses, 1024-65535. Where only some of these ports are denied, connections fail at random.',
      causes: [
        'The rule for the answers, 1024-65535, is missing in one direction.',
        'A rule with a lower number denies what a later one allows.',
        'The subnet was moved to another network ACL, or a new subnet got a restrictive one.',
        'The addresses in the rules are those of an earlier layout.',
      ],
      steps: [
        'Read the entries of {id} with the command below, in the order of their numbers: the first that matches decides.',
        'Run the fix shown with this finding. It adds an entry with a free number before the one that denies.',
        'Check that both directions of both subnets are open: the port towards the target, 1024-65535 back.',
        'If infrastructure code manages the network ACL, add the same entries there.',
        'Run the check again.',
      ],
    },
    'path-no-route': {
      title: 'A route is missing',
      summary: 'Route table {id} of {subnet} has no usable route for the segment {segment} ({subject}).',
      meaning:
        'The route table of a subnet decides where packets go, the most specific route first. Without a route, or with only a default route to an internet gateway for a private address, packets are dropped without a reply. The return path needs a route as well: a missing one looks exactly like a firewall.',
      causes: [
        'Route propagation from the virtual private gateway is off for this table.',
        'The route was added to another table than the one the subnet uses.',
        'The site or the other VPC got a new address block that has no route yet.',
        'The route back, from the subnet of the target to the source, was forgotten.',
        'The route back leads to a NAT gateway or an egress-only internet gateway. Both drop answers to connections from outside.',
      ],
      steps: [
        'Read the routes with the command below and look for the most specific one that covers the destination (from {source} to {address}).',
        'Run the fix shown with this finding. Replace a <placeholder> with the gateway that leads there.',
        'Towards a site behind a virtual private gateway, prefer route propagation to a static route.',
        'Check the route back in the table of the other subnet.',
        'Run the check again: routes work at once.',
      ],
    },
    'path-blackhole': {
      title: 'A route leads to a deleted target',
      summary:
        'The route {rule} in {id} leads to {target}, which no longer exists (segment {segment}, {subject}).',
      meaning:
        'The route is there, but its target was deleted or detached: EC2 marks it "blackhole" and drops every packet that matches it. It still wins over less specific routes.',
      causes: [
        'The NAT gateway, peering connection, transit gateway attachment or network interface was deleted.',
        'The virtual private gateway or internet gateway was detached from the VPC.',
        'A stack was rebuilt: the new gateway has a new id, and the table keeps the old one.',
      ],
      steps: [
        'Find out what became of {target}: deleted, detached, or replaced by something new.',
        'Run the fix shown with this finding. Replace a <placeholder> with the id of what replaced it.',
        'If the destination is not needed any more, delete the route instead.',
        'If infrastructure code manages the route, refer to the gateway there instead of writing its id.',
        'Run the check again.',
      ],
    },
    'path-undecided': {
      title: 'The rules do not decide the path',
      summary:
        'Whether the segment {segment} ({subject}) passes cannot be decided from what was read: {undecided}.',
      meaning:
        'No rule that was read blocks this segment, but something that could was not found, cannot be read from this account, or depends on what is not known: an end that no longer exists, a prefix list or group of another account, a rule that admits only part of a subnet, a network ACL that admits only some of the ports an answer may go to. This is no failure.',
      causes: [
        'An end that the configuration names no longer exists: {undecided}.',
        'An address lies in the block of the VPC, and no network interface holds it: {undecided}.',
        'A prefix list or security group belongs to another account and is not shared for reading.',
        'The two ends are in different VPCs and the rule names a group: whether it applies depends on the peering connection or transit gateway.',
      ],
      steps: [
        'Look up what is named here: {undecided}. Correct the configuration where it names something that is gone.',
        'Where it exists in another account, read it there, or write the rule with an address block instead.',
        'Trust the checks that send packets (port, tls) for this segment: they see what the rules cannot show.',
      ],
    },
  },
};
