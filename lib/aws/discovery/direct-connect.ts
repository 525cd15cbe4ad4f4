import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { VirtualInterface } from '../../core/aws/direct-connect-reader.ts';
import type {
  DiscoveredVirtualInterface,
  Discovery,
  DiscoveryScope,
} from '../../core/aws/discovered-target.ts';
import { sideReads } from '../../core/refusals.ts';
import { type End, endsInVpc } from './ends-in-vpc.ts';

export const DISCOVER_DIRECT_CONNECT_ACTIONS = [
  'directconnect:DescribeVirtualInterfaces',
  'directconnect:DescribeDirectConnectGatewayAssociations',
  'ec2:DescribeVpnGateways',
  'ec2:DescribeTransitGatewayAttachments',
] as const;

/** Gateways of one line that belong to another account or Region lead to no VPC that is looked at here. */
const LEADS_AWAY: readonly End[] = ['elsewhere', 'unseen'];

/**
 * Every virtual interface of the Region that leads to the VPC: over its virtual private gateway, or over a Direct
 * Connect gateway with that one or with a transit gateway it is attached to. A public interface, one without a gateway,
 * and one of Cloud WAN lead to no VPC that AWS names: they are found from everywhere, and so is what AWS refuses to
 * tell.
 */
export async function discoverVirtualInterfaces(
  aws: Pick<AwsAccess, 'directConnect' | 'vpn' | 'transitGateways'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredVirtualInterface>> {
  const reads = sideReads();
  const { directConnect } = aws;
  const all = await reads.unlessRefused(directConnect.virtualInterfaces(signal), []);
  const alive = all.filter(({ state }) => state !== 'deleted' && state !== 'deleting');
  const end = endsInVpc(aws, vpc, reads, signal);
  const endsOf = async (directConnectGatewayId: string): Promise<readonly End[]> => {
    const gateways = await reads.unlessRefused(
      directConnect.associatedGateways(directConnectGatewayId, signal),
      undefined,
    );
    return await Promise.all(
      (gateways ?? []).map(({ id, type }) => {
        if (id === undefined) return 'not-told';
        return type === 'transitGateway' ? end.ofTransitGateway(id) : end.ofVpnGateway(id);
      }),
    );
  };
  const known = new Map<string, Promise<readonly End[]>>();
  const leadsHere = async ({
    virtualGatewayId,
    directConnectGatewayId,
  }: VirtualInterface): Promise<boolean> => {
    if (virtualGatewayId !== undefined) return (await end.ofVpnGateway(virtualGatewayId)) !== 'elsewhere';
    if (directConnectGatewayId === undefined) return true;
    // Many interfaces share one gateway.
    const ends = known.get(directConnectGatewayId) ?? endsOf(directConnectGatewayId);
    known.set(directConnectGatewayId, ends);
    const all = await ends;
    return all.length === 0 || all.some((one) => !LEADS_AWAY.includes(one));
  };
  const here = await Promise.all(alive.map(leadsHere));
  return {
    targets: alive
      .filter((_, place) => here[place])
      .map(({ id, name, tags }) => ({ type: 'direct-connect', id, name: tags.Name ?? name ?? id, tags })),
    refused: reads.refused(),
  };
}
