/** What each method asks of IAM. */
export const ALARM_READER_ACTIONS = { hindered: ['cloudwatch:DescribeAlarms'] } as const;

/**
 * How CloudWatch says that it does not evaluate an alarm as it is meant: on a part of its data, because the query returns
 * more series than it reads; or not at all, because the alarm is set up wrongly. A third state is CloudWatch's own trouble
 * and passes (CloudWatch User Guide, "Alarm evaluation", Alarm evaluation state).
 */
export const HINDRANCES = ['PARTIAL_DATA', 'EVALUATION_ERROR'] as const;

/** An alarm that is not evaluated as it is meant, and what CloudWatch says of its state. */
export interface HinderedAlarm {
  readonly name: string;
  readonly hindrance: (typeof HINDRANCES)[number];
  readonly reason: string;
}

/**
 * Reads how CloudWatch evaluates alarms.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface AlarmReader {
  readonly hindered: (signal: AbortSignal) => Promise<readonly HinderedAlarm[]>;
}
