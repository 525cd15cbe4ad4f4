import type { Config } from '../config/config.ts';
import { METRIC_NAMESPACE } from '../core/metric.ts';
import { stackNames } from '../core/stack-names.ts';
import { dimensionValue } from '../stages/publish/publish.ts';
import type { CfnResources } from './alarms.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import type { StackPart } from './part.ts';
import { arnOf } from './policies.ts';
import { statusQuery } from './status-query.ts';
import { STACK_TEXTS } from './texts.ts';

const DASHBOARD = 'Dashboard';
/** A dashboard is a grid of 24 columns (CloudWatch API Reference, "Dashboard Body Structure and Syntax"). */
const WIDE = 24;
const HALF = 12;
/** "alarms: up to 100" (the same page, alarm widget). */
const MOST_ALARMS = 100;
const FINDINGS_SHOWN = 100;

interface Widget {
  readonly type: 'alarm' | 'custom' | 'metric' | 'log';
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The page that every message leads to: the alarms, the last report of each vantage with *Check now*, what it saw of
 * each target over time, and the last findings that are not healthy, with their reasons.
 *
 * @param resources - everything else of the stack, by logical id: its alarms are shown
 */
export function dashboardPart(config: Config, resources: CfnResources): StackPart {
  const names = stackNames(STAGE_VARIABLE);
  const texts = STACK_TEXTS[config.language].dashboard;
  const widgets: readonly Widget[] = [
    { type: 'alarm', width: WIDE, height: 4, properties: { title: texts.alarms, alarms: arnsOf(resources) } },
    ...config.vantages.flatMap(({ name }) => [
      reportWidget(name, `${texts.report}: ${name}`),
      statusWidget(name, `${texts.status}: ${name}`, config),
      livenessWidget(name, `${texts.liveness}: ${name}`, config),
    ]),
    {
      type: 'log',
      width: WIDE,
      height: 9,
      properties: {
        title: texts.findings,
        region: variable('AWS::Region'),
        view: 'table',
        query: [
          `SOURCE '${names.watchLogGroup}'`,
          'filter type = "finding" and status != "healthy"',
          'fields @timestamp, vantage, target, check, status, reason, summary',
          'sort @timestamp desc',
          `limit ${FINDINGS_SHOWN}`,
        ].join('\n| '),
      },
    },
  ];
  return {
    resources: {
      [DASHBOARD]: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: names.dashboard,
          DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets }) },
        },
      },
    },
  };
}

/** By name, so that the page does not wait for every alarm: it shows what is there. */
function arnsOf(resources: CfnResources): readonly string[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .slice(0, MOST_ALARMS)
    .map(({ Properties }) => arnOf('cloudwatch', `alarm:${Properties?.AlarmName}`)['Fn::Sub']);
}

/**
 * The `dashboard` function's own. It is called when the page is opened and refreshed; how wide it is only its style
 * sheet wants to know, and what time range the graphs have nobody.
 * Source: CloudWatch User Guide, "Details about custom widgets"; the properties as the console's own source view and
 * the CDK's `CustomWidget` write them, for "Dashboard Body Structure and Syntax" names no custom widget.
 */
function reportWidget(vantage: string, title: string): Widget {
  return {
    type: 'custom',
    width: WIDE,
    height: 9,
    properties: {
      title,
      endpoint: arnOf('lambda', `function:${stackNames(STAGE_VARIABLE).dashboardFunction}`)['Fn::Sub'],
      updateOn: { refresh: true, resize: false, timeRange: false },
      params: { vantage },
    },
  };
}

/** 0 healthy, 1 degraded, 2 failed; a gap is unknown. */
function statusWidget(vantage: string, title: string, { schedule }: Config): Widget {
  const expression = statusQuery({
    stage: STAGE_VARIABLE,
    where: { Vantage: vantage },
    groupBy: ['Target', 'Check'],
  });
  return {
    type: 'metric',
    width: HALF,
    height: 6,
    properties: {
      title,
      region: variable('AWS::Region'),
      view: 'timeSeries',
      period: schedule.periodMs / 1000,
      metrics: [[{ expression, id: 'status' }]],
      yAxis: { left: { min: 0, max: 2 } },
    },
  };
}

function livenessWidget(vantage: string, title: string, { schedule }: Config): Widget {
  const series = (name: string, stat: string) => [
    METRIC_NAMESPACE,
    name,
    'Stage',
    dimensionValue(STAGE_VARIABLE),
    'Vantage',
    dimensionValue(vantage),
    { stat },
  ];
  return {
    type: 'metric',
    width: HALF,
    height: 6,
    properties: {
      title,
      region: variable('AWS::Region'),
      view: 'timeSeries',
      period: schedule.periodMs / 1000,
      metrics: [series('Heartbeat', 'Sum'), series('Unknown', 'Maximum')],
      yAxis: { left: { min: 0 } },
    },
  };
}
