import type { Alarm } from './alarm-properties.ts';
import type { AlarmState } from './alarm-state.ts';

/** What CloudWatch publishes to a topic. */
export interface AlarmNotification {
  readonly topicArn: string;
  readonly subject: string;
  /** The JSON text of the notification. */
  readonly message: string;
}

export interface AlarmChange {
  readonly state: AlarmState;
  readonly before: AlarmState;
  readonly reason: string;
  readonly atMs: number;
  /** When the alarm was made. */
  readonly configuredMs: number;
  readonly contributor?: { readonly id: string; readonly attributes: Readonly<Record<string, string>> };
}

const ACCOUNT = '123456789012';
const REGION = { code: 'us-east-1', name: 'US East (N. Virginia)' };

/** One notification for each of the alarm's actions of the new state; an alarm without one tells nobody. */
export function alarmNotification(alarm: Alarm, change: AlarmChange): readonly AlarmNotification[] {
  const { name, properties, actions } = alarm;
  const { state, before, reason, atMs, configuredMs, contributor } = change;
  const message = JSON.stringify({
    AlarmName: name,
    AlarmDescription: properties.AlarmDescription ?? null,
    AWSAccountId: ACCOUNT,
    AlarmConfigurationUpdatedTimestamp: cloudWatchTime(configuredMs),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: cloudWatchTime(atMs),
    Region: REGION.name,
    AlarmArn: `arn:aws:cloudwatch:${REGION.code}:${ACCOUNT}:alarm:${name}`,
    OldStateValue: before,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    ...(contributor !== undefined && {
      AlarmContributorId: contributor.id,
      AlarmContributorAttributes: contributor.attributes,
    }),
  });
  const subject = `${state}: "${name}" in ${REGION.name}`.slice(0, 100);
  return actions[state].map((topicArn) => ({ topicArn, subject, message }));
}

/** `2026-11-21T10:00:00.000+0000`, as CloudWatch writes it. */
function cloudWatchTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+0000');
}
