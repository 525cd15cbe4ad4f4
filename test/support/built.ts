import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Metafile } from 'esbuild';
import { bundleCli, bundleFunctions } from '../../scripts/bundles.ts';

/** Where a test run keeps what it builds; `scripts/test.ts` makes and removes it. A file that is run alone has its own. */
let ofRun = env.GATEWATCH_BUILT;

const LOOKED_AGAIN_AFTER_MS = 50;

/**
 * What many test files build alike is built once a run, by the first that asks; the others wait for it.
 *
 * @param make - builds into the folder it is given, which is not there yet
 * @returns the folder: to be read, or copied
 */
export async function builtOnce(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = join(folderOfRun(), name);
  const turn = `${folder}.turn`;
  while (!existsSync(folder)) {
    if (!(await take(turn))) {
      await sleep(LOOKED_AGAIN_AFTER_MS);
      continue;
    }
    try {
      if (existsSync(folder)) break;
      const unfinished = `${folder}.${process.pid}`;
      await make(unfinished);
      await rename(unfinished, folder);
    } finally {
      await rm(turn);
    }
  }
  return folder;
}

function folderOfRun(): string {
  if (ofRun !== undefined) return ofRun;
  const own = mkdtempSync(join(tmpdir(), 'gatewatch-built-'));
  // Not a hook: that would belong to the test which happened to come first.
  process.on('exit', () => rmSync(own, { recursive: true, force: true }));
  ofRun = own;
  return own;
}

/** A turn belongs to a process, and ends with it. */
async function take(turn: string): Promise<boolean> {
  try {
    await writeFile(turn, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(turn, 'utf8').catch(() => ''));
  // It is not written yet, or given back already.
  if (owner === 0) return false;
  try {
    process.kill(owner, 0);
  } catch {
    await rm(turn, { force: true });
  }
  return false;
}

const ACCOUNTS = 'accounts.json';

/** Every function bundled with the gatewatch.yaml of this project, in `dist`. */
async function builtFunctions(): Promise<string> {
  return await builtOnce('functions', async (folder) => {
    const accounts = await bundleFunctions({ outDir: join(folder, 'dist') });
    await writeFile(join(folder, ACCOUNTS), JSON.stringify([...accounts]));
  });
}

/** esbuild's account of what went into each of the bundles that `copyFunctions` copies, by function. */
export async function functionAccounts(): Promise<ReadonlyMap<string, Metafile>> {
  return new Map(JSON.parse(await readFile(join(await builtFunctions(), ACCOUNTS), 'utf8')));
}

/**
 * The bundles as they are deployed, a folder each. They differ in nothing but the configuration beside them.
 *
 * @param configFile - in place of the project's own
 */
export async function copyFunctions(outDir: string, configFile?: string): Promise<void> {
  const built = join(await builtFunctions(), 'dist');
  for (const name of await readdir(built)) {
    const folder = join(outDir, name);
    await rm(folder, { recursive: true, force: true });
    await cp(join(built, name), folder, { recursive: true });
    const beside = join(folder, 'gatewatch.yaml');
    if (configFile !== undefined && existsSync(beside)) await cp(configFile, beside);
  }
}

/** The command line, bundled in `bin`, and esbuild's account of it. */
export async function builtCli(): Promise<{ readonly folder: string; readonly account: Metafile }> {
  const folder = await builtOnce('cli', async (made) => {
    await writeFile(join(made, ACCOUNTS), JSON.stringify(await bundleCli(made)));
  });
  return { folder, account: JSON.parse(await readFile(join(folder, ACCOUNTS), 'utf8')) };
}
