import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { bundleCli, bundleFunctions } from './bundles.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A package of others, of which at least one file stands in a bundle. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it, an SPDX expression. */
  readonly licence: string;
}

/**
 * What the bundles really hold, by esbuild's own account: every dependency is a development one, so npm cannot tell.
 *
 * @param accounts - of every bundle; default: they are made for it
 */
export async function shippedPackages(accounts?: readonly Metafile[]): Promise<readonly ShippedPackage[]> {
  return await packagesOf(accounts ?? (await accountsOfBundles()));
}

async function accountsOfBundles(): Promise<readonly Metafile[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'gatewatch-shipped-'));
  try {
    const functions = await bundleFunctions({ outDir });
    return [...functions.values(), await bundleCli(outDir)];
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function packagesOf(metafiles: readonly Metafile[]): Promise<readonly ShippedPackage[]> {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((one) => Object.keys(one.inputs)),
  );
  const folders = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  const packages = await Promise.all(
    [...folders].map(async (folder): Promise<ShippedPackage> => {
      const { name, version, license } = JSON.parse(
        await readFile(join(ROOT, folder, 'package.json'), 'utf8'),
      );
      return { name, version, licence: typeof license === 'string' ? license : 'unknown' };
    }),
  );
  const byName = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface CycloneDx {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly metadata: object;
}

/** npm's bill of materials (CycloneDX), less what is only used to build and to test. */
export async function billOfMaterials(shipped: readonly ShippedPackage[]): Promise<CycloneDx> {
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  const whole: CycloneDx = JSON.parse(stdout);
  const wanted = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = whole.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const refs = new Set(components.map((one) => one['bom-ref']));
  return {
    ...whole,
    components,
    dependencies: whole.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
}
