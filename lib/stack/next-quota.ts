import { QUOTAS, type QuotaName } from '../catalogue/quotas.ts';
import type { Config } from '../config/config.ts';
import type { AlarmScope } from './alarm-scopes.ts';
import { configuredChannels } from './channels.ts';
import { isHere, isInVpc } from './probes.ts';

/** How much of a quota a configuration uses. */
export interface QuotaUse {
  readonly quota: QuotaName;
  readonly used: number;
  readonly limit: number;
}

/** Resources of a stack with one vantage, and what each vantage adds: function, log group, role, group, schedule, alarms. */
const RESOURCES = 45;
const RESOURCES_A_VANTAGE = 7;
/** Of a vantage in another account the stack has its schedule and its alarms; each account has a group of schedules. */
const RESOURCES_A_SPOKE = 3;

/** What the configuration uses of each quota, the one that comes next first. */
export function quotaUses(
  config: Config,
  scopes: readonly AlarmScope[],
  widgets: number,
): readonly QuotaUse[] {
  const vantages = config.vantages.filter(isInVpc).length;
  const here = config.vantages.filter(isHere).length;
  const largest = Math.max(0, ...scopes.map(({ targets }) => targets));
  const { email } = config.notify;
  const used: Readonly<Record<QuotaName, number>> = {
    'insights-alarms': scopes.length,
    'alarm-contributors': largest,
    'alarm-series': largest,
    'math-alarm-metrics': Math.min(
      QUOTAS['math-alarm-metrics'].limit,
      Math.max(0, ...config.mtls.map(({ page }) => page?.reasons.length ?? 0)),
    ),
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
    'topic-filter-policies': email.length + configuredChannels(config).length,
  };
  return Object.entries(used)
    .map(([quota, count]) => ({
      quota: quota as QuotaName,
      used: count,
      limit: QUOTAS[quota as QuotaName].limit,
    }))
    .sort((a, b) => b.used / b.limit - a.used / a.limit);
}
