import { REPORTS_PREFIX } from '../aws/report-objects.ts';
import type { Config } from '../config/config.ts';
import type { Probe } from '../core/probe.ts';
import type { StackPart } from './part.ts';
import { findingsOf } from './plan-of.ts';
import { allow, type Statement } from './policies.ts';

/** The bucket of reports that are too large for the table. */
const REPORTS = 'Reports';
/**
 * The most findings, all of them failing, whose report an item of the table holds: each takes some 300 bytes gzipped
 * (measured, docs/scale.md). What discovery finds is not known here: beyond it a report is shortened.
 */
const FINDINGS_OF_AN_ITEM = 1000;
/** As long as the row that names it (`lib/aws/state.ts`). */
const EXPIRES_AFTER_DAYS = 30;

/** Whether some vantage may find more at once than an item of the table holds. It plans every run: a stack asks once. */
export function needsReportsBucket(config: Config, probes: readonly Probe[]): boolean {
  return config.vantages.some((vantage) => findingsOf(vantage, config, probes) > FINDINGS_OF_AN_ITEM);
}

/** The bucket, where it is needed: private, encrypted, by TLS alone, and empty by itself after a month. */
export function reportsBucketPart(isNeeded: boolean): StackPart {
  if (!isNeeded) return {};
  const bucket = { 'Fn::GetAtt': [REPORTS, 'Arn'] };
  return {
    resources: {
      [REPORTS]: {
        Type: 'AWS::S3::Bucket',
        // A bucket that holds something cannot be deleted; what is in it expires.
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'expire',
                Status: 'Enabled',
                ExpirationInDays: EXPIRES_AFTER_DAYS,
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              },
            ],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      },
      ReportsPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        // As long as the bucket: without it the bucket would take what is not encrypted on its way.
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          Bucket: { Ref: REPORTS },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'TlsOnly',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [bucket, objects('*')],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
    },
  };
}

/** What a function may do with reports in the bucket; nothing where there is none. */
export function useReports(
  hasBucket: boolean,
  actions: readonly ('s3:GetObject' | 's3:PutObject')[],
): readonly Statement[] {
  return hasBucket ? [allow('UseLargeReports', actions, objects(`${REPORTS_PREFIX}*`))] : [];
}

/** The variable of the function that writes reports. */
export function reportsVariable(hasBucket: boolean) {
  return hasBucket ? { GATEWATCH_REPORTS_BUCKET: { Ref: REPORTS } } : {};
}

function objects(key: string) {
  return { 'Fn::Sub': `\${${REPORTS}.Arn}/${key}` };
}
