import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { LOCALES } from '../../lib/core/locale.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { bundleFunctions } from '../../scripts/bundles.ts';
import { copyFunctions, functionAccounts } from '../support/built.ts';

let outDir = '';
let metafiles: ReadonlyMap<string, Metafile> = new Map();

before(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'gatewatch-bundles-'));
  metafiles = await functionAccounts();
  await copyFunctions(outDir);
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

/** The pieces that are read before the handler is called. */
function readAtStart(name: string): readonly Metafile['outputs'][string][] {
  const outputs = metafiles.get(name)?.outputs ?? {};
  const [entry] = Object.keys(outputs).filter((path) => path.endsWith('/index.mjs'));
  assert(entry !== undefined, name);
  const pieces = new Set([entry]);
  for (const piece of pieces) {
    for (const { path, kind, external } of outputs[piece]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) pieces.add(path);
  }
  return [...pieces].flatMap((piece) => outputs[piece] ?? []);
}

/** Kilobytes that a cold start may read before the first event; the times they stand for are in docs/performance.md. */
const MOST_KILOBYTES: Readonly<Record<string, number>> = {
  probe: 175,
  slack: 140,
  channel: 140,
  notify: 490,
  dashboard: 775,
  'mtls-log': 365,
  watch: 805,
};

test('a cold start reads a bounded number of bytes, and no client of AWS', () => {
  assert.deepEqual([...metafiles.keys()].sort(), Object.keys(MOST_KILOBYTES).sort());
  for (const [name, most] of Object.entries(MOST_KILOBYTES)) {
    const pieces = readAtStart(name);
    const kilobytes = pieces.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
    assert(kilobytes <= most, `${name} reads ${Math.round(kilobytes)} KB at its start, more than ${most}`);
    const clients = pieces
      .flatMap(({ inputs }) => Object.keys(inputs))
      .filter((input) => /node_modules\/@(?:aws-sdk|smithy)\//.test(input));
    assert.deepEqual(clients, [], name);
  }
});

test('the probe carries neither a judge nor a kind that asks AWS', () => {
  const carried = readAtStart('probe').flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => input),
  );
  assert(carried.includes('lib/probes/port/observe.ts'));
  for (const { kind, from } of PROBES) {
    const files = carried.filter((input) => input.startsWith(`lib/probes/${kind}/`));
    assert.deepEqual(
      files
        .filter((file) => from === 'control' || /\/judge[^/]*\.ts$/.test(file))
        .filter((file) => !/\/(?:kind|judge)\.ts$/.test(file)),
      [],
    );
  }
});

test('the probe leaves outside what is part of Node, and the texts it never loads', () => {
  const outside = readAtStart('probe').flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  );
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

test('the dashboard tells in every language, and has no client but those of the table, of large reports, of Lambda and of metrics', () => {
  const inputs = inputsOf('dashboard');
  for (const { kind } of PROBES) {
    for (const part of [...LOCALES, 'remedies'])
      assert(inputs.includes(`lib/probes/${kind}/runbook.${part}.ts`), `${kind} in ${part}`);
  }
  const clients = Object.values(metafiles.get('dashboard')?.outputs ?? {})
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([input]) => /@aws-sdk\/(client-[a-z0-9-]+)\//.exec(input)?.[1] ?? []);
  assert.deepEqual([...new Set(clients)].sort(), [
    'client-cloudwatch',
    'client-dynamodb',
    'client-lambda',
    'client-s3',
  ]);
});

test('the configuration stands beside the functions that read it, and only there', async () => {
  assert.ok(!(await readdir(join(outDir, 'probe'))).includes('gatewatch.yaml'));
  for (const name of ['watch', 'dashboard'])
    assert((await readdir(join(outDir, name))).includes('gatewatch.yaml'));
});

test('a second build is the same to the byte', async () => {
  const read = async () => {
    const files = ['probe', 'watch'].flatMap((name) =>
      readdirSync(join(outDir, name)).map((file) => join(outDir, name, file)),
    );
    return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
  };
  const first = await read();
  await bundleFunctions({ outDir });
  assert.deepEqual(await read(), first);
});

test('a faulty configuration is not bundled', async () => {
  const configFile = new URL('../config/faulty/unknown-key.yaml', import.meta.url).pathname;
  await assert.rejects(bundleFunctions({ outDir, configFile }), { code: 'bad-config' });
});
