import type { KindTexts } from '../../core/runbook.ts';
import type { VpcEndpointReason } from './spec.ts';

export const texts: KindTexts<VpcEndpointReason> = {
  healthy: 'The VPC endpoint is available and set as wanted.',
  reasons: {
    'endpoint-missing': {
      title: 'The VPC endpoint does not exist',
      summary: 'There is no VPC endpoint {endpoint} in this account and Region.',
      meaning:
        'AWS knows no endpoint of this id or name here. A gateway that was activated through it has lost its way to AWS; its names no longer resolve.',
      causes: [
        'It was deleted, or its stack was recreated: a new endpoint has a new id and new DNS names.',
        'It belongs to another account or Region, for example to a shared-services VPC.',
        'The id or name in the configuration is misspelt.',
      ],
      steps: [
        'List the endpoints of the service with the first command and compare ids.',
        'If it was recreated, put the new id into gatewatch.yaml. A gateway keeps the endpoint name it was activated with, so it must be given the new one or be activated again.',
        'If it was deleted by mistake, find out who did it with the second command, then create an interface endpoint for com.amazonaws.<region>.storagegateway with private DNS switched off.',
        'If it belongs to another account, watch its DNS name from the vantage and leave out this check.',
      ],
    },
    'endpoint-not-available': {
      title: 'The VPC endpoint is not available',
      summary:
        'The VPC endpoint {endpoint} is in state {state} and not available (AWS says: {stateMessage}).',
      meaning:
        'Only an endpoint in state available carries traffic. Pending lasts some minutes after creation; pendingAcceptance waits for the owner of the service; failed, rejected and expired do not recover by themselves.',
      causes: [
        'It was created or changed a few minutes ago.',
        'A subnet has no free address for its network interface, or does not exist in a zone the service offers.',
        'The owner of the service has not accepted the connection, or rejected it.',
        'It is being deleted.',
      ],
      steps: [
        'Read its state and last error with the command below.',
        'If it is pending, wait ten minutes and look again.',
        'If it failed, check the free addresses of its subnets and the zones the service offers, then create it again: a failed endpoint cannot be repaired.',
        'If it waits for acceptance, ask the owner of the service to accept it.',
      ],
    },
    'endpoint-private-dns-on': {
      title: 'Private DNS is on, and captures the public names',
      summary:
        'Private DNS of the VPC endpoint {endpoint} is on: in VPC {vpc} the public names of {service} lead to this endpoint.',
      meaning:
        'While "Enable private DNS name" is on, no gateway in this VPC can be activated to the public endpoint: the public names resolve to the endpoint, on ports it does not serve in the same way.',
      causes: [
        'The endpoint was created with the console’s default, which switches private DNS on.',
        'Another team needs it for SDK or console access from the same VPC.',
      ],
      steps: [
        'Make sure that nothing in the VPC relies on the captured names: gateways that use the endpoint use its own vpce name.',
        'In the VPC console choose Endpoints, select {endpoint}, then Actions, "Modify private DNS name", and clear "Enable for this endpoint"; or use the command below.',
        'Wait until the endpoint is available again, some minutes, and for cached answers to expire (60 seconds).',
        'Check with dig from the VPC that the public name now has public addresses, then activate the gateway again.',
      ],
    },
    'endpoint-private-dns-off': {
      title: 'Private DNS is off, and the public names lead outside',
      summary:
        'Private DNS of the VPC endpoint {endpoint} is off: in VPC {vpc} the public names of {service} lead to public addresses.',
      meaning:
        'The configuration says that clients in this VPC use the service’s public names and are meant to reach this endpoint. With private DNS off, they go to the internet instead, or nowhere.',
      causes: [
        'Private DNS was switched off to activate a gateway publicly and was never switched on again.',
        'DNS support or DNS host names are off in the VPC, so it could not be switched on.',
        'Another endpoint or a private hosted zone in the VPC already holds the name.',
      ],
      steps: [
        'Check that both DNS attributes of the VPC are true, with the commands below.',
        'Switch private DNS on: VPC console, Endpoints, Actions, "Modify private DNS name"; or use the last command.',
        'If AWS refuses because of a conflicting zone, remove the private hosted zone or the other endpoint that holds the name.',
        'If clients use the endpoint’s own vpce name, leave it off and remove the wish from gatewatch.yaml.',
      ],
    },
    'endpoint-single-zone': {
      title: 'The VPC endpoint is in too few zones',
      summary:
        'The VPC endpoint {endpoint} is only in {zones}; at least {zonesWanted} Availability Zones are wanted.',
      meaning:
        'When that zone fails, every gateway that uses the endpoint loses AWS at once, even those in other zones. Traffic from other zones also pays for crossing.',
      causes: [
        'Only one subnet was chosen when the endpoint was created.',
        'A subnet was removed from it later.',
      ],
      steps: [
        'Choose a subnet in another zone of VPC {vpc} that has free addresses, with the first command.',
        'Add it: aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --add-subnet-ids followed by the subnet.',
        'Check that the security group and the network ACL of the new subnet allow 443, 1026, 1027, 1028, 1031 and 2222 from the gateways.',
        'If one zone is enough for you, say so with wants.zones: 1.',
      ],
    },
  },
};
