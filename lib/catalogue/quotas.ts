/**
 * Quotas of AWS that a growing installation meets, each with its source and the day it was read. The numbers are an
 * account's defaults in one Region; `adjustable` says whether AWS raises them.
 */
export interface Quota {
  readonly limit: number;
  /** Of what the limit is. */
  readonly of: string;
  readonly adjustable: boolean;
  /** What keeps every installation below it, however large: then it never comes next. */
  readonly heldBy?: string;
  /** What to do beyond it, where that is not a smaller installation. */
  readonly remedy?: string;
  readonly source: string;
  readonly read: string;
}

const ALARM_LIMITS = 'CloudWatch User Guide, "Alarm limits"';
const READ = '2026-11-30';
const CLOUDFORMATION = 'CloudFormation User Guide, "Understand CloudFormation quotas"';
const LAMBDA = 'Lambda Developer Guide, "Lambda quotas"';
const SCHEDULER = 'EventBridge Scheduler User Guide, "Quotas for Amazon EventBridge Scheduler"';
const IAM = 'IAM User Guide, "IAM and AWS STS quotas"';
const PUT_METRIC_DATA = 'CloudWatch API Reference, "PutMetricData"';

/**
 * What no function may reserve (Lambda Developer Guide, "Configuring reserved concurrency for a function"): an account
 * with a quota of 100 or less can reserve nothing.
 */
export const UNRESERVED_CONCURRENCY = 100;

export const QUOTAS = {
  'insights-alarms': {
    limit: 200,
    of: 'alarms on Metrics Insights queries in the Region',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'alarm-contributors': {
    limit: 100,
    of: 'targets in ALARM that one alarm can name',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'alarm-series': {
    limit: 500,
    of: 'series that the query of one alarm returns (PARTIAL_DATA beyond)',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'math-alarm-metrics': {
    limit: 10,
    of: 'metrics of one math alarm',
    adjustable: false,
    heldBy: 'more reasons are more alarms',
    source: ALARM_LIMITS,
    read: READ,
  },
  'template-resources': {
    limit: 500,
    of: 'resources in the template',
    adjustable: false,
    source: 'CloudFormation User Guide, "Understand CloudFormation quotas"',
    read: '2026-11-21',
  },
  'dashboard-widgets': {
    limit: 500,
    of: 'widgets of the dashboard',
    adjustable: false,
    source: 'CloudWatch User Guide, "CloudWatch service quotas"',
    read: '2026-11-21',
  },
  'lambda-concurrency': {
    limit: 1000,
    of: 'functions that run at once in the Region (a new account may have 10)',
    adjustable: true,
    remedy: 'Ask AWS to raise the quota of concurrent executions, or use fewer vantages in one installation.',
    source: 'Lambda Developer Guide, "Lambda quotas"',
    read: '2026-11-21',
  },
  'reserved-concurrency': {
    limit: 900,
    of: `functions that run at once by "concurrency" in one account and Region (${UNRESERVED_CONCURRENCY} stay for all others)`,
    adjustable: true,
    remedy: 'Lower "concurrency" or leave it out, or ask AWS to raise the quota of concurrent executions.',
    source: 'Lambda Developer Guide, "Configuring reserved concurrency for a function"',
    read: READ,
  },
  'topic-filter-policies': {
    limit: 200,
    of: 'filter policies of the messages topic',
    adjustable: true,
    source: 'SNS Developer Guide, "Filter policy constraints"',
    read: READ,
  },
  'template-bytes': {
    limit: 1_048_576,
    of: 'bytes of the template',
    adjustable: false,
    source: CLOUDFORMATION,
    read: READ,
  },
  'spoke-template-bytes': {
    limit: 51_200,
    of: 'bytes of the template of spokes',
    adjustable: false,
    source: 'CloudFormation API Reference, "CreateStackSet"',
    read: READ,
  },
  'mapping-attributes': {
    limit: 200,
    of: 'accounts of one Region in a mapping of that template',
    adjustable: false,
    source: CLOUDFORMATION,
    read: READ,
  },
  'role-policy-characters': {
    limit: 10_240,
    of: 'characters of the inline policies of one role',
    adjustable: false,
    source: IAM,
    read: READ,
  },
  'trust-policy-characters': {
    limit: 2048,
    of: 'characters of the trust policy of one role',
    adjustable: true,
    source: IAM,
    read: READ,
  },
  'queue-policy-bytes': {
    limit: 8192,
    of: 'bytes of the policy of one queue',
    adjustable: false,
    source: 'SQS Developer Guide, "Amazon SQS policy quotas"',
    read: READ,
  },
  'environment-bytes': {
    limit: 4096,
    of: 'bytes of the environment of one function',
    adjustable: false,
    source: LAMBDA,
    read: READ,
  },
  'schedule-groups': {
    limit: 500,
    of: 'groups of schedules in the Region, one for each account',
    adjustable: true,
    source: SCHEDULER,
    read: READ,
  },
  'schedule-calls': {
    limit: 500,
    of: 'runs that begin in a second (smaller Regions)',
    adjustable: true,
    source: SCHEDULER,
    read: READ,
  },
  'schedule-input-bytes': {
    limit: 262_144,
    of: 'bytes of the input of one schedule',
    adjustable: false,
    source: 'EventBridge Scheduler API Reference, "Target"',
    read: READ,
  },
  'metric-calls': {
    limit: 500,
    of: 'calls of PutMetricData in a second',
    adjustable: true,
    source: 'CloudWatch User Guide, "CloudWatch service quotas"',
    read: READ,
  },
  'metrics-a-call': {
    limit: 1000,
    of: 'metrics of one call of PutMetricData',
    adjustable: false,
    heldBy: 'a call takes no more values than that',
    source: PUT_METRIC_DATA,
    read: READ,
  },
  'item-bytes': {
    limit: 409_600,
    of: 'bytes of one item of the table',
    adjustable: false,
    heldBy: 'a larger report lies in a bucket, or is shortened',
    source: 'DynamoDB Developer Guide, "Constraints"',
    read: READ,
  },
  'answer-bytes': {
    limit: 6_291_456,
    of: 'bytes of an answer of a function',
    adjustable: false,
    heldBy: 'a larger answer is shortened, and questions that are too many are halved',
    source: LAMBDA,
    read: READ,
  },
  'message-bytes': {
    limit: 262_144,
    of: 'bytes of a message of a topic',
    adjustable: false,
    heldBy: 'a message is bounded before it is published',
    source: 'SNS Developer Guide, "Publishing large messages with Amazon SNS"',
    read: READ,
  },
  'queue-message-bytes': {
    limit: 262_144,
    of: 'bytes of a message of a queue (1 MiB where the queue says so)',
    adjustable: false,
    heldBy: 'what comes from a topic is no larger than its message',
    source: 'SQS API Reference, "SetQueueAttributes"',
    read: READ,
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaName = keyof typeof QUOTAS;
/** Those that a configuration can exceed. */
export type CountedQuota = {
  [K in QuotaName]: (typeof QUOTAS)[K] extends { readonly heldBy: string } ? never : K;
}[QuotaName];

/** What an account itself has, where it is not the default. */
export type QuotaLimits = Readonly<Partial<Record<CountedQuota, number>>>;
