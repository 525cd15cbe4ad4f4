import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { after, before, test } from 'node:test';

/** Where daemons live that no person types: not every PATH holds them. */
const DAEMON_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/ipsec'];

/** The full path of a program, or undefined when this machine has none. */
export function findTool(tool: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute), ...DAEMON_FOLDERS];
  const candidates = isAbsolute(tool) ? [tool] : folders.map((folder) => join(folder, tool));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      // Not there, or not executable: either way it cannot be run.
      return false;
    }
  });
}

/**
 * `test` and its hooks for tests that start programs npm does not bring. Where one is missing each test is skipped and
 * says which: `scripts/test.ts` repeats it at the end of the run. CI must have them: there they run, and fail.
 *
 * @param programs - such as `moto_server`
 */
export function withPrograms(...programs: readonly string[]): {
  readonly test: typeof test;
  readonly before: typeof before;
  readonly after: typeof after;
} {
  const missing = programs.filter((program) => findTool(program) === undefined);
  if (missing.length === 0 || process.env.CI === 'true') return { test, before, after };
  const skipped = (title: string) => test(title, (t) => t.skip(`not installed: ${missing.join(', ')}`));
  const nothing = () => undefined;
  return { test: skipped as typeof test, before: nothing, after: nothing };
}
