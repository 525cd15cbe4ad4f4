import type { Config } from '../config/config.ts';
import { stackNames } from '../core/stack-names.ts';
import { STAGE_VARIABLE } from './names.ts';
import { workThrough } from './notify.ts';
import type { StackPart } from './part.ts';
import { allow, arnOf, roleReference, serviceRole, writeOwnLogs } from './policies.ts';
import { queueId, queueResources } from './queues.ts';
import { TOPICS } from './topics.ts';

/** Slack may ask for half a minute of patience (429 with Retry-After), more than once. */
const TIMEOUT_SECONDS = 120;

/** The `slack` function behind its own queue, where the config names a webhook. */
export function slackPart({ notify: { slack } }: Config): StackPart {
  if (slack === undefined) return {};
  const names = stackNames(STAGE_VARIABLE);
  return {
    functions: {
      slack: {
        name: names.slackFunction,
        handler: 'dist/slack/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: 256,
        role: roleReference('SlackRole'),
        environment: {
          GATEWATCH_STAGE: STAGE_VARIABLE,
          GATEWATCH_SLACK_SECRET: slack.webhookSecret,
          GATEWATCH_SLACK_SEVERITY: slack.severity.join(','),
        },
        package: { patterns: ['dist/slack/**'] },
        events: [
          {
            sqs: {
              arn: { 'Fn::GetAtt': [queueId('slack'), 'Arn'] },
              batchSize: 10,
              // One at a time: Slack takes about one message a second from a webhook.
              maximumConcurrency: 2,
              functionResponseType: 'ReportBatchItemFailures',
            },
          },
        ],
      },
    },
    resources: {
      SlackRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(names.slackFunction),
        workThrough('slack'),
        // Secrets Manager ends every ARN with a hyphen and six characters of its own.
        allow(
          'ReadWebhook',
          ['secretsmanager:GetSecretValue'],
          arnOf('secretsmanager', `secret:${slack.webhookSecret}-??????`),
        ),
      ]),
      ...queueResources({
        name: 'slack',
        queueName: names.slackQueue,
        topic: TOPICS.messages,
        timeoutSeconds: TIMEOUT_SECONDS,
        batchWindowSeconds: 0,
        filter: { severity: slack.severity },
      }),
    },
  };
}
