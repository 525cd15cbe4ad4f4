import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { STSClient } from '@aws-sdk/client-sts';
import { identityOf } from '../identity.ts';
import { readPages } from '../pages.ts';
import { orMissing } from './missing.ts';

export interface InstallationClients {
  readonly lambda: LambdaClient;
  readonly scheduler: SchedulerClient;
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly sts: STSClient;
}

/** An alarm as it stands: whether it acts at all, and on what. */
export interface AlarmFound {
  readonly isActive: boolean;
  readonly actions: readonly string[];
}

/** `arn` is `PendingConfirmation` until somebody follows the link in the mail, `Deleted` after the other link. */
export interface SubscriptionFound {
  readonly protocol: string;
  readonly endpoint: string;
  readonly arn: string;
}

/**
 * Reads whether what was deployed is there and switched on. A thing that does not exist is `missing`.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export function createInstallationReader(clients: InstallationClients) {
  return {
    /** Whose credentials these are. */
    identity: () => identityOf(clients.sts),
    /** `state` and `update` in AWS's words: `Active`, `Failed` …, `Successful`, `InProgress`, `Failed`. */
    functionState: (name: string) =>
      orMissing('lambda:GetFunctionConfiguration', async () => {
        const found = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
        return {
          state: found.State ?? 'Active',
          update: found.LastUpdateStatus ?? 'Successful',
          why: found.LastUpdateStatusReason ?? found.StateReason ?? '',
        };
      }),
    /** How a queue feeds a function; `state` in AWS's words (`Enabled`, `Disabled` …). */
    worker: async (functionName: string, queueArn: string) => {
      const found = await orMissing('lambda:ListEventSourceMappings', () =>
        clients.lambda.send(
          new ListEventSourceMappingsCommand({ FunctionName: functionName, EventSourceArn: queueArn }),
        ),
      );
      const [mapping] = found === 'missing' ? [] : (found.EventSourceMappings ?? []);
      return mapping === undefined
        ? 'missing'
        : { state: mapping.State ?? 'Enabled', uuid: mapping.UUID ?? '' };
    },
    /** `ENABLED` or `DISABLED`. */
    /** @param name - `GROUP/NAME` of one that stands in a group */
    schedule: (name: string) =>
      orMissing('scheduler:GetSchedule', async () => {
        const [Name = name, GroupName] = name.split('/').reverse();
        const input = { Name, ...(GroupName !== undefined && { GroupName }) };
        const { State = 'ENABLED' } = await clients.scheduler.send(new GetScheduleCommand(input));
        return { state: State as string };
      }),
    /** By name; an alarm that is not there is not in it. */
    alarms: async (prefix: string): Promise<ReadonlyMap<string, AlarmFound>> => {
      const found = await readPages(
        'cloudwatch:DescribeAlarms',
        paginateDescribeAlarms({ client: clients.cloudWatch }, { AlarmNamePrefix: prefix }),
        ({ MetricAlarms }) => MetricAlarms,
      );
      return new Map(
        found.map(({ AlarmName = '', ActionsEnabled = true, AlarmActions = [] }) => [
          AlarmName,
          { isActive: ActionsEnabled, actions: AlarmActions },
        ]),
      );
    },
    subscriptions: (topicArn: string): Promise<readonly SubscriptionFound[] | 'missing'> =>
      orMissing('sns:ListSubscriptionsByTopic', () =>
        readPages(
          'sns:ListSubscriptionsByTopic',
          paginateListSubscriptionsByTopic({ client: clients.sns }, { TopicArn: topicArn }),
          ({ Subscriptions }) =>
            Subscriptions?.map(({ Protocol = '', Endpoint = '', SubscriptionArn = '' }) => ({
              protocol: Protocol,
              endpoint: Endpoint,
              arn: SubscriptionArn,
            })),
        ),
      ),
    /** How many messages lie in a queue that nobody reads. */
    waiting: (queue: string) =>
      orMissing('sqs:GetQueueAttributes', async () => {
        const { QueueUrl } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
        const { Attributes } = await clients.sqs.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
        );
        return { count: Number(Attributes?.ApproximateNumberOfMessages ?? 0) };
      }),
    /** In AWS's words: `ACTIVE`, `CREATING` … */
    table: (name: string) =>
      orMissing('dynamodb:DescribeTable', async () => {
        const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: name }));
        return { state: Table?.TableStatus ?? 'ACTIVE' };
      }),
    /** Whether a secret is there; its value is not asked for. */
    secret: (name: string) =>
      orMissing('secretsmanager:DescribeSecret', async () => {
        const { DeletedDate } = await clients.secrets.send(new DescribeSecretCommand({ SecretId: name }));
        return { isDeleted: DeletedDate !== undefined };
      }),
  };
}
