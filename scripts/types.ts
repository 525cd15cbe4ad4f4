import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = 'lib/cli/library.d.ts';

/**
 * Writes the types of what a program may import, and of what they are made of: not of everything the compiler passes by.
 *
 * @returns how many files there are
 */
export async function writeTypes(outDir = join(ROOT, 'dist/types')): Promise<number> {
  const all = await mkdtemp(join(tmpdir(), 'gatewatch-types-'));
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [
      tsc,
      '-p',
      join(ROOT, 'tsconfig.types.json'),
      '--outDir',
      all,
    ]);
    await rm(outDir, { recursive: true, force: true });
    const seen = new Set<string>();
    const queue = [join(all, ENTRY)];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const text = await readFile(file, 'utf8');
      for (const [, name = ''] of text.matchAll(/from '(\.[^']+)\.ts'/g))
        queue.push(join(dirname(file), `${name}.d.ts`));
      const to = join(outDir, relative(all, file));
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, text.replaceAll(/(from '\.[^']+)\.ts'/g, "$1.js'"));
    }
    return seen.size;
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}
