import type { Account, Config } from '../config/config.ts';
import type { Probe } from '../core/probe.ts';
import { stackNames } from '../core/stack-names.ts';
import type { CfnResource } from './alarms.ts';
import { STACK_DEFAULTS, stackTags } from './defaults.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import { closedSecurityGroup } from './networks.ts';
import type { StackPart } from './part.ts';
import { allow, arnOf, attachToVpc, serviceRole, writeOwnLogs } from './policies.ts';
import { probeMemoryMb } from './probe-memory.ts';
import { isSpoke, PROBE_TIMEOUT_SECONDS, type SpokeVantage } from './probes.ts';
import { flowLogStatements, readStatements } from './read-statements.ts';
import { watchReads } from './watch.ts';

/** The stack set that puts a probe into each VPC of other accounts, and the role that this account reads them by. */
const SPOKES = 'Spokes';
/** The default place of the probe's code in the code bucket of every Region. */
const SPOKE_CODE_KEY = 'gatewatch-probe.zip';

const NAMES = stackNames(STAGE_VARIABLE);
/** Where an account and Region has fewer vantages than another. */
const NONE = 'none';

/**
 * What other accounts add to the stack. An installation without them has nothing of it.
 *
 * @param codeKey - code that changes has another key: that is how CloudFormation notices
 */
export function spokesPart(config: Config, probes: readonly Probe[], codeKey = SPOKE_CODE_KEY): StackPart {
  if (config.accounts.length === 0) return {};
  const parameter = (ParameterKey: string, ParameterValue: unknown) => ({ ParameterKey, ParameterValue });
  return {
    resources: {
      [SPOKES]: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: {
          StackSetName: NAMES.spokes,
          Description: 'gatewatch: probes and a read role in other accounts',
          PermissionModel: 'SERVICE_MANAGED',
          // CloudFormation User Guide, "Register a delegated administrator": an installation stands in no management account.
          CallAs: 'DELEGATED_ADMIN',
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          // Which accounts are watched is written in gatewatch.yaml: one that joins the unit is not.
          AutoDeployment: { Enabled: false },
          ManagedExecution: { Active: true },
          // An account that cannot take it keeps no other from it.
          OperationPreferences: {
            FailureTolerancePercentage: 100,
            MaxConcurrentPercentage: 100,
            RegionConcurrencyType: 'PARALLEL',
          },
          Parameters: [
            parameter('HubAccount', { Ref: 'AWS::AccountId' }),
            parameter('CodeBuckets', { 'Fn::Sub': NAMES.codeBuckets(variable('AWS::AccountId')) }),
            parameter('CodeKey', codeKey),
          ],
          StackInstancesGroup: instanceGroups(config.accounts),
          TemplateBody: JSON.stringify(spokeTemplate(config, probes)),
          Tags: Object.entries(stackTags(STAGE_VARIABLE)).map(([Key, Value]) => ({ Key, Value })),
        },
      },
    },
  };
}

/** Accounts of one unit with the same Regions are deployed together. */
function instanceGroups(accounts: readonly Account[]) {
  const groups = Map.groupBy(accounts, ({ organizationalUnit, regions }) =>
    [organizationalUnit, ...regions.toSorted()].join(' '),
  );
  return [...groups].map(([key, group]) => {
    const [unit, ...Regions] = key.split(' ');
    return {
      DeploymentTargets: {
        OrganizationalUnitIds: [unit],
        Accounts: group.map(({ id }) => id),
        AccountFilterType: 'INTERSECTION',
      },
      Regions,
    };
  });
}

/**
 * The template of every spoke: one for all, since a stack set has one. Mappings say which account and Region has which
 * VPC; a vantage that an account does not have is not made there.
 */
export function spokeTemplate(config: Config, probes: readonly Probe[]) {
  const spokes = config.vantages.filter(isSpoke);
  const places = Map.groupBy(spokes, ({ spoke }) => `${spoke.account.id} ${spoke.region}`);
  // One template has one figure: what the fullest probe needs.
  const memoryMb = Math.max(...spokes.map((vantage) => probeMemoryMb(vantage, config, probes)));
  const most = Math.max(...[...places.values()].map((vantages) => vantages.length));
  const slots = Array.from({ length: most }, (_, index) => index + 1);
  const inSlot = (slot: number, valueAt: (vantage: SpokeVantage | undefined) => unknown) =>
    byPlace(config, ({ id }, region) => valueAt(places.get(`${id} ${region}`)?.[slot - 1]));
  const isReserved = (slot: number) =>
    [...places.values()].some((vantages) => vantages[slot - 1]?.concurrency !== undefined);
  const mappings = slots.flatMap((slot): readonly (readonly [string, unknown])[] => [
    [`Name${slot}`, inSlot(slot, (vantage) => vantage?.spoke.vantage ?? NONE)],
    [`Vpc${slot}`, inSlot(slot, (vantage) => vantage?.network.vpc ?? NONE)],
    [`Subnets${slot}`, inSlot(slot, (vantage) => vantage?.network.subnets ?? [NONE])],
    [`DualStack${slot}`, inSlot(slot, (vantage) => String(vantage?.ipv6 === true))],
    ...(isReserved(slot)
      ? [[`Concurrency${slot}`, inSlot(slot, (vantage) => String(vantage?.concurrency ?? NONE))] as const]
      : []),
  ]);
  const has = (mapping: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [lookUp(mapping), NONE] }] });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'gatewatch: probes and a read role for the installation of another account',
    Parameters: {
      HubAccount: { Type: 'String', AllowedPattern: '[0-9]{12}' },
      CodeBuckets: { Type: 'String', Description: 'how the name of the code bucket of each Region begins' },
      CodeKey: { Type: 'String', Description: 'the code of the probe in that bucket' },
    },
    Mappings: {
      ExternalIds: byPlace(config, ({ externalId = NAMES.prefix }) => externalId),
      ...Object.fromEntries(mappings),
    },
    Conditions: Object.fromEntries(
      slots.flatMap((slot) => [
        [`Has${slot}`, has(`Name${slot}`)],
        ...(isReserved(slot) ? [[`Reserves${slot}`, has(`Concurrency${slot}`)] as const] : []),
      ]),
    ),
    Resources: Object.assign(
      { SpokeRole: spokeRole(config, probes), ProbeRole: probeRole() },
      ...slots.map((slot) => probeResources(slot, memoryMb, isReserved(slot))),
    ) as Readonly<Record<string, CfnResource>>,
  };
}

