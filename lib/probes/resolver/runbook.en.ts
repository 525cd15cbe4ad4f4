import type { KindTexts } from '../../core/runbook.ts';
import type { ResolverReason } from './spec.ts';

export const texts: KindTexts<ResolverReason> = {
  healthy: 'Names pass between the site and the VPC: endpoints, security groups and rules are in order.',
  reasons: {
    'resolver-dns-off': {
      title: 'The VPC’s DNS attributes are off',
      summary: 'In {vpc} these DNS attributes are off: {attributes}.',
      meaning:
        'Without enableDnsSupport the VPC has no resolver. Without enableDnsHostnames the private names of VPC endpoints do not work.',
      causes: ['The VPC was made without them: enableDnsHostnames is off by default in a new VPC.'],
      steps: ['Turn both on with the commands below. Nothing else changes for what runs there.'],
    },
    'resolver-name-public': {
      title: 'In the VPC too, the name leads to public addresses',
      summary: 'No endpoint with private DNS answers {name} in {vpc} (endpoint: {endpoint}).',
      meaning:
        'The VPC’s resolver answers with the service’s public addresses. Forwarding the name to it changes nothing.',
      causes: ['Private DNS of the endpoint is off.', 'The names of another VPC are wanted.'],
      steps: [
        'Turn private DNS on with the first command. All names of the service then lead to the endpoint, for the whole VPC.',
        'If a gateway in this VPC must be activated to the public endpoint, use the endpoint’s own vpce- name instead: it needs no forwarding.',
      ],
      variants: {
        'no-endpoint': {
          causes: [
            'The VPC has no interface endpoint of this service.',
            'The names of another VPC are wanted, such as a shared one with all endpoints.',
          ],
          steps: [
            'List the interface endpoints with the command below.',
            'Create one with private DNS, or put the VPC that has one into the configuration.',
          ],
        },
      },
    },
    'resolver-inbound-missing': {
      title: 'The VPC has no inbound endpoint',
      summary: '{vpc} has no inbound endpoint of Route 53 Resolver, and the site must resolve {names}.',
      meaning:
        'DNS servers outside AWS cannot ask the VPC’s resolver: its own address answers only inside the VPC. The site gets the public answer.',
      causes: ['It was deleted, or never created.', 'It is in another VPC, such as a shared one.'],
      steps: [
        'Look for one in another VPC with the command below; if there is, put that VPC into the configuration.',
        'Else create an inbound endpoint with an address in two zones and a group that allows TCP and UDP 53 from the site.',
        'Forward the names to its addresses on the site’s DNS servers.',
      ],
    },
    'resolver-endpoint-down': {
      title: 'A Resolver endpoint does not work',
      summary: 'The {direction} endpoint {endpoint} is in state {state} (addresses: {addresses}).',
      meaning:
        'ACTION_NEEDED: AWS cannot repair it. Queries at an address that is not attached get no answer. In the other states AWS is at work, and the endpoint may answer less.',
      causes: [
        'A network interface of the endpoint was deleted.',
        'A subnet had no free address, or the endpoint is being changed.',
      ],
      steps: [
        'Read the state of each address with the first command (AWS says: {stateMessage}).',
        'For each that is not ATTACHED, add another address to the endpoint, then remove the broken one.',
        'Put the new address into the forwarders of the site.',
      ],
    },
    'resolver-port-closed': {
      title: 'A security group closes DNS at an endpoint',
      summary:
        'The groups of the {direction} endpoint {endpoint} do not allow {protocol} {port} for {peers}.',
      meaning:
        'Queries are dropped without an answer. Where only TCP is closed, long answers fail and short ones arrive.',
      causes: [
        'The group allows UDP only.',
        'The group lists other addresses than those of the site’s DNS servers.',
      ],
      steps: [
        'Allow both UDP and TCP with the first command, for each DNS server.',
        'Then query by hand from the DNS server: dig @ADDRESS NAME, and once with +tcp.',
      ],
    },
    'resolver-forwarder-wrong': {
      title: 'The site forwards to an address that is no inbound endpoint’s',
      summary: 'The site forwards to {wrong}; the inbound endpoints of {vpc} have the addresses {addresses}.',
      meaning: 'Queries that go there are not answered, or by something else.',
      causes: [
        'The endpoint was created again and has other addresses.',
        'An address of the endpoint was replaced.',
      ],
      steps: [
        'Read the addresses with the command below and compare them with the conditional forwarders of the site.',
        'Correct the forwarders, and `inbound` in gatewatch.yaml.',
      ],
    },
    'resolver-rule-missing': {
      title: 'No rule forwards the site’s domain',
      summary: 'No forwarding rule that holds in {vpc} covers {domain}.',
      meaning: 'The VPC asks the public DNS for the site’s names. It finds nothing, or something else.',
      causes: [
        'There is no rule for this domain, or it was deleted.',
        'A more specific rule of type SYSTEM takes the domain out.',
      ],
      steps: [
        'List the rules with the first command.',
        'Create a rule of type FORWARD for {domain} with an outbound endpoint and the site’s DNS servers as targets.',
        'Associate it with {vpc}.',
      ],
    },
    'resolver-rule-not-associated': {
      title: 'A forwarding rule does not hold in the VPC',
      summary: 'Rule {rule} covers {domain} but does not hold in {vpc} (association: {state}).',
      meaning:
        'A rule holds only in the VPCs it is associated with. Here the site’s names are not forwarded.',
      causes: [
        'The VPC is new, or the association was removed.',
        'FAILED or OVERRIDDEN: another rule for the same domain holds there.',
      ],
      steps: [
        'Associate the rule with the first command.',
        'If AWS refuses, find the other rule for the same domain with the second command and remove its association.',
      ],
    },
    'resolver-rule-captures': {
      title: 'A forwarding rule takes an endpoint’s name out of the VPC',
      summary: 'In {vpc} the rule {rule} ({domain}) forwards {name} to {targets}.',
      meaning:
        'A rule that is as specific as the endpoint’s own zone stands before it. The site’s DNS servers answer, and know only the public addresses.',
      causes: ['Somebody forwarded AWS names to the site, often to filter them.'],
      steps: [
        'Remove the rule from this VPC with the first command.',
        'If the rest of the domain must stay forwarded, add a rule of type SYSTEM for {name}.',
      ],
    },
    'resolver-loop': {
      title: 'DNS queries run in a loop',
      summary: 'In {vpc} the rule {rule} for {domain} forwards to {targets}: its own inbound endpoint.',
      meaning:
        'The inbound endpoint hands the query to the same VPC’s resolver, whose rule forwards it again. Nobody answers.',
      causes: ['The rule was associated with the VPC of the inbound endpoint.'],
      steps: [
        'Remove the association with the first command.',
        'Or set the site’s own DNS servers as targets of the rule.',
      ],
    },
  },
};
