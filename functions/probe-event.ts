import * as z from 'zod/mini';
import type { Question } from '../lib/core/observation.ts';
import type { Reach } from '../lib/net/reach.ts';
import { readEvent } from './read-event.ts';

export interface ProbeEvent {
  readonly questions: readonly Question[];
  readonly budgetMs: number;
  readonly reach?: Reach;
}

/** A question's own fields are checked by its kind; here only that it is a question. */
const probeEventSchema = z.strictObject({
  questions: z.array(z.looseObject({ kind: z.string() })).check(z.minLength(1), z.maxLength(1000)),
  budgetMs: z.int().check(z.minimum(1), z.maximum(900_000)),
  reach: z.optional(
    z.strictObject({ ipv6: z.boolean(), allow: z.array(z.string()).check(z.maxLength(1000)) }),
  ),
});

/** @throws {InputError} `bad-event` with every fault */
export function readProbeEvent(raw: unknown): ProbeEvent {
  // It came as JSON, so that every field beside the checked ones is JSON too.
  return readEvent(probeEventSchema, raw) as ProbeEvent;
}
