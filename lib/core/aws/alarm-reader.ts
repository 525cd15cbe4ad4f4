/** What each method asks of IAM. */
export const ALARM_READER_ACTIONS = { partial: ['cloudwatch:DescribeAlarms'] } as const;

/**
 * Reads how CloudWatch evaluates alarms.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface AlarmReader {
  /**
   * Names of the alarms that are evaluated on a part of their data: the query returns more series than CloudWatch reads
   * (CloudWatch User Guide, "How partial data is handled": EvaluationState PARTIAL_DATA).
   */
  readonly partial: (signal: AbortSignal) => Promise<readonly string[]>;
}
