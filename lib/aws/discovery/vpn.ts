import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DiscoveredVpn, Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import type { VpnConnection } from '../../core/aws/vpn-reader.ts';
import { sideReads } from '../../core/refusals.ts';
import { endsInVpc } from './ends-in-vpc.ts';

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
  aws: Pick<AwsAccess, 'vpn' | 'transitGateways'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredVpn>> {
  const reads = sideReads();
  const all = await reads.unlessRefused(aws.vpn.connections({}, signal), []);
  const connections = all.filter(({ state }) => state !== 'deleted' && state !== 'deleting');
  const end = endsInVpc(aws, vpc, reads, signal);
  const endsHere = async ({ vpnGatewayId, transitGatewayId }: VpnConnection): Promise<boolean> => {
    if (transitGatewayId !== undefined) return (await end.ofTransitGateway(transitGatewayId)) !== 'elsewhere';
    return vpnGatewayId === undefined || (await end.ofVpnGateway(vpnGatewayId)) !== 'elsewhere';
  };
  const here = await Promise.all(connections.map(endsHere));
  return {
    targets: connections
      .filter((_, place) => here[place])
      .map(({ id, tags }) => ({ type: 'site-to-site-vpn', id, name: tags.Name ?? id, tags })),
    refused: reads.refused(),
  };
}
