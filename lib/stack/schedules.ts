import type { Rate } from '../config/rate.ts';
import { stackNames } from '../core/stack-names.ts';
import { MINUTE_MS } from '../core/time.ts';
import type { CfnResource } from './alarms.ts';
import { functionLogicalId, logicalId, STAGE_VARIABLE } from './names.ts';
import type { StackPart } from './part.ts';
import { allow, arnOf, serviceRole } from './policies.ts';
import type { VpcVantage } from './probes.ts';
import { EVENTS_DEAD_LETTERS, leaveUndeliverable } from './queues.ts';

/** EventBridge Scheduler puts the time it meant to call at in place of this (User Guide, "Context attributes"). */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/** Left out, Scheduler tries for a day: a run made hours late would publish old news as new. */
export const RETRY_POLICY = { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 };

/**
 * One schedule a vantage, and the role they call `watch` with. They are written out here, because osls would let
 * Scheduler take the function's own role, which does not trust it, and gives no retry policy.
 */
export function schedulesPart(vantages: readonly VpcVantage[], schedule: Rate): StackPart {
  if (vantages.length === 0) return {};
  const names = stackNames(STAGE_VARIABLE);
  const watch = arnOf('lambda', `function:${names.watchFunction}`);
  const accounts = new Set(vantages.flatMap(({ spoke }) => spoke?.account.name ?? []));
  const groups = [...accounts].map((account): [string, CfnResource] => [
    logicalId('schedules', account),
    { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: names.scheduleGroup(account) } },
  ]);
  const window = flexibleWindow(vantages.length, schedule);
  const schedules = vantages.map(({ name, spoke }): [string, CfnResource] => [
    logicalId('schedule', name),
    {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        // Names of schedules hold 64 characters; account, Region and vantage together are longer.
        ...(spoke === undefined
          ? { Name: names.schedule(name) }
          : {
              Name: `${spoke.region}.${spoke.vantage}`,
              GroupName: { Ref: logicalId('schedules', spoke.account.name) },
            }),
        Description: `gatewatch checks from ${name}`,
        ScheduleExpression: schedule.expression,
        FlexibleTimeWindow: window,
        Target: {
          Arn: { 'Fn::GetAtt': [functionLogicalId('watch'), 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
          Input: JSON.stringify({ vantage: name, publish: true, scheduledTime: SCHEDULED_TIME }),
          RetryPolicy: RETRY_POLICY,
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [EVENTS_DEAD_LETTERS, 'Arn'] } },
        },
      },
    },
  ]);
  return {
    resources: {
      ScheduleRole: serviceRole(
        'scheduler.amazonaws.com',
        [allow('CallWatch', ['lambda:InvokeFunction'], watch), leaveUndeliverable()],
        true,
      ),
      ...Object.fromEntries([...groups, ...schedules]),
    },
  };
}

/** The most vantages that are asked at once. */
const AT_ONCE = 10;
/** A run takes two minutes at most, and ends before the next one is due. */
const RUN_MINUTES = 2;

/** Many vantages are spread over the period: Scheduler calls each at a different time within the window. */
function flexibleWindow(vantages: number, schedule: Rate) {
  const minutes = windowMinutes(vantages, schedule);
  return minutes === 0 ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: minutes };
}

/** Over how many minutes of a period the runs are spread; 0 where all begin together. */
export function windowMinutes(vantages: number, { periodMs }: Rate): number {
  const minutes = Math.floor(periodMs / MINUTE_MS) - RUN_MINUTES;
  return vantages <= AT_ONCE ? 0 : Math.max(0, minutes);
}
