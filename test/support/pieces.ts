import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';

/** The pieces of a bundle that are read before a module's code runs. */
export interface Pieces {
  readonly count: number;
  readonly kilobytes: number;
  /** The sources in them. */
  readonly inputs: readonly string[];
}

/** @param module - one that the bundle is entered by, as its account names it */
export function piecesOf({ outputs }: Metafile, module: string): Pieces {
  const [first] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === module) ?? [];
  assert(first !== undefined, module);
  const paths = new Set([first]);
  for (const piece of paths) {
    for (const { path, kind, external } of outputs[piece]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) paths.add(path);
  }
  const pieces = [...paths].flatMap((path) => outputs[path] ?? []);
  return {
    count: pieces.length,
    kilobytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0) / 1024,
    inputs: pieces.flatMap(({ inputs }) => Object.keys(inputs)),
  };
}
