import type { NetworkReader } from '../../core/aws/network-reader.ts';
import type { NetworkInterface, Subnet } from '../../core/aws/network-state.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import { unlessRefused } from '../../core/refusals.ts';
import { contains, spanOf } from '../../explain/spans.ts';
import type { GatewayPlace } from '../../report/text/does-not-prove.ts';
import { standsAt } from '../../targets/storage-gateway.ts';

/**
 * Where the gateways among the targets are: in one of the vantage's subnets, in another subnet of its VPC, or
 * elsewhere. What AWS refuses, or a name says, is not known.
 *
 * Nothing is read where there is no gateway, or nothing to place it by.
 */
export async function placeGateways(
  targets: readonly PlannedTarget[],
  { vpc, subnets: own }: { readonly vpc: string; readonly subnets: readonly string[] },
  network: NetworkReader,
  signal: AbortSignal,
): Promise<readonly GatewayPlace[]> {
  const gateways = targets.flatMap((target) => {
    const end = standsAt(target);
    return end === undefined ? [] : [{ target: target.name, ...end }];
  });
  const byAddress = gateways.filter(({ address }) => address !== undefined && spanOf(address) !== undefined);
  const instanceIds = gateways
    .filter((one) => !byAddress.includes(one))
    .flatMap(({ instance }) => instance ?? []);
  const [subnets, interfaces] = await Promise.all([
    byAddress.length === 0 ? undefined : unlessRefused(network.subnets({ vpcId: vpc }, signal)),
    instanceIds.length === 0
      ? undefined
      : unlessRefused(network.networkInterfaces({ by: 'instance', instanceIds }, signal)),
  ]);
  return gateways.map(({ target, address, instance }): GatewayPlace => {
    const at = atInstance(instance, interfaces) ?? atAddress(address, vpc, subnets);
    if (at === undefined) return { target, stands: 'unknown' };
    const { where, subnet } = at;
    if (subnet === undefined || at.vpc !== vpc)
      return { target, stands: 'other-network', address: where, vpc };
    if (own.includes(subnet)) return { target, stands: 'same-subnet' };
    return { target, stands: 'other-subnet', address: where, subnet, own };
  });
}

interface At {
  readonly where: string;
  readonly vpc: string;
  /** Absent where no subnet of the VPC holds it. */
  readonly subnet?: string;
}

function atInstance(
  instance: string | undefined,
  interfaces: readonly NetworkInterface[] | undefined,
): At | undefined {
  const found = interfaces?.find(({ instanceId }) => instance !== undefined && instanceId === instance);
  return found === undefined
    ? undefined
    : { where: found.addresses[0] ?? found.id, vpc: found.vpcId, subnet: found.subnetId };
}

function atAddress(
  address: string | undefined,
  vpc: string,
  subnets: readonly Subnet[] | undefined,
): At | undefined {
  const span = address === undefined ? undefined : spanOf(address);
  // A VPC without subnets holds no vantage either: that is no answer.
  if (address === undefined || span === undefined || subnets === undefined || subnets.length === 0)
    return undefined;
  const holder = subnets.find(({ cidrs }) =>
    cidrs.some((cidr) => {
      const block = spanOf(cidr);
      return block !== undefined && contains(block, span);
    }),
  );
  return { where: address, vpc, ...(holder !== undefined && { subnet: holder.id }) };
}
