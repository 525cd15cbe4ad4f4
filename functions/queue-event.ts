import * as z from 'zod/mini';
import { inputIssues } from '../lib/config/issues.ts';
import { InputError } from '../lib/core/errors.ts';

/** A batch of a queue, as far as it is used. */
export interface QueueEvent {
  readonly Records: readonly QueueRecord[];
}

interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
  readonly receiptHandle?: string | undefined;
  readonly attributes?: { readonly ApproximateReceiveCount?: string | undefined } | undefined;
}

/** Which messages the queue keeps for another time (Lambda Developer Guide, "Reporting batch item failures"). */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** SQS adds fields of its own, and may add more. */
const queueEventSchema = z.looseObject({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      body: z.string(),
      receiptHandle: z.optional(z.string()),
      attributes: z.optional(z.looseObject({ ApproximateReceiveCount: z.optional(z.string()) })),
    }),
  ),
});

/** @throws {InputError} `bad-event` with every fault */
export function readQueueEvent(raw: unknown): QueueEvent {
  const faults = inputIssues(queueEventSchema, raw);
  if (faults.length > 0) throw new InputError('bad-event', faults);
  return raw as QueueEvent;
}
