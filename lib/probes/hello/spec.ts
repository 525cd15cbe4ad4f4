import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';
import { type HelloProtocolName, PROTOCOLS } from './protocols/all.ts';

const NAMES = Object.keys(PROTOCOLS) as HelloProtocolName[];

/** Which protocol must answer on a port of a host. */
export const helloSpec = z.lazy(() =>
  z.strictObject({
    host: hostName,
    port: portNumber,
    /** Any of these is right. */
    protocols: z.array(z.enum(NAMES)).check(z.minLength(1), z.maxLength(4)),
    /** An optional service that does not greet degrades the finding, it does not fail it. */
    required: z._default(z.boolean(), true),
    /** What is served there, in the field's own words: `SSH Support Channel`. */
    serves: z.optional(z.string().check(z.maxLength(60))),
  }),
);
export type HelloSpec = z.infer<typeof helloSpec>;

/** Gravest first. */
export const HELLO_REASONS = {
  'hello-silent': { status: 'failed', severity: 'critical', silence: true },
  'hello-wrong-protocol': { status: 'failed', severity: 'critical' },
  'hello-malformed': { status: 'failed', severity: 'critical' },
  'hello-throttled': { status: 'degraded', severity: 'warning' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type HelloReason = keyof typeof HELLO_REASONS;
