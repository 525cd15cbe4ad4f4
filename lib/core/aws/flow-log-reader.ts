/** A flow log that is active. */
export interface FlowLog {
  readonly id: string;
  /** The VPC, subnet or network interface whose traffic it records. */
  readonly resourceId: string;
  /** The fields of a record in their order, such as `srcaddr`. */
  readonly fields: readonly string[];
  readonly to: FlowLogGroup | FlowLogBucket | { readonly kind: 'parquet' };
}

/** Its records go to CloudWatch Logs: name or ARN of the log group. */
interface FlowLogGroup {
  readonly kind: 'log-group';
  readonly group: string;
}

/** Its records go to S3 as text. */
export interface FlowLogBucket {
  readonly kind: 'bucket';
  readonly bucket: string;
  /** Before `AWSLogs/`: empty, or with a slash at its end. */
  readonly folder: string;
  /** Whether folders are named `year=2026` instead of `2026`, and whether each hour has one. */
  readonly isHive: boolean;
  readonly isHourly: boolean;
}

/**
 * Finds flow logs.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface FlowLogReader {
  /** Those of these VPCs, subnets and network interfaces that are active and write to CloudWatch Logs or S3. */
  readonly flowLogs: (resourceIds: readonly string[], signal: AbortSignal) => Promise<readonly FlowLog[]>;
}

/** What finding flow logs and reading their records takes; those in S3 are read where `flowLogs` names the bucket. */
export const FLOW_LOG_ACTIONS = ['ec2:DescribeFlowLogs', 'logs:FilterLogEvents'] as const;