/** By Region and account, as `lookUp` looks it up. */
function byPlace(config: Config, valueAt: (account: Account, region: string) => unknown) {
  const regions = [...new Set(config.accounts.flatMap((account) => account.regions))].sort();
  return Object.fromEntries(
    regions.map((region) => [
      region,
      Object.fromEntries(
        config.accounts
          .filter((account) => account.regions.includes(region))
          .map((account) => [account.id, valueAt(account, region)]),
      ),
    ]),
  );
}

function lookUp(mapping: string) {
  return { 'Fn::FindInMap': [mapping, { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }] };
}

/** A name of the installation with the vantage's own name at its end. */
function named(beginning: string, slot: number) {
  return { 'Fn::Sub': [`${beginning}${variable('Vantage')}`, { Vantage: lookUp(`Name${slot}`) }] };
}

/**
 * The role that `watch` of the hub takes: it reads what the kinds in use read, and calls the probes. It trusts that one
 * function's role, and asks for the external id, so that nobody else of the hub's account gets in by mistake.
 */
function spokeRole(config: Config, probes: readonly Probe[]): CfnResource {
  const ofHub = (rest: string) => ({
    'Fn::Sub': `arn:${variable('AWS::Partition')}:iam::${variable('HubAccount')}:${rest}`,
  });
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: { 'Fn::Sub': NAMES.spokeRole(variable('AWS::Region')) },
      Description: 'gatewatch reads this account and calls its probes',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: ofHub('root') },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'sts:ExternalId': lookUp('ExternalIds') },
              ArnLike: { 'aws:PrincipalArn': ofHub(`role/${NAMES.prefix}-WatchRole-*`) },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              allow(
                'CallProbes',
                ['lambda:InvokeFunction'],
                arnOf('lambda', `function:${NAMES.probeFunction('*')}`),
              ),
              ...readStatements(watchReads(config, probes), config),
              ...flowLogStatements(config),
            ],
          },
        },
      ],
    },
  };
}

function probeRole(): CfnResource {
  const name = NAMES.probeFunction('*');
  return serviceRole('lambda.amazonaws.com', [writeOwnLogs(name), ...attachToVpc(name)]);
}

function probeResources(
  slot: number,
  memoryMb: number,
  isReserved: boolean,
): Readonly<Record<string, CfnResource>> {
  const Condition = `Has${slot}`;
  const group = `SecurityGroup${slot}`;
  const { runtime, architecture, logRetentionInDays } = STACK_DEFAULTS;
  return {
    [`LogGroup${slot}`]: {
      Type: 'AWS::Logs::LogGroup',
      Condition,
      Properties: {
        LogGroupName: named(`/aws/lambda/${NAMES.probeFunction('')}`, slot),
        RetentionInDays: logRetentionInDays,
      },
    },
    [group]: { ...closedSecurityGroup('gatewatch probe: nothing comes in', lookUp(`Vpc${slot}`)), Condition },
    [`Probe${slot}`]: {
      Type: 'AWS::Lambda::Function',
      Condition,
      DependsOn: [`LogGroup${slot}`],
      Properties: {
        FunctionName: named(NAMES.probeFunction(''), slot),
        Handler: 'dist/probe/index.handler',
        Runtime: runtime,
        Architectures: [architecture],
        MemorySize: memoryMb,
        Timeout: PROBE_TIMEOUT_SECONDS,
        ...(isReserved && {
          ReservedConcurrentExecutions: {
            'Fn::If': [`Reserves${slot}`, lookUp(`Concurrency${slot}`), { Ref: 'AWS::NoValue' }],
          },
        }),
        Role: { 'Fn::GetAtt': ['ProbeRole', 'Arn'] },
        Code: {
          S3Bucket: { 'Fn::Sub': `${variable('CodeBuckets')}-${variable('AWS::Region')}` },
          S3Key: { Ref: 'CodeKey' },
        },
        VpcConfig: {
          SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }],
          SubnetIds: lookUp(`Subnets${slot}`),
          Ipv6AllowedForDualStack: lookUp(`DualStack${slot}`),
        },
      },
    },
  };
}
