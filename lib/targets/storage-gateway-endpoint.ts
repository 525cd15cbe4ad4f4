import * as z from 'zod/mini';
import { partitionOf } from '../catalogue/regions.ts';
import {
  ENDPOINT_TLS_PORTS,
  endpointCertificateNames,
  SUPPORT_CHANNEL,
} from '../catalogue/storage-gateway.ts';
import { isHost } from '../probes/fields.ts';
import { regionField } from './fields.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget } from './target.ts';
import { proxiedQuestions, viaField } from './through-proxy.ts';

const ENDPOINT_ID = /^vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})$/;
/** `vpce-….storagegateway.<region>.vpce.amazonaws.com` names its Region (PrivateLink Guide, "DNS hostnames"). */
const REGION_IN_NAME = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.vpce\./;

/** A Storage Gateway VPC endpoint, by id (AWS tells its name) or by DNS name. */
export const storageGatewayEndpoint = defineTarget({
  type: 'storage-gateway-endpoint',
  fields: z.strictObject({
    endpoint: z
      .string()
      .check(z.refine(isHost, 'expected an id such as vpce-0123456789abcdef0, or a DNS name')),
    /** Needed where the name does not tell it. */
    region: z.optional(regionField),
    via: viaField,
  }),
  questions: ({ endpoint, region, via }, context) => {
    const { trust, endpoints } = context;
    const known = endpoints.get(endpoint);
    if (ENDPOINT_ID.test(endpoint) && known === undefined)
      return { outcome: 'left-out', why: 'endpoint-unknown' };
    const host = known?.dnsName ?? endpoint;
    const inRegion = region ?? known?.region ?? regionInEndpointName(host);
    if (inRegion === undefined) return { outcome: 'left-out', why: 'endpoint-unknown' };
    const rootTrust = trust === undefined ? (partitionOf(inRegion)?.trust ?? 'public') : { roots: trust };
    const ports = ENDPOINT_TLS_PORTS.map(({ port, role }) => ({ port, serves: role }));
    const acceptNames = [...endpointCertificateNames(inRegion), host];
    const support = { port: SUPPORT_CHANNEL.port, serves: SUPPORT_CHANNEL.role, required: false };
    return {
      outcome: 'asks',
      questions: [
        ...hostQuestions(host, [...ports, support], {
          expect: 'private',
          ...(known !== undefined && known.addresses.length > 0 && { addresses: known.addresses }),
        }),
        ...ports.map(({ port, serves }) =>
          tlsQuestion({ host, port, serves, acceptNames, trust: rootTrust }),
        ),
        { kind: 'hello', host, ...support, protocols: SUPPORT_CHANNEL.protocols },
        ...proxiedQuestions(
          via,
          [
            ...ports.map((one) => ({ ...one, host, acceptNames, trust: rootTrust })),
            { ...support, host, trust: rootTrust, tls: false },
          ],
          context,
        ),
      ],
    };
  },
});

/** The Region an endpoint's own DNS name carries. */
export function regionInEndpointName(name: string): string | undefined {
  return REGION_IN_NAME.exec(name)?.[1];
}
