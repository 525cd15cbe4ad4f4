import type { Config, Vantage } from '../config/config.ts';
import { badUsage } from '../core/errors.ts';
import { deadlineIn, systemClock } from '../core/time.ts';
import { discoverTargets } from '../stages/watch/discover.ts';
import { loadBalancersAskedWith } from '../stages/watch/watch.ts';
import type { LazyAws } from './aws.ts';
import type { AwsTargets } from './aws-targets.ts';

/** Listings of a large account, from far away. */
const DISCOVERY_MS = 60_000;

/**
 * The targets of `--config`, of the vantage that `--vantage` names: those of the file, and where AWS can be asked what
 * its `discover:` finds and the load balancers of its `mtls:`.
 *
 * @throws {InputError} when the file is at fault, or when it does not say whose targets are meant
 */
export async function configuredTargets(
  flags: { readonly config?: string; readonly vantage?: string },
  aws: LazyAws,
): Promise<AwsTargets> {
  if (flags.config === undefined) {
    if (flags.vantage === undefined) return { targets: [], answered: [] };
    throw badUsage('--vantage', 'names a vantage of a file: add --config FILE');
  }
  const { loadConfig } = await import('../config/load.ts');
  const config = await loadConfig(flags.config, 'left-out');
  const vantage = chosenVantage(config, flags.config, flags.vantage);
  const loadBalancers = loadBalancersAskedWith(vantage, config);
  if (vantage.discover.length === 0) return { targets: [...vantage.targets, ...loadBalancers], answered: [] };
  const opening = await aws.open();
  const found =
    opening.outcome === 'open'
      ? await discoverTargets(
          { ...vantage, name: 'local' },
          {
            clock: systemClock,
            deadline: deadlineIn(systemClock, DISCOVERY_MS),
            discover: opening.session.discover,
          },
        )
      : { targets: vantage.targets, refusals: [] };
  return { targets: [...found.targets, ...loadBalancers], answered: found.refusals };
}

function chosenVantage({ vantages }: Config, file: string, wanted: string | undefined): Vantage {
  const names = vantages.map(({ name }) => name).join(', ');
  const [only, ...more] = vantages.filter(({ name }) => wanted === undefined || name === wanted);
  if (only === undefined) {
    throw badUsage('--vantage', `expected one of ${names}, got "${wanted}"`);
  }
  if (more.length > 0) {
    throw badUsage('--vantage', `"${file}" has several, choose one: ${names}`);
  }
  return only;
}
