import * as z from 'zod/mini';
import { GATEWAY_TYPES, type GatewayType, gatewayTypeOf } from '../catalogue/gateway-types.ts';
import { APPLIANCE_SERVICES, CLIENT_PROTOCOLS, PROTOCOLS_OF_TYPE } from '../catalogue/storage-gateway.ts';
import type { Question } from '../core/observation.ts';
import { awsId, isEndpointId } from '../probes/kit/fields.ts';
import { hostField, isEndpoint, regionField, trustField } from './fields.ts';
import { endpointPlaces, publicPlaces, trustIn, wayQuestions } from './gateway-paths.ts';
import { hostQuestions } from './questions.ts';
import { regionInEndpointName } from './storage-gateway-endpoint.ts';
import { defineTarget, isFollowed, type SiblingTarget, type TargetContext } from './target.ts';
import { type ProxiedPlace, proxiedQuestions, proxyNamed, viaField } from './through-proxy.ts';

/** Describing a gateway asks the appliance itself, which takes seconds, and longest when it is offline. */
const GATEWAY_TIMEOUT_MS = 15_000;
const DEFAULT_TYPE = GATEWAY_TYPES[0];
/** The protocols whose servers tell the time: iSCSI does not, so volume and tape gateways show no clock. */
const PROTOCOL_WITH_CLOCK = 'smb';

/** A gateway appliance: the ports its clients use, what answers there, its own clock, and what AWS knows of it. */
export const storageGateway = defineTarget({
  type: 'storage-gateway',
  fields: z.lazy(() =>
    z
      .strictObject({
        /** Unknown of a gateway that was discovered while it is offline: then only AWS is asked. */
        address: z.optional(hostField),
        /** Default `file-s3`; where it is given, AWS must agree. */
        gatewayType: z.optional(z.enum(GATEWAY_TYPES)),
        /** What its clients speak, where that is less than its type could. */
        protocols: z.optional(z.array(z.enum(CLIENT_PROTOCOLS)).check(z.minLength(1))),
        /** Its id, for what only AWS can tell. */
        gateway: z.optional(
          z.string().check(z.regex(/^sgw-[0-9A-Fa-f]{8,17}$/, 'expected an id such as sgw-12A3456B')),
        ),
        /** The EC2 instance it runs on, for the rules between it and what it needs; before activation for its image. */
        instance: z.optional(awsId('i')),
        /** `public`, or id or DNS name of the VPC endpoint it is activated through; default the vantage's only endpoint. */
        endpoint: z.optional(
          z
            .string()
            .check(
              z.refine(isEndpoint, 'expected public, an id such as vpce-0123456789abcdef0, or a DNS name'),
            ),
        ),
        /** Also reads its load from CloudWatch, which costs $0.01 for 1,000 metrics read. */
        load: z._default(z.boolean(), false),
        /** Of its public endpoints, where it goes to them through a proxy. */
        region: z.optional(regionField),
        /** The proxy it is set to use: what it needs is also asked through it. */
        via: viaField,
        trust: trustField,
      })
      .check(
        z.refine(
          ({ address, gateway, instance }) => [address, gateway, instance].some((one) => one !== undefined),
          'expected a gateway: its "address", its id under "gateway", or before its activation its "instance"',
        ),
        z.check(({ value, issues }) => {
          const fault = foreignProtocol(value.gatewayType, value.protocols);
          if (fault === undefined) return;
          const { index, message } = fault;
          issues.push({
            code: 'custom',
            input: value.protocols?.[index],
            path: ['protocols', index],
            message,
          });
        }),
      ),
  ),
  questions: (target, context) => {
    const { address, gatewayType = DEFAULT_TYPE, protocols, gateway, instance, via } = target;
    const ofAws =
      gateway !== undefined
        ? [
            gatewayQuestion(gateway, target),
            ...shareQuestions(gateway, target.gatewayType, via !== undefined),
            ...loadQuestions(gateway, target.load),
          ]
        : instance !== undefined
          ? [imageQuestion(instance, target.gatewayType)]
          : [];
    if (address === undefined) return { outcome: 'asks', questions: ofAws };
    const services = servicesOf(gatewayType, protocols);
    const proxy = via === undefined ? undefined : proxyNamed(via, context.siblings ?? []);
    const endpoint = endpointOf(target.endpoint, context);
    const showsClock = services.some(({ protocol }) => protocol === PROTOCOL_WITH_CLOCK);
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(address, services),
        ...services.flatMap(({ port, serves, hello, required }): readonly Question[] =>
          hello === undefined
            ? []
            : [{ kind: 'hello', host: address, port, protocols: [hello], required, serves }],
        ),
        ...(showsClock ? [{ kind: 'clock', host: address }] : []),
        ...proxiedQuestions(via, placesOf(endpoint, target.region, context), context),
        ...wayQuestions({ instance, address, proxy, endpoint: endpoint === 'public' ? undefined : endpoint }),
        ...ofAws,
      ],
    };
  },
  discovered: {
    by: 'storage-gateway',
    check: 'gateway',
    fields: (found) => {
      if (found.type !== 'storage-gateway') return undefined;
      const gatewayType = gatewayTypeOf(found.gatewayType);
      const [address] = found.addresses;
      return {
        gateway: found.id,
        ...(address !== undefined && { address }),
        ...(gatewayType !== undefined && { gatewayType }),
        ...(awsId('i').safeParse(found.ec2InstanceId).success && { instance: found.ec2InstanceId }),
        // What AWS did not tell is not known to be public.
        ...(found.connection === 'connected' && { endpoint: found.vpcEndpoint ?? 'public' }),
      };
    },
    covers: ({ gateway, address }, found) =>
      isFollowed(found, { id: gateway }) ||
      (found.type === 'storage-gateway' && address !== undefined && found.addresses.includes(address)),
  },
});

