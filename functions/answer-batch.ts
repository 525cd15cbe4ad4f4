import { lazyCall } from '../lib/aws/lazy.ts';
import { retryAfterSeconds } from '../lib/stages/notify/deliver/retry-later.ts';
import { environment } from './environment.ts';
import type { BatchResponse, QueueEvent } from './queue-event.ts';
import { logTrouble } from './wrap.ts';

const retryLater = lazyCall(async () =>
  (await import('../lib/aws/queue.ts')).createRetryLater(environment.region()),
);

/**
 * Answers a batch: what failed stays in the queue and comes back soon. Where that cannot be said, it comes back after
 * the queue's own time-out.
 *
 * @param failed - by message id; `afterMs` where the receiver said from when on
 */
export async function answerBatch(
  { Records }: QueueEvent,
  failed: ReadonlyMap<string, { readonly afterMs?: number }>,
): Promise<BatchResponse> {
  const queueUrl = environment.queueUrl();
  const later = Records.flatMap(({ messageId, receiptHandle, attributes }) => {
    const failure = failed.get(messageId);
    if (failure === undefined || receiptHandle === undefined) return [];
    const receives = Number(attributes?.ApproximateReceiveCount ?? 1);
    return [{ receiptHandle, afterSeconds: retryAfterSeconds(receives, failure.afterMs) }];
  });
  if (queueUrl !== undefined && later.length > 0) {
    try {
      await retryLater(queueUrl, later);
    } catch (error) {
      logTrouble(error, 'asking the queue for a quick retry');
    }
  }
  return { batchItemFailures: [...failed.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
}
