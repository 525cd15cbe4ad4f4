import * as z from 'zod/mini';
import { addressOrBlock, awsId } from '../kit/fields.ts';

/** Which Client VPN endpoint must let its users through, and where to. */
export const clientVpnSpec = z.strictObject({
  endpoint: awsId('cvpn-endpoint'),
  /** Addresses or prefixes that somebody must be authorised for; without them any rule will do. */
  reaches: z.optional(z.array(addressOrBlock).check(z.minLength(1), z.maxLength(50))),
});
export type ClientVpnSpec = z.infer<typeof clientVpnSpec>;
