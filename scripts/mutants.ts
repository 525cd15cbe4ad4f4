/**
 * Changes the code, one small change at a time, and looks whether a test notices: `npm run mutants -- [PATH…] [--changed]
 * [--minutes N] [--page]`. PATH: only files whose path begins so; `--changed`: only files that differ from main; `--minutes`:
 * begins no further area after so long; `--page`: keeps the results, and writes docs/mutation.md. It reports; it is no gate.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTATION_AREAS, type MutationArea } from './mutation/areas.ts';
import { type FileResult, mutationPage, readResults, writeResults } from './mutation/page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Not a dependency: nothing of it ships, and few need it. */
const STRYKER = '@stryker-mutator/core@10.1.1';
/** Not tsconfig.json, which Stryker would want a compiler for. */
const COPIED = [
  'lib',
  'test',
  'scripts',
  'functions',
  'events',
  'docs',
  'bin',
  'package.json',
  'gatewatch.yaml',
];
/** In one process what was remembered before a mutant would answer in its place. */
const REMEMBERED = 'lib/trust/remembered.ts';
const FORGETFUL =
  'export function remembered<V>(_limit: number, make: (key: string) => V): (key: string) => V {\n  return make;\n}\n';
/** A mutant that makes a loop without end. */
const TIMEOUT_MS = 30_000;
/** What a property does not show with a quarter of its cases is not for it alone to hold. */
const PROPERTY_FACTOR = '0.25';
/** Every test once before the first mutant, on a machine that does other things as well. */
const DRY_RUN_MINUTES = 30;

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** Stryker works in a copy, which has the files of the work tree and its dependencies. */
function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-mutants-'));
  const files = execFileSync('git', ['ls-files', ...COPIED], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) cpSync(join(ROOT, file), join(folder, file));
  writeFileSync(join(folder, REMEMBERED), FORGETFUL);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function tryMutants(folder: string, { mutate, tests, titles }: MutationArea): readonly FileResult[] {
  const config = {
    testRunner: 'in-process',
    plugins: ['./scripts/mutation/runner.ts'],
    coverageAnalysis: 'perTest',
    gatewatch: { tests, titles },
    mutate,
    reporters: ['json', 'progress-append-only'],
    concurrency: 2,
    checkers: [],
    disableTypeChecks: false,
    timeoutMS: TIMEOUT_MS,
    dryRunTimeoutMinutes: DRY_RUN_MINUTES,
    symlinkNodeModules: true,
    warnings: { unknownOptions: false },
  };
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(config));
  const { status } = spawnSync(
    'env',
    [`PROPERTY_FACTOR=${PROPERTY_FACTOR}`, 'npx', '--yes', STRYKER, 'run'],
    {
      cwd: folder,
      stdio: ['ignore', process.stderr, process.stderr],
    },
  );
  if (status !== 0) throw new Error(`Stryker ended with ${status}`);
  const { files } = JSON.parse(readFileSync(join(folder, 'reports/mutation/mutation.json'), 'utf8'));
  return Object.entries<{ readonly mutants: readonly Mutant[] }>(files).map(([file, { mutants }]) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
    const valid = mutants.filter(({ status }) => status !== 'Ignored' && !status.endsWith('Error'));
    return {
      file,
      date: new Date().toISOString().slice(0, 10),
      mutants: valid.length,
      timedOut: valid.filter(({ status }) => status === 'Timeout').length,
      survivors: valid
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .map(({ location, mutatorName, replacement = '' }) => ({
          line: location.start.line,
          code: lines[location.start.line - 1]?.trim() ?? '',
          mutator: mutatorName,
          replacement,
        })),
    };
  });
}

/** Areas with nothing but what differs from main. */
function onlyChanged(areas: readonly MutationArea[]): readonly MutationArea[] {
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' });
  const main = git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin/main', 'refs/heads/main');
  const changed = git('diff', '--name-only', `${main.split('\n')[0]}...HEAD`).split('\n');
  return areas
    .map((area) => ({ ...area, mutate: area.mutate.filter((file) => changed.includes(file)) }))
    .filter(({ mutate }) => mutate.length > 0);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { changed: { type: 'boolean' }, page: { type: 'boolean' }, minutes: { type: 'string' } },
});
const wanted = MUTATION_AREAS.map((area) => ({
  ...area,
  mutate: area.mutate.filter(
    (file) => positionals.length === 0 || positionals.some((path) => file.startsWith(path)),
  ),
})).filter(({ mutate }) => mutate.length > 0);
const areas = values.changed ? onlyChanged(wanted) : wanted;
const endMs = Date.now() + Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
let results: readonly FileResult[] = values.page ? readResults() : [];
for (const area of areas) {
  if (Date.now() > endMs) {
    process.stdout.write(`not tried, there was no time: ${area.name}\n`);
    continue;
  }
  const folder = copyTree();
  try {
    const tried = tryMutants(folder, area);
    const files = tried.map(({ file }) => file);
    results = [...results.filter(({ file }) => !files.includes(file)), ...tried];
    if (values.page) writeResults(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (!values.page) process.stdout.write(mutationPage(results));
