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
import { tunnelsOfXml } from '../vpn-config/gateway-xml.ts';
import { SharedKey } from '../wire/shared-key.ts';
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
    tunnelKeys: async (id, signal) => {
      const answer = await asking('ec2:DescribeVpnConnections', () =>
        client.send(new DescribeVpnConnectionsCommand({ Filters: filter('vpn-connection-id', [id]) }), {
          abortSignal: signal,
        }),
      );
      return tunnelKeysOf(answer.VpnConnections?.[0]?.CustomerGatewayConfiguration ?? '');
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
    concentratorId: vpn.VpnConcentratorId,
    staticRoutesOnly: vpn.Options?.StaticRoutesOnly ?? false,
    outsideAddressType: vpn.Options?.OutsideIpAddressType,
    transportAttachmentId: vpn.Options?.TransportTransitGatewayAttachmentId,
    tunnelBandwidth: vpn.Options?.TunnelBandwidth,
    isAccelerated: vpn.Options?.EnableAcceleration,
    localCidr: vpn.Options?.LocalIpv4NetworkCidr ?? vpn.Options?.LocalIpv6NetworkCidr,
    remoteCidr: vpn.Options?.RemoteIpv4NetworkCidr ?? vpn.Options?.RemoteIpv6NetworkCidr,
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
    dpdTimeoutSeconds: options?.DpdTimeoutSeconds,
    phase1: {
      encryption: valuesOf(options?.Phase1EncryptionAlgorithms),
      integrity: valuesOf(options?.Phase1IntegrityAlgorithms),
      dhGroups: valuesOf(options?.Phase1DHGroupNumbers),
      lifetimeSeconds: options?.Phase1LifetimeSeconds,
    },
    phase2: {
      encryption: valuesOf(options?.Phase2EncryptionAlgorithms),
      integrity: valuesOf(options?.Phase2IntegrityAlgorithms),
      dhGroups: valuesOf(options?.Phase2DHGroupNumbers),
      lifetimeSeconds: options?.Phase2LifetimeSeconds,
    },
    logs: {
      enabled: logs?.LogEnabled ?? false,
      groupArn: logs?.LogGroupArn,
      format: logs?.LogOutputFormat,
      bgpEnabled: logs?.BgpLogEnabled ?? false,
      bgpGroupArn: logs?.BgpLogGroupArn,
    },
  };
}

/** AWS leaves a list out, or sends it empty, where its defaults hold. */
function valuesOf<T extends string | number>(
  list: readonly { readonly Value?: T | undefined }[] | undefined,
): readonly T[] | undefined {
  const values = present(list?.map(({ Value }) => Value));
  return values.length === 0 ? undefined : values;
}

/** Of each `<ipsec_tunnel>` its outside address at AWS and its key, in the form of the device's download. */
function tunnelKeysOf(xml: string): ReadonlyMap<string, SharedKey> {
  const keys = new Map<string, SharedKey>();
  for (const { vpn_gateway: gateway, ike } of tunnelsOfXml(xml)) {
    const address = gateway?.tunnel_outside_address?.ip_address;
    if (address !== undefined && ike?.pre_shared_key !== undefined && ike.pre_shared_key !== '') {
      keys.set(address, new SharedKey(ike.pre_shared_key));
    }
  }
  return keys;
}
