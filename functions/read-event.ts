import * as z from 'zod/mini';
import { inputIssues } from '../lib/config/issues.ts';
import { type ConfigIssue, InputError } from '../lib/core/errors.ts';
import { suggest } from '../lib/core/nearest.ts';

/**
 * An event as its schema has it.
 *
 * @throws {InputError} `bad-event` with every fault
 */
export function readEvent<T extends z.ZodMiniType>(schema: T, raw: unknown): z.infer<T> {
  const faults = inputIssues(schema, raw);
  if (faults.length > 0) throw new InputError('bad-event', faults);
  return z.parse(schema, raw);
}

/** A fault for each name of an event that nothing has: what is allowed, and which was probably meant. */
export function unknownNames(
  path: string,
  wanted: readonly string[],
  known: readonly string[],
): readonly ConfigIssue[] {
  return wanted
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path,
      message: `expected one of ${known.join(', ')}, got "${name.slice(0, 60)}"${suggest(name, known)}`,
    }));
}

/** A vantage that no function can run. */
export function onPremisesIssue(path: string, name: string): ConfigIssue {
  return { path, message: `"${name}" is on premises: run \`gatewatch run --vantage ${name}\` there` };
}
