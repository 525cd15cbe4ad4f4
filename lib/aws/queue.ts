import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/** The IAM action it uses: the batch form has none of its own (Service Authorization Reference, "Amazon SQS"). */
export const CHANGE_VISIBILITY_ACTION = 'sqs:ChangeMessageVisibility';

/** A message in flight, and when the queue is to bring it again. */
export interface LaterMessage {
  readonly receiptHandle: string;
  readonly afterSeconds: number;
}

/** "Ten messages" (SQS API Reference, "ChangeMessageVisibilityBatch"). */
const MESSAGES_A_REQUEST = 10;

/**
 * Sets when a queue brings messages again. What is not changed comes back after the queue's own time.
 *
 * @returns a function that rejects with `AwsRefusal` when SQS refuses
 */
export function createRetryLater(
  region: string,
  options: ClientOptions = {},
): (queueUrl: string, messages: readonly LaterMessage[]) => Promise<void> {
  // The address in the queue's URL is not asked: the endpoint of the Region, or the configured one, is.
  const client = new SQSClient({ ...clientSettings(region, options), useQueueUrlAsEndpoint: false });
  return async (queueUrl, messages) => {
    for (let at = 0; at < messages.length; at += MESSAGES_A_REQUEST) {
      const Entries = messages
        .slice(at, at + MESSAGES_A_REQUEST)
        .map(({ receiptHandle, afterSeconds }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: afterSeconds,
        }));
      await asking(CHANGE_VISIBILITY_ACTION, () =>
        client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })),
      );
    }
  };
}
