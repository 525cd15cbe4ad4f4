import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DUMMY_CREDENTIALS } from './read-clients.ts';

/** What stands at the end of a topic: a queue that was subscribed to it. */
export interface Mailbox {
  /** Everything that arrived since the last look, oldest first. */
  readonly take: () => Promise<readonly string[]>;
}

export interface Channels {
  readonly topicArn: (name: string) => Promise<string>;
  readonly subscribe: (topicArn: string, filter?: object) => Promise<Mailbox>;
  readonly createTable: (name: string) => Promise<void>;
  readonly close: () => void;
}

/** Topics, queues and tables of moto, made the way the stack makes them. */
export function motoChannels(url: string, region: string): Channels {
  const settings = { region, endpoint: url, credentials: DUMMY_CREDENTIALS };
  const [sns, sqs, dynamodb] = [
    new SNSClient(settings),
    new SQSClient(settings),
    new DynamoDBClient(settings),
  ];
  let boxes = 0;
  return {
    topicArn: async (Name) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? '',
    subscribe: async (TopicArn, filter) => {
      boxes += 1;
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `mailbox-${boxes}` }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
      );
      await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: Attributes?.QueueArn,
          Attributes: {
            RawMessageDelivery: 'true',
            ...(filter !== undefined && { FilterPolicy: JSON.stringify(filter) }),
          },
        }),
      );
      return { take: () => takeAll(sqs, QueueUrl) };
    },
    createTable: (name) => createStateTable(dynamodb, name),
    close: () => {
      sns.destroy();
      sqs.destroy();
      dynamodb.destroy();
    },
  };
}

/** A table with the keys that the stack gives it. */
export async function createStateTable(client: DynamoDBClient, TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['what', 'which'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'what', KeyType: 'HASH' },
        { AttributeName: 'which', KeyType: 'RANGE' },
      ],
    }),
  );
}

async function takeAll(sqs: SQSClient, QueueUrl: string | undefined): Promise<readonly string[]> {
  const taken: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return taken;
    for (const { Body, ReceiptHandle } of Messages) {
      taken.push(Body ?? '');
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
