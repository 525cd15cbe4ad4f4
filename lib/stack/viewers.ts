import type { Config } from '../config/config.ts';
import { stackNames } from '../core/stack-names.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import type { StackPart } from './part.ts';
import { allow, arnOf, type Statement } from './policies.ts';
import { STATE_TABLE } from './state-table.ts';

/**
 * A role for people who look and change nothing: the dashboard with its widgets, the alarms, and `gatewatch report`.
 * Made only where the configuration names who may take it.
 */
export function viewersPart({ viewers, dashboard }: Pick<Config, 'viewers' | 'dashboard'>): StackPart {
  if (viewers.length === 0) return {};
  return {
    resources: {
      ViewerRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Description: 'gatewatch: looks at the dashboard and the last reports, and changes nothing',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: viewers.map(principal) }, Action: 'sts:AssumeRole' },
            ],
          },
          Policies: [
            {
              PolicyName: 'own',
              PolicyDocument: { Version: '2012-10-17', Statement: [...look(), ...(dashboard ? page() : [])] },
            },
          ],
        },
      },
    },
    outputs: {
      ViewerRoleArn: {
        Description: 'Those named under viewers take this role',
        Value: { 'Fn::GetAtt': ['ViewerRole', 'Arn'] },
      },
    },
  };
}

/** An account stands for all it lets take roles. */
function principal(one: string): unknown {
  return /^\d{12}$/.test(one) ? { 'Fn::Sub': `arn:${variable('AWS::Partition')}:iam::${one}:root` } : one;
}

function look(): readonly Statement[] {
  const table = { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] };
  return [
    {
      ...allow('ReadReports', ['dynamodb:GetItem', 'dynamodb:Query'], table),
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['report'] } },
    },
    // Metrics take no resource, and with a prefix every alarm is asked about (Service Authorization Reference, "Amazon
    // CloudWatch").
    allow('ReadMetrics', ['cloudwatch:GetMetricData'], '*'),
    allow('ReadAlarms', ['cloudwatch:DescribeAlarms'], arnOf('cloudwatch', 'alarm:*')),
  ];
}

/** The page, and what its widgets ask with the viewer's own permissions. */
function page(): readonly Statement[] {
  const names = stackNames(STAGE_VARIABLE);
  const dashboard = `arn:${variable('AWS::Partition')}:cloudwatch::${variable('AWS::AccountId')}:dashboard/${names.dashboard}`;
  return [
    allow('ReadDashboard', ['cloudwatch:GetDashboard'], { 'Fn::Sub': dashboard }),
    allow('CallWidget', ['lambda:InvokeFunction'], arnOf('lambda', `function:${names.dashboardFunction}`)),
    allow(
      'AskLog',
      ['logs:StartQuery', 'logs:GetQueryResults'],
      arnOf('logs', `log-group:${names.watchLogGroup}:*`),
    ),
  ];
}
