import { GATEWAY_TYPE_FACTS, GATEWAY_TYPES } from '../../catalogue/gateway-types.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { Instance } from '../../core/aws/instance-connect-reader.ts';
import type {
  GatewayInformation,
  GatewayListing,
  GatewayMaintenance,
} from '../../core/aws/storage-gateway-reader.ts';
import { AwsRefusal } from '../../core/errors.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { unlessRefused } from '../../core/refusals.ts';
import { boundedText } from '../../core/text.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { listedGateway } from '../kit/gateway.ts';
import { type HealthLines, readHealthLines } from './health-log.ts';
import type { GatewaySpec } from './spec.ts';

/** What the health log said, or why it said nothing. A refusal here must not hide what else is known. */
export type HealthObservation =
  | ({ readonly outcome: 'read'; readonly truncated: boolean } & HealthLines)
  | { readonly outcome: 'off' | 'missing' }
  | {
      readonly outcome: 'access-denied' | 'throttled' | 'unavailable';
      readonly action: string;
      readonly answer?: string;
    };

export type GatewayObservation =
  | { readonly outcome: 'missing' }
  | {
      readonly outcome: 'error-code';
      readonly errorCode: string;
      readonly message: string;
      /** What AWS last knew; absent where the ARN was given. */
      readonly listing?: GatewayListing | undefined;
    }
  | {
      readonly outcome: 'described';
      /** When it was asked, for dates that have passed since. */
      readonly askedAtMs: number;
      readonly gateway: GatewayInformation;
      readonly maintenance?: GatewayMaintenance | undefined;
      readonly health: HealthObservation;
    }
  | {
      readonly outcome: 'instance';
      readonly instance: Instance;
      /** Absent where the image is gone, or AWS does not tell. */
      readonly imageName?: string;
      /** The newest image of every type, under the name of its parameter. */
      readonly latestImages: readonly { readonly type: string; readonly imageId: string }[];
    };

export const GATEWAY_ACTIONS = [
  'storagegateway:ListGateways',
  'storagegateway:DescribeGatewayInformation',
  'storagegateway:DescribeMaintenanceStartTime',
  'logs:FilterLogEvents',
  'ssm:GetParameter',
  'ec2:DescribeInstances',
  'ec2:DescribeImages',
] as const;

type Access = Pick<AwsAccess, 'storageGateways' | 'logs' | 'instances'>;
type Context = ObserveContext<Access>;

/** More lines than a person would read; a gateway stops logging details at 100 a minute by itself. */
const HEALTH_LINES = 2000;

/** Asks AWS for the gateway, then for its health log; before activation, for the instance and the newest images. */
export async function observeGateway(spec: GatewaySpec, context: Context): Promise<GatewayObservation> {
  if (spec.gateway === undefined) return observeInstance(spec, context);
  const { aws, clock, deadline } = context;
  const { signal } = deadline;
  const listing = await findGateway(spec.gateway, context);
  if (listing === undefined) return { outcome: 'missing' };
  const answer = await aws.storageGateways.describe(listing.arn, signal);
  if (answer.outcome === 'error-code') {
    const { errorCode, message } = answer;
    return { outcome: 'error-code', errorCode, message, ...('id' in listing && { listing }) };
  }
  const { gateway } = answer;
  const health = await observeHealth(spec, gateway, context);
  const restarted = health.outcome === 'read' && health.entries.some((entry) => entry.type === 'Reboot');
  // Each of these questions is passed on to the appliance: it is asked only when the answer decides something.
  const maintenance =
    restarted || gateway.nextUpdateAvailabilityDate !== undefined
      ? await aws.storageGateways.maintenance(gateway.arn, signal)
      : undefined;
  return { outcome: 'described', askedAtMs: clock.wallMs(), gateway, maintenance, health };
}

/** Only an ARN can be described: an id is looked up among all gateways, which also tells a vanished one. */
async function findGateway(
  wanted: string,
  { aws, deadline }: Context,
): Promise<GatewayListing | { readonly arn: string } | undefined> {
  if (wanted.startsWith('arn:')) return { arn: wanted };
  return listedGateway(aws.storageGateways, wanted, deadline.signal);
}

async function observeHealth(
  { healthMinutes }: GatewaySpec,
  gateway: GatewayInformation,
  { aws, clock, deadline }: Context,
): Promise<HealthObservation> {
  if (gateway.logGroupArn === undefined || gateway.logGroupArn === '') return { outcome: 'off' };
  const sinceMs = clock.wallMs() - healthMinutes * MINUTE_MS;
  try {
    const tail = await aws.logs.tail(
      { group: gateway.logGroupArn, sinceMs, limit: HEALTH_LINES },
      deadline.signal,
    );
    if (tail.outcome === 'missing') return { outcome: 'missing' };
    return { outcome: 'read', truncated: tail.truncated, ...readHealthLines(tail.lines, gateway.id) };
  } catch (error) {
    if (!(error instanceof AwsRefusal) || deadline.signal.aborted) throw error;
    return { outcome: error.code, action: error.action, answer: error.answer };
  }
}

async function observeInstance(spec: GatewaySpec, context: Context): Promise<GatewayObservation> {
  const { instance: id } = spec;
  const { aws, deadline } = context;
  const { signal } = deadline;
  // An image matters until it is activated: after that the software is updated in place, and the gateway itself is asked.
  const activated = (await aws.storageGateways.list(signal)).find((one) => one.ec2InstanceId === id);
  if (activated !== undefined) return observeGateway({ ...spec, gateway: activated.arn }, context);
  // Of all types: the newest image of another one is a wrong image, not an old one.
  const names = GATEWAY_TYPES.flatMap((type) => GATEWAY_TYPE_FACTS[type].images);
  const [instances, images] = await Promise.all([
    aws.instances.instances({ ids: id === undefined ? [] : [id] }, signal),
    Promise.all(
      names.map(async (type) => ({ type, imageId: await aws.storageGateways.latestImage(type, signal) })),
    ),
  ]);
  const [instance] = instances;
  if (instance === undefined) return { outcome: 'missing' };
  const latestImages = images.flatMap(({ type, imageId }) =>
    imageId === undefined ? [] : [{ type, imageId }],
  );
  const imageIds = instance.imageId === undefined ? [] : [instance.imageId];
  const [image] = (await unlessRefused(aws.instances.images(imageIds, signal))) ?? [];
  return {
    outcome: 'instance',
    instance,
    ...(image !== undefined && { imageName: boundedText(image.name, 120) }),
    latestImages,
  };
}
