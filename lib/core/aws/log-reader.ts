/** One event of a CloudWatch log group. The text is the peer's own: bound it before it is shown. */
export interface LogLine {
  readonly atMs: number;
  readonly stream: string;
  readonly text: string;
}

/** `missing`: the log group does not exist. `truncated`: there was more than was asked for. */
export type LogTail =
  | { readonly outcome: 'read'; readonly lines: readonly LogLine[]; readonly truncated: boolean }
  | { readonly outcome: 'missing' };

export interface LogQuestion {
  /** Name or ARN, with or without the trailing `:*`. */
  readonly group: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly sinceMs: number;
  /** Lines at most; the newest are kept. */
  readonly limit: number;
  /** A CloudWatch Logs filter pattern, such as `{ $.type = "finding" }`; left out, every line. */
  readonly pattern?: string | undefined;
  /** Only streams whose name begins so. */
  readonly streamPrefix?: string | undefined;
}

/**
 * Reads the end of a CloudWatch log group, oldest line first.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface LogReader {
  readonly tail: (question: LogQuestion, signal: AbortSignal) => Promise<LogTail>;
}

/** The name of a log group: `arn:aws:logs:<region>:<account>:log-group:<name>`, with or without the trailing `:*`. */
export function logGroupName(arn: string): string {
  return arn.replace(/:\*$/, '').split(':log-group:').at(-1) ?? arn;
}
