import { METRIC_NAMESPACE } from '../core/metric.ts';
import { stackNames } from '../core/stack-names.ts';
import type { CfnResource } from './alarms.ts';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** An ARN of this account, Region and partition. */
export function arnOf(service: string, rest: string): { readonly 'Fn::Sub': string } {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}` };
}

/** A function's own log group, and no other. The stack makes the group, so that it has a retention. */
export function writeOwnLogs(functionName: string): Statement {
  return {
    Sid: 'WriteOwnLogs',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arnOf('logs', `log-group:/aws/lambda/${functionName}:*`),
  };
}

/**
 * What Lambda needs to put a function into a VPC. These actions know no narrower resource; the function's own code is
 * denied them, but for what it reads itself.
 * Source: Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC", "Required IAM permissions".
 */
export function attachToVpc(functionName: string, codeReads: readonly string[] = []): readonly Statement[] {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  return [
    { Sid: 'LambdaAttachesToVpc', Effect: 'Allow', Action: actions, Resource: '*' },
    {
      Sid: 'CodeDoesNot',
      Effect: 'Deny',
      Action: actions.filter((action) => !codeReads.includes(action)),
      Resource: '*',
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [arnOf('lambda', `function:${functionName}`)] } },
    },
  ];
}

/** A role that one AWS service takes on, of this account only where the service says for whom it asks. */
export function serviceRole(
  service: string,
  statements: readonly Statement[],
  ofThisAccount = false,
): CfnResource {
  const condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: 'sts:AssumeRole',
            ...(ofThisAccount && { Condition: condition }),
          },
        ],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

/** `role` of a function. A Ref or GetAtt would make osls add a DependsOn that cfn-lint finds redundant (W3005). */
export function roleReference(logicalId: string): { readonly 'Fn::Sub': string } {
  return { 'Fn::Sub': `\${${logicalId}.Arn}` };
}

/** PutMetricData knows no resource; the namespace is what can be held (CloudWatch User Guide, "Using condition keys to limit access to CloudWatch namespaces"). */
export function publishMetrics(): Statement {
  return {
    Sid: 'PublishMetrics',
    Effect: 'Allow',
    Action: ['cloudwatch:PutMetricData'],
    Resource: '*',
    Condition: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
  };
}

/** A function that runs checks writes the last report, and reads no incident (Service Authorization Reference, "Amazon DynamoDB"). */
export function storeReports(table: unknown): Statement {
  return {
    ...allow('KeepReports', ['dynamodb:PutItem'], table),
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['report', 'failing'] } },
  };
}

/** What the credentials of `gatewatch run --publish cloudwatch` need, on premises. */
export function runStatements(stage: string): readonly Statement[] {
  return [publishMetrics(), storeReports(`arn:aws:dynamodb:*:*:table/${stackNames(stage).table}`)];
}

export function allow(Sid: string, Action: readonly string[], Resource: unknown): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
