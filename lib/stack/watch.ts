import { DISCOVERERS } from '../aws/discovery/discoverers.ts';
import { ENTER_ACTION } from '../aws/spoke.ts';
import type { Config } from '../config/config.ts';
import { FLOW_LOG_ACTIONS } from '../core/aws/flow-log-reader.ts';
import { INSTANCE_CONNECT_ACTIONS } from '../core/aws/instance-connect-reader.ts';
import { NETWORK_READER_ACTIONS } from '../core/aws/network-reader.ts';
import { parseS3Url } from '../core/aws/object-reader.ts';
import type { Probe } from '../core/probe.ts';
import { stackNames } from '../core/stack-names.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import { closedSecurityGroup, vpcConfig } from './networks.ts';
import { reserve, type StackPart } from './part.ts';
import { countFindings, usedKinds } from './plan-of.ts';
import {
  allow,
  arnOf,
  attachToVpc,
  publishMetrics,
  roleReference,
  type Statement,
  serviceRole,
  storeReports,
  writeOwnLogs,
} from './policies.ts';
import { isHere, probeGroupId } from './probes.ts';
import { flowLogStatements, readStatements } from './read-statements.ts';
import { reportsVariable, useReports } from './reports-bucket.ts';
import { STATE_TABLE } from './state-table.ts';

/** A probe's time, a cold start of its function that was Inactive, judging and publishing. */
const TIMEOUT_SECONDS = 120;
/** CPU comes with memory: a third of a core does for a few findings, which are mostly waited for. */
const FEW_FINDINGS = 50;
const MEMORY_MB = { few: 512, many: 1024 } as const;

/** What discovery will find is not known, so that it counts as many. */
export function watchMemoryMb({ vantages }: Config, findings: number): number {
  const isSmall = findings <= FEW_FINDINGS && vantages.every(({ discover }) => discover.length === 0);
  return isSmall ? MEMORY_MB.few : MEMORY_MB.many;
}

/**
 * What `watch` reads for itself: endpoints that are named by id, instances behind an Instance Connect endpoint, the
 * vantage's way out, and what explains a silence.
 */
const OWN_READS = [
  ...[NETWORK_READER_ACTIONS, INSTANCE_CONNECT_ACTIONS].flatMap((of) => Object.values(of).flat()),
  ...FLOW_LOG_ACTIONS,
];

/** The `watch` function and its role: it may call this stage's probes, and read what the registered kinds read. */
export function watchPart(config: Config, probes: readonly Probe[], hasReportsBucket: boolean): StackPart {
  const name = stackNames(STAGE_VARIABLE).watchFunction;
  const network = config.watchNetwork;
  const group = 'WatchSecurityGroup';
  const table = { 'Fn::GetAtt': [STATE_TABLE, 'Arn'] };
  const reads = watchReads(config, probes).filter((action) => action !== LIST_ACTION);
  return {
    functions: {
      watch: {
        name,
        handler: 'dist/watch/index.handler',
        timeout: TIMEOUT_SECONDS,
        memorySize: watchMemoryMb(config, countFindings(config, probes)),
        role: roleReference('WatchRole'),
        ...reserve(config.concurrency.watch),
        environment: {
          GATEWATCH_STAGE: STAGE_VARIABLE,
          GATEWATCH_PROBE_GROUPS: probeGroups(config),
          ...reportsVariable(hasReportsBucket),
        },
        package: { patterns: ['dist/watch/**'] },
        // The next schedule repeats a run that failed; one made late would report what is over.
        maximumRetryAttempts: 0,
        maximumEventAge: 300,
        ...(network !== undefined && { vpc: vpcConfig(network, group) }),
      },
    },
    resources: {
      WatchRole: serviceRole('lambda.amazonaws.com', [
        writeOwnLogs(name),
        ...(network === undefined ? [] : attachToVpc(name, reads)),
        ...callProbes(config),
        ...enterSpokes(config),
        publishMetrics(),
        storeReports(table),
        rememberWhatWasGood(table, config),
        ...useReports(hasReportsBucket, [
          's3:PutObject',
          ...(config.vantages.length > 1 ? ['s3:GetObject' as const] : []),
        ]),
        ...readStatements(reads, config),
        ...listLogs(config),
        ...flowLogStatements(config),
      ]),
      ...(network !== undefined && {
        [group]: closedSecurityGroup('gatewatch watch: nothing comes in', network.vpc),
      }),
    },
    outputs: { WatchFunction: { Description: 'Test it in the console for a run on demand', Value: name } },
  };
}

/**
 * Findings of several vantages are compared, so that it reads their reports. Of what was told `watch` reads nothing
 * (Service Authorization Reference, "Amazon DynamoDB", `dynamodb:LeadingKeys`).
 */
function rememberWhatWasGood(table: unknown, { vantages }: Config): Statement {
  const keys = ['last-good', 'failing', ...(vantages.length > 1 ? ['report'] : [])];
  return {
    ...allow('RememberWhatWasGood', ['dynamodb:GetItem', 'dynamodb:PutItem'], table),
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys } },
  };
}

/** `{"seoul-prod":"sg-…"}`: the groups' ids are known when they are made. */
function probeGroups(config: Config): string | { readonly 'Fn::Sub': string } {
  const groups = config.vantages
    .filter(isHere)
    .map(({ name }) => [name, `\${${probeGroupId(name)}.GroupId}`] as const);
  const text = JSON.stringify(Object.fromEntries(groups));
  return groups.length === 0 ? text : { 'Fn::Sub': text };
}

/** What `watch` may enter, and nothing else of other accounts. */
function enterSpokes({ accounts }: Config): readonly Statement[] {
  const roles = accounts.flatMap(({ id, regions }) =>
    regions.map((region) => ({
      'Fn::Sub': `arn:${variable('AWS::Partition')}:iam::${id}:role/${stackNames(STAGE_VARIABLE).spokeRole(region)}`,
    })),
  );
  return roles.length === 0 ? [] : [allow('EnterSpokes', [ENTER_ACTION], roles)];
}

function callProbes(config: Config): readonly Statement[] {
  const functions = config.vantages
    .filter(isHere)
    .map(({ name }) => arnOf('lambda', `function:${stackNames(STAGE_VARIABLE).probeFunction(name)}`));
  if (functions.length === 0) return [];
  return [{ Sid: 'CallProbes', Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: functions }];
}

/** All that `watch` may read of an account: what the kinds in use read, what discovery lists, and what it reads itself. */
export function watchReads(config: Config, probes: readonly Probe[]): readonly string[] {
  const used = usedKinds(config, probes);
  const ofKinds = probes
    .filter(({ from, kind }) => from === 'control' && used.has(kind))
    .flatMap(({ permissions }) => permissions);
  const ofDiscovery = config.vantages.flatMap(({ discover }) =>
    discover.flatMap((what) => DISCOVERERS[what].actions),
  );
  return [...new Set([...OWN_READS, ...ofKinds, ...ofDiscovery])].sort();
}

const LIST_ACTION = 's3:ListBucket';

/** Whether connection logs arrive. Where the config names no bucket, AWS names one when it is asked. */
function listLogs({ mtls: loadBalancers }: Config): readonly Statement[] {
  if (loadBalancers.length === 0) return [];
  const buckets = loadBalancers.map(({ logs }) =>
    logs === undefined ? '*' : (parseS3Url(logs)?.bucket ?? '*'),
  );
  const arns = [...new Set(buckets)].map((bucket) => ({
    'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::${bucket}`,
  }));
  return [allow('ListConnectionLogs', [LIST_ACTION], arns)];
}
