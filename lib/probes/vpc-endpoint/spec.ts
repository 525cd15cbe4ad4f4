import * as z from 'zod/mini';
import { isHost } from '../fields.ts';

/** EC2's resource ids: 8 hexadecimal digits until 2016, 17 since. */
const ENDPOINT_ID = /^vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})$/;

/** Which VPC endpoint must be there, and how it must be set. */
export const vpcEndpointSpec = z.strictObject({
  /** An id such as `vpce-0123456789abcdef0`, or any of the endpoint's DNS names. */
  endpoint: z.string().check(z.refine(isHost, 'expected an endpoint id or a DNS name of one')),
  wants: z._default(
    z.strictObject({
      /**
       * `off` where gateways are to be activated to the public endpoint from the same VPC; `on` where clients use
       * the service's public names. Left out, either is right.
       */
      privateDns: z.optional(z.enum(['on', 'off'])),
      /** Availability Zones it should stand in at least. */
      zones: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(6)), 2),
    }),
    { zones: 2 },
  ),
});
export type VpcEndpointSpec = z.infer<typeof vpcEndpointSpec>;

export function isEndpointId(text: string): boolean {
  return ENDPOINT_ID.test(text);
}
