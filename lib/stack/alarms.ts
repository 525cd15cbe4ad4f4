import type { Config } from '../config/config.ts';
import { METRIC_NAMESPACE } from '../core/metric.ts';
import type { Probe } from '../core/probe.ts';
import { stackNames } from '../core/stack-names.ts';
import { isHeartbeatExpected, SILENT_AFTER_PERIODS } from '../core/vantage.ts';
import { shortRunbook } from '../report/docs/short-runbook.ts';
import { dimensionValue } from '../stages/publish/publish.ts';
import { type AlarmScope, alarmScopes } from './alarm-scopes.ts';
import { logicalId } from './names.ts';
import { statusQuery } from './status-query.ts';
import { STACK_TEXTS } from './texts.ts';

/** A resource as CloudFormation takes it. */
export interface CfnResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}
export type CfnResources = Readonly<Record<string, CfnResource>>;

export interface AlarmInput {
  readonly stage: string;
  readonly config: Config;
  readonly probes: readonly Probe[];
  /** `Ref`s of the topics. */
  readonly alarmsTopic: unknown;
  readonly fallbackTopic: unknown;
  /** Names of the queues that messages wait in, and of those where lost ones end. */
  readonly queues: readonly string[];
  readonly deadLetterQueues: readonly string[];
}

/** How long a message may wait before an alarm is raised: several times what a retry takes. */
const OLDEST_MESSAGE_SECONDS = 900;

/** Every alarm of the stack. A target that is added later needs no new one: the query groups by it. */
export async function alarmResources(input: AlarmInput): Promise<CfnResources> {
  const checks = await Promise.all(
    alarmScopes(input.config, input.probes).flatMap((scope) =>
      input.probes.filter(({ kind }) => kind === scope.check).map((probe) => checkAlarm(probe, scope, input)),
    ),
  );
  const vantages = input.config.vantages.flatMap((vantage) => [
    unknownAlarm(vantage.name, input),
    ...(isHeartbeatExpected(vantage) ? [heartbeatAlarm(vantage.name, input)] : []),
  ]);
  return Object.fromEntries([...checks, ...vantages, ...undeliveredAlarms(input), testAlarm(input)]);
}

type Alarm = readonly [id: string, resource: CfnResource];

async function checkAlarm(
  probe: Probe,
  { vantage }: AlarmScope,
  { stage, config, alarmsTopic }: AlarmInput,
): Promise<Alarm> {
  const { failing, of } = config.alarm;
  const names = stackNames(stage);
  const where = { Check: probe.kind, ...(vantage !== undefined && { Vantage: vantage }) };
  const query = statusQuery({ stage, where, groupBy: ['Vantage', 'Target'] });
  return [
    logicalId('alarm', probe.kind, ...(vantage === undefined ? [] : ['.', vantage])),
    alarm({
      AlarmName: names.checkAlarm(probe.kind, vantage),
      AlarmDescription: await shortRunbook(probe, config.language),
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 2,
      EvaluationPeriods: of,
      DatapointsToAlarm: failing,
      // A datapoint that is missing is an unknown, and unknown is not bad.
      TreatMissingData: 'missing',
      Metrics: [{ Id: 'status', Expression: query, Period: periodSeconds(config), ReturnData: true }],
      AlarmActions: [alarmsTopic],
      OKActions: [alarmsTopic],
    }),
  ];
}

function heartbeatAlarm(vantage: string, { stage, config, alarmsTopic }: AlarmInput): Alarm {
  return [
    logicalId('alarm', 'heartbeat', vantage),
    alarm({
      AlarmName: stackNames(stage).heartbeatAlarm(vantage),
      AlarmDescription: STACK_TEXTS[config.language].heartbeat,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: SILENT_AFTER_PERIODS,
      DatapointsToAlarm: SILENT_AFTER_PERIODS,
      TreatMissingData: 'breaching',
      ...vantageMetric('Heartbeat', 'Sum', vantage, stage, config),
      AlarmActions: [alarmsTopic],
      OKActions: [alarmsTopic],
    }),
  ];
}

function unknownAlarm(vantage: string, { stage, config, alarmsTopic }: AlarmInput): Alarm {
  const { failing, of } = config.alarm;
  return [
    logicalId('alarm', 'unknown', vantage),
    alarm({
      AlarmName: stackNames(stage).unknownAlarm(vantage),
      AlarmDescription: STACK_TEXTS[config.language].unknown,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: of,
      DatapointsToAlarm: failing,
      TreatMissingData: 'notBreaching',
      ...vantageMetric('Unknown', 'Maximum', vantage, stage, config),
      AlarmActions: [alarmsTopic],
      OKActions: [alarmsTopic],
    }),
  ];
}

