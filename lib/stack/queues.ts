import { stackNames } from '../core/stack-names.ts';
import type { CfnResource, CfnResources } from './alarms.ts';
import { logicalId, STAGE_VARIABLE } from './names.ts';
import { allow, type Statement } from './policies.ts';

/** A queue between a topic and the function that works through it. */
export interface QueueInput {
  /** `notify`, `slack`: the beginning of the logical ids. */
  readonly name: string;
  readonly queueName: string;
  /** Logical id of the topic that feeds it. */
  readonly topic: string;
  /** The function's time-out. */
  readonly timeoutSeconds: number;
  readonly batchWindowSeconds: number;
  /** Only messages whose attributes match. */
  readonly filter?: Readonly<Record<string, readonly string[]>>;
}

/** The longest SQS keeps anything: two weeks to find out what was lost, and to send it again. */
const DEAD_LETTERS_KEPT_SECONDS = 1_209_600;
/** Quick retries go on for about an hour (`lib/stages/notify/deliver/retry-later.ts`). The first try counts. */
const TRIES = 60;

/** Logical id of the queue that holds what schedules and events could not hand over. */
export const EVENTS_DEAD_LETTERS = 'EventsDeadLetters';

/** The queue of calls that no function took, and who may write to it by its own name. */
export function eventsDeadLetters(): CfnResources {
  return { [EVENTS_DEAD_LETTERS]: deadLetterQueue(stackNames(STAGE_VARIABLE).eventsDeadLetters) };
}

/** What the role of a schedule or a function needs to leave something there (EventBridge Scheduler User Guide, "Configuring a dead-letter queue"). */
export function leaveUndeliverable(): Statement {
  return allow('LeaveUndeliverable', ['sqs:SendMessage'], { 'Fn::GetAtt': [EVENTS_DEAD_LETTERS, 'Arn'] });
}

function deadLetterQueue(QueueName: string): CfnResource {
  return {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName, SqsManagedSseEnabled: true, MessageRetentionPeriod: DEAD_LETTERS_KEPT_SECONDS },
  };
}

export function queueId(name: string): string {
  return logicalId(name, 'queue');
}

/** The queue's URL, by which its function asks for quick retries. */
export function queueUrl(name: string): { readonly Ref: string } {
  return { Ref: queueId(name) };
}

/**
 * A queue, what becomes of messages that nobody could deliver, and the subscription. What the topic cannot hand over
 * goes to the same dead letters. The queues hold what the topics held under the key, in SQS's own encryption: SNS
 * could not write to them under a key that does not know it.
 */
export function queueResources(input: QueueInput): CfnResources {
  const { name, queueName, topic, timeoutSeconds, batchWindowSeconds, filter } = input;
  const [queue, dead] = [queueId(name), logicalId(name, 'dead', 'letters')];
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  return {
    [queue]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: queueName,
        SqsManagedSseEnabled: true,
        // Lambda Developer Guide, "Configuring a queue to use with Lambda": six times the time-out, and the window.
        VisibilityTimeout: 6 * timeoutSeconds + batchWindowSeconds,
        RedrivePolicy: { deadLetterTargetArn: arnOf(dead), maxReceiveCount: TRIES },
      },
    },
    [dead]: deadLetterQueue(stackNames(STAGE_VARIABLE).deadLetters(queueName)),
    [logicalId(name, 'queue', 'policy')]: fedBy(topic, [queue, dead]),
    [logicalId(name, 'subscription')]: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        Protocol: 'sqs',
        Endpoint: arnOf(queue),
        TopicArn: { Ref: topic },
        RedrivePolicy: { deadLetterTargetArn: arnOf(dead) },
        ...(filter !== undefined && { FilterPolicy: filter }),
      },
    },
  };
}

function fedBy(topic: string, queues: readonly string[]): CfnResource {
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: queues.map((queue) => ({ Ref: queue })),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: queues.map((queue) => ({
          Sid: `Feed${queue}`,
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topic } } },
        })),
      },
    },
  };
}
