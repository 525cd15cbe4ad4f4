import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isBundleCurrent } from '../../bin/current.mjs';
import { bundleCli } from '../../scripts/bundles.ts';
import { writeManPage } from '../../scripts/man.ts';
import { writeTypes } from '../../scripts/types.ts';
import { builtOnce, copyFunctions } from './built.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Packed {
  /** An empty folder, whose path holds spaces, to work in. */
  readonly folder: string;
  /** The program as npm unpacks it: nothing is installed beside it. */
  readonly entry: string;
  readonly gatewatch: (
    words: readonly string[],
    options?: { readonly env?: Readonly<Record<string, string>>; readonly node?: string },
  ) => Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** What `prepack` builds, and npm packs. */
async function packedOnce(): Promise<string> {
  const folder = await builtOnce('package', async (made) => {
    const cli = isBundleCurrent() ? undefined : bundleCli();
    await Promise.all([copyFunctions(join(ROOT, 'dist')), cli, writeTypes(), writeManPage()]);
    await mkdir(made);
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', made], { cwd: ROOT });
  });
  const [file = ''] = await readdir(folder);
  return join(folder, file);
}

/** Packs the project as `npm pack` does, and unpacks it into an empty folder. */
export async function packProject(t: {
  readonly after: (end: () => Promise<void>) => unknown;
}): Promise<Packed> {
  const place = await temporaryFolder(t, 'pack');
  const unpacked = join(place, 'a folder with spaces', 'node_modules');
  const folder = join(place, 'an empty folder');
  await mkdir(unpacked, { recursive: true });
  await mkdir(folder);
  await run('tar', ['-xzf', await packedOnce(), '-C', unpacked]);
  const entry = join(unpacked, 'package/dist/bin/gatewatch.js');
  return {
    folder,
    entry,
    gatewatch: async (words, { env = {}, node = process.execPath } = {}) => {
      const child = spawn(node, [entry, ...words], {
        cwd: folder,
        env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, error, status] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        new Promise<number | null>((resolve) => child.on('close', resolve)),
      ]);
      return { status, stdout: out, stderr: error };
    },
  };
}
