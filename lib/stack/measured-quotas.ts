import type { Config } from '../config/config.ts';
import { PROBES } from '../probes/registry.ts';
import { type QuotaUse, templateUses } from './next-quota.ts';
import { spokeTemplate } from './spokes.ts';
import { cloudFormationTemplate } from './template.ts';

/** What the template of a configuration uses of each quota, as it would be deployed. */
export async function measuredQuotas(config: Config): Promise<readonly QuotaUse[]> {
  const template = await cloudFormationTemplate(config, { stage: 'dev', codeOf: () => ({ S3Key: 'code' }) });
  return templateUses(template, config.accounts.length === 0 ? undefined : spokeTemplate(config, PROBES));
}
