import type { MutualTls } from '../config/config.ts';
import type { Locale } from '../core/locale.ts';
import { METRIC_NAMESPACE } from '../core/metric.ts';
import { stackNames } from '../core/stack-names.ts';
import { mtls } from '../probes/mtls/kind.ts';
import { shortRunbook } from '../report/docs/short-runbook.ts';
import { dimensionValue } from '../stages/publish/publish.ts';
import type { CfnResource } from './alarms.ts';
import { logicalId, STAGE_VARIABLE } from './names.ts';
import { TOPICS } from './topics.ts';

/** A load balancer writes a log every five minutes ("Connection log files"). */
const LOG_PERIOD_SECONDS = 300;
/** "Alarms based on metric math expressions can reference a maximum of 10 metrics" (CloudWatch User Guide, "Alarm limits"). */
const MOST_METRICS = 10;

/** The alarms on refused client certificates of one load balancer: as many as its reasons need, none where none pages. */
export async function failureAlarms(
  { name, loadBalancer, page }: MutualTls,
  locale: Locale,
): Promise<readonly (readonly [id: string, resource: CfnResource])[]> {
  if (page === undefined) return [];
  return await Promise.all(
    chunks(page.reasons, MOST_METRICS).map(async (reasons, index) => {
      const description = await shortRunbook(mtls, locale, reasons);
      const part = index === 0 ? [] : [String(index + 1)];
      // The first keeps its name whatever is added. No load balancer's name has a tilde.
      const alarm = stackNames(STAGE_VARIABLE).clientCertificatesAlarm([name, ...part].join('~'));
      return [
        logicalId('alarm', 'mtls', name, ...part.map((number) => `~${number}`)),
        failuresAlarm(alarm, { loadBalancer, reasons, atLeast: page.atLeast }, description),
      ] as const;
    }),
  );
}

/** In ALARM while one of the reasons was seen as often as the config says, within one log's time. */
function failuresAlarm(
  alarm: string,
  {
    loadBalancer,
    reasons,
    atLeast,
  }: { readonly loadBalancer: string; readonly reasons: readonly string[]; readonly atLeast: number },
  description: string,
): CfnResource {
  const series = reasons.map((reason, index) => ({
    Id: `reason${index}`,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: METRIC_NAMESPACE,
        MetricName: 'ClientCertificateFailures',
        Dimensions: [
          { Name: 'Stage', Value: dimensionValue(STAGE_VARIABLE) },
          { Name: 'LoadBalancer', Value: dimensionValue(loadBalancer) },
          { Name: 'Reason', Value: dimensionValue(reason) },
        ],
      },
      Period: LOG_PERIOD_SECONDS,
      Stat: 'Sum',
    },
  }));
  // A reason that was never seen has no series, and nothing is not zero in metric math.
  const worst = `MAX([${series.map(({ Id }) => `FILL(${Id}, 0)`).join(', ')}])`;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: alarm,
      AlarmDescription: description,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: atLeast,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [...series, { Id: 'worst', Expression: worst, ReturnData: true }],
      AlarmActions: [{ Ref: TOPICS.alarms }],
      OKActions: [{ Ref: TOPICS.alarms }],
    },
  };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
