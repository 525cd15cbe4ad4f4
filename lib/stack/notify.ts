import { CHANGE_VISIBILITY_ACTION } from '../aws/queue.ts';
import { STATE_ACTIONS } from '../aws/state.ts';
import type { Config } from '../config/config.ts';
import { NOTIFY_BATCHES } from '../config/schema.ts';
import { ALARM_READER_ACTIONS } from '../core/aws/alarm-reader.ts';
import { stackNames } from '../core/stack-names.ts';
import { PROBES } from '../probes/registry.ts';
import { splitChecks } from './alarm-scopes.ts';
import type { CfnResource } from './alarms.ts';
import { functionLogicalId, STAGE_VARIABLE } from './names.ts';
import { reserve, type StackPart } from './part.ts';
import { allow, arnOf, roleReference, type Statement, serviceRole, writeOwnLogs } from './policies.ts';
import {
  EVENTS_DEAD_LETTERS,
  eventsDeadLetters,
  leaveUndeliverable,
  queueId,
  queueResources,
  queueUrl,
} from './queues.ts';
import { useReports } from './reports-bucket.ts';
import { RETRY_POLICY } from './schedules.ts';
import { STATE_TABLE } from './state-table.ts';
import { TOPICS } from './topics.ts';

/** A recheck takes `watch` up to two minutes; then the message is written. */
const TIMEOUT_SECONDS = 180;
/** Alarms of one outage arrive within a minute: they become one batch, and one digest where there are many. */
const BATCH_WINDOW_SECONDS = 60;
const BATCH_SIZE = 100;
const TICK = 'rate(5 minutes)';

/** The `notify` function, the queue of alarms it works through, and its own clock for reminders and digests. */
export function notifyPart(config: Config, hasReportsBucket: boolean): StackPart {
  const names = stackNames(STAGE_VARIABLE);
  const topics = [TOPICS.messages, ...(config.notify.chat ? [TOPICS.chat] : [])];
  const queue = { 'Fn::GetAtt': [queueId('notify'), 'Arn'] };
  const split = splitChecks(config, PROBES);
  return {
    functions: {
      notify: {
        name: names.notifyFunction,
        handler: 'dist/notify/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: 512,
        role: roleReference('NotifyRole'),
        ...reserve(config.concurrency.notify),
        environment: {
          GATEWATCH_STAGE: STAGE_VARIABLE,
          GATEWATCH_QUEUE_URL: queueUrl('notify'),
          GATEWATCH_MESSAGES_TOPIC: { Ref: TOPICS.messages },
          ...(config.notify.chat && { GATEWATCH_CHAT_TOPIC: { Ref: TOPICS.chat } }),
          ...(split.length > 0 && { GATEWATCH_SPLIT_CHECKS: split.join(',') }),
        },
        package: { patterns: ['dist/notify/**'] },
        maximumRetryAttempts: 0,
        maximumEventAge: 300,
        events: [
          {
            sqs: {
              arn: queue,
              batchSize: BATCH_SIZE,
              maximumBatchingWindow: BATCH_WINDOW_SECONDS,
              maximumConcurrency: NOTIFY_BATCHES,
              functionResponseType: 'ReportBatchItemFailures',
            },
          },
        ],
      },
    },
    resources: {
      NotifyRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(names.notifyFunction),
        workThrough('notify'),
        allow('AskForALook', ['lambda:InvokeFunction'], arnOf('lambda', `function:${names.watchFunction}`)),
        allow(
          'ReadLastFindings',
          ['logs:FilterLogEvents'],
          arnOf('logs', `log-group:/aws/lambda/${names.watchFunction}:*`),
        ),
        // With a prefix every alarm is asked about (Service Authorization Reference, "Amazon CloudWatch").
        ...(config.metrics === 'summary'
          ? []
          : [allow('ReadAlarms', ALARM_READER_ACTIONS.hindered, arnOf('cloudwatch', 'alarm:*'))]),
        allow('Remember', STATE_ACTIONS, { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] }),
        ...useReports(hasReportsBucket, ['s3:GetObject']),
        allow(
          'Publish',
          ['sns:Publish'],
          topics.map((topic) => ({ Ref: topic })),
        ),
        ...publishEncrypted(config),
      ]),
      ...queueResources({
        name: 'notify',
        queueName: names.notifyQueue,
        topic: TOPICS.alarms,
        timeoutSeconds: TIMEOUT_SECONDS,
        batchWindowSeconds: BATCH_WINDOW_SECONDS,
      }),
      ...eventsDeadLetters(),
      TickRole: serviceRole(
        'scheduler.amazonaws.com',
        [
          allow('CallNotify', ['lambda:InvokeFunction'], arnOf('lambda', `function:${names.notifyFunction}`)),
          leaveUndeliverable(),
        ],
        true,
      ),
      TickSchedule: tick(names.tick),
    },
  };
}

function tick(name: string): CfnResource {
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: name,
      Description: 'gatewatch: reminders, digests, incidents to close',
      ScheduleExpression: TICK,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [functionLogicalId('notify'), 'Arn'] },
        RoleArn: { 'Fn::GetAtt': ['TickRole', 'Arn'] },
        Input: JSON.stringify({ tick: true }),
        RetryPolicy: RETRY_POLICY,
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [EVENTS_DEAD_LETTERS, 'Arn'] } },
      },
    },
  };
}

/**
 * What Lambda does with a function's role to feed it from a queue (Developer Guide, "Using Lambda with Amazon SQS"), and
 * what the function does to have what failed brought again soon.
 */
export function workThrough(name: string): Statement {
  const actions = [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    CHANGE_VISIBILITY_ACTION,
  ];
  return allow('WorkThroughQueue', actions, { 'Fn::GetAtt': [queueId(name), 'Arn'] });
}

/** SNS Developer Guide, "Key management", publishers of encrypted topics. */
function publishEncrypted({ encryption }: Config): readonly Statement[] {
  if (encryption === 'none') return [];
  const key = { 'Fn::GetAtt': [TOPICS.key, 'Arn'] };
  return [allow('PublishEncrypted', ['kms:Decrypt', 'kms:GenerateDataKey'], key)];
}
