import * as z from 'zod/mini';
import { asFields } from '../lib/core/json.ts';
import type { Question } from '../lib/core/observation.ts';
import { UNDERSTOOD_VERSIONS } from '../lib/core/probe-protocol.ts';
import type { Reach } from '../lib/net/reach.ts';
import { readEvent } from './read-event.ts';

export interface ProbeEvent {
  /** The form of the questions (`lib/core/probe-protocol.ts`). */
  readonly version?: number;
  readonly questions: readonly Question[];
  readonly budgetMs: number;
  readonly reach?: Reach;
}

/** A question's own fields are checked by its kind; here only that it is a question. */
const probeEventSchema = z.strictObject({
  version: z.optional(z.int()),
  questions: z.array(z.looseObject({ kind: z.string() })).check(z.minLength(1), z.maxLength(1000)),
  budgetMs: z.int().check(z.minimum(1), z.maximum(900_000)),
  reach: z.optional(
    z.strictObject({ ipv6: z.boolean(), allow: z.array(z.string()).check(z.maxLength(1000)) }),
  ),
});

/** Questions in a form that this version does not know. */
export interface UnreadQuestions {
  readonly unknownVersion: number;
}

/** @throws {InputError} `bad-event` with every fault */
export function readProbeEvent(raw: unknown): ProbeEvent | UnreadQuestions {
  const version = asFields(raw)?.version;
  // What the rest of it means, only a later version knows.
  if (typeof version === 'number' && !UNDERSTOOD_VERSIONS.includes(version))
    return { unknownVersion: version };
  // It came as JSON, so that every field beside the checked ones is JSON too.
  return readEvent(probeEventSchema, raw) as ProbeEvent;
}
