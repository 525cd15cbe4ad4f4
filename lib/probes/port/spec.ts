import * as z from 'zod/mini';
import { hostName, portNumber } from '../kit/fields.ts';

/** Which ports of one host must accept a connection. */
export const portSpec = z.strictObject({
  host: hostName,
  ports: z
    .array(
      z.strictObject({
        port: portNumber,
        /** An optional port that is closed degrades the finding, it does not fail it. */
        required: z._default(z.boolean(), true),
        /** What is served there, in the field's own words: `client-cp`, `NFS` … */
        serves: z.optional(z.string().check(z.maxLength(60))),
        /** The word under `protocols:` it is asked for because the target's type could speak it: nobody said it does. */
        assumed: z.optional(z.string().check(z.maxLength(20))),
      }),
    )
    .check(z.minLength(1), z.maxLength(200)),
});
export type PortSpec = z.infer<typeof portSpec>;
