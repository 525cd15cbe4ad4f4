import { copyFile, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';
import { loadConfig } from '../lib/config/load.ts';
import { onlyObserve } from './only-observe.ts';
import { loadTogether } from './together.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS dependencies of an ES module call `require`, which does not exist there. */
const REQUIRE = `import { createRequire as gatewatchRequire } from 'node:module'; const require = gatewatchRequire(import.meta.url);`;

const SHARED: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  minify: true,
  // A Korean letter as an escape has twice its bytes.
  charset: 'utf8',
  // Names in a stack trace are worth their few kilobytes.
  keepNames: true,
  // Many packages ship both; the module form lets what is not used be left out.
  mainFields: ['module', 'main'],
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

export interface BundleOptions {
  /** default `dist` */
  readonly outDir?: string;
  /** default `gatewatch.yaml` */
  readonly configFile?: string;
}

/**
 * Bundles every file of `functions` that exports a handler: one folder each, with the configuration beside it where
 * the function reads it.
 *
 * @returns esbuild's account of what went into each bundle, by function
 * @throws {InputError} `bad-config` when the configuration is faulty: better now than in the cloud
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<ReadonlyMap<string, Metafile>> {
  const { outDir = join(ROOT, 'dist'), configFile = join(ROOT, 'gatewatch.yaml') } = options;
  await loadConfig(configFile);
  const names = await functionNames();
  const metafiles = await Promise.all(
    names.map(async (name): Promise<[string, Metafile]> => {
      const folder = join(outDir, name);
      await rm(folder, { recursive: true, force: true });
      const { metafile, outputFiles } = await build({
        ...SHARED,
        metafile: true,
        entryPoints: { index: `functions/${name}.ts` },
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        // What an event does not need is not read before it.
        splitting: true,
        target: 'node24',
        write: false,
        // The probe judges nothing and tells nothing: its texts stay outside.
        ...(name === 'probe' && { external: ['./runbook.*'], plugins: [onlyObserve] }),
      });
      await writePieces(folder, outputFiles);
      if ('lib/config/load.ts' in metafile.inputs) await copyFile(configFile, join(folder, 'gatewatch.yaml'));
      return [name, metafile];
    }),
  );
  return new Map(metafiles);
}

/**
 * Bundles the command line, and what a program may import, as it is published: commands are loaded when they are called.
 * The time of `gatewatch.js` is that at which its sources began to be read (`bin/current.mjs`).
 */
export async function bundleCli(outDir = join(ROOT, 'dist')): Promise<Metafile> {
  const folder = join(outDir, 'bin');
  // What runs from the folder meanwhile finds its pieces until all of the new ones are there.
  const fresh = `${folder}-${process.pid}`;
  const startedAt = new Date();
  const options: BuildOptions & { readonly metafile: true; readonly write: false } = {
    ...SHARED,
    metafile: true,
    entryPoints: { gatewatch: 'bin/gatewatch.ts', library: 'lib/cli/library.ts' },
    inject: ['scripts/node-20.ts'],
    define: { GATEWATCH_BUILT_AT: JSON.stringify(startedAt.toISOString()) },
    outdir: fresh,
    splitting: true,
    target: 'node20.19',
    write: false,
  };
  const { metafile: apart } = await build(options);
  const { metafile, outputFiles } = await build({
    ...options,
    plugins: [loadTogether(ROOT, apart, startsOf(apart))],
  });
  await writePieces(fresh, outputFiles);
  await utimes(join(fresh, 'gatewatch.js'), startedAt, startedAt);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  return metafile;
}

/** Files that a person starts: the commands, their list, and what a program imports. */
function startsOf({ inputs }: Metafile): ReadonlySet<string> {
  const commands = inputs['lib/cli/commands.ts']?.imports.map(({ path }) => path) ?? [];
  return new Set(['lib/cli/program.ts', 'lib/cli/library.ts', ...commands]);
}

async function writePieces(folder: string, pieces: readonly OutputFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(pieces.map(({ path, text }) => writeFile(path, withRequire(text))));
}

/** `require` where a piece asks for it: making one takes longer than reading most pieces. A first line stays the first. */
function withRequire(text: string): string {
  if (!/\brequire\b/.test(text)) return text;
  const [shebang = ''] = /^#!.*\n/.exec(text) ?? [];
  return `${shebang}${REQUIRE}\n${text.slice(shebang.length)}`;
}

/** Files of `functions` that export a handler. */
async function functionNames(): Promise<readonly string[]> {
  const files = (await readdir(join(ROOT, 'functions'))).filter((file) => file.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(join(ROOT, 'functions', file), 'utf8')));
  return files
    .filter((_, index) => /^export const handler\b/m.test(sources[index] ?? ''))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}
