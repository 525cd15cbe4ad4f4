import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the bundle is made of. */
const SOURCES = [
  'bin',
  'lib',
  'package.json',
  'package-lock.json',
  'scripts/bundles.ts',
  'scripts/node-20.ts',
];

/** The command line, bundled. It carries the time at which its sources began to be read. */
export const BUNDLE = fileURLToPath(new URL('../dist/bin/gatewatch.js', import.meta.url));

/** Whether there is a bundle, and no source changed since it was made. */
export function isBundleCurrent() {
  const bundle = statSync(BUNDLE, { throwIfNoEntry: false });
  return bundle !== undefined && SOURCES.every((name) => isUnchanged(`${ROOT}${name}`, bundle.mtimeMs));
}

/**
 * @param {string} path
 * @param {number} sinceMs
 * @returns {boolean}
 */
function isUnchanged(path, sinceMs) {
  const stat = statSync(path);
  if (stat.mtimeMs > sinceMs) return false;
  // A folder changes with what is added to it or taken away.
  return !stat.isDirectory() || readdirSync(path).every((name) => isUnchanged(`${path}/${name}`, sinceMs));
}
