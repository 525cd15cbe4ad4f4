import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DiscoveredAttachment, Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import { sideReads } from '../../core/refusals.ts';

export const DISCOVER_TRANSIT_GATEWAY_ACTIONS = ['ec2:DescribeTransitGatewayAttachments'] as const;

/** The VPC's own attachments, to however many gateways. Those of others are found from their VPCs. */
export async function discoverAttachments(
  { transitGateways }: Pick<AwsAccess, 'transitGateways'>,
  { vpc }: DiscoveryScope,
  signal: AbortSignal,
): Promise<Discovery<DiscoveredAttachment>> {
  const { unlessRefused, refused } = sideReads();
  const attachments = await unlessRefused(transitGateways.attachments({ resourceIds: [vpc] }, signal), []);
  return {
    targets: attachments
      .filter(({ state }) => state !== 'deleted' && state !== 'deleting')
      .map(({ id, tags, resourceOwnerId }) => ({
        type: 'transit-gateway-attachment',
        id,
        name: tags.Name ?? id,
        tags,
        owner: resourceOwnerId,
      })),
    refused: refused(),
  };
}
