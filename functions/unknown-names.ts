import type { ConfigIssue } from '../lib/core/errors.ts';
import { nearestWord } from '../lib/core/nearest.ts';

/** A fault for each name of an event that nothing has: what is allowed, and which was probably meant. */
export function unknownNames(
  path: string,
  wanted: readonly string[],
  known: readonly string[],
): readonly ConfigIssue[] {
  return wanted
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearestWord(name, known);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      return { path, message: `expected one of ${known.join(', ')}, got "${name.slice(0, 60)}"${hint}` };
    });
}
