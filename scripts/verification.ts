import { stackNames } from '../lib/core/stack-names.ts';

/** One command, and what its answer settles. */
export interface Verification {
  readonly verifies: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** What was never seen on AWS itself, by the command that shows it. Ten at most. */
export function verificationCommands(stage: string, region: string): readonly Verification[] {
  const names = stackNames(stage);
  const aws = (verifies: string, ...args: readonly string[]): Verification => ({
    verifies,
    program: 'aws',
    args: [...args, '--region', region, '--output', 'json'],
  });
  return [
    aws(
      'The stack is complete: rules, queries, policies and schedules were accepted.',
      'cloudformation',
      'describe-stack-events',
      '--stack-name',
      names.prefix,
      '--max-items',
      '60',
      '--query',
      'StackEvents[].[LogicalResourceId,ResourceStatus,ResourceStatusReason]',
    ),
    aws(
      'Every alarm is evaluated: no Metrics Insights query was refused, none works on partial data.',
      'cloudwatch',
      'describe-alarms',
      '--alarm-name-prefix',
      `${names.prefix}-`,
      '--query',
      'MetricAlarms[].[AlarmName,StateValue,EvaluationState,StateReason,ActionsEnabled]',
    ),
    aws(
      'An alarm on a query names its contributors as expected.',
      'cloudwatch',
      'describe-alarm-contributors',
      '--alarm-name',
      names.checkAlarm('port'),
    ),
    {
      verifies: 'A run from the VPC ends in time: what is asked, how long it takes, how large the answer is.',
      program: 'aws',
      args: [
        'lambda',
        'invoke',
        '--function-name',
        names.watchFunction,
        '--cli-binary-format',
        'raw-in-base64-out',
        '--payload',
        '{}',
        '--log-type',
        'Tail',
        '--region',
        region,
        '/dev/stdout',
      ],
    },
    aws(
      'Series arrive under their names and dimensions.',
      'cloudwatch',
      'list-metrics',
      '--namespace',
      'Gatewatch',
      '--query',
      'Metrics[].[MetricName,Dimensions]',
    ),
    aws(
      'The schedules call, with the time they meant to call at.',
      'scheduler',
      'list-schedules',
      '--name-prefix',
      names.prefix,
      '--query',
      'Schedules[].[Name,State]',
    ),
    aws(
      'How long runs take and what they are billed: the assumption behind the price.',
      'logs',
      'filter-log-events',
      '--log-group-name',
      names.watchLogGroup,
      '--filter-pattern',
      'REPORT',
      '--limit',
      '20',
      '--query',
      'events[].message',
    ),
    aws(
      'Nothing ended in the dead letters of schedules and events.',
      'sqs',
      'get-queue-attributes',
      '--queue-url',
      `https://sqs.${region}.amazonaws.com/${names.eventsDeadLetters}`,
      '--attribute-names',
      'ApproximateNumberOfMessages',
    ),
    aws(
      'CloudWatch may publish to the topics: the last state changes, and whether their action succeeded.',
      'cloudwatch',
      'describe-alarm-history',
      '--history-item-type',
      'Action',
      '--max-items',
      '20',
      '--query',
      'AlarmHistoryItems[].[AlarmName,HistorySummary]',
    ),
    {
      verifies: 'A test message goes through every channel.',
      program: 'node_modules/.bin/node',
      args: ['bin/start.mjs', 'doctor', '--stage', stage, '--region', region, '--json'],
    },
  ];
}

/** Account numbers, addresses of mail and ids of keys say nothing about gatewatch and much about an account. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(?<!\d)\d{12}(?!\d)/g, '123456789012')
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, 'someone@example.com')
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, 'AKIAIOSFODNN7EXAMPLE')
    .slice(0, MOST_CHARACTERS);
}

const MOST_CHARACTERS = 200_000;
