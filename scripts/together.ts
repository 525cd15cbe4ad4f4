import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** What loads more than this part of a file's bytes loads all of it. */
const GOOD_PART = 0.2;

/**
 * Splitting cuts a piece for every set of entries that share something: seventy pieces of `check`, and reading a piece
 * takes longer than running most. What loads a good part of a file on demand is made to load all of it, so that the
 * pieces fall together.
 *
 * @param whole - the file, as the account of the bundle names it
 * @param root - what names in the account are relative to
 * @param account - esbuild's account of a bundle without this
 */
export function loadTogether(whole: string, root: string, account: Metafile): Plugin {
  const wanted = together(whole, account);
  return {
    name: 'load-together',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!wanted.has(relative(root, path))) return undefined;
        const text = await readFile(path, 'utf8');
        const to = relative(dirname(relative(root, path)), whole);
        return { contents: `${text}\nimport './${to}';\n`, loader: 'ts' };
      });
    },
  };
}

/** Modules that are loaded on demand, and load a good part of `whole` then. */
function together(whole: string, { inputs, outputs }: Metafile): ReadonlySet<string> {
  const bytes = new Map(
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).map(([name, { bytesInOutput }]) => [name, bytesInOutput] as const),
    ),
  );
  const sizeOf = (names: Iterable<string>) =>
    Iterator.from(names).reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0);
  const ofWhole = loadedWith(whole, inputs);
  const enough = sizeOf(ofWhole) * GOOD_PART;
  const onDemand = new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path),
    ),
  );
  return new Set(
    [...onDemand].filter(
      (name) =>
        name in inputs &&
        !ofWhole.has(name) &&
        sizeOf([...loadedWith(name, inputs)].filter((one) => ofWhole.has(one))) > enough,
    ),
  );
}

/** A module, and all that is loaded before it runs. */
function loadedWith(name: string, inputs: Metafile['inputs']): ReadonlySet<string> {
  const all = new Set([name]);
  for (const one of all) {
    for (const { kind, path } of inputs[one]?.imports ?? []) if (kind !== 'dynamic-import') all.add(path);
  }
  return all;
}
