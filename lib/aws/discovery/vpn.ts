import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DiscoveredVpn, Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import type { VpnConnection } from '../../core/aws/vpn-reader.ts';
import { sideReads } from '../../core/refusals.ts';

export const DISCOVER_VPN_ACTIONS = [
  'ec2:DescribeVpnConnections',
  'ec2:DescribeVpnGateways',
  'ec2:DescribeTransitGatewayAttachments',
] as const;

/**
 * Every connection that ends in the VPC: at its virtual private gateway, or at a transit gateway it is attached to.
 * Where it ends is not known of one without a gateway, of a detached one, and of Cloud WAN: rather one too many than
 * one that nobody watches. The same goes for what AWS refuses to tell.
 */
export async function discoverVpns(
  { vpn, transitGateways }: Pick<AwsAccess, 'vpn' | 'transitGateways'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredVpn>> {
  const { unlessRefused, refused } = sideReads();
  const all = await unlessRefused(vpn.connections({}, signal), []);
  const connections = all.filter(({ state }) => state !== 'deleted' && state !== 'deleting');
  const transit = connections.some(({ transitGatewayId }) => transitGatewayId !== undefined)
    ? await unlessRefused(transitGateways.attachments({ resourceIds: [vpc] }, signal), undefined)
    : [];
  const endsHere = async ({ vpnGatewayId, transitGatewayId }: VpnConnection): Promise<boolean> => {
    if (transitGatewayId !== undefined)
      return transit?.some((one) => one.transitGatewayId === transitGatewayId) ?? true;
    if (vpnGatewayId === undefined) return true;
    const gateway = await unlessRefused(vpn.vpnGateway(vpnGatewayId, signal), undefined);
    const attached = gateway?.attachments.filter(({ state }) => state !== 'detached') ?? [];
    return attached.length === 0 || attached.some(({ vpcId }) => vpcId === vpc);
  };
  const here = await Promise.all(connections.map(endsHere));
  return {
    targets: connections
      .filter((_, place) => here[place])
      .map(({ id, tags }) => ({ type: 'site-to-site-vpn', id, name: tags.Name ?? id, tags })),
    refused: refused(),
  };
}
