/**
 * Changes the code, one small change at a time, and looks whether a test notices: `npm run mutants -- [PATH…] [--changed]
 * [--page]`. PATH: only areas below it; `--changed`: only areas with files that differ from main; `--page`: writes the
 * result into docs/mutation.md. It reports; it is no gate.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTATION_AREAS, type MutationArea } from './mutation-areas.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Not a dependency: nothing of it ships, and few need it. */
const STRYKER = '@stryker-mutator/core@10.1.1';
/** A mutant that makes a loop without end. */
const TIMEOUT_MS = 8000;

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** Stryker works in a copy, which has the files of the work tree and its dependencies. */
function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-mutants-'));
  const files = execFileSync('git', ['ls-files', 'lib', 'test', 'scripts', 'package.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function mutate(
  folder: string,
  { mutate, tests }: MutationArea,
): Readonly<Record<string, readonly Mutant[]>> {
  const config = {
    testRunner: 'command',
    commandRunner: { command: `${process.execPath} --test ${tests.join(' ')}` },
    mutate,
    reporters: ['json', 'progress-append-only'],
    concurrency: 1,
    checkers: [],
    plugins: [],
    disableTypeChecks: false,
    timeoutMS: TIMEOUT_MS,
    symlinkNodeModules: true,
  };
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(config));
  const { status } = spawnSync('npx', ['--yes', STRYKER, 'run'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`Stryker ended with ${status}`);
  const report = JSON.parse(readFileSync(join(folder, 'reports/mutation/mutation.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries<{ readonly mutants: readonly Mutant[] }>(report.files).map(([file, one]) => [
      file,
      one.mutants,
    ]),
  );
}

const words = process.argv.slice(2);
const paths = words.filter((word) => !word.startsWith('--'));
const changed = words.includes('--changed')
  ? execFileSync('git', ['diff', '--name-only', 'main...HEAD'], { cwd: ROOT, encoding: 'utf8' })
      .trim()
      .split('\n')
  : undefined;
const areas = MUTATION_AREAS.filter(
  ({ mutate: files }) =>
    (paths.length === 0 || files.some((file) => paths.some((path) => file.startsWith(path)))) &&
    (changed === undefined || files.some((file) => changed.includes(file))),
);
const rows: string[] = [];
const survivors: string[] = [];
for (const area of areas) {
  const folder = copyTree();
  try {
    for (const [file, mutants] of Object.entries(mutate(folder, area))) {
      const valid = mutants.filter(({ status }) => status !== 'Ignored' && !status.endsWith('Error'));
      const missed = valid.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
      const score = ((100 * (valid.length - missed.length)) / Math.max(1, valid.length)).toFixed(1);
      rows.push(`| \`${file}\` | ${valid.length} | ${missed.length} | ${score} % |`);
      for (const { location, mutatorName, replacement = '' } of missed) {
        const shown = replacement
          .replaceAll('\n', ' ')
          .replaceAll('|', '\\|')
          .replaceAll('`', "'")
          .slice(0, 80);
        survivors.push(`| \`${file}:${location.start.line}\` | ${mutatorName} | \`${shown || 'nothing'}\` |`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const page = [
  '# Mutation testing',
  '',
  `<!-- Made by npm run mutants -- --page, ${new Date().toISOString().slice(0, 10)}. -->`,
  '',
  'Each mutant is one small change of the code. It is killed when a test fails. `npm run mutants -- PATH` tries one area, `--changed` those',
  `that differ from main. The tool is Stryker (\`${STRYKER}\`); the areas stand in \`scripts/mutation-areas.ts\`. There is no threshold: a`,
  'survivor that matters gets a test, and the others stay in this list.',
  '',
  '| file | mutants | survived | score |',
  '|---|---|---|---|',
  ...rows,
  '',
  '## Survivors',
  '',
  '| place | change | in its place |',
  '|---|---|---|',
  ...survivors,
  '',
].join('\n');
if (words.includes('--page')) writeFileSync(join(ROOT, 'docs/mutation.md'), page);
else process.stdout.write(page);
