import type { KindTexts } from '../../core/runbook.ts';
import type { ClientVpnReason } from './spec.ts';

export const texts: KindTexts<ClientVpnReason> = {
  healthy: 'The Client VPN endpoint is available, is associated with its subnets and lets users through.',
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
      title: 'The Client VPN endpoint has no associated subnet',
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
    'client-vpn-certificate-expires': {
      title: 'The server certificate of the Client VPN endpoint expires',
      summary:
        'The server certificate of the Client VPN endpoint {endpoint} expires at {validTo}, days left: {daysLeft} (status: {certificateStatus}, type: {certificateType}, renewal by ACM: {renewal}).',
      meaning:
        'A client checks the certificate when it connects: once that has ended, nobody gets in, though the endpoint stays available. ACM renews what it issued itself while it is in use; an imported certificate stays as it is until somebody replaces it, and a revoked one must be replaced too.',
      causes: [
        'It was imported (type IMPORTED), and nobody is in charge of its renewal.',
        'ACM issued it and cannot renew it: its validation record is gone from the DNS, the mail was not answered, or the private CA refuses.',
        'It was revoked, for example because its private key became known.',
      ],
      steps: [
        'Read type, status, end and renewal of {certificate} with the first command.',
        'Type IMPORTED: have its CA sign a certificate for the same names, with the same type and size of key, and import it over the old one with the import command; the ARN stays.',
        'Issued by ACM, renewal PENDING_VALIDATION or FAILED: put back the records that the command with ResourceRecord lists, or answer the mail; ACM then renews by itself. It no longer renews what has ended.',
        'EXPIRED and issued by ACM, REVOKED, or with another kind of key: request or import a new certificate and give it to the endpoint: aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id {endpoint} --server-certificate-arn ARN.',
        'The endpoint takes what was renewed or imported over within 24 hours. Then connect with a client; where another CA signed, hand out the client configuration anew.',
      ],
    },
  },
};