/** "An alarm on a math expression can reference at most ten metrics" (CloudWatch User Guide, "Create an alarm based on a math expression"); each queue takes two, what was lost one. */
const QUEUES_AN_ALARM = 4;

/** One alarm for up to four queues; the second and later ones have a number. */
function undeliveredAlarms(input: AlarmInput): readonly Alarm[] {
  const count = Math.ceil(Math.max(input.queues.length, input.deadLetterQueues.length) / QUEUES_AN_ALARM);
  return Array.from({ length: count }, (_, index) => undeliveredAlarm(input, index));
}

/** Lost messages and waiting ones in one alarm; it goes past everything it watches, to the fallback topic. */
function undeliveredAlarm({ stage, config, fallbackTopic, ...input }: AlarmInput, index: number): Alarm {
  const share = [index * QUEUES_AN_ALARM, (index + 1) * QUEUES_AN_ALARM] as const;
  const [queues, deadLetterQueues] = [input.queues.slice(...share), input.deadLetterQueues.slice(...share)];
  const number = index === 0 ? [] : [String(index + 1)];
  const queueMetric = (id: string, name: string, queue: string) => ({
    Id: id,
    ReturnData: false,
    MetricStat: {
      Metric: { Namespace: 'AWS/SQS', MetricName: name, Dimensions: [{ Name: 'QueueName', Value: queue }] },
      Period: 300,
      Stat: 'Maximum',
    },
  });
  const dead = deadLetterQueues.map((queue, place) =>
    queueMetric(`dead${place}`, 'ApproximateNumberOfMessagesVisible', queue),
  );
  const lost = {
    Id: 'lost',
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: METRIC_NAMESPACE,
        MetricName: 'Undelivered',
        Dimensions: [{ Name: 'Stage', Value: dimensionValue(stage) }],
      },
      Period: 300,
      Stat: 'Sum',
    },
  };
  const oldest = queues.map((queue, place) =>
    queueMetric(`oldest${place}`, 'ApproximateAgeOfOldestMessage', queue),
  );
  // A queue that is at rest publishes nothing: its IF has no datapoint, and a sum treats missing values as 0. Without
  // FILL, which "can result in the alarm being stuck in either OK state or ALARM state" where metrics come late.
  // Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics" (basic arithmetic functions; IF
  // expressions; FILL).
  const terms = [
    ...dead.map(({ Id }) => `IF(${Id} > 0, 1, 0)`),
    ...oldest.map(({ Id }) => `IF(${Id} > ${OLDEST_MESSAGE_SECONDS}, 1, 0)`),
    ...(index === 0 ? ['IF(lost > 0, 1, 0)'] : []),
  ];
  return [
    logicalId('alarm', 'undelivered', ...number),
    alarm({
      AlarmName: stackNames(stage).undeliveredAlarm(index + 1),
      AlarmDescription: STACK_TEXTS[config.language].undelivered,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      // The newest period may still lack the one metric that breaches, and then say 0.
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [
        ...dead,
        ...oldest,
        ...(index === 0 ? [lost] : []),
        { Id: 'undelivered', Expression: terms.join(' + '), ReturnData: true },
      ],
      AlarmActions: [fallbackTopic],
      OKActions: [fallbackTopic],
    }),
  ];
}

/**
 * The alarm `gatewatch doctor` sets by hand. Nothing publishes its metric, so that CloudWatch takes it back to OK by
 * itself; only ALARM has an action, so that one test is one message.
 */
function testAlarm({ stage, config, alarmsTopic }: AlarmInput): Alarm {
  return [
    logicalId('alarm', 'test'),
    alarm({
      AlarmName: stackNames(stage).testAlarm,
      AlarmDescription: STACK_TEXTS[config.language].test,
      Namespace: METRIC_NAMESPACE,
      MetricName: 'Test',
      Dimensions: [{ Name: 'Stage', Value: dimensionValue(stage) }],
      Period: 60,
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [alarmsTopic],
    }),
  ];
}

function alarm(properties: Readonly<Record<string, unknown>>): CfnResource {
  return { Type: 'AWS::CloudWatch::Alarm', Properties: properties };
}

function vantageMetric(name: string, statistic: string, vantage: string, stage: string, config: Config) {
  return {
    Namespace: METRIC_NAMESPACE,
    MetricName: name,
    Dimensions: [
      { Name: 'Stage', Value: dimensionValue(stage) },
      { Name: 'Vantage', Value: dimensionValue(vantage) },
    ],
    Period: periodSeconds(config),
    Statistic: statistic,
  };
}

/** An alarm's period is the schedule's: a longer one would hide runs, a shorter one would be empty in between. */
function periodSeconds({ schedule }: Config): number {
  return schedule.periodMs / 1000;
}
