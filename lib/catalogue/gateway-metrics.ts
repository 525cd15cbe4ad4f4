/** A metric of a gateway, and from when on it is told. */
export interface GatewayMetric {
  readonly name: string;
  /** How its data points are put together over five minutes. */
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  readonly unit: 'Percent' | 'Count' | 'Bytes';
  /** Absent where AWS names no threshold: then it is shown, and never judged. */
  readonly tells?: {
    readonly compare: 'at-least' | 'more-than' | 'less-than';
    readonly value: number;
    /** How many data points of five minutes in a row, the newest among them. */
    readonly points: number;
  };
}

const GIBIBYTE = 1024 ** 3;

/**
 * Sources, both read 2026-11-30: "Understanding CloudWatch alarms" of the File Gateway User Guides (recommended alarms:
 * IoWaitPercent at least 20 for 3 datapoints, CachePercentDirty over 80 for 4, FilesFailingUpload and
 * AvailabilityNotifications at least 1 for 1, periods of five minutes); "Understanding gateway metrics" of the S3 File
 * Gateway User Guide (an alarm on FileSharesUnavailable that is not zero; RootDiskFreeBytes below 20 GB). For
 * CachePercentUsed and UploadBufferPercentUsed neither page names a threshold.
 */
export const GATEWAY_METRICS = [
  {
    name: 'FileSharesUnavailable',
    statistic: 'Maximum',
    unit: 'Count',
    tells: { compare: 'at-least', value: 1, points: 1 },
  },
  {
    name: 'FilesFailingUpload',
    statistic: 'Sum',
    unit: 'Count',
    tells: { compare: 'at-least', value: 1, points: 1 },
  },
  {
    name: 'AvailabilityNotifications',
    statistic: 'Sum',
    unit: 'Count',
    tells: { compare: 'at-least', value: 1, points: 1 },
  },
  {
    name: 'CachePercentDirty',
    statistic: 'Average',
    unit: 'Percent',
    tells: { compare: 'more-than', value: 80, points: 4 },
  },
  {
    name: 'IoWaitPercent',
    statistic: 'Average',
    unit: 'Percent',
    tells: { compare: 'at-least', value: 20, points: 3 },
  },
  {
    name: 'RootDiskFreeBytes',
    statistic: 'Minimum',
    unit: 'Bytes',
    tells: { compare: 'less-than', value: 20 * GIBIBYTE, points: 1 },
  },
  { name: 'CachePercentUsed', statistic: 'Average', unit: 'Percent' },
  { name: 'UploadBufferPercentUsed', statistic: 'Average', unit: 'Percent' },
] as const satisfies readonly GatewayMetric[];

export type GatewayMetricName = (typeof GATEWAY_METRICS)[number]['name'];
