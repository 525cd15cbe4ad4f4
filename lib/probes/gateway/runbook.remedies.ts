import type { KindRemedies } from '../../core/runbook.ts';
import type { GatewayReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/filegateway/latest/files3';
const API = 'https://docs.aws.amazon.com/storagegateway/latest/APIReference';
const OFFLINE = `${GUIDE}/troubleshooting-gateway-offline.html`;
const ACTIVATION = `${GUIDE}/troubleshooting-gateway-activation.html`;
const HEALTH = `${GUIDE}/troubleshooting-file-gateway-issues.html`;
const FSX_HEALTH =
  'https://docs.aws.amazon.com/filegateway/latest/filefsxw/troubleshooting-file-gateway-issues.html';
const HA = `${GUIDE}/troubleshooting-ha-issues.html`;
const NTP = `${GUIDE}/MaintenanceTimeSync-fgw.html`;
const UPDATES = `${GUIDE}/MaintenanceManagingUpdate-common.html`;
const REPLACE = `${GUIDE}/migrate-data.html`;
const EC2_SUPPORT = `${GUIDE}/troubleshooting-EC2-gateway-issues.html`;
const REQUIREMENTS = `${GUIDE}/Requirements.html`;

const LIST =
  'aws storagegateway list-gateways --query "Gateways[].{Id:GatewayId,Name:GatewayName,Type:GatewayType,State:GatewayOperationalState,Version:SoftwareVersion}" --output table';
const INSTANCE =
  'aws ec2 describe-instance-status --include-all-instances --instance-ids {instance} --query "InstanceStatuses[].{State:InstanceState.Name,System:SystemStatus.Status,Instance:InstanceStatus.Status}"';
const HEALTH_LOG = 'aws logs tail {logGroup} --since 1h --format short';

export const remedies: KindRemedies<GatewayReason> = {
  'gateway-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteGateway --max-results 5',
    ],
    links: [`${API}/API_ListGateways.html`],
  },
  'gateway-offline': { commands: [LIST, INSTANCE], links: [OFFLINE, REQUIREMENTS] },
  'gateway-not-running': { commands: [LIST, INSTANCE], links: [`${API}/API_StartGateway.html`, OFFLINE] },
  'gateway-clock-out-of-sync': {
    commands: [HEALTH_LOG, 'chronyc tracking', 'chronyc sources -v', INSTANCE],
    links: [NTP, HEALTH, EC2_SUPPORT],
  },
  'gateway-wrong-type': { commands: [LIST], links: [`${API}/API_ActivateGateway.html`] },
  'gateway-wrong-endpoint': {
    commands: [
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[?contains(ServiceName, \'storagegateway\')].{Id:VpcEndpointId,Vpc:VpcId,PrivateDns:PrivateDnsEnabled,Names:DnsEntries[].DnsName}"',
    ],
    links: [ACTIVATION, `${GUIDE}/gateway-private-link.html`],
  },
  'gateway-health-error': { commands: [HEALTH_LOG], links: [HEALTH, FSX_HEALTH, HA] },
  'gateway-deprecated': { commands: [LIST], links: [REPLACE, `${GUIDE}/release-notes.html`] },
  'gateway-image-outdated': {
    commands: [
      'aws ssm get-parameter --name /aws/service/storagegateway/ami/{imageType}/latest --query Parameter.Value --output text',
      'aws ec2 describe-images --image-ids {imageId} --query "Images[].{Name:Name,Created:CreationDate,Deprecated:DeprecationTime}"',
    ],
    links: [`${GUIDE}/ec2-gateway-file.html`],
  },
  'gateway-update-overdue': {
    commands: [
      'aws storagegateway describe-maintenance-start-time --gateway-arn {gatewayArn}',
      'aws storagegateway update-gateway-software-now --gateway-arn {gatewayArn}',
    ],
    links: [UPDATES, `${GUIDE}/apply-update-manually.html`],
  },
};
