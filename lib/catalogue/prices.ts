/**
 * Prices in US dollars, us-east-1, arm64. Source: the AWS price pages of CloudWatch ("Paid tier": metrics, alarms, API requests)
 * and Lambda ("Arm price"), as third parties quoted them in November 2026; other Regions differ. The free tier is not
 * taken off. Logs, queues, topics, the table and traffic are cents and are not counted.
 */
export const PRICES_USD = {
  metricMonth: 0.3,
  /** "metric analyzed": each series that an alarm looks at. */
  alarmMetricMonth: 0.1,
  /** The first three of an account are free. */
  dashboardMonth: 3,
  /** AWS Key Management Service Pricing, "Key Storage": each of the first two yearly rotations adds as much. */
  keyMonth: 1,
  metricRequest: 0.01 / 1000,
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGbSecond: 0.0000133334,
} as const;

export const MONTH_MS = 30.4 * 86_400_000;
