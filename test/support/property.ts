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

export { fc };
