/** One CloudWatch series. */
export interface MetricQuestion {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Average`, `Maximum`, `Sum` … */
  readonly statistic: string;
  readonly periodSeconds: number;
}

export interface MetricSeries {
  readonly question: MetricQuestion;
  /** Oldest first. */
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
  /** `Complete`, `PartialData`, `InternalError`, `Forbidden`, as it came. */
  readonly completeness: string;
}

/**
 * Reads CloudWatch metrics.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface MetricReader {
  /** One series for each question, in the same order. Times are milliseconds since the Unix epoch. */
  readonly history: (
    questions: readonly MetricQuestion[],
    between: { readonly fromMs: number; readonly toMs: number },
    signal: AbortSignal,
  ) => Promise<readonly MetricSeries[]>;
}
