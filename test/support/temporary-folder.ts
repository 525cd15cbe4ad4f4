import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An empty folder, removed with all it holds when the test, or the file's tests, are over.
 *
 * @param t - a test, or `{ after }` of node:test for all tests of a file
 */
export async function temporaryFolder(
  t: { readonly after: (end: () => Promise<void>) => unknown },
  name: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `gatewatch-${name}-`));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
