import type { AWS } from 'osls';
import type { Config } from '../config/config.ts';
import { PROBES } from '../probes/registry.ts';
import { alarmsPart } from './alarms-part.ts';
import { channelsPart } from './channels.ts';
import { dashboardPart } from './dashboard.ts';
import { dashboardFunctionPart } from './dashboard-function.ts';
import { STACK_DEFAULTS, stackTags } from './defaults.ts';
import { describePlan } from './describe-plan.ts';
import { functionAlarmsPart } from './function-alarms.ts';
import { planMetadata } from './kept-plan.ts';
import { mtlsLogPart } from './mtls-log.ts';
import { STAGE_VARIABLE, variable } from './names.ts';
import { notifyPart } from './notify.ts';
import { mergeParts, type StackPart } from './part.ts';
import { probeMemoryMb } from './probe-memory.ts';
import { isHere, isInVpc, probePart } from './probes.ts';
import { needsReportsBucket, reportsBucketPart } from './reports-bucket.ts';
import { schedulesPart } from './schedules.ts';
import { spokesPart } from './spokes.ts';
import { stateTablePart } from './state-table.ts';
import { topicsPart } from './topics.ts';
import { viewersPart } from './viewers.ts';
import { watchPart } from './watch.ts';

/**
 * Everything that is deployed for a configuration.
 *
 * @param spokeCodeKey - where the probe's code lies in the code buckets of other accounts' Regions
 */
export async function stackParts(config: Config, spokeCodeKey?: string): Promise<Required<StackPart>> {
  const vantages = config.vantages.filter(isInVpc);
  const hasReportsBucket = needsReportsBucket(config, PROBES);
  const parts: readonly StackPart[] = [
    watchPart(config, PROBES, hasReportsBucket),
    ...vantages.filter(isHere).map((vantage) => probePart(vantage, probeMemoryMb(vantage, config, PROBES))),
    spokesPart(config, PROBES, spokeCodeKey),
    schedulesPart(vantages, config.schedule),
    topicsPart(config),
    stateTablePart(),
    reportsBucketPart(hasReportsBucket),
    notifyPart(config, hasReportsBucket),
    channelsPart(config),
    ...(config.dashboard ? [dashboardFunctionPart(hasReportsBucket)] : []),
    viewersPart(config),
    await mtlsLogPart(config),
    await alarmsPart(config, PROBES),
  ];
  const watched = [...parts, functionAlarmsPart(config, mergeParts(parts).functions)];
  return mergeParts(
    config.dashboard ? [...watched, dashboardPart(config, mergeParts(watched).resources)] : watched,
  );
}

/** The same as osls takes it. */
export async function createService(config: Config): Promise<AWS> {
  const { functions, resources, outputs } = await stackParts(config);
  const tags = stackTags(STAGE_VARIABLE);
  const { service, runtime, architecture, logRetentionInDays } = STACK_DEFAULTS;
  return {
    service,
    frameworkVersion: '4',
    configValidationMode: 'error',
    provider: {
      name: 'aws',
      runtime,
      architecture,
      stage: variable("opt:stage, 'dev'"),
      // osls takes a variable wherever it takes a value; its types know the Regions only.
      // Without a default: `scripts/osls.ts` finds the Region as every other command does.
      region: variable('opt:region, env:AWS_REGION') as 'us-east-1',
      logRetentionInDays,
      versionFunctions: false,
      deploymentBucket: { blockPublicAccess: true },
      tags,
      stackTags: tags,
    },
    // Only bundles are packed: which dependencies are for development matters to none of them.
    package: { individually: true, excludeDevDependencies: false, patterns: ['!**'] },
    functions,
    resources: {
      // For `gatewatch plan --diff`: the functions' own copy of the configuration cannot be read from outside.
      Metadata: planMetadata(describePlan(config, PROBES)),
      Resources: resources as ResourceTypes,
      Outputs: outputs,
    },
  };
}

/** The `Resources` of osls' types, which take any resource but want plain arrays and records. */
type ResourceTypes = NonNullable<Extract<AWS['resources'], { Resources?: unknown }>['Resources']>;