/** By what a gateway's place in a network can be found; undefined for a target of another type. */
export function standsAt({
  type,
  fields: { address, instance },
}: Pick<SiblingTarget, 'type' | 'fields'>):
  | { readonly address?: string; readonly instance?: string }
  | undefined {
  if (type !== storageGateway.type) return undefined;
  return {
    ...(typeof address === 'string' && { address }),
    ...(typeof instance === 'string' && { instance }),
  };
}

function gatewayQuestion(
  gateway: string,
  {
    gatewayType,
    endpoint,
  }: { readonly gatewayType?: GatewayType | undefined; readonly endpoint?: string | undefined },
): Question {
  const wants = {
    ...(gatewayType !== undefined && { type: gatewayType }),
    ...(endpoint !== undefined && { endpoint }),
  };
  return { kind: 'gateway', gateway, wants, timeoutMs: GATEWAY_TIMEOUT_MS };
}

function loadQuestions(gateway: string, wanted: boolean): readonly Question[] {
  return wanted ? [{ kind: 'gateway-load', gateway, timeoutMs: GATEWAY_TIMEOUT_MS }] : [];
}

/** Only S3 File Gateways have shares with buckets behind them. */
function shareQuestions(
  gateway: string,
  type: GatewayType | undefined,
  proxied: boolean,
): readonly Question[] {
  return type === 'file-s3' ? [{ kind: 'file-share', gateway, timeoutMs: GATEWAY_TIMEOUT_MS, proxied }] : [];
}

/** Before activation: is the instance's image the newest of its type? */
export function imageQuestion(instance: string, type: GatewayType | undefined): Question {
  const wants = { ...(type !== undefined && { type }) };
  return { kind: 'gateway', instance, wants, timeoutMs: GATEWAY_TIMEOUT_MS };
}

/** Where nothing is said, a vantage with one endpoint means that one. One that was found may be another gateway's. */
function endpointOf(endpoint: string | undefined, { siblings = [] }: TargetContext): string {
  if (endpoint !== undefined) return endpoint;
  const endpoints = siblings
    .filter(({ type, discovered }) => type === 'storage-gateway-endpoint' && discovered !== true)
    .map(({ fields }) => fields.endpoint);
  const [only] = endpoints;
  return endpoints.length === 1 && typeof only === 'string' ? only : 'public';
}

/** What the gateway must reach, as far as names and Region are known. */
function placesOf(
  endpoint: string,
  typedRegion: string | undefined,
  context: TargetContext,
): readonly ProxiedPlace[] {
  const known = context.endpoints.get(endpoint);
  const region = typedRegion ?? known?.region ?? regionInEndpointName(endpoint) ?? context.region;
  if (region === undefined) return [];
  const trust = trustIn(region, context);
  if (endpoint === 'public') return publicPlaces(region, 'standard', trust);
  const host = known?.dnsName ?? (isEndpointId(endpoint) ? undefined : endpoint);
  return host === undefined ? [] : endpointPlaces(host, region, trust);
}

/** Protocols that a gateway of this type cannot speak: the place of the first, and what was expected there. */
export function foreignProtocol(
  type: GatewayType | undefined,
  protocols: readonly string[] | undefined,
): { readonly index: number; readonly message: string } | undefined {
  if (type === undefined || protocols === undefined) return undefined;
  const possible: readonly string[] = PROTOCOLS_OF_TYPE[type];
  const index = protocols.findIndex((one) => !possible.includes(one));
  return index < 0
    ? undefined
    : { index, message: `expected what a ${type} gateway speaks (${possible.join(', ')})` };
}

function servicesOf(type: GatewayType, protocols: readonly string[] | undefined) {
  const possible: readonly string[] = protocols ?? PROTOCOLS_OF_TYPE[type];
  const isAssumed = protocols === undefined && possible.length > 1;
  return APPLIANCE_SERVICES.filter(({ protocol }) => possible.includes(protocol)).map((service) => ({
    ...service,
    ...(isAssumed && { assumed: service.protocol }),
  }));
}
