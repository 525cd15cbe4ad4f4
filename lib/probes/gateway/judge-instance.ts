import {
  GATEWAY_TYPE_FACTS,
  GATEWAY_TYPES,
  type GatewayType,
  gatewayTypeOfImage,
} from '../../catalogue/gateway-types.ts';
import type { Judged } from '../../core/probe.ts';
import { evidence } from '../kit/findings.ts';
import type { GatewayObservation } from './observe.ts';
import type { GatewayReason, GatewaySpec } from './spec.ts';

type OfInstance = Extract<GatewayObservation, { readonly outcome: 'instance' }>;

/** Before activation: is the instance's image made for the type that is wanted, and is it the newest of it? */
export function judgeInstance({ wants }: GatewaySpec, observation: OfInstance): Judged<GatewayReason> {
  const { instance, imageName, latestImages } = observation;
  const { id: subject, imageId } = instance;
  const madeFor = typesOf(observation);
  const [other] = madeFor;
  const fitting = latestImages.filter(({ type }) =>
    typesWanted(wants.type, madeFor).some((one) => GATEWAY_TYPE_FACTS[one].images.includes(type)),
  );
  const latest = fitting.map((one) => one.imageId);
  const seen = [evidence({ subject, outcome: instance.state, imageId, imageName, latestImages: latest })];
  if (imageId === undefined || latest.includes(imageId)) return { evidence: seen, faults: [] };
  if (wants.type !== undefined && other !== undefined && !madeFor.includes(wants.type)) {
    const values = { gateway: subject, type: other, typeWanted: wants.type, imageId };
    return { evidence: seen, faults: [{ reason: 'gateway-wrong-type', subject, values }] };
  }
  // No parameter, no comparison: the evidence shows the empty list.
  const [newest] = fitting;
  if (newest === undefined) return { evidence: seen, faults: [] };
  const values = { instance: subject, imageId, imageType: newest.type, latestImage: latest.join(', ') };
  return { evidence: seen, faults: [{ reason: 'gateway-image-outdated', subject, values }] };
}

/** Where nobody says what the instance is to become, it is what its image is made for, if that is known. */
function typesWanted(
  wanted: GatewayType | undefined,
  madeFor: readonly GatewayType[],
): readonly GatewayType[] {
  if (wanted !== undefined) return [wanted];
  return madeFor.length === 0 ? GATEWAY_TYPES : madeFor;
}

/** The types that the image is known to be made for; none where nothing tells. */
function typesOf({ instance, imageName, latestImages }: OfInstance): readonly GatewayType[] {
  const named = gatewayTypeOfImage(imageName);
  if (named !== undefined) return [named];
  const names = latestImages.filter(({ imageId }) => imageId === instance.imageId).map(({ type }) => type);
  return GATEWAY_TYPES.filter((type) => GATEWAY_TYPE_FACTS[type].images.some((one) => names.includes(one)));
}
