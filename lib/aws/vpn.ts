import {
  DescribeCustomerGatewaysCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  type EC2Client,
  GetVpnTunnelReplacementStatusCommand,
  type TunnelOption,
  type VgwTelemetry,
  type VpnConnection as WireVpnConnection,
} from '@aws-sdk/client-ec2';
import type { VpnConnection, VpnReader, VpnTunnel } from '../core/aws/vpn-reader.ts';
import { filter, present, tagFilters, tagsOf } from './ec2-filters.ts';
import { asking, errorName } from './refusals.ts';

/** Reads Site-to-Site VPN. None of these operations has pages. */
export function createVpnReader(client: EC2Client): VpnReader {
  return {
    connections: async ({ ids, tags }, signal) => {
      if (ids !== undefined && ids.length === 0) return [];
      const Filters = [...filter('vpn-connection-id', ids), ...tagFilters(tags)];
      const answer = await asking('ec2:DescribeVpnConnections', () =>
        client.send(new DescribeVpnConnectionsCommand({ Filters }), { abortSignal: signal }),
      );
      return (answer.VpnConnections ?? []).map(toConnection);
    },
    vpnGateway: async (id, signal) => {
      const answer = await asking('ec2:DescribeVpnGateways', () =>
        client.send(new DescribeVpnGatewaysCommand({ Filters: filter('vpn-gateway-id', [id]) }), {
          abortSignal: signal,
        }),
      );
      const gateway = answer.VpnGateways?.[0];
      return (
        gateway && {
          id: gateway.VpnGatewayId ?? id,
          state: gateway.State ?? '',
          amazonSideAsn: gateway.AmazonSideAsn,
          attachments: (gateway.VpcAttachments ?? []).map((one) => ({
            vpcId: one.VpcId ?? '',
            state: one.State ?? '',
          })),
          tags: tagsOf(gateway.Tags),
        }
      );
    },
    customerGateway: async (id, signal) => {
      const answer = await asking('ec2:DescribeCustomerGateways', () =>
        client.send(new DescribeCustomerGatewaysCommand({ Filters: filter('customer-gateway-id', [id]) }), {
          abortSignal: signal,
        }),
      );
      const gateway = answer.CustomerGateways?.[0];
      return (
        gateway && {
          id: gateway.CustomerGatewayId ?? id,
          state: gateway.State ?? '',
          address: gateway.IpAddress,
          bgpAsn: gateway.BgpAsnExtended ?? gateway.BgpAsn,
          certificateArn: gateway.CertificateArn,
          deviceName: gateway.DeviceName,
          tags: tagsOf(gateway.Tags),
        }
      );
    },
    tunnelReplacement: async (VpnConnectionId, VpnTunnelOutsideIpAddress, signal) => {
      try {
        const answer = await asking('ec2:GetVpnTunnelReplacementStatus', () =>
          client.send(
            new GetVpnTunnelReplacementStatusCommand({ VpnConnectionId, VpnTunnelOutsideIpAddress }),
            { abortSignal: signal },
          ),
        );
        const details = answer.MaintenanceDetails;
        return {
          outsideAddress: answer.VpnTunnelOutsideIpAddress ?? VpnTunnelOutsideIpAddress,
          pending: details?.PendingMaintenance,
          autoAppliedAfterMs: details?.MaintenanceAutoAppliedAfter?.getTime(),
          lastAppliedMs: details?.LastMaintenanceApplied?.getTime(),
        };
      } catch (error) {
        // `InvalidVpnConnectionID.NotFound` and its like: gone since it was listed.
        if (errorName(error).startsWith('Invalid')) return undefined;
        throw error;
      }
    },
  };
}

function toConnection(vpn: WireVpnConnection): VpnConnection {
  const options = vpn.Options?.TunnelOptions ?? [];
  const telemetry = vpn.VgwTelemetry ?? [];
  // Joined by address, never by index: the two lists come in different orders, and either may lack a tunnel.
  const addresses = new Set(present([...options, ...telemetry].map((one) => one.OutsideIpAddress)));
  const nameless = telemetry.filter((one) => one.OutsideIpAddress === undefined);
  return {
    id: vpn.VpnConnectionId ?? '',
    state: vpn.State ?? '',
    customerGatewayId: vpn.CustomerGatewayId,
    vpnGatewayId: vpn.VpnGatewayId,
    transitGatewayId: vpn.TransitGatewayId,
    coreNetworkArn: vpn.CoreNetworkArn,
    staticRoutesOnly: vpn.Options?.StaticRoutesOnly ?? false,
    outsideAddressType: vpn.Options?.OutsideIpAddressType,
    tunnels: [
      ...[...addresses].map((address) =>
        toTunnel(
          address,
          options.find((one) => one.OutsideIpAddress === address),
          telemetry.find((one) => one.OutsideIpAddress === address),
        ),
      ),
      ...nameless.map((one) => toTunnel(undefined, undefined, one)),
    ],
    staticRoutes: (vpn.Routes ?? []).map((route) => ({
      destination: route.DestinationCidrBlock ?? '',
      state: route.State,
    })),
    tags: tagsOf(vpn.Tags),
  };
}

function toTunnel(
  outsideAddress: string | undefined,
  options: TunnelOption | undefined,
  telemetry: VgwTelemetry | undefined,
): VpnTunnel {
  const logs = options?.LogOptions?.CloudWatchLogOptions;
  return {
    outsideAddress,
    status: telemetry?.Status,
    statusMessage: telemetry?.StatusMessage,
    lastStatusChangeMs: telemetry?.LastStatusChange?.getTime(),
    acceptedRoutes: telemetry?.AcceptedRouteCount,
    insideCidr: options?.TunnelInsideCidr,
    insideIpv6Cidr: options?.TunnelInsideIpv6Cidr,
    ikeVersions: present(options?.IkeVersions?.map((one) => one.Value)),
    startupAction: options?.StartupAction,
    dpdAction: options?.DpdTimeoutAction,
    certificateArn: telemetry?.CertificateArn,
    lifecycleControl: options?.EnableTunnelLifecycleControl,
    logs: {
      enabled: logs?.LogEnabled ?? false,
      groupArn: logs?.LogGroupArn,
      format: logs?.LogOutputFormat,
      bgpEnabled: logs?.BgpLogEnabled ?? false,
      bgpGroupArn: logs?.BgpLogGroupArn,
    },
  };
}
