import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DiscoveredClientVpn, Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import { sideReads } from '../../core/refusals.ts';

export const DISCOVER_CLIENT_VPN_ACTIONS = ['ec2:DescribeClientVpnEndpoints'] as const;

/** The endpoints that stand in the VPC, and those that stand in none yet. */
export async function discoverClientVpns(
  { clientVpn }: Pick<AwsAccess, 'clientVpn'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredClientVpn>> {
  const { unlessRefused, refused } = sideReads();
  const endpoints = await unlessRefused(clientVpn.endpoints(signal), []);
  return {
    targets: endpoints
      .filter(({ state }) => state !== 'deleted' && state !== 'deleting')
      .filter(({ vpcId }) => vpcId === undefined || vpcId === vpc)
      .map(({ id, tags }) => ({ type: 'client-vpn', id, name: tags.Name ?? id, tags })),
    refused: refused(),
  };
}
