/** A flow log whose records go to CloudWatch Logs. */
export interface FlowLog {
  readonly id: string;
  /** The VPC, subnet or network interface whose traffic it records. */
  readonly resourceId: string;
  /** Name or ARN of the log group. */
  readonly group: string;
  /** The fields of a record in their order, such as `srcaddr`. */
  readonly fields: readonly string[];
}

/**
 * Finds flow logs.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface FlowLogReader {
  /** Those of these VPCs, subnets and network interfaces that are active and write to CloudWatch Logs. */
  readonly flowLogs: (resourceIds: readonly string[], signal: AbortSignal) => Promise<readonly FlowLog[]>;
}

/** What finding flow logs and reading their records takes. */
export const FLOW_LOG_ACTIONS = ['ec2:DescribeFlowLogs', 'logs:FilterLogEvents'] as const;
