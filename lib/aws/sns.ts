import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import type { Messenger, PublishedMessage } from '../core/notify/message.ts';
import { chatNotification } from '../report/message/chat.ts';
import { topicEntry } from '../report/message/envelope.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/** SNS answers in milliseconds; an invocation waits for three tries of this at most. */
const REQUEST_TIMEOUT_MS = 4000;

/** Publishes to topics of one Region. Each `send` rejects with `AwsRefusal` (`sns:Publish`). */
export interface Topics {
  /** The topic people and programs subscribe to: plain text for mailboxes, JSON for all others. */
  readonly messages: (topicArn: string) => Messenger;
  /** The topic Amazon Q Developer takes its notifications from. */
  readonly chat: (topicArn: string) => Messenger;
  readonly close: () => void;
}

export function createTopics(region: string, options: ClientOptions = {}): Topics {
  const settings = clientSettings(region, options);
  const client = new SNSClient({
    ...settings,
    requestHandler: { ...settings.requestHandler, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const publisher = (toInput: (message: PublishedMessage) => PublishCommandInput): Messenger => ({
    send: async (message) => {
      await asking('sns:Publish', () => client.send(new PublishCommand(toInput(message))));
    },
  });
  return {
    messages: (TopicArn) =>
      publisher((published) => {
        const { subject, message, messageStructure, attributes } = topicEntry(published);
        return {
          TopicArn,
          Subject: subject,
          Message: message,
          MessageStructure: messageStructure,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
          ),
        };
      }),
    chat: (TopicArn) =>
      publisher((published) => ({ TopicArn, Message: JSON.stringify(chatNotification(published)) })),
    close: () => client.destroy(),
  };
}

/** SNS Developer Guide, "Amazon SNS message attributes": a `String.Array` is written as JSON. */
function attributeOf(value: string | readonly string[]) {
  return typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}
