import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { LOCALES } from '../../lib/core/locale.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { bundleFunctions } from '../../scripts/bundles.ts';

let outDir = '';
let metafiles: ReadonlyMap<string, Metafile> = new Map();

before(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'gatewatch-bundles-'));
  metafiles = await bundleFunctions({ outDir });
});
after(() => rm(outDir, { recursive: true, force: true }));

function inputsOf(name: string): readonly string[] {
  return Object.keys(metafiles.get(name)?.inputs ?? {});
}

test('the probe knows no AWS, no texts, no reports and no configuration', () => {
  const inputs = inputsOf('probe');
  assert(inputs.includes('lib/probes/registry.ts'));
  const foreign =
    /@aws-sdk|@smithy|(^|\/)lib\/(aws|report|stack)\/|runbook\.|node_modules\/(yaml|croner)\/|config\/load/;
  assert.deepEqual(
    inputs.filter((input) => foreign.test(input)),
    [],
  );
});

test('the probe leaves outside what is part of Node, and the texts it never loads', () => {
  const [output] = Object.values(metafiles.get('probe')?.outputs ?? {});
  const outside = output?.imports.filter(({ external }) => external === true).map(({ path }) => path) ?? [];
  assert.deepEqual(
    outside.filter((path) => !/^node:|^\.\/runbook\.(en|ko|fr|remedies)\.ts$/.test(path)),
    [],
  );
});

test('watch carries the texts of every kind in every language', () => {
  const inputs = inputsOf('watch');
  for (const { kind } of PROBES) {
    for (const part of [...LOCALES, 'remedies'])
      assert(inputs.includes(`lib/probes/${kind}/runbook.${part}.ts`), `${kind} in ${part}`);
  }
});

test('the dashboard tells in every language, and has no client but those of the table and of Lambda', () => {
  const inputs = inputsOf('dashboard');
  for (const { kind } of PROBES) {
    for (const part of [...LOCALES, 'remedies'])
      assert(inputs.includes(`lib/probes/${kind}/runbook.${part}.ts`), `${kind} in ${part}`);
  }
  const [output] = Object.values(metafiles.get('dashboard')?.outputs ?? {});
  const clients = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([input]) => /@aws-sdk\/(client-[a-z0-9-]+)\//.exec(input)?.[1] ?? []);
  assert.deepEqual([...new Set(clients)].sort(), ['client-dynamodb', 'client-lambda']);
});

test('the configuration stands beside the functions that read it, and only there', async () => {
  assert.deepEqual(await readdir(join(outDir, 'probe')), ['index.mjs']);
  for (const name of ['watch', 'dashboard'])
    assert.deepEqual((await readdir(join(outDir, name))).sort(), ['gatewatch.yaml', 'index.mjs']);
});

test('a second build is the same to the byte', async () => {
  const read = () => Promise.all(['probe', 'watch'].map((name) => readFile(join(outDir, name, 'index.mjs'))));
  const first = await read();
  await bundleFunctions({ outDir });
  assert.deepEqual(await read(), first);
});

test('a faulty configuration is not bundled', async () => {
  const configFile = new URL('../config/faulty/unknown-key.yaml', import.meta.url).pathname;
  await assert.rejects(bundleFunctions({ outDir, configFile }), { code: 'bad-config' });
});
