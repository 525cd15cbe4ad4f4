import type { KindRemedies } from '../../core/runbook.ts';
import { RESTART_IPSEC, replaceAddress } from './device-commands.ts';
import type { VpnReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/vpn/latest/s2svpn';
const TROUBLESHOOTING = `${GUIDE}/Troubleshooting.html`;
const LOGS = `${GUIDE}/monitoring-logs.html`;
const DEVICE = `${GUIDE}/your-cgw.html`;
const ROUTING = `${GUIDE}/VPNRoutingTypes.html`;
const FIREWALL = `${GUIDE}/FirewallRules.html`;
const LIMITS = `${GUIDE}/vpn-limits.html`;
const OPTIONS = `${GUIDE}/VPNTunnels.html`;
const REPLACEMENTS = `${GUIDE}/endpoint-replacements.html`;
const LIFECYCLE = `${GUIDE}/tunnel-endpoint-lifecycle.html`;
const PRIORITY = 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html';

const LIST =
  'aws ec2 describe-vpn-connections --query "VpnConnections[].{Id:VpnConnectionId,State:State,Name:Tags[?Key==\'Name\']|[0].Value,Gateway:VpnGatewayId||TransitGatewayId}" --output table';
const TUNNELS =
  'aws ec2 describe-vpn-connections --vpn-connection-ids {vpn} --query "VpnConnections[].VgwTelemetry[].{Tunnel:OutsideIpAddress,Status:Status,Message:StatusMessage,Since:LastStatusChange,Routes:AcceptedRouteCount}" --output table';
const LOG = 'aws logs tail {logGroup} --since 1h --format short';
const BGP_LOG = 'aws logs tail {bgpLogGroup} --since 1h --format short';
const BGP_SUMMARY = 'sudo vtysh -c "show bgp summary"';
const BGP_ANNOUNCED = 'sudo vtysh -c "show bgp ipv4 unicast"';
const VPN_CONFIG = 'sudo gatewatch vpn-config /etc/ipsec.conf /etc/ipsec.d/*.conf --vpn {vpn}';
const SWITCH_BGP_LOG_ON =
  'aws ec2 modify-vpn-tunnel-options --vpn-connection-id {vpn} --vpn-tunnel-outside-ip-address {tunnel} --tunnel-options "LogOptions={CloudWatchLogOptions={BgpLogEnabled=true,BgpLogGroupArn=LOG_GROUP_ARN,BgpLogOutputFormat=json}}"';
const CHANGE_OPTIONS =
  'aws ec2 modify-vpn-tunnel-options --vpn-connection-id {vpn} --vpn-tunnel-outside-ip-address {other} --tunnel-options OPTION=VALUE';
/** The file a device is configured with: addresses, inside addresses and keys of both tunnels. */
const CONFIGURATION =
  'aws ec2 describe-vpn-connections --vpn-connection-ids {vpn} --query "VpnConnections[0].CustomerGatewayConfiguration" --output text';
const DEVICE_STATUS = 'sudo ipsec status || sudo swanctl --list-sas';
const PROPAGATE = 'aws ec2 enable-vgw-route-propagation --gateway-id {gateway} --route-table-id {routeTable}';
const TABLE =
  'aws ec2 describe-route-tables --route-table-ids {routeTable} --query "RouteTables[].{Propagating:PropagatingVgws[].GatewayId,Routes:Routes[].{To:DestinationCidrBlock||DestinationIpv6CidrBlock||DestinationPrefixListId,Target:GatewayId||NatGatewayId||TransitGatewayId||VpcPeeringConnectionId||NetworkInterfaceId||EgressOnlyInternetGatewayId,State:State,Origin:Origin}}"';

export const remedies: KindRemedies<VpnReason> = {
  'vpn-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteVpnConnection --max-results 5',
    ],
    links: [`${GUIDE}/SetUpVPNConnections.html`],
  },
  'vpn-not-available': { commands: [TUNNELS, LIST], links: [TROUBLESHOOTING] },
  'vpn-gateway-not-attached': {
    commands: [
      'aws ec2 describe-vpn-gateways --vpn-gateway-ids {gateway} --query "VpnGateways[].{State:State,Attachments:VpcAttachments}"',
      'aws ec2 attach-vpn-gateway --vpn-gateway-id {gateway} --vpc-id {vpc}',
    ],
    links: [`${GUIDE}/SetUpVPNConnections.html#vpn-create-target-gateway`],
  },
  'customer-gateway-address-changed': {
    commands: [
      'aws ec2 describe-customer-gateways --customer-gateway-ids {customerGateway}',
      'aws ec2 create-customer-gateway --type ipsec.1 --ip-address {expected} --bgp-asn {bgpAsn}',
      'curl -s https://checkip.amazonaws.com',
    ],
    links: [`${GUIDE}/modify-vpn-target.html`, DEVICE],
  },
  'tunnel-psk-mismatch': {
    commands: [LOG, CONFIGURATION, RESTART_IPSEC],
    links: [LOGS, `${GUIDE}/modify-vpn-tunnel-options.html`],
  },
  'tunnel-address-changed': {
    commands: [CONFIGURATION, replaceAddress('{oldAddress}', '{newAddress}'), RESTART_IPSEC, TUNNELS],
    links: [DEVICE, TROUBLESHOOTING],
  },
  'bgp-session-down': {
    commands: [TUNNELS, SWITCH_BGP_LOG_ON, BGP_SUMMARY],
    links: [LOGS, ROUTING, `${GUIDE}/Generic_Troubleshooting.html`],
  },
  'tunnels-down': {
    commands: [TUNNELS, LOG, DEVICE_STATUS, RESTART_IPSEC],
    links: [TROUBLESHOOTING, LOGS, DEVICE],
  },
  'route-not-propagated': {
    commands: [TABLE, PROPAGATE],
    links: [`${GUIDE}/SetUpVPNConnections.html`, ROUTING],
  },
  'vpn-route-blackhole': {
    commands: [
      TABLE,
      'aws ec2 replace-route --route-table-id {routeTable} --destination-cidr-block {destination} --gateway-id {gateway}',
      PROPAGATE,
    ],
    links: [PRIORITY, ROUTING],
  },
  'tunnel-without-routes': {
    commands: [
      TUNNELS,
      'aws ec2 describe-vpn-connections --vpn-connection-ids {vpn} --query "VpnConnections[].{Static:Options.StaticRoutesOnly,Routes:Routes}"',
      BGP_SUMMARY,
    ],
    links: [ROUTING, `${GUIDE}/Generic_Troubleshooting.html`],
  },
  'bgp-prefixes-denied': { commands: [TUNNELS, BGP_LOG, BGP_ANNOUNCED], links: [LOGS, ROUTING] },
  'bgp-prefix-limit': { commands: [TUNNELS, BGP_LOG, BGP_ANNOUNCED], links: [LOGS, LIMITS] },
  'tunnel-one-way': { commands: [TUNNELS, DEVICE_STATUS], links: [FIREWALL, TROUBLESHOOTING] },
  'tunnel-flapping': {
    commands: [VPN_CONFIG, TUNNELS, LOG],
    links: [TROUBLESHOOTING, LOGS],
  },
  'tunnel-down': {
    commands: [TUNNELS, LOG, DEVICE_STATUS, RESTART_IPSEC],
    links: [TROUBLESHOOTING, REPLACEMENTS, LOGS],
  },
  'tunnel-asymmetric': { commands: [TUNNELS], links: [ROUTING] },
  'tunnel-options-differ': {
    commands: [VPN_CONFIG, CHANGE_OPTIONS],
    links: [OPTIONS],
  },
  'tunnel-replacement-pending': {
    commands: [
      'aws ec2 get-vpn-tunnel-replacement-status --vpn-connection-id {vpn} --vpn-tunnel-outside-ip-address {tunnel}',
      'aws ec2 replace-vpn-tunnel --vpn-connection-id {vpn} --vpn-tunnel-outside-ip-address {tunnel} --apply-pending-maintenance',
    ],
    links: [LIFECYCLE, REPLACEMENTS],
  },
};
