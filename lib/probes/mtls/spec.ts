import * as z from 'zod/mini';
import { parseS3Url } from '../../core/aws/object-reader.ts';
import { REASON_BY_CODE } from './codes.ts';

/** "LoadBalancer" in the Elastic Load Balancing API reference: `app/` name `/` id, or the whole ARN. */
const LOAD_BALANCER =
  /^(arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/)?app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/;

/** Which load balancer's client certificates to watch, where its connection logs lie, and what of them pages. */
export const mtlsSpec = z.strictObject({
  loadBalancer: z
    .string()
    .check(
      z.regex(LOAD_BALANCER, 'expected app/name/0123456789abcdef or the ARN of an Application Load Balancer'),
    ),
  /** Where the logs are expected; without it, wherever the load balancer says that it writes them. */
  logs: z.optional(
    z
      .string()
      .check(
        z.refine((text) => parseS3Url(text) !== undefined, 'expected s3://bucket or s3://bucket/prefix'),
      ),
  ),
  /**
   * A load balancer writes a log every five minutes, but only where there were connections: shorter is for
   * those that are never idle.
   */
  silentAfterMinutes: z._default(z.number().check(z.int(), z.minimum(10), z.maximum(10_080)), 180),
  /** Off unless it is given: strangers on the internet would page every night. */
  page: z.optional(
    z.strictObject({
      reasons: z.array(z.enum(Object.values(REASON_BY_CODE))).check(z.minLength(1)),
      /** Failures of one reason in one log file, which covers five minutes of one node. */
      atLeast: z._default(z.number().check(z.int(), z.minimum(1)), 1),
    }),
  ),
});
export type MtlsSpec = z.infer<typeof mtlsSpec>;
