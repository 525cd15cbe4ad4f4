import * as z from 'zod/mini';
import { hostName, portNumber } from '../kit/fields.ts';
import { type HelloProtocolName, PROTOCOLS } from './protocols/all.ts';

const NAMES = Object.keys(PROTOCOLS) as HelloProtocolName[];

/** Which protocol must answer on a port of a host. */
export const helloSpec = z.strictObject({
  host: hostName,
  port: portNumber,
  /** Any of these is right. */
  protocols: z.array(z.enum(NAMES)).check(z.minLength(1), z.maxLength(4)),
  /** An optional service that does not greet degrades the finding, it does not fail it. */
  required: z._default(z.boolean(), true),
  /** What is served there, in the field's own words: `SSH Support Channel`. */
  serves: z.optional(z.string().check(z.maxLength(60))),
});
export type HelloSpec = z.infer<typeof helloSpec>;
