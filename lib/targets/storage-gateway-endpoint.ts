import * as z from 'zod/mini';
import { SUPPORT_CHANNEL } from '../catalogue/storage-gateway.ts';
import type { Question } from '../core/observation.ts';
import { isEndpointId, isHost } from '../probes/kit/fields.ts';
import { isEndpoint, mtuField, regionField, trustField } from './fields.ts';
import { endpointPlaces, trustIn } from './gateway-paths.ts';
import { CONTROL_TIMEOUT_MS, hostQuestions, mtuQuestions, tlsQuestion } from './questions.ts';
import { defineTarget, type TargetContext } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

/** `vpce-….storagegateway.<region>.vpce.amazonaws.com` names its Region (PrivateLink Guide, "DNS hostnames"). */
const REGION_IN_NAME = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.vpce\./;

const HTTPS_PORT = 443;

/** A Storage Gateway VPC endpoint, by id (AWS tells its name) or by DNS name. */
export const storageGatewayEndpoint = defineTarget({
  type: 'storage-gateway-endpoint',
  fields: z.lazy(() =>
    z.strictObject({
      endpoint: z
        .string()
        .check(z.refine(isEndpoint, 'expected an id such as vpce-0123456789abcdef0, or a DNS name')),
      /** Needed where the name does not tell it. */
      region: z.optional(regionField),
      via: viaField,
      mtu: mtuField,
      trust: trustField,
    }),
  ),
  questions: ({ endpoint, region, via, mtu }, context) => {
    const known = context.endpoints.get(endpoint);
    if (isEndpointId(endpoint) && known === undefined) {
      // Where AWS can be asked, it says whether there is one, or that it does not tell.
      return context.region === undefined
        ? { outcome: 'left-out', why: 'endpoint-unknown' }
        : { outcome: 'asks', questions: [endpointQuestion(endpoint, context)] };
    }
    const host = known?.dnsName ?? endpoint;
    const inRegion = region ?? known?.region ?? regionInEndpointName(host);
    if (inRegion === undefined) return { outcome: 'left-out', why: 'endpoint-unknown' };
    const places = endpointPlaces(host, inRegion, trustIn(inRegion, context));
    const support = { port: SUPPORT_CHANNEL.port, serves: SUPPORT_CHANNEL.role, required: false };
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(host, places, {
          expect: 'private',
          ...(known !== undefined && known.addresses.length > 0 && { addresses: known.addresses }),
        }),
        ...places.filter(({ tls = true }) => tls).map(tlsQuestion),
        { kind: 'hello', host, ...support, protocols: SUPPORT_CHANNEL.protocols },
        ...mtuQuestions(mtu, host, HTTPS_PORT),
        ...proxiedQuestions(via, places, context),
        ...(known === undefined ? [] : [endpointQuestion(known.id, context)]),
      ],
    };
  },
  discovered: {
    by: 'storage-gateway',
    check: 'gateway',
    fields: (found) =>
      found.type === 'storage-gateway-endpoint' && isHost(found.endpoint) && namesRegion(found.endpoint)
        ? { endpoint: found.endpoint }
        : undefined,
    covers: ({ endpoint }, { id }) => {
      const name = endpoint.toLowerCase();
      // Its names begin with the id: the regional one, and those of its zones.
      return name === id || name.startsWith(`${id}-`) || name === `${id}.`;
    },
  },
});

/** Whether it can be asked: a name that tells no Region cannot be judged. */
function namesRegion(endpoint: string): boolean {
  return isEndpointId(endpoint) || regionInEndpointName(endpoint) !== undefined;
}

/**
 * Its state in AWS. Private DNS leads the public names of the whole VPC to this endpoint: no gateway in it can be
 * activated to the public endpoint then, so it must be off where the vantage's targets want that
 * ("Troubleshooting gateway activation").
 */
function endpointQuestion(endpoint: string, { siblings = [] }: TargetContext): Question {
  const wantsPublic = siblings.some(
    ({ type, fields }) =>
      type === 'storage-gateway-service' ||
      // One that has its id is activated already.
      (type === 'storage-gateway' && fields.endpoint === 'public' && fields.gateway === undefined),
  );
  return {
    kind: 'vpc-endpoint',
    timeoutMs: CONTROL_TIMEOUT_MS,
    endpoint,
    ...(wantsPublic && { wants: { privateDns: 'off', zones: 2 } }),
  };
}

/** The Region an endpoint's own DNS name carries. */
export function regionInEndpointName(name: string): string | undefined {
  return REGION_IN_NAME.exec(name.toLowerCase())?.[1];
}
