import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { sideReads } from '../../core/refusals.ts';

/** Where a gateway leads, seen from one VPC. `unseen`: this account and Region know no such gateway. */
export type End = 'here' | 'elsewhere' | 'nowhere' | 'unseen' | 'not-told';

/** Tells of gateways whether they lead to the VPC. Its attachments are read once, and only where one of them matters. */
export function endsInVpc(
  { vpn, transitGateways }: Pick<AwsAccess, 'vpn' | 'transitGateways'>,
  vpc: string,
  { unlessRefused }: Pick<ReturnType<typeof sideReads>, 'unlessRefused'>,
  signal: AbortSignal,
) {
  let attachments: Promise<readonly (string | undefined)[] | undefined> | undefined;
  const attachedTo = async () => {
    const all = await unlessRefused(transitGateways.attachments({ resourceIds: [vpc] }, signal), undefined);
    return all?.map(({ transitGatewayId }) => transitGatewayId);
  };
  return {
    ofTransitGateway: async (id: string): Promise<End> => {
      attachments ??= attachedTo();
      const ids = await attachments;
      return ids === undefined ? 'not-told' : ids.includes(id) ? 'here' : 'elsewhere';
    },
    ofVpnGateway: async (id: string): Promise<End> => {
      const gateway = await unlessRefused(vpn.vpnGateway(id, signal), 'refused' as const);
      if (gateway === 'refused') return 'not-told';
      if (gateway === undefined) return 'unseen';
      const attached = gateway.attachments.filter(({ state }) => state !== 'detached');
      if (attached.length === 0) return 'nowhere';
      return attached.some(({ vpcId }) => vpcId === vpc) ? 'here' : 'elsewhere';
    },
  };
}
