import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/**
 * Every run draws the same cases, so that a red run speaks of the change and not of the draw.
 * `PROPERTY_SEED=random` draws new ones, which is how to look for more; a number draws those again.
 */
const wanted = process.env.PROPERTY_SEED ?? '20261121';
const seed = wanted === 'random' ? randomInt(2 ** 31) : Number(wanted);
if (!Number.isInteger(seed))
  throw new Error(`PROPERTY_SEED: "${wanted}", expected a whole number or "random"`);
fc.configureGlobal({ seed });

/**
 * How many cases a property draws: those that it names, times `PROPERTY_FACTOR` (`npm run test:nightly` says 10, and where each
 * of thousands of mutants draws them, less than 1).
 */
export function propertyRuns(runs: number): number {
  const factor = Number(process.env.PROPERTY_FACTOR ?? '1');
  if (!(factor > 0))
    throw new Error(`PROPERTY_FACTOR: "${process.env.PROPERTY_FACTOR}", expected a number above 0`);
  return Math.ceil(runs * factor);
}

export { fc };
