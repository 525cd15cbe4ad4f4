import type { KindRemedies } from '../../core/runbook.ts';
import type { GatewayLoadReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/filegateway/latest/files3';
const METRICS = `${GUIDE}/monitoring-file-gateway.html`;
const ALARMS = `${GUIDE}/cloudwatch-alarms-fgw.html`;
const PERFORMANCE = `${GUIDE}/Performance.html`;
const HEALTH = `${GUIDE}/troubleshooting-file-gateway-issues.html`;

const METRIC =
  'aws cloudwatch list-metrics --namespace AWS/StorageGateway --metric-name {metric} --dimensions Name=GatewayId,Value={gateway}';
const DISKS =
  'aws storagegateway describe-cache --gateway-arn "$(aws storagegateway list-gateways --query "Gateways[?GatewayId==\'{gateway}\'].GatewayARN" --output text)"';

export const remedies: KindRemedies<GatewayLoadReason> = {
  'gateway-shares-unavailable': { commands: [METRIC], links: [METRICS, HEALTH] },
  'gateway-uploads-fail': { commands: [METRIC], links: [HEALTH, ALARMS] },
  'gateway-cache-dirty': { commands: [METRIC, DISKS], links: [ALARMS, PERFORMANCE] },
  'gateway-io-wait': { commands: [METRIC], links: [ALARMS, PERFORMANCE] },
  'gateway-root-disk-low': { commands: [METRIC], links: [METRICS] },
  'gateway-restarted': { commands: [METRIC], links: [ALARMS] },
};
