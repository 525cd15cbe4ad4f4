import type { AwsAccess } from '../../core/aws/aws-access.ts';
import {
  INSTANCE_CONNECT_ACTIONS,
  type Instance,
  type InstanceConnectEndpoint,
} from '../../core/aws/instance-connect-reader.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import type { Subnet } from '../../core/aws/network-state.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { unlessRefused } from '../../core/refusals.ts';
import { boundedText } from '../../core/text.ts';
import type { InstanceConnectSpec } from './spec.ts';

export interface InstanceConnectObservation {
  readonly outcome: 'read';
  /** When it was asked, for a creation that takes too long. */
  readonly askedAtMs: number;
  /** Every endpoint of the account in this Region: quotas are counted over all. */
  readonly endpoints: readonly InstanceConnectEndpoint[];
  /** Those that were named, and those with the tags. */
  readonly instances: readonly Instance[];
  /** Every subnet of each VPC concerned: where an endpoint is, and where one could be. */
  readonly subnets: readonly Subnet[];
  /** Names of the instances' images, by id, as far as AWS tells them. */
  readonly imageNames: Readonly<Record<string, string>>;
}

export const INSTANCE_CONNECT_KIND_ACTIONS = [
  ...INSTANCE_CONNECT_ACTIONS.endpoints,
  ...INSTANCE_CONNECT_ACTIONS.instances,
  ...INSTANCE_CONNECT_ACTIONS.images,
  ...NETWORK_READER_ACTIONS.subnets,
] as const;

type Access = Pick<AwsAccess, 'instanceConnect' | 'instances' | 'network'>;

/**
 * Reads the endpoints, the instances behind them, and the subnets of their VPCs.
 *
 * @throws {AwsRefusal} where AWS refuses
 */
export async function observeInstanceConnect(
  spec: InstanceConnectSpec,
  { aws, clock, deadline }: ObserveContext<Access>,
): Promise<InstanceConnectObservation> {
  const { signal } = deadline;
  const askedAtMs = clock.wallMs();
  const [endpoints, instances] = await Promise.all([
    aws.instanceConnect.endpoints(signal),
    readInstances(spec, aws, signal),
  ]);
  const named = endpoints.find(({ id }) => id === spec.endpoint);
  const vpcIds = [named?.vpcId, spec.vpc, spec.preflight?.vpc, ...instances.map(({ vpcId }) => vpcId)].filter(
    (id) => id !== undefined,
  );
  const subnets = await Promise.all(
    [...new Set(vpcIds)].map((vpcId) => aws.network.subnets({ vpcId }, signal)),
  );
  const imageIds = [...new Set(instances.flatMap(({ imageId }) => imageId ?? []))];
  const images = (await unlessRefused(aws.instances.images(imageIds, signal))) ?? [];
  const imageNames = Object.fromEntries(images.map(({ id, name }) => [id, boundedText(name, 120)]));
  return { outcome: 'read', askedAtMs, endpoints, instances, subnets: subnets.flat(), imageNames };
}

async function readInstances(
  { instances: ids = [], tags, vpc, preflight }: InstanceConnectSpec,
  aws: Access,
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const vpcId = vpc ?? preflight?.vpc;
  const [named, tagged] = await Promise.all([
    aws.instances.instances({ ids }, signal),
    tags === undefined
      ? []
      : aws.instances.instances({ tags, ...(vpcId !== undefined && { vpcId }) }, signal),
  ]);
  return [...new Map([...named, ...tagged].map((one) => [one.id, one])).values()];
}
