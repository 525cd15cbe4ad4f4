import type { DiscoveredInstanceConnectEndpoint, Discovery } from '../../core/discovered-target.ts';
import { AwsRefusal } from '../../core/errors.ts';
import { INSTANCE_CONNECT_ACTIONS, type InstanceConnectReader } from '../../core/instance-connect-reader.ts';

export const DISCOVER_INSTANCE_CONNECT_ACTIONS = INSTANCE_CONNECT_ACTIONS.endpoints;

/**
 * Every EC2 Instance Connect endpoint of a VPC, or of the account in this Region. One that is deleted is none.
 *
 * Where the listing is refused nothing is known: the answer is empty and `refused` says why.
 */
export async function discoverInstanceConnect(
  { endpoints }: InstanceConnectReader,
  signal: AbortSignal,
  vpcId?: string,
): Promise<Discovery<DiscoveredInstanceConnectEndpoint>> {
  try {
    const all = await endpoints(signal);
    const targets = all
      .filter((one) => one.state !== 'delete-complete' && (vpcId === undefined || one.vpcId === vpcId))
      .map(
        ({ id, vpcId, zone, state, tags }): DiscoveredInstanceConnectEndpoint => ({
          type: 'instance-connect-endpoint',
          id,
          name: tags.Name ?? id,
          vpcId,
          zone,
          state,
          tags,
        }),
      );
    return { targets, refused: [] };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    return { targets: [], refused: [{ code: error.code, action: error.action }] };
  }
}
