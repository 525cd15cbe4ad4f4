import {
  type EC2Client,
  paginateDescribeClientVpnAuthorizationRules,
  paginateDescribeClientVpnEndpoints,
  paginateDescribeClientVpnRoutes,
  paginateDescribeClientVpnTargetNetworks,
  type ClientVpnEndpoint as WireEndpoint,
} from '@aws-sdk/client-ec2';
import type { ClientVpnEndpoint, ClientVpnReader } from '../core/aws/client-vpn-reader.ts';
import { filter, present, tagsOf } from './ec2-filters.ts';
import { readPages } from './pages.ts';

/** Reads Client VPN. */
export function createClientVpnReader(client: EC2Client): ClientVpnReader {
  const endpoints = (ids: readonly string[] | undefined, signal: AbortSignal) =>
    readPages(
      'ec2:DescribeClientVpnEndpoints',
      paginateDescribeClientVpnEndpoints(
        { client },
        { Filters: filter('endpoint-id', ids) },
        { abortSignal: signal },
      ),
      ({ ClientVpnEndpoints }) => ClientVpnEndpoints?.map(toEndpoint),
    );
  return {
    endpoint: async (id, signal) => (await endpoints([id], signal))[0],
    endpoints: (signal) => endpoints(undefined, signal),
    associations: (ClientVpnEndpointId, signal) =>
      readPages(
        'ec2:DescribeClientVpnTargetNetworks',
        paginateDescribeClientVpnTargetNetworks({ client }, { ClientVpnEndpointId }, { abortSignal: signal }),
        ({ ClientVpnTargetNetworks }) =>
          ClientVpnTargetNetworks?.map((one) => ({
            id: one.AssociationId ?? '',
            subnetId: one.TargetNetworkId,
            vpcId: one.VpcId,
            state: one.Status?.Code ?? '',
            stateMessage: one.Status?.Message,
          })),
      ),
    authorisations: (ClientVpnEndpointId, signal) =>
      readPages(
        'ec2:DescribeClientVpnAuthorizationRules',
        paginateDescribeClientVpnAuthorizationRules(
          { client },
          { ClientVpnEndpointId },
          { abortSignal: signal },
        ),
        ({ AuthorizationRules }) =>
          AuthorizationRules?.map((one) => ({
            destination: one.DestinationCidr ?? '',
            groupId: one.GroupId,
            everybody: one.AccessAll ?? false,
            state: one.Status?.Code ?? '',
            stateMessage: one.Status?.Message,
          })),
      ),
    routes: (ClientVpnEndpointId, signal) =>
      readPages(
        'ec2:DescribeClientVpnRoutes',
        paginateDescribeClientVpnRoutes({ client }, { ClientVpnEndpointId }, { abortSignal: signal }),
        ({ Routes }) =>
          Routes?.map((one) => ({
            destination: one.DestinationCidr ?? '',
            subnetId: one.TargetSubnet,
            state: one.Status?.Code ?? '',
          })),
      ),
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
