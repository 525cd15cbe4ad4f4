import type { Config } from '../config/config.ts';
import { asFields } from '../core/json.ts';
import { STAGE_VARIABLE } from './names.ts';
import { stackParts } from './service.ts';

/** By name, what an installation of a configuration consists of: everything that can be missing or switched off. */
export interface Installed {
  readonly functions: readonly string[];
  /** Which function works through which queue. */
  readonly workers: readonly { readonly functionName: string; readonly queue: string }[];
  /** `GROUP/NAME` where they stand in a group. */
  readonly schedules: readonly string[];
  readonly alarms: readonly { readonly name: string; readonly topic: string }[];
  /** Where lost messages end. */
  readonly deadLetters: readonly string[];
  readonly subscriptions: readonly Subscription[];
  readonly tables: readonly string[];
}

/** `endpoint` is an address, or the name of a queue. */
export interface Subscription {
  readonly topic: string;
  readonly protocol: 'email' | 'sqs';
  readonly endpoint: string;
}

/**
 * Reads the names out of the very resources that are deployed, so that nothing is listed a second time: a part that is
 * added to the stack is looked for from then on.
 *
 * @param stage - as it was deployed, such as `prod`
 */
export async function installedBy(config: Config, stage: string): Promise<Installed> {
  const { functions, resources } = await stackParts(config);
  const named = (text: unknown) => String(text).replaceAll(STAGE_VARIABLE, stage);
  const ofType = (type: string) =>
    Object.values(resources).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));
  /** The physical name behind `Ref` or `Fn::GetAtt`. */
  const nameOf = (reference: unknown) => {
    const { Ref, 'Fn::GetAtt': attribute } = asFields(reference) ?? {};
    const properties = resources[String(Array.isArray(attribute) ? attribute[0] : Ref)]?.Properties;
    return named(properties?.TopicName ?? properties?.QueueName);
  };
  const workers = Object.values(functions).flatMap(({ name, events = [] }) =>
    events.flatMap((event) =>
      'sqs' in event && typeof event.sqs === 'object'
        ? [{ functionName: named(name), queue: nameOf(event.sqs.arn) }]
        : [],
    ),
  );
  return {
    functions: Object.values(functions).map(({ name }) => named(name)),
    workers,
    schedules: ofType('AWS::Scheduler::Schedule').map(({ Name, GroupName }) => {
      const group = resources[String(asFields(GroupName)?.Ref)]?.Properties?.Name;
      return group === undefined ? named(Name) : `${named(group)}/${named(Name)}`;
    }),
    alarms: ofType('AWS::CloudWatch::Alarm').map(({ AlarmName, AlarmActions }) => ({
      name: named(AlarmName),
      topic: nameOf(Array.isArray(AlarmActions) ? AlarmActions[0] : undefined),
    })),
    deadLetters: ofType('AWS::SQS::Queue')
      .map(({ QueueName }) => named(QueueName))
      // What no function works through is where lost ones end.
      .filter((name) => workers.every(({ queue }) => queue !== name)),
    subscriptions: ofType('AWS::SNS::Subscription').map(({ Protocol, Endpoint, TopicArn }) => ({
      topic: nameOf(TopicArn),
      protocol: Protocol === 'email' ? 'email' : 'sqs',
      endpoint: Protocol === 'email' ? String(Endpoint) : nameOf(Endpoint),
    })),
    tables: ofType('AWS::DynamoDB::Table').map(({ TableName }) => named(TableName)),
  };
}
