import {
  DescribeClientVpnAuthorizationRulesCommand,
  DescribeClientVpnEndpointsCommand,
  DescribeClientVpnRoutesCommand,
  DescribeClientVpnTargetNetworksCommand,
  type EC2Client,
  type ClientVpnEndpoint as WireEndpoint,
} from '@aws-sdk/client-ec2';
import type { ClientVpnEndpoint, ClientVpnReader } from '../core/aws/client-vpn-reader.ts';
import { filter, present, tagsOf } from './ec2-filters.ts';
import { everyPage } from './pages.ts';
import { asking } from './refusals.ts';

/** Reads Client VPN. */
export function createClientVpnReader(client: EC2Client): ClientVpnReader {
  const endpoints = (ids: readonly string[] | undefined, signal: AbortSignal) =>
    everyPage(async (NextToken) => {
      const Filters = filter('endpoint-id', ids);
      const page = await asking('ec2:DescribeClientVpnEndpoints', () =>
        client.send(new DescribeClientVpnEndpointsCommand({ Filters, NextToken }), { abortSignal: signal }),
      );
      return { items: (page.ClientVpnEndpoints ?? []).map(toEndpoint), next: page.NextToken };
    });
  return {
    endpoint: async (id, signal) => (await endpoints([id], signal))[0],
    endpoints: (signal) => endpoints(undefined, signal),
    associations: (ClientVpnEndpointId, signal) =>
      everyPage(async (NextToken) => {
        const page = await asking('ec2:DescribeClientVpnTargetNetworks', () =>
          client.send(new DescribeClientVpnTargetNetworksCommand({ ClientVpnEndpointId, NextToken }), {
            abortSignal: signal,
          }),
        );
        const items = (page.ClientVpnTargetNetworks ?? []).map((one) => ({
          id: one.AssociationId ?? '',
          subnetId: one.TargetNetworkId,
          vpcId: one.VpcId,
          state: one.Status?.Code ?? '',
          stateMessage: one.Status?.Message,
        }));
        return { items, next: page.NextToken };
      }),
    authorisations: (ClientVpnEndpointId, signal) =>
      everyPage(async (NextToken) => {
        const page = await asking('ec2:DescribeClientVpnAuthorizationRules', () =>
          client.send(new DescribeClientVpnAuthorizationRulesCommand({ ClientVpnEndpointId, NextToken }), {
            abortSignal: signal,
          }),
        );
        const items = (page.AuthorizationRules ?? []).map((one) => ({
          destination: one.DestinationCidr ?? '',
          groupId: one.GroupId,
          everybody: one.AccessAll ?? false,
          state: one.Status?.Code ?? '',
          stateMessage: one.Status?.Message,
        }));
        return { items, next: page.NextToken };
      }),
    routes: (ClientVpnEndpointId, signal) =>
      everyPage(async (NextToken) => {
        const page = await asking('ec2:DescribeClientVpnRoutes', () =>
          client.send(new DescribeClientVpnRoutesCommand({ ClientVpnEndpointId, NextToken }), {
            abortSignal: signal,
          }),
        );
        const items = (page.Routes ?? []).map((one) => ({
          destination: one.DestinationCidr ?? '',
          subnetId: one.TargetSubnet,
          state: one.Status?.Code ?? '',
        }));
        return { items, next: page.NextToken };
      }),
  };
}

function toEndpoint(endpoint: WireEndpoint): ClientVpnEndpoint {
  return {
    id: endpoint.ClientVpnEndpointId ?? '',
    state: endpoint.Status?.Code ?? '',
    stateMessage: endpoint.Status?.Message,
    dnsName: endpoint.DnsName,
    transport: endpoint.TransportProtocol,
    port: endpoint.VpnPort,
    clientCidr: endpoint.ClientCidrBlock,
    serverCertificateArn: endpoint.ServerCertificateArn,
    vpcId: endpoint.VpcId,
    securityGroupIds: present(endpoint.SecurityGroupIds),
    splitTunnel: endpoint.SplitTunnel ?? false,
    transitGatewayId: endpoint.TransitGatewayConfiguration?.TransitGatewayId,
    tags: tagsOf(endpoint.Tags),
  };
}
