import type { Config } from '../config/config.ts';
import { stackNames } from '../core/stack-names.ts';
import { PROBES } from '../probes/registry.ts';
import { isInVpc } from './probes.ts';
import { needsReportsBucket } from './reports-bucket.ts';

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

/**
 * The permissions to deploy, change and remove an installation, and nothing else: ready to paste into IAM. It
 * names what the stack names; ids that AWS gives (mappings, keys, security groups) cannot be known before.
 * Source: Service Authorization Reference, the page of each service; osls' own calls of S3 and CloudFormation.
 *
 * @param account - twelve digits, or a star
 */
export function deployerPolicy(
  config: Config,
  {
    stage,
    region,
    account,
    hasUnits = false,
  }: {
    readonly stage: string;
    readonly region: string;
    readonly account: string;
    /** Whether accounts are named by their organizational unit. */
    readonly hasUnits?: boolean;
  },
): { readonly Version: '2012-10-17'; readonly Statement: readonly PolicyStatement[] } {
  const names = stackNames(stage);
  const { prefix, table } = names;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const bucket = `arn:aws:s3:::${prefix}-serverlessdeploymentbucket-*`;
  const statement = (
    Sid: string,
    service: string,
    actions: string,
    Resource: string | readonly string[],
  ): PolicyStatement => ({
    Sid,
    Effect: 'Allow',
    Action: actions.split(' ').map((action) => `${service}:${action}`),
    Resource,
  });
  const statements = [
    statement(
      'Stack',
      'cloudformation',
      'CreateStack UpdateStack DeleteStack DescribeStacks DescribeStackEvents DescribeStackResource DescribeStackResources ListStackResources GetTemplate CreateChangeSet DescribeChangeSet ExecuteChangeSet DeleteChangeSet',
      arn('cloudformation', `stack/${prefix}/*`),
    ),
    statement('Template', 'cloudformation', 'ValidateTemplate', '*'),
    statement(
      'DeploymentBucket',
      's3',
      'CreateBucket DeleteBucket ListBucket ListBucketVersions GetBucketLocation GetEncryptionConfiguration PutEncryptionConfiguration GetBucketPolicy PutBucketPolicy DeleteBucketPolicy PutBucketPublicAccessBlock GetBucketPublicAccessBlock PutBucketTagging GetBucketTagging GetBucketVersioning GetBucketAcl',
      bucket,
    ),
    statement(
      'DeploymentObjects',
      's3',
      'GetObject PutObject DeleteObject DeleteObjectVersion',
      `${bucket}/*`,
    ),
    statement(
      'Functions',
      'lambda',
      'CreateFunction DeleteFunction GetFunction GetFunctionConfiguration UpdateFunctionCode UpdateFunctionConfiguration ListTags TagResource UntagResource AddPermission RemovePermission GetPolicy PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionConcurrency DeleteFunctionConcurrency',
      arn('lambda', `function:${prefix}-*`),
    ),
    statement('NewMappings', 'lambda', 'CreateEventSourceMapping', '*'),
    // Known by ids that Lambda gives.
    statement(
      'Mappings',
      'lambda',
      'UpdateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping',
      arn('lambda', 'event-source-mapping:*'),
    ),
    statement(
      'Roles',
      'iam',
      'CreateRole DeleteRole GetRole TagRole UntagRole PutRolePolicy DeleteRolePolicy GetRolePolicy UpdateAssumeRolePolicy ListRolePolicies ListAttachedRolePolicies',
      `arn:aws:iam::${account}:role/${prefix}-*`,
    ),
    {
      ...statement('HandOverRoles', 'iam', 'PassRole', `arn:aws:iam::${account}:role/${prefix}-*`),
      Condition: {
        StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'scheduler.amazonaws.com'] },
      },
    },
    statement(
      'Logs',
      'logs',
      'CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy TagResource UntagResource ListTagsForResource',
      arn('logs', `log-group:/aws/lambda/${prefix}-*`),
    ),
    statement('ListLogs', 'logs', 'DescribeLogGroups', '*'),
    statement(
      'Queues',
      'sqs',
      'CreateQueue DeleteQueue GetQueueAttributes SetQueueAttributes GetQueueUrl TagQueue UntagQueue ListQueueTags',
      arn('sqs', `${prefix}-*`),
    ),
    statement(
      'Topics',
      'sns',
      'CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes ListSubscriptionsByTopic Subscribe TagResource UntagResource ListTagsForResource GetDataProtectionPolicy',
      arn('sns', `${prefix}-*`),
    ),
    // A subscription that nobody confirmed has no ARN.
    statement('Subscriptions', 'sns', 'Unsubscribe GetSubscriptionAttributes SetSubscriptionAttributes', '*'),
    statement(
      'Schedules',
      'scheduler',
      'CreateSchedule UpdateSchedule DeleteSchedule GetSchedule',
      arn('scheduler', `schedule/default/${prefix}*`),
    ),
    statement(
      'Table',
      'dynamodb',
      'CreateTable DeleteTable DescribeTable UpdateTable UpdateTimeToLive DescribeTimeToLive UpdateContinuousBackups DescribeContinuousBackups TagResource UntagResource ListTagsOfResource DescribeContributorInsights DescribeKinesisStreamingDestination GetResourcePolicy',
      arn('dynamodb', `table/${table}`),
    ),
    statement(
      'Alarms',
      'cloudwatch',
      'PutMetricAlarm DeleteAlarms DescribeAlarms TagResource UntagResource ListTagsForResource',
      arn('cloudwatch', `alarm:${prefix}-*`),
    ),
    ...(config.accounts.length === 0
      ? []
      : [
          statement(
            'Spokes',
            'cloudformation',
            'UpdateStackSet DeleteStackSet DescribeStackSet CreateStackInstances UpdateStackInstances DeleteStackInstances ListStackInstances DescribeStackSetOperation ListStackSetOperations ListStackSetOperationResults StopStackSetOperation TagResource UntagResource',
            [
              arn('cloudformation', `stackset/${names.spokes}:*`),
              arn('cloudformation', `stackset-target/${names.spokes}:*`),
            ],
          ),
          // A stack set has no name before it exists.
          statement('NewSpokes', 'cloudformation', 'CreateStackSet GetTemplateSummary', '*'),
          statement('SpokeCode', 's3', 'CreateBucket ListBucket PutBucketPolicy GetObject PutObject', [
            `arn:aws:s3:::${names.codeBuckets('*')}`,
            `arn:aws:s3:::${names.codeBuckets('*')}/*`,
          ]),
          statement(
            'SpokeSchedules',
            'scheduler',
            'CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup ListTagsForResource TagResource UntagResource',
            arn('scheduler', `schedule-group/${names.scheduleGroup('*')}`),
          ),
          statement(
            'SchedulesOfSpokes',
            'scheduler',
            'CreateSchedule UpdateSchedule DeleteSchedule GetSchedule',
            arn('scheduler', `schedule/${names.scheduleGroup('*')}/*`),
          ),
        ]),
    ...(hasUnits
      ? [statement('Units', 'organizations', 'ListAccountsForParent ListOrganizationalUnitsForParent', '*')]
      : []),
    ...(needsReportsBucket(config, PROBES)
      ? [
          statement(
            'LargeReports',
            's3',
            'CreateBucket GetBucketPolicy PutBucketPolicy DeleteBucketPolicy PutEncryptionConfiguration PutLifecycleConfiguration PutBucketOwnershipControls PutBucketPublicAccessBlock PutBucketTagging',
            // CloudFormation names it after stack and resource.
            `arn:aws:s3:::${prefix}-reports-*`,
          ),
        ]
      : []),
    ...(config.dashboard
      ? [
          statement(
            'Dashboard',
            'cloudwatch',
            'PutDashboard GetDashboard DeleteDashboards',
            `arn:aws:cloudwatch::${account}:dashboard/${names.dashboard}`,
          ),
        ]
      : []),
    ...(config.encryption === 'customer-key'
      ? [
          // The key has no name before it exists; the alias has.
          statement('NewKey', 'kms', 'CreateKey', '*'),
          statement(
            'Key',
            'kms',
            'DescribeKey GetKeyPolicy PutKeyPolicy EnableKeyRotation DisableKeyRotation GetKeyRotationStatus ScheduleKeyDeletion TagResource UntagResource ListResourceTags UpdateKeyDescription CreateAlias UpdateAlias DeleteAlias',
            [arn('kms', 'key/*'), arn('kms', `alias/${prefix}`)],
          ),
          statement('ListAliases', 'kms', 'ListAliases', '*'),
        ]
      : []),
    ...(config.mtls.some(({ logs }) => logs !== undefined)
      ? [
          statement(
            'Rules',
            'events',
            'PutRule DeleteRule DescribeRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource ListTagsForResource',
            arn('events', `rule/${prefix}-*`),
          ),
        ]
      : []),
    ...(config.vantages.some(isInVpc)
      ? [
          statement(
            'FindNetworks',
            'ec2',
            'DescribeVpcs DescribeSubnets DescribeSecurityGroups DescribeNetworkInterfaces DescribeSecurityGroupRules',
            '*',
          ),
          statement(
            'SecurityGroups',
            'ec2',
            'CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress CreateTags DeleteTags',
            [arn('ec2', 'security-group/*'), ...vpcArns(config, arn)],
          ),
        ]
      : []),
  ];
  return { Version: '2012-10-17', Statement: statements };
}

function vpcArns({ vantages }: Config, arn: (service: string, rest: string) => string): readonly string[] {
  return [...new Set(vantages.flatMap(({ network }) => (network === undefined ? [] : [network.vpc])))].map(
    (vpc) => arn('ec2', `vpc/${vpc}`),
  );
}
