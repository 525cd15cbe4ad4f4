/**
 * Quotas of AWS that a growing installation meets, each with its source and the day it was read. The numbers are an
 * account's defaults in one Region; `adjustable` says whether AWS raises them.
 */
export interface Quota {
  readonly limit: number;
  /** Of what the limit is. */
  readonly of: string;
  readonly adjustable: boolean;
  readonly source: string;
  readonly read: string;
}

const ALARM_LIMITS = 'CloudWatch User Guide, "Alarm limits"';
const READ = '2026-11-30';

export const QUOTAS = {
  'insights-alarms': {
    limit: 200,
    of: 'alarms on Metrics Insights queries in the Region',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'alarm-contributors': {
    limit: 100,
    of: 'targets in ALARM that one alarm can name',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'alarm-series': {
    limit: 500,
    of: 'series that the query of one alarm returns (PARTIAL_DATA beyond)',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'math-alarm-metrics': {
    limit: 10,
    of: 'metrics of one math alarm',
    adjustable: false,
    source: ALARM_LIMITS,
    read: READ,
  },
  'template-resources': {
    limit: 500,
    of: 'resources in the template',
    adjustable: false,
    source: 'CloudFormation User Guide, "Understand CloudFormation quotas"',
    read: '2026-11-21',
  },
  'dashboard-widgets': {
    limit: 500,
    of: 'widgets of the dashboard',
    adjustable: false,
    source: 'CloudWatch User Guide, "CloudWatch service quotas"',
    read: '2026-11-21',
  },
  'lambda-concurrency': {
    limit: 1000,
    of: 'functions that run at once in the Region (a new account may have 10)',
    adjustable: true,
    source: 'Lambda Developer Guide, "Lambda quotas"',
    read: '2026-11-21',
  },
  'topic-filter-policies': {
    limit: 200,
    of: 'filter policies of the messages topic',
    adjustable: true,
    source: 'SNS Developer Guide, "Filter policy constraints"',
    read: READ,
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaName = keyof typeof QUOTAS;
