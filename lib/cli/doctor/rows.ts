import type { JsonObject } from '../../core/json.ts';
import { isRefusal, recover } from '../../core/refusals.ts';
import { fillCommand } from '../../report/text/fill.ts';

/** What is checked of an installation. */
export type DoctorCheck =
  | 'function'
  | 'worker'
  | 'schedule'
  | 'alarm'
  | 'subscription'
  | 'dead-letters'
  | 'table'
  | 'secret'
  | 'heartbeat'
  | 'report'
  | 'route'
  | 'test-alarm'
  | 'test-message'
  | 'test-channel';

/** Every answer a check can give: how grave it is, and the command that fixes it. */
const FINDINGS = {
  'in-order': { status: 'ok' },
  refused: { status: 'unknown' },
  missing: { status: 'failed', fix: 'gatewatch deploy --stage {stage} --region {region}' },
  'function-not-active': {
    status: 'failed',
    fix: 'aws lambda get-function-configuration --function-name {subject} --region {region}',
  },
  'worker-off': {
    status: 'failed',
    fix: 'aws lambda update-event-source-mapping --uuid {uuid} --enabled --region {region}',
  },
  'schedule-off': {
    status: 'failed',
    fix: `aws scheduler get-schedule --name {subject} --region {region} | jq 'del(.Arn, .CreationDate, .LastModificationDate) | .State = "ENABLED"' > schedule.json && aws scheduler update-schedule --region {region} --cli-input-json file://schedule.json`,
  },
  'alarm-silenced': {
    status: 'failed',
    fix: 'aws cloudwatch enable-alarm-actions --alarm-names {subject} --region {region}',
  },
  'alarm-elsewhere': {
    status: 'failed',
    fix: 'aws cloudwatch delete-alarms --alarm-names {subject} --region {region} && aws cloudformation detect-stack-drift --stack-name {stack} --region {region}',
  },
  unconfirmed: {
    status: 'failed',
    fix: 'aws sns subscribe --topic-arn {topicArn} --protocol {protocol} --notification-endpoint {endpoint} --region {region}',
  },
  unsubscribed: {
    status: 'failed',
    fix: 'aws sns subscribe --topic-arn {topicArn} --protocol {protocol} --notification-endpoint {endpoint} --region {region}',
  },
  'nobody-told': { status: 'failed', fix: 'gatewatch deploy --stage {stage} --region {region}' },
  'letters-lost': {
    status: 'failed',
    fix: 'aws sqs start-message-move-task --source-arn {queueArn} --region {region}',
  },
  'table-not-active': {
    status: 'failed',
    fix: 'aws dynamodb describe-table --table-name {subject} --region {region}',
  },
  'secret-missing': {
    status: 'failed',
    fix: 'aws secretsmanager create-secret --name {subject} --secret-string file://secret.txt --region {region}',
  },
  'secret-deleted': {
    status: 'failed',
    fix: 'aws secretsmanager restore-secret --secret-id {subject} --region {region}',
  },
  'seen-at': { status: 'ok' },
  'never-seen': {
    status: 'failed',
    fix: `aws lambda invoke --function-name {watch} --cli-binary-format raw-in-base64-out --payload '{"vantage":"{subject}"}' --region {region} report.json`,
  },
  'loop-never-seen': {
    status: 'failed',
    fix: 'gatewatch run --config gatewatch.yaml --vantage {subject} --publish cloudwatch --stage {stage} --region {region}',
  },
  'loop-seen-late': {
    status: 'failed',
    fix: 'gatewatch run --config gatewatch.yaml --vantage {subject} --publish cloudwatch --stage {stage} --region {region}',
  },
  'seen-late': { status: 'failed', fix: 'aws logs tail /aws/lambda/{watch} --since 1h --region {region}' },
  'route-fits-nothing': { status: 'unknown', fix: 'gatewatch plan' },
  'handed-over': { status: 'ok' },
  'not-handed-over': {
    status: 'failed',
    fix: 'aws cloudwatch describe-alarm-history --alarm-name {subject} --history-item-type Action --region {region}',
  },
  'not-handed-over-yet': {
    status: 'unknown',
    fix: 'aws cloudwatch describe-alarm-history --alarm-name {subject} --history-item-type Action --region {region}',
  },
  told: { status: 'ok' },
  'not-told': { status: 'failed', fix: 'aws logs tail /aws/lambda/{notify} --since 15m --region {region}' },
  'channel-took-it': { status: 'ok' },
  'channel-refused': {
    status: 'failed',
    fix: 'aws logs tail /aws/lambda/{subject} --since 15m --region {region}',
  },
  'channel-silent': {
    status: 'failed',
    fix: 'aws logs tail /aws/lambda/{subject} --since 15m --region {region}',
  },
} as const satisfies Readonly<
  Record<string, { readonly status: 'ok' | 'failed' | 'unknown'; readonly fix?: string }>
>;
export type DoctorFinding = keyof typeof FINDINGS;

/** One line of the answer. */
export interface DoctorRow {
  readonly check: DoctorCheck;
  readonly subject: string;
  readonly status: 'ok' | 'failed' | 'unknown';
  readonly finding: DoctorFinding;
  readonly values: JsonObject;
  /** To paste into a shell; absent where nothing fixes it, or where a value must not be pasted. */
  readonly fix?: string;
}

/** Makes the lines of one installation, its names and its Region filled into the commands. */
export function rowMaker(about: JsonObject) {
  const row = (
    check: DoctorCheck,
    subject: string,
    finding: DoctorFinding,
    values: JsonObject = {},
  ): DoctorRow => {
    const { status, fix }: { readonly status: DoctorRow['status']; readonly fix?: string } =
      FINDINGS[finding];
    const command = fix === undefined ? undefined : fillCommand(fix, { ...about, subject, ...values });
    return { check, subject, status, finding, values, ...(command !== undefined && { fix: command }) };
  };
  return {
    row,
    /** What AWS refuses to tell is no fault of the installation: it is said as what it is. */
    unlessRefused: (
      check: DoctorCheck,
      subject: string,
      ask: () => Promise<readonly DoctorRow[]>,
    ): Promise<readonly DoctorRow[]> =>
      recover(ask(), isRefusal, ({ code, action }) => [row(check, subject, 'refused', { action, code })]),
  };
}
export type RowMaker = ReturnType<typeof rowMaker>;
