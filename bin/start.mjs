/**
 * `npm run gatewatch`: the bundle that `npm ci` made where no source is newer, else the sources themselves.
 * Plain JavaScript, for stripping types takes longer than the whole start of the bundle.
 */
import { BUNDLE, isBundleCurrent } from './current.mjs';

await import(isBundleCurrent() ? BUNDLE : './gatewatch.ts');
