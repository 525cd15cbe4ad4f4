import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { GatewatchError } from '../../core/errors.ts';

/** The code of one function, packed. */
export interface Asset {
  /** The folder of `dist` it comes from. */
  readonly bundle: string;
  readonly zip: Uint8Array;
  /** SHA-256 of the zip, hexadecimal: the same code is uploaded once. */
  readonly hash: string;
}

/** Zip has no time before it (APPNOTE.TXT 4.4.6, MS-DOS time): the same files make the same bytes. */
const NO_TIME = new Date(1980, 0, 1);
/** Where a function reads what it watches; the build puts the repository's own there. */
const CONFIG_FILE = 'gatewatch.yaml';

/** The built functions lie beside the bundled program; from the sources, in `dist` of the checkout. */
function builtFolder(here = import.meta.url): string {
  return fileURLToPath(new URL(/\/dist\/bin\/[^/]+$/.test(here) ? '..' : '../../../dist/', here));
}

/**
 * Packs the bundles, each with this configuration where it reads one.
 *
 * @throws {GatewatchError} `bad-usage` where nothing was built
 */
export async function packFunctions(
  bundles: readonly string[],
  yaml: string,
  folder = builtFolder(),
): Promise<readonly Asset[]> {
  return Promise.all(
    [...new Set(bundles)].sort().map(async (bundle) => {
      const files = await filesOf(join(folder, bundle));
      const packed = Object.fromEntries(
        files.map(({ name, bytes }) => [
          `dist/${bundle}/${name}`,
          [
            name === CONFIG_FILE ? new TextEncoder().encode(yaml) : bytes,
            { mtime: NO_TIME, level: 9 as const },
          ] as [Uint8Array, { mtime: Date; level: 9 }],
        ]),
      );
      const zip = zipSync(packed);
      return { bundle, zip, hash: createHash('sha256').update(zip).digest('hex') };
    }),
  );
}

async function filesOf(
  folder: string,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  try {
    const names = (await readdir(folder)).sort();
    return await Promise.all(
      names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new GatewatchError(
      'bad-usage',
      `the built functions are not there (${folder}: ${code}): run npm run build`,
    );
  }
}
