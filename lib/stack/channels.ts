import type { Channel, ChannelSettings } from '../channels/channel.ts';
import { CHANNELS } from '../channels/registry.ts';
import type { Config, NamedChannel } from '../config/config.ts';
import { PUT_EVENTS_ACTIONS } from '../core/aws/event-bus.ts';
import { SECRET_READER_ACTIONS } from '../core/aws/secret-reader.ts';
import { isRouted, takenBy } from '../core/notify/route.ts';
import { channelVariable, stackNames } from '../core/stack-names.ts';
import { logicalId, STAGE_VARIABLE } from './names.ts';
import { workThrough } from './notify.ts';
import { mergeParts, type StackPart } from './part.ts';
import { allow, arnOf, roleReference, type Statement, serviceRole, writeOwnLogs } from './policies.ts';
import { queueId, queueResources, queueUrl } from './queues.ts';
import { TOPICS } from './topics.ts';

/** Receivers may ask for half a minute of patience (429 with Retry-After), more than once. */
const TIMEOUT_SECONDS = 120;
/** The fewest that Lambda takes: receivers take about one message a second. */
const CONCURRENCY = 2;

/** For each channel its function behind its own queue, so that channels fail apart from each other. */
export function channelsPart(config: Config): StackPart {
  return mergeParts(configuredChannels(config).map((one) => channelPart(one, isRouted(config.notify))));
}

function channelPart(
  { name: recipient, part: name, channel, settings }: ConfiguredChannel,
  isFiltered: boolean,
): StackPart {
  const kind = channel.name;
  const functionName = stackNames(STAGE_VARIABLE).channel(name);
  const id =
    name === kind
      ? name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
      : logicalId(name);
  // Slack's function is older than the table and is known by its own bundle.
  const bundle = kind === 'slack' ? 'slack' : 'channel';
  const secret = channel.secretOf(settings);
  return {
    functions: {
      [name]: {
        name: functionName,
        handler: `dist/${bundle}/index.handler`,
        timeout: TIMEOUT_SECONDS,
        memorySize: 256,
        role: roleReference(`${id}Role`),
        environment: {
          GATEWATCH_STAGE: STAGE_VARIABLE,
          GATEWATCH_CHANNEL: kind,
          GATEWATCH_QUEUE_URL: queueUrl(name),
          [channelVariable(kind, 'SEVERITY')]: settings.severity.join(','),
          ...(secret !== undefined && { [channelVariable(kind, 'SECRET')]: secret }),
          ...(channel.transport === 'event-bus' && {
            [channelVariable(kind, 'BUS')]: channel.busOf(settings),
          }),
        },
        package: { patterns: [`dist/${bundle}/**`] },
        events: [
          {
            sqs: {
              arn: { 'Fn::GetAtt': [queueId(name), 'Arn'] },
              batchSize: 10,
              maximumConcurrency: CONCURRENCY,
              functionResponseType: 'ReportBatchItemFailures',
            },
          },
        ],
      },
    },
    resources: {
      [`${id}Role`]: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(functionName),
        workThrough(name),
        ...reach(channel, settings),
      ]),
      ...queueResources({
        name,
        queueName: functionName,
        topic: TOPICS.messages,
        timeoutSeconds: TIMEOUT_SECONDS,
        batchWindowSeconds: 0,
        filter: { severity: settings.severity, ...(isFiltered && { channels: takenBy(recipient) }) },
      }),
    },
  };
}

/** What a channel needs beside its queue: its secret, or its bus. */
function reach(channel: Channel, settings: ChannelSettings): readonly Statement[] {
  const secret = channel.secretOf(settings);
  return [
    // Secrets Manager ends every ARN with a hyphen and six characters.
    ...(secret === undefined
      ? []
      : [allow('ReadSecret', SECRET_READER_ACTIONS, arnOf('secretsmanager', `secret:${secret}-??????`))]),
    ...(channel.transport === 'event-bus'
      ? [allow('PutEvents', PUT_EVENTS_ACTIONS, arnOf('events', `event-bus/${channel.busOf(settings)}`))]
      : []),
  ];
}

/** A channel that the configuration names, with what it is and what it is called. */
export interface ConfiguredChannel extends NamedChannel {
  readonly channel: Channel;
  /** Part of the names of its function, queue and alarms: `pager-duty`, `slack-storage`. */
  readonly part: string;
  /** What people call it. */
  readonly title: string;
}

export function configuredChannels({ notify }: Config): readonly ConfiguredChannel[] {
  return notify.channels.map((one) => {
    const channel = CHANNELS[one.key];
    const { name, title } = channel;
    return one.name === one.key
      ? { ...one, channel, part: name, title }
      : { ...one, channel, part: `${name}-${one.name}`, title: `${title} (${one.name})` };
  });
}
