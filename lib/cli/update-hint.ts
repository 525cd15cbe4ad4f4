import { DAY_MS } from '../core/time.ts';
import type { Streams } from './streams.ts';

/** Set when the package is built; a clone has none. */
declare const GATEWATCH_BUILT_AT: string | undefined;

/** New kinds, new Regions and new roots come more often than this. */
const OLD_AFTER_DAYS = 180;

/** When the package was built; undefined in a clone. */
export function builtAtMs(): number | undefined {
  return typeof GATEWATCH_BUILT_AT === 'string' ? Date.parse(GATEWATCH_BUILT_AT) : undefined;
}

/**
 * A line for a person whose version is old. The package's own age tells it: nothing is asked of any server. Pipelines and
 * scripts are left alone, and so is who set NO_UPDATE_NOTIFIER.
 */
export function updateHint(
  { stdout, stderr }: Streams,
  builtMs: number | undefined,
  nowMs: number,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const isPerson = stdout.isTTY === true && stderr.isTTY === true;
  if (builtMs === undefined || !isPerson || environment.CI || environment.NO_UPDATE_NOTIFIER)
    return undefined;
  const days = Math.floor((nowMs - builtMs) / DAY_MS);
  if (days < OLD_AFTER_DAYS) return undefined;
  return `This gatewatch is ${days} days old. \`npm view gatewatch version\` shows the newest, \`npm install --global gatewatch\` installs it.`;
}
