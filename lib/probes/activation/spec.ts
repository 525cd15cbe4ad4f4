import * as z from 'zod/mini';
import { REGIONS } from '../../catalogue/regions.ts';
import { ACTIVATION_PORT } from '../../catalogue/storage-gateway.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** Words of the key request (Storage Gateway User Guide, "Getting an activation key for your gateway"). */
const ENDPOINT_TYPES = ['STANDARD', 'FIPS', 'DUALSTACK', 'FIPS_DUALSTACK'] as const;
const KEY_GATEWAY_TYPES = ['STORED', 'CACHED', 'VTL', 'FILE_S3', 'FILE_FSX_SMB'] as const;

/** Which machine is to become a gateway, and where it is to be activated. */
export const activationSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    port: z._default(portNumber, ACTIVATION_PORT),
    region: z.string().check(z.refine((text) => REGIONS.includes(text), 'expected an AWS Region')),
    /** The DNS name of the VPC endpoint; the public endpoints without it. */
    vpcEndpoint: z.optional(hostName),
    endpointType: z.optional(z.enum(ENDPOINT_TYPES)),
    ipVersion: z.optional(z.enum(['ipv4', 'ipv6'])),
    gatewayType: z.optional(z.enum(KEY_GATEWAY_TYPES)),
    /** Asks for a key, which the gateway fetches from AWS: the end-to-end proof. The key itself is thrown away. */
    mintKey: z._default(z.boolean(), false),
  }),
);
export type ActivationSpec = z.infer<typeof activationSpec>;

/** The request for a key. A misspelt Region would silently mean us-east-1, so the Region is checked before. */
export function keyRequestTarget(spec: ActivationSpec): string {
  const { region, vpcEndpoint, endpointType, ipVersion, gatewayType } = spec;
  const query = [
    `activationRegion=${encodeURIComponent(region)}`,
    ...(vpcEndpoint === undefined ? [] : [`vpcEndpoint=${encodeURIComponent(vpcEndpoint)}`]),
    ...(endpointType === undefined ? [] : [`endpointType=${endpointType}`]),
    ...(ipVersion === undefined ? [] : [`ipVersion=${ipVersion}`]),
    ...(gatewayType === undefined ? [] : [`gatewayType=${gatewayType}`]),
    'no_redirect',
  ];
  return `/?${query.join('&')}`;
}

/** Gravest first. */
export const ACTIVATION_REASONS = {
  'activation-port-closed': { status: 'failed', severity: 'critical' },
  'activation-not-a-gateway': { status: 'failed', severity: 'critical' },
  'activation-wrong-address': { status: 'failed', severity: 'critical' },
  'activation-gateway-cannot-reach-aws': { status: 'failed', severity: 'critical' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ActivationReason = keyof typeof ACTIVATION_REASONS;
