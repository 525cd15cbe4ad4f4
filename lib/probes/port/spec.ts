import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** Which ports of one host must accept a connection. */
export const portSpec = z.lazy(() =>
  z.strictObject({
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
  }),
);
export type PortSpec = z.infer<typeof portSpec>;

/**
 * Gravest first. What was heard comes before what was not: of many rejections at once some arrive as
 * silence (`observe.ts`), and must not turn "a rule rejects it" into "something drops it".
 */
export const PORT_REASONS = {
  'port-refused': { status: 'failed', severity: 'critical' },
  'port-unreachable': { status: 'failed', severity: 'critical', dropped: 'tcp' },
  'port-reset': { status: 'failed', severity: 'critical' },
  'port-filtered': { status: 'failed', severity: 'critical', silence: true, dropped: 'tcp' },
  'connection-limited': { status: 'degraded', severity: 'warning' },
  'port-partly-open': { status: 'degraded', severity: 'warning', dropped: 'tcp' },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type PortReason = keyof typeof PORT_REASONS;
