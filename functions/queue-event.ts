import * as z from 'zod/mini';
import { readEvent } from './read-event.ts';

/** Which messages the queue keeps for another time (Lambda Developer Guide, "Reporting batch item failures"). */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A batch of a queue, as far as it is used: SQS adds further fields, and may add more. */
const queueEventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      receiptHandle: z.optional(z.string()),
      attributes: z.optional(z.object({ ApproximateReceiveCount: z.optional(z.string()) })),
    }),
  ),
});

export type QueueEvent = z.infer<typeof queueEventSchema>;

/** @throws {InputError} `bad-event` with every fault */
export function readQueueEvent(raw: unknown): QueueEvent {
  return readEvent(queueEventSchema, raw);
}
