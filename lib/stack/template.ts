import type { Config } from '../config/config.ts';
import { PROBES } from '../probes/registry.ts';
import type { CfnResource } from './alarms.ts';
import { STACK_DEFAULTS, stackTags } from './defaults.ts';
import { describePlan } from './describe-plan.ts';
import { planMetadata } from './kept-plan.ts';
import { functionLogicalId, STAGE_VARIABLE } from './names.ts';
import type { FunctionConfig } from './part.ts';
import { stackParts } from './service.ts';

/**
 * The CloudFormation template of a configuration, written without osls: the same as osls compiles from `serverless.ts`,
 * which a test holds. What is here is what osls makes of the few things a function of ours says.
 */

/** A template as CloudFormation takes it. */
export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, CfnResource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
  readonly Metadata?: unknown;
}

/** Where the code of a function lies, by the folder of `dist` that holds it. */
export type CodeOf = (bundle: string) => unknown;

export const DEPLOYMENT_BUCKET = 'ServerlessDeploymentBucket';

/** Everything that is deployed for a configuration and a stage. */
export async function cloudFormationTemplate(
  config: Config,
  {
    stage,
    codeOf,
    spokeCodeKey,
  }: { readonly stage: string; readonly codeOf: CodeOf; readonly spokeCodeKey?: string },
): Promise<Template> {
  const { functions, resources, outputs } = await stackParts(config, spokeCodeKey);
  const compiled = Object.entries(functions).map(([key, one]) => compileFunction(key, one, stage, codeOf));
  const template: Template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The AWS CloudFormation template for this Serverless application',
    Resources: Object.assign({}, ...compiled, resources) as Template['Resources'],
    Outputs: outputs,
    Metadata: planMetadata(describePlan(config, PROBES)),
  };
  return withStage(template, stage);
}

/** osls fills its own variable in wherever it is. */
function withStage(template: Template, stage: string): Template {
  return JSON.parse(JSON.stringify(template).replaceAll(STAGE_VARIABLE, stage)) as Template;
}

/** The bucket that code is uploaded to: it comes before everything else, and goes last. */
export function withDeploymentBucket(template: Template, stage: string): Template {
  const { Resources, Outputs } = bucketTemplate(stage);
  return {
    ...template,
    Resources: { ...Resources, ...template.Resources },
    Outputs: { ...Outputs, ...template.Outputs },
  };
}

/** The stack as it is created first. */
export function bucketTemplate(stage: string): Template {
  const arn = (rest: string) => ({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':s3:::',
        { Ref: DEPLOYMENT_BUCKET },
        ...(rest === '' ? [] : [rest]),
      ],
    ],
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The AWS CloudFormation template for this Serverless application',
    Resources: {
      [DEPLOYMENT_BUCKET]: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      },
      [`${DEPLOYMENT_BUCKET}Policy`]: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: DEPLOYMENT_BUCKET },
          PolicyDocument: {
            Statement: [
              {
                Action: 's3:*',
                Effect: 'Deny',
                Principal: '*',
                Resource: [arn('/*'), arn('')],
                Condition: { Bool: { 'aws:SecureTransport': false } },
              },
            ],
          },
        },
      },
    },
    Outputs: {
      [`${DEPLOYMENT_BUCKET}Name`]: {
        Value: { Ref: DEPLOYMENT_BUCKET },
        Export: { Name: `sls-${STACK_DEFAULTS.service}-${stage}-${DEPLOYMENT_BUCKET}Name` },
      },
    },
  };
}

/** `dist/watch/index.handler` lies in `watch`. */
export function bundleOf({ handler = '' }: FunctionConfig): string {
  return handler.split('/')[1] ?? '';
}

