import * as z from 'zod/mini';
import { isHost } from '../kit/fields.ts';

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
