/**
 * Bundles the command line after `npm ci`, so that it starts quickly from a clone too. It does not fail the
 * installation: without the developers' packages there is nothing to bundle with, and the sources run as they are.
 */
import { isBundleCurrent } from '../bin/current.mjs';

try {
  if (!isBundleCurrent()) await (await import('./bundles.ts')).bundleCli();
} catch (error) {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`the command line is not bundled and runs from its sources: ${words}\n`);
}