function compileFunction(
  key: string,
  one: FunctionConfig,
  stage: string,
  codeOf: CodeOf,
): Record<string, CfnResource> {
  const id = functionLogicalId(key);
  const base = id.slice(0, -'LambdaFunction'.length);
  const { name = '', handler, memorySize, timeout, role, events = [] } = one;
  const variables = one.environment;
  const network = one.vpc as
    | {
        readonly securityGroupIds: unknown;
        readonly subnetIds: unknown;
        readonly ipv6AllowedForDualStack?: true;
      }
    | undefined;
  const mapped = events.map((event, index) => compileEvent({ event, index, name, id, base, stage }));
  return Object.assign(
    {
      [`${base}LogGroup`]: {
        Type: 'AWS::Logs::LogGroup',
        Properties: {
          LogGroupName: `/aws/lambda/${name}`,
          RetentionInDays: STACK_DEFAULTS.logRetentionInDays,
        },
      },
      [id]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: codeOf(bundleOf(one)),
          Handler: handler,
          Runtime: STACK_DEFAULTS.runtime,
          FunctionName: name,
          MemorySize: memorySize,
          Timeout: timeout,
          Architectures: [STACK_DEFAULTS.architecture],
          Tags: Object.entries(stackTags(stage)).map(([Key, Value]) => ({ Key, Value })),
          ...(one.reservedConcurrency !== undefined && {
            ReservedConcurrentExecutions: one.reservedConcurrency,
          }),
          ...(variables !== undefined && { Environment: { Variables: variables } }),
          Role: role,
          ...(network !== undefined && {
            VpcConfig: {
              ...(network.ipv6AllowedForDualStack === true && { Ipv6AllowedForDualStack: true }),
              SecurityGroupIds: network.securityGroupIds,
              SubnetIds: network.subnetIds,
            },
          }),
        },
        DependsOn: [`${base}LogGroup`],
      },
    },
    invokeConfig(one, id, base),
    ...mapped,
  ) as Record<string, CfnResource>;
}

function invokeConfig(one: FunctionConfig, id: string, base: string): Record<string, CfnResource> {
  const { maximumRetryAttempts: attempts, maximumEventAge: ageSeconds, destinations } = one;
  if (attempts === undefined && ageSeconds === undefined && destinations === undefined) return {};
  const failed = (destinations?.onFailure as { readonly arn?: unknown } | undefined)?.arn;
  return {
    [`${base}LambdaEvConf`]: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: id },
        DestinationConfig: failed === undefined ? {} : { OnFailure: { Destination: failed } },
        Qualifier: '$LATEST',
        ...(ageSeconds !== undefined && { MaximumEventAgeInSeconds: ageSeconds }),
        ...(attempts !== undefined && { MaximumRetryAttempts: attempts }),
      },
    },
  };
}

interface EventPlace {
  readonly event: NonNullable<FunctionConfig['events']>[number];
  readonly index: number;
  readonly name: string;
  readonly id: string;
  readonly base: string;
  readonly stage: string;
}

/** @throws for an event that no function of ours has: a template that lacks one would deploy, and never fire */
function compileEvent({ event, index, name, id, base, stage }: EventPlace): Record<string, CfnResource> {
  const arnOfFunction = { 'Fn::GetAtt': [id, 'Arn'] };
  if ('sqs' in event && typeof event.sqs === 'object') {
    const { arn, batchSize, maximumBatchingWindow, maximumConcurrency, functionResponseType } = event.sqs;
    const [queue] = (arn as { readonly 'Fn::GetAtt': readonly [string, string] })['Fn::GetAtt'];
    return {
      [`${base}EventSourceMappingSQS${queue}`]: {
        Type: 'AWS::Lambda::EventSourceMapping',
        DependsOn: [],
        Properties: {
          BatchSize: batchSize,
          ...(maximumBatchingWindow !== undefined && {
            MaximumBatchingWindowInSeconds: maximumBatchingWindow,
          }),
          EventSourceArn: arn,
          FunctionName: arnOfFunction,
          Enabled: true,
          FunctionResponseTypes: [functionResponseType],
          ScalingConfig: { MaximumConcurrency: maximumConcurrency },
        },
      },
    };
  }
  if ('eventBridge' in event && typeof event.eventBridge === 'object') {
    const number = index + 1;
    const rule = `${name.replaceAll(STAGE_VARIABLE, stage)}-rule-${number}`;
    const ruleId = `${rule.slice(0, 1).toUpperCase()}${rule.slice(1).replace(/[^A-Za-z0-9]/g, '')}EventBridgeRule`;
    const place = [
      'arn',
      { Ref: 'AWS::Partition' },
      'events',
      { Ref: 'AWS::Region' },
      { Ref: 'AWS::AccountId' },
    ];
    return {
      [ruleId]: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: event.eventBridge.pattern,
          Name: rule,
          State: 'ENABLED',
          Targets: [{ Arn: arnOfFunction, Id: `${rule}-target` }],
        },
      },
      [`${base}EventBridgeLambdaPermission${number}`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arnOfFunction,
          Principal: 'events.amazonaws.com',
          SourceArn: { 'Fn::Join': [':', [...place, { 'Fn::Join': ['/', ['rule', rule]] }]] },
        },
      },
    };
  }
  throw new Error(`${name}: no template for the event ${Object.keys(event).join(', ')}`);
}
