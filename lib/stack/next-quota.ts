import { type CountedQuota, QUOTAS, type QuotaLimits } from '../catalogue/quotas.ts';
import type { Config } from '../config/config.ts';
import { asFields } from '../core/json.ts';
import { SECOND_MS } from '../core/time.ts';
import type { AlarmScope } from './alarm-scopes.ts';
import type { CfnResources } from './alarms.ts';
import { configuredChannels } from './channels.ts';
import { mostReserved } from './concurrency.ts';
import { isHere, isInVpc } from './probes.ts';

/** How much of a quota a configuration uses. */
export interface QuotaUse {
  readonly quota: CountedQuota;
  readonly used: number;
  readonly limit: number;
}

/** Resources of a stack with one vantage, and what each vantage adds: function, log group, role, group, schedule, alarms. */
const RESOURCES = 45;
const RESOURCES_A_VANTAGE = 7;
/** Of a vantage in another account the stack has its schedule and its alarms; each account has a group of schedules. */
const RESOURCES_A_SPOKE = 3;

/** "Each request is also limited to no more than 1000 different metrics" (`lib/stages/publish`). */
const METRICS_A_REQUEST = QUOTAS['metrics-a-call'].limit;
/** How long before the next period the last run begins. */
const SPREAD_ENDS_SECONDS = 120;

/** What the configuration uses of each quota that can be counted without its template, the one that comes next first. */
export function quotaUses(
  config: Config,
  scopes: readonly AlarmScope[],
  widgets: number,
  limits: QuotaLimits = {},
): readonly QuotaUse[] {
  const vantages = config.vantages.filter(isInVpc).length;
  const here = config.vantages.filter(isHere).length;
  const largest = Math.max(0, ...scopes.map(({ targets }) => targets));
  const { email } = config.notify;
  const { periodMs } = config.schedule;
  // Runs begin spread over a window that ends before the next period (`schedules.ts`); at worst each publishes at once.
  const runsASecond = Math.ceil(vantages / Math.max(1, periodMs / SECOND_MS - SPREAD_ENDS_SECONDS));
  const used: Readonly<Record<Exclude<CountedQuota, MeasuredQuota>, number>> = {
    'schedule-groups': config.accounts.length,
    'schedule-calls': runsASecond,
    'metric-calls': runsASecond * Math.max(1, Math.ceil(largest / METRICS_A_REQUEST)),
    'insights-alarms': scopes.length,
    'alarm-contributors': largest,
    'alarm-series': largest,
    'template-resources':
      RESOURCES +
      here * RESOURCES_A_VANTAGE +
      (vantages - here) * RESOURCES_A_SPOKE +
      config.accounts.length +
      scopes.length +
      config.mtls.length * 2 +
      email.length * 2,
    'dashboard-widgets': widgets,
    // A run of each vantage at the same time: `watch`, and a probe for each hundred questions.
    'lambda-concurrency':
      vantages * 2 + Math.ceil(scopes.reduce((sum, { targets }) => sum + targets, 0) / 100),
    'reserved-concurrency': mostReserved(config),
    'topic-filter-policies': email.length + configuredChannels(config).length,
  };
  return usesOf(used, limits);
}

/** What is known of a template alone. */
const MEASURED = [
  'template-bytes',
  'spoke-template-bytes',
  'mapping-attributes',
  'role-policy-characters',
  'trust-policy-characters',
  'queue-policy-bytes',
  'environment-bytes',
  'schedule-input-bytes',
] as const satisfies readonly CountedQuota[];
type MeasuredQuota = (typeof MEASURED)[number];

/**
 * What a template uses of each quota, measured. What CloudFormation puts in place of its functions is about as long as
 * they are.
 */
export function templateUses(
  template: { readonly Resources: CfnResources },
  spokes?: { readonly Mappings: Readonly<Record<string, unknown>> },
): readonly QuotaUse[] {
  const resources = Object.values(template.Resources);
  const propertiesOf = (type: string) =>
    resources.filter(({ Type }) => Type === type).map(({ Properties = {} }) => Properties);
  const roles = propertiesOf('AWS::IAM::Role');
  const most = (sizes: readonly number[]) => Math.max(0, ...sizes);
  const regions = Object.values(spokes?.Mappings ?? {}).flatMap((mapping) => Object.values(mapping ?? {}));
  const used: Readonly<Record<MeasuredQuota | 'template-resources', number>> = {
    'template-resources': resources.length,
    'template-bytes': sizeOf(template),
    'spoke-template-bytes': spokes === undefined ? 0 : sizeOf(spokes),
    'mapping-attributes': most(regions.map((region) => Object.keys(region ?? {}).length)),
    'role-policy-characters': most(roles.map(({ Policies = [] }) => sizeOf(Policies))),
    'trust-policy-characters': most(roles.map((role) => sizeOf(role.AssumeRolePolicyDocument ?? ''))),
    'queue-policy-bytes': most(
      propertiesOf('AWS::SQS::QueuePolicy').map(({ PolicyDocument = '' }) => sizeOf(PolicyDocument)),
    ),
    'environment-bytes': most(
      propertiesOf('AWS::Lambda::Function').map(({ Environment = '' }) => sizeOf(Environment)),
    ),
    'schedule-input-bytes': most(
      propertiesOf('AWS::Scheduler::Schedule').map(({ Target }) => sizeOf(asFields(Target)?.Input ?? '')),
    ),
  };
  return usesOf(used);
}

/** Two counts as one, the second of which replaces what both have; what comes next first. */
export function mergeUses(counted: readonly QuotaUse[], measured: readonly QuotaUse[]): readonly QuotaUse[] {
  return [...counted.filter(({ quota }) => measured.every((one) => one.quota !== quota)), ...measured].sort(
    byShare,
  );
}

function usesOf(
  used: Readonly<Partial<Record<CountedQuota, number>>>,
  limits: QuotaLimits = {},
): readonly QuotaUse[] {
  return Object.entries(used)
    .map(([quota, count]) => ({
      quota: quota as CountedQuota,
      used: count,
      limit: limits[quota as CountedQuota] ?? QUOTAS[quota as CountedQuota].limit,
    }))
    .sort(byShare);
}

function byShare(a: QuotaUse, b: QuotaUse): number {
  return b.used / b.limit - a.used / a.limit;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
}
