import type { Config } from '../config/config.ts';
import { stackNames } from '../core/stack-names.ts';
import type { CfnResource } from './alarms.ts';
import { logicalId, STAGE_VARIABLE } from './names.ts';
import type { FunctionConfig, StackPart } from './part.ts';
import { STACK_TEXTS } from './texts.ts';
import { TOPICS } from './topics.ts';

/** Two metrics of each: a math alarm takes ten (CloudWatch User Guide, "Alarm limits"). */
const FUNCTIONS_AN_ALARM = 5;
/** The tick calls every five minutes; a schedule may be slower. */
const SHORTEST_PERIOD_SECONDS = 300;

/**
 * Alarms on the functions themselves: that one fails or is throttled, and that the tick no longer comes. They go to the
 * fallback topic, for `notify` may be the one that fails.
 *
 * @param functions - every function of the stack, by osls' name
 */
export function functionAlarmsPart(
  config: Config,
  functions: Readonly<Record<string, FunctionConfig>>,
): StackPart {
  const names = Object.values(functions)
    .map(({ name = '' }) => name)
    .sort();
  const groups = Array.from({ length: Math.ceil(names.length / FUNCTIONS_AN_ALARM) }, (_, index) =>
    names.slice(index * FUNCTIONS_AN_ALARM, (index + 1) * FUNCTIONS_AN_ALARM),
  );
  return {
    resources: {
      ...Object.fromEntries(
        groups.map((group, index) => [
          logicalId('alarm', 'functions', ...(index === 0 ? [] : [String(index + 1)])),
          failingAlarm(group, index + 1, config),
        ]),
      ),
      AlarmTick: tickAlarm(config),
    },
  };
}

function failingAlarm(functionNames: readonly string[], part: number, config: Config): CfnResource {
  const metrics = functionNames.flatMap((name, index) => [
    functionMetric(`errors${index}`, 'Errors', name, config),
    functionMetric(`throttles${index}`, 'Throttles', name, config),
  ]);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: stackNames(STAGE_VARIABLE).functionsAlarm(part),
      AlarmDescription: STACK_TEXTS[config.language].functions,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      // One failed run is made good by the next.
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      // A function that was not called has no datapoint: its IF is dropped, and a sum treats it as 0.
      TreatMissingData: 'notBreaching',
      Metrics: [
        ...metrics,
        {
          Id: 'failing',
          Expression: metrics.map(({ Id }) => `IF(${Id} > 0, 1, 0)`).join(' + '),
          ReturnData: true,
        },
      ],
      ...toFallback(),
    },
  };
}

/** Without its tick `notify` sends no reminder, no digest and no end of what became unknown. */
function tickAlarm(config: Config): CfnResource {
  const names = stackNames(STAGE_VARIABLE);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: names.tickAlarm,
      AlarmDescription: STACK_TEXTS[config.language].tick,
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: names.notifyFunction }],
      Period: SHORTEST_PERIOD_SECONDS,
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      TreatMissingData: 'breaching',
      ...toFallback(),
    },
  };
}

function functionMetric(Id: string, MetricName: string, functionName: string, { schedule }: Config) {
  return {
    Id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      },
      Period: Math.max(SHORTEST_PERIOD_SECONDS, schedule.periodMs / 1000),
      Stat: 'Sum',
    },
  };
}

function toFallback() {
  const actions = [{ Ref: TOPICS.fallback }];
  return { AlarmActions: actions, OKActions: actions };
}
