import { channelVariable } from '../lib/core/stack-names.ts';

/**
 * What the functions are told by their environment: the only place that reads `process.env`. The stack sets each
 * variable beside the function that reads it.
 */
export const environment = {
  /** The Region the function runs in. Lambda sets it (Developer Guide, "Defined runtime environment variables"). */
  region: () => required('AWS_REGION'),
  /** `dev`, `prod` … : part of every deployed name. */
  stage: () => required('GATEWATCH_STAGE'),
  /** The channel a function delivers to, by its name in `lib/channels`. */
  channel: () => required('GATEWATCH_CHANNEL'),
  /** The name of the secret that a channel's address or key is kept in. */
  channelSecret: (channel: string) => required(channelVariable(channel, 'SECRET')),
  /** Which severities a channel takes, such as `critical,warning`. */
  channelSeverity: (channel: string) => required(channelVariable(channel, 'SEVERITY')).split(','),
  /** The event bus of a channel that puts events. */
  channelBus: (channel: string) => required(channelVariable(channel, 'BUS')),
  /** The queue the function works through; absent where nobody retries. */
  queueUrl: () => process.env.GATEWATCH_QUEUE_URL,
  /** Where reports go that the table cannot hold; absent where none is so large. */
  reportsBucket: () => process.env.GATEWATCH_REPORTS_BUCKET,
  /** ARN of the topic that messages go to. */
  messagesTopic: () => required('GATEWATCH_MESSAGES_TOPIC'),
  /** ARN of the topic of Amazon Q Developer; absent where the config asks for none. */
  chatTopic: () => process.env.GATEWATCH_CHAT_TOPIC,
  /** Checks that have an alarm for each vantage; absent where every check has one alarm. */
  splitChecks: (): ReadonlySet<string> =>
    new Set((process.env.GATEWATCH_SPLIT_CHECKS ?? '').split(',').filter((check) => check !== '')),
  /** The security group of each vantage's probe, by the vantage's name: explaining a silence starts from it. */
  probeSecurityGroups: (): ReadonlyMap<string, string> =>
    new Map(Object.entries(JSON.parse(required('GATEWATCH_PROBE_GROUPS')))),
} as const;

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`the environment variable ${name} is missing; the stack sets it`);
  }
  return value;
}
