import { stackNames } from '../core/stack-names.ts';
import { STAGE_VARIABLE } from './names.ts';
import type { StackPart } from './part.ts';
import { allow, arnOf, roleReference, type Statement, serviceRole, writeOwnLogs } from './policies.ts';
import { useReports } from './reports-bucket.ts';
import { STATE_TABLE } from './state-table.ts';

/**
 * What a person may wait for *Check now*, who looks at a dashboard meanwhile. `watch` may take longer where probes
 * start cold one after the other; the widget then shows the last report and says so.
 */
const TIMEOUT_SECONDS = 100;
/** It sorts and writes a report; CPU comes with memory, and somebody waits. */
const MEMORY_MB = 512;

/** The `dashboard` function: it may read the last reports, and ask `watch` for a run. */
export function dashboardFunctionPart(hasReportsBucket: boolean): StackPart {
  const names = stackNames(STAGE_VARIABLE);
  return {
    functions: {
      dashboard: {
        name: names.dashboardFunction,
        handler: 'dist/dashboard/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: MEMORY_MB,
        role: roleReference('DashboardRole'),
        environment: { GATEWATCH_STAGE: STAGE_VARIABLE },
        package: { patterns: ['dist/dashboard/**'] },
      },
    },
    resources: {
      DashboardRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(names.dashboardFunction),
        readReports(),
        ...useReports(hasReportsBucket, ['s3:GetObject']),
        // It takes no resource (Service Authorization Reference, "Amazon CloudWatch").
        allow('ReadHistory', ['cloudwatch:GetMetricData'], '*'),
        allow('AskForALook', ['lambda:InvokeFunction'], arnOf('lambda', `function:${names.watchFunction}`)),
      ]),
    },
    outputs: {
      DashboardFunction: {
        Description: 'Viewers of the dashboard need lambda:InvokeFunction on it',
        Value: names.dashboardFunction,
      },
    },
  };
}

/** Nothing of the table but what `watch` keeps there (Service Authorization Reference, "Amazon DynamoDB"). */
function readReports(): Statement {
  return {
    ...allow('ReadReports', ['dynamodb:GetItem'], { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] }),
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['report'] } },
  };
}
