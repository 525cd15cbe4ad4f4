import type { KindTexts } from '../../core/runbook.ts';
import type { ClientVpnReason } from './reasons.ts';

export const texts: KindTexts<ClientVpnReason> = {
  healthy: 'The Client VPN endpoint is available, stands in its subnets and lets users through.',
  reasons: {
    'client-vpn-missing': {
      title: 'The Client VPN endpoint does not exist',
      summary: 'There is no Client VPN endpoint {endpoint} in this account and Region.',
      meaning:
        'AWS knows no endpoint of this id. A deleted endpoint takes its DNS name with it: every client must be given a new configuration file.',
      causes: [
        'The stack was rebuilt: the new endpoint has another id and DNS name.',
        'The endpoint was deleted, or belongs to another account or Region.',
        'The id in the configuration is misspelt.',
      ],
      steps: [
        'List the endpoints with the first command and compare ids.',
        'If it was rebuilt, put the new id into gatewatch.yaml and hand out the new client configuration.',
        'If nobody meant to delete it, find out who did with the second command.',
      ],
    },
    'client-vpn-not-available': {
      title: 'The Client VPN endpoint is not available',
      summary: 'The Client VPN endpoint {endpoint} is in state {state} (AWS says: {stateMessage}).',
      meaning: 'Only an endpoint in state available takes connections.',
      causes: ['It is being deleted.', 'Its transit gateway attachment has not been accepted or made yet.'],
      steps: [
        'Look at the state and its message with the first command.',
        'If it is pending, look at its subnets with the second command, or at its transit gateway attachment, and wait ten minutes.',
        'If it is being deleted, find the endpoint that takes its place and hand out its configuration.',
      ],
    },
    'client-vpn-not-associated': {
      title: 'The Client VPN endpoint stands in no subnet',
      summary:
        'The Client VPN endpoint {endpoint} has no working association with a subnet (associations: {associations}).',
      meaning:
        'Users enter the VPC through the subnets the endpoint is associated with. Without one it takes no connections; with one that failed, that zone is lost.',
      causes: [
        'The associations were removed, for example to save their hourly price overnight.',
        'An association failed: its subnet has no free addresses, or overlaps the client addresses.',
        'It was made a few minutes ago.',
      ],
      steps: [
        'Look at the associations and their messages with the command below.',
        'Associate a subnet (aws ec2 associate-client-vpn-target-network), one for each zone.',
        'Wait until its state is associated, which takes some minutes; routes and rules are then needed as well.',
      ],
    },
    'client-vpn-not-authorised': {
      title: 'No authorisation rule lets users through',
      summary:
        'The Client VPN endpoint {endpoint} has no active authorisation rule for {destinations} (rules: {rules}).',
      meaning:
        'Users connect and then reach nothing: without a rule that covers the destination every packet is dropped.',
      causes: [
        'The rule was never made, or was revoked.',
        'The rule covers another prefix.',
        'The rule is still being authorised, or failed.',
      ],
      steps: [
        'Look at the rules with the command below.',
        'Add one for the destination (aws ec2 authorize-client-vpn-ingress), for the group that needs it rather than for everybody.',
        'Check that the endpoint has a route to the destination as well (aws ec2 describe-client-vpn-routes).',
      ],
    },
  },
};
