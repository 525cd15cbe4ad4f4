import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DiscoveredInstanceConnectEndpoint, Discovery } from '../../core/aws/discovered-target.ts';
import { INSTANCE_CONNECT_ACTIONS } from '../../core/aws/instance-connect-reader.ts';
import { sideReads } from '../../core/refusals.ts';

export const DISCOVER_INSTANCE_CONNECT_ACTIONS = INSTANCE_CONNECT_ACTIONS.endpoints;

/**
 * Every EC2 Instance Connect endpoint of the VPC. One that is deleted is none.
 *
 * Where the listing is refused nothing is known: the answer is empty and `refused` says why.
 */
export async function discoverInstanceConnect(
  { instanceConnect }: Pick<AwsAccess, 'instanceConnect'>,
  { vpc }: { readonly vpc: string },
  signal: AbortSignal,
): Promise<Discovery<DiscoveredInstanceConnectEndpoint>> {
  const { unlessRefused, refused } = sideReads();
  const all = await unlessRefused(instanceConnect.endpoints(signal), []);
  const targets = all
    .filter((one) => one.state !== 'delete-complete' && one.vpcId === vpc)
    .map(
      ({ id, vpcId, zone, state, tags, owner }): DiscoveredInstanceConnectEndpoint => ({
        type: 'instance-connect-endpoint',
        id,
        name: tags.Name ?? id,
        vpcId,
        zone,
        state,
        tags,
        owner,
      }),
    );
  return { targets, refused: refused() };
}
