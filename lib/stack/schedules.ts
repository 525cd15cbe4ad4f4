import type { Rate } from '../config/rate.ts';
import { stackNames } from '../core/stack-names.ts';
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
  const schedules = vantages.map(({ name }): [string, CfnResource] => [
    logicalId('schedule', name),
    {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: names.schedule(name),
        Description: `gatewatch looks from ${name}`,
        ScheduleExpression: schedule.expression,
        FlexibleTimeWindow: { Mode: 'OFF' },
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
      ...Object.fromEntries(schedules),
    },
  };
}
