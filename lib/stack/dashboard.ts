import type { Config } from '../config/config.ts';
import { METRIC_NAMESPACE } from '../core/metric.ts';
import { firstAlarmOfSort, stackNames } from '../core/stack-names.ts';
import { dimensionValue } from '../stages/publish/publish.ts';
import type { CfnResource, CfnResources } from './alarms.ts';
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
    ...vantageWidgets(config),
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

/** How many vantages the page shows one by one: each is a call of the function when it is opened or refreshed. */
const MOST_VANTAGES = 8;

/** Of many vantages one widget shows what is wrong anywhere, and one graph what each of them failed at most. */
function vantageWidgets(config: Config): readonly Widget[] {
  const texts = STACK_TEXTS[config.language].dashboard;
  const { vantages } = config;
  if (vantages.length > MOST_VANTAGES)
    return [
      reportWidget(undefined, texts.reports),
      statusWidget({}, texts.status, config),
      livenessWidget(vantages.slice(0, MOST_LIVENESS), texts.liveness, config),
    ];
  return vantages.flatMap((vantage) => [
    reportWidget(vantage.name, `${texts.report}: ${vantage.name}`),
    statusWidget({ Vantage: vantage.name }, `${texts.status}: ${vantage.name}`, config),
    livenessWidget([vantage], `${texts.liveness}: ${vantage.name}`, config),
  ]);
}

/** Two series a vantage; a widget holds 500 (CloudWatch User Guide, "CloudWatch service quotas"). */
const MOST_LIVENESS = 250;

/** How many widgets the page has. */
export function widgetsOf(config: Config): number {
  return vantageWidgets(config).length + 2;
}

/** By name, so that the page does not wait for every alarm: it shows what is there. Alarms on gatewatch itself come first. */
function arnsOf(resources: CfnResources): readonly string[] {
  const names = stackNames(STAGE_VARIABLE);
  const own = [names.undeliveredAlarm(1), names.functionsAlarm(1), names.tickAlarm];
  const isOwn = ({ Properties }: CfnResource) =>
    own.includes(firstAlarmOfSort(String(Properties?.AlarmName)));
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
    .slice(0, MOST_ALARMS)
    .map(({ Properties }) => arnOf('cloudwatch', `alarm:${Properties?.AlarmName}`)['Fn::Sub']);
}

/**
 * The `dashboard` function's own. It is called when the page is opened and refreshed; how wide it is only its style
 * sheet wants to know, and what time range the graphs have nobody.
 * Source: CloudWatch User Guide, "Details about custom widgets"; the properties as the console's own source view and
 * the CDK's `CustomWidget` write them, for "Dashboard Body Structure and Syntax" names no custom widget.
 */
function reportWidget(vantage: string | undefined, title: string): Widget {
  return {
    type: 'custom',
    width: WIDE,
    height: 9,
    properties: {
      title,
      endpoint: arnOf('lambda', `function:${stackNames(STAGE_VARIABLE).dashboardFunction}`)['Fn::Sub'],
      updateOn: { refresh: true, resize: false, timeRange: false },
      params: vantage === undefined ? {} : { vantage },
    },
  };
}

/** 0 healthy, 1 degraded, 2 failed; a gap is unknown. */
function statusWidget(where: { readonly Vantage?: string }, title: string, { schedule }: Config): Widget {
  const expression = statusQuery({
    stage: STAGE_VARIABLE,
    where,
    groupBy: where.Vantage === undefined ? ['Vantage', 'Check'] : ['Target', 'Check'],
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

function livenessWidget(
  vantages: readonly { readonly name: string }[],
  title: string,
  { schedule }: Config,
): Widget {
  const series = (name: string, stat: string, vantage: string) => [
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
      metrics: vantages.flatMap(({ name }) => [
        series('Heartbeat', 'Sum', name),
        series('Unknown', 'Maximum', name),
      ]),
      yAxis: { left: { min: 0 } },
    },
  };
}
