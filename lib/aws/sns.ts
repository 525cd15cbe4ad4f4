import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Messenger } from '../core/messenger.ts';
import { type ClientOptions, clientSettings } from './clients.ts';
import { asking } from './refusals.ts';

/**
 * Publishes messages to a topic. A mailbox gets the plain text, every other subscriber the whole message as JSON;
 * `severity` and `type` are attributes, so that subscriptions can choose.
 * Source: SNS API Reference, "Publish", MessageStructure; Developer Guide, "Amazon SNS message filtering".
 *
 * @returns a messenger whose `send` rejects with `AwsRefusal` (`sns:Publish`)
 */
export function createMessenger(
  region: string,
  topicArn: string,
  options: ClientOptions = {},
): Messenger & { readonly close: () => void } {
  const client = new SNSClient(clientSettings(region, options));
  return {
    send: async (message) => {
      await asking('sns:Publish', () =>
        client.send(
          new PublishCommand({
            TopicArn: topicArn,
            Subject: message.subject,
            MessageStructure: 'json',
            Message: JSON.stringify({ default: JSON.stringify(message), email: message.body }),
            MessageAttributes: {
              severity: { DataType: 'String', StringValue: message.severity },
              type: { DataType: 'String', StringValue: message.message.type },
            },
          }),
        ),
      );
    },
    close: () => client.destroy(),
  };
}
