import type { Config } from '../config/config.ts';
import { isRouted, takenBy } from '../core/notify/route.ts';
import { stackNames } from '../core/stack-names.ts';
import type { CfnResource } from './alarms.ts';
import { logicalId, STAGE_VARIABLE, variable } from './names.ts';
import type { StackPart } from './part.ts';

/** Logical ids of the topics and of the key they are encrypted with. */
export const TOPICS = {
  key: 'MessagesKey',
  alarms: 'AlarmsTopic',
  fallback: 'FallbackTopic',
  messages: 'MessagesTopic',
  chat: 'ChatTopic',
} as const;

/**
 * The topics: `alarms` from CloudWatch, `fallback` for what must go round everything else, `messages` for people,
 * `chat` for Amazon Q Developer; and who gets what by e-mail.
 */
export function topicsPart({ notify, encryption }: Config): StackPart {
  const names = stackNames(STAGE_VARIABLE);
  const isEncrypted = encryption === 'customer-key';
  const topic = (TopicName: string): CfnResource => ({
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName, ...(isEncrypted && { KmsMasterKeyId: { Ref: TOPICS.key } }) },
  });
  return {
    resources: {
      ...(isEncrypted && {
        [TOPICS.key]: messagesKey(),
        MessagesKeyAlias: {
          Type: 'AWS::KMS::Alias',
          Properties: { AliasName: `alias/${names.prefix}`, TargetKeyId: { Ref: TOPICS.key } },
        },
      }),
      [TOPICS.alarms]: topic(names.alarmsTopic),
      AlarmsTopicPolicy: fromCloudWatch(TOPICS.alarms),
      // It must outlive the key, and carries nothing but the words of gatewatch's own alarms.
      [TOPICS.fallback]: { Type: 'AWS::SNS::Topic', Properties: { TopicName: names.fallbackTopic } },
      FallbackTopicPolicy: fromCloudWatch(TOPICS.fallback),
      [TOPICS.messages]: topic(names.messagesTopic),
      ...(notify.chat && { [TOPICS.chat]: topic(names.chatTopic) }),
      ...Object.fromEntries(notify.email.flatMap((one) => mailbox(one, isRouted(notify)))),
    },
    outputs: {
      MessagesTopicArn: {
        Description: 'People, pagers and scripts subscribe here',
        Value: { Ref: TOPICS.messages },
      },
    },
  };
}

/**
 * Alarms cannot publish to a topic under the key AWS manages for SNS, whose policy nobody can change.
 * Source: CloudWatch User Guide, "Notify users on alarm changes", encrypted topics; SNS Developer Guide, "Enable
 * compatibility between event sources from AWS services and encrypted topics".
 */
function messagesKey(): CfnResource {
  return {
    Type: 'AWS::KMS::Key',
    Properties: {
      Description: 'gatewatch: alarms and messages',
      EnableKeyRotation: true,
      PendingWindowInDays: 7,
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'TheAccountDecides',
            Effect: 'Allow',
            Principal: {
              AWS: { 'Fn::Sub': `arn:${variable('AWS::Partition')}:iam::${variable('AWS::AccountId')}:root` },
            },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Sid: 'AlarmsPublish',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: ofThisAccount(),
          },
        ],
      },
    },
  };
}

function fromCloudWatch(topicId: string): CfnResource {
  return {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: topicId }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AlarmsPublish',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: { Ref: topicId },
            Condition: ofThisAccount(),
          },
        ],
      },
    },
  };
}

/** Addresses that get messages also get what could not become one. Each confirms the subscriptions by a link. */
function mailbox(
  { to, severity }: Config['notify']['email'][number],
  isFiltered: boolean,
): readonly [string, CfnResource][] {
  const subscription = (topicId: string, filter: object = {}): CfnResource => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { Protocol: 'email', Endpoint: to, TopicArn: { Ref: topicId }, ...filter },
  });
  return [
    [
      logicalId('mail', to),
      subscription(TOPICS.messages, {
        FilterPolicy: { severity, ...(isFiltered && { channels: takenBy(to) }) },
      }),
    ],
    [logicalId('fallback', 'mail', to), subscription(TOPICS.fallback)],
  ];
}

function ofThisAccount() {
  return { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
}
