import { loadConfig } from '../config/load.ts';
import { InputError } from '../core/errors.ts';
import type { PlannedTarget } from '../core/plan.ts';

/**
 * The targets of `--config`, of the vantage that `--vantage` names.
 *
 * @throws {InputError} when the file is at fault, or when it does not say whose targets are meant
 */
export async function configuredTargets(flags: {
  readonly config?: string;
  readonly vantage?: string;
}): Promise<readonly PlannedTarget[]> {
  if (flags.config === undefined) {
    if (flags.vantage === undefined) return [];
    throw new InputError('bad-usage', [
      { path: '--vantage', message: 'names a vantage of a file: add --config FILE' },
    ]);
  }
  const { vantages } = await loadConfig(flags.config);
  const names = vantages.map(({ name }) => name).join(', ');
  const [only, ...more] = vantages.filter(
    ({ name }) => flags.vantage === undefined || name === flags.vantage,
  );
  if (only === undefined) {
    throw new InputError('bad-usage', [
      { path: '--vantage', message: `expected one of ${names}, got "${flags.vantage}"` },
    ]);
  }
  if (more.length > 0) {
    throw new InputError('bad-usage', [
      { path: '--vantage', message: `"${flags.config}" has several, choose one: ${names}` },
    ]);
  }
  return only.targets;
}
