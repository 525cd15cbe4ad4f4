import { badUsage } from '../core/errors.ts';
import { stackNames } from '../core/stack-names.ts';
import type { DescribedPlan } from '../stack/describe-plan.ts';
import { planInTemplate } from '../stack/kept-plan.ts';
import { inWords } from './installation-flags.ts';

/**
 * What an installation asks, as its own version of gatewatch planned it when it was deployed.
 *
 * @throws {InputError} `bad-usage` where there is no such installation, or none that says what it asks
 */
export async function deployedPlan(stage: string, region: string): Promise<DescribedPlan> {
  const { prefix } = stackNames(stage);
  // The SDK is loaded only by those who ask AWS.
  const { deployedTemplate } = await import('../aws/deployed-template.ts');
  const template = await inWords(() => deployedTemplate(prefix, region));
  if (template === undefined) {
    const message = `there is no stack ${prefix} in ${region}: is "${stage}" the stage it was deployed with? Without --diff the whole plan is shown`;
    throw badUsage('--stage', message);
  }
  const plan = planInTemplate(template);
  if (plan === undefined) {
    const message = `${prefix} in ${region} was deployed by a version that does not keep its plan there: deploy once with this one`;
    throw badUsage('--diff', message);
  }
  return plan;
}
