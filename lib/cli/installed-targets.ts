import type { KeptReports } from '../aws/state.ts';
import { AwsRefusal } from '../core/errors.ts';
import { asFields, parseFields } from '../core/json.ts';
import { stackNames } from '../core/stack-names.ts';
import { planInTemplate } from '../stack/kept-plan.ts';

/**
 * The names of all targets of an installation: those of its plan, and those that its last reports speak of, which
 * discovery may have found.
 *
 * @returns none where neither can be read: then nothing is known of any
 */
export async function installedTargets(
  stage: string,
  region: string,
  store: KeptReports,
): Promise<readonly string[]> {
  const { deployedTemplate } = await import('../aws/deployed-template.ts');
  const [template, reports] = await Promise.all([
    orNothing(deployedTemplate(stackNames(stage).prefix, region), undefined),
    orNothing(store.lastReports(), []),
  ]);
  const plan = template === undefined ? undefined : planInTemplate(template);
  const planned = (plan?.vantages ?? []).flatMap(({ checks, leftOut }) =>
    [...checks, ...leftOut].map(({ target }) => target),
  );
  const reported = reports.flatMap((json) => {
    const findings = parseFields(json)?.findings;
    return Array.isArray(findings) ? findings.flatMap((one) => asFields(one)?.target ?? []) : [];
  });
  const names = [...planned, ...reported].filter((name) => typeof name === 'string');
  return [...new Set(names)].sort();
}

async function orNothing<T>(ask: Promise<T>, nothing: T): Promise<T> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof AwsRefusal) return nothing;
    throw error;
  }
}
