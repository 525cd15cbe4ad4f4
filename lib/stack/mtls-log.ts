import type { Config, MutualTls } from '../config/config.ts';
import { parseS3Url } from '../core/aws/object-reader.ts';
import type { Locale } from '../core/locale.ts';
import { METRIC_NAMESPACE } from '../core/metric.ts';
import { stackNames } from '../core/stack-names.ts';
import { mtls } from '../probes/mtls/kind.ts';
import { shortRunbook } from '../report/docs/short-runbook.ts';
import { dimensionValue } from '../stages/publish/publish.ts';
import type { CfnResource } from './alarms.ts';
import { logicalId, STAGE_VARIABLE, variable } from './names.ts';
import type { StackPart } from './part.ts';
import { allow, publishMetrics, roleReference, serviceRole, writeOwnLogs } from './policies.ts';
import { STATE_TABLE } from './state-table.ts';
import { TOPICS } from './topics.ts';

/** A log of five minutes of a busy node is some megabytes; it is read as a stream. */
const TIMEOUT_SECONDS = 120;
const MEMORY_MB = 512;
/** Notes and gives back what it read, and keeps rows; who tells of them finds them. */
const REMEMBERS_WITH = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
/** A load balancer writes a log every five minutes ("Connection log files"). */
const LOG_PERIOD_SECONDS = 300;

/**
 * The `mtls-log` function, which reads connection logs as they are stored, and an alarm for each load balancer that
 * pages. Nothing where the config names no bucket; the bucket must send its events to EventBridge.
 */
export async function mtlsLogPart(config: Config): Promise<StackPart> {
  const logged = config.mtls.filter(({ logs }) => logs !== undefined);
  if (logged.length === 0) return {};
  const names = stackNames(STAGE_VARIABLE);
  const places = logged.flatMap(({ logs = '' }) => parseS3Url(logs) ?? []);
  return {
    functions: {
      'mtls-log': {
        name: names.mtlsLogFunction,
        handler: 'dist/mtls-log/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: MEMORY_MB,
        role: roleReference('MtlsLogRole'),
        environment: { GATEWATCH_STAGE: STAGE_VARIABLE },
        package: { patterns: ['dist/mtls-log/**'] },
        events: [
          {
            eventBridge: {
              pattern: {
                source: ['aws.s3'],
                'detail-type': ['Object Created'],
                detail: {
                  $or: places.map(({ bucket, key }) => ({
                    bucket: { name: [bucket] },
                    object: { key: [{ prefix: key }] },
                  })),
                },
              },
            },
          },
        ],
      },
    },
    resources: {
      MtlsLogRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(names.mtlsLogFunction),
        allow(
          'ReadConnectionLogs',
          ['s3:GetObject'],
          places.map(({ bucket, key }) => ({
            'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::${bucket}/${key}*`,
          })),
        ),
        allow('Remember', REMEMBERS_WITH, { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] }),
        publishMetrics(),
      ]),
      ...Object.fromEntries(await Promise.all(logged.flatMap((one) => pagingAlarm(one, config.language)))),
    },
  };
}

function pagingAlarm(one: MutualTls, locale: Locale): readonly Promise<readonly [string, CfnResource]>[] {
  const { name, page } = one;
  if (page === undefined) return [];
  return [
    shortRunbook(mtls, locale, page.reasons).then(
      (description) => [logicalId('alarm', 'mtls', name), failuresAlarm(one, page, description)] as const,
    ),
  ];
}

/** In ALARM while one of the reasons was seen as often as the config says, within one log's time. */
function failuresAlarm(
  { name, loadBalancer }: MutualTls,
  page: NonNullable<MutualTls['page']>,
  description: string,
): CfnResource {
  const series = page.reasons.map((reason, index) => ({
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
      AlarmName: stackNames(STAGE_VARIABLE).clientCertificatesAlarm(name),
      AlarmDescription: description,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: page.atLeast,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [...series, { Id: 'worst', Expression: worst, ReturnData: true }],
      AlarmActions: [{ Ref: TOPICS.alarms }],
      OKActions: [{ Ref: TOPICS.alarms }],
    },
  };
}
