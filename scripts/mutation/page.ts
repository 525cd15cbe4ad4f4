import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { MUTATION_AREAS } from './areas.ts';
import { HARMLESS } from './harmless.ts';

/** What was tried of one file, and what no test noticed. */
export interface FileResult {
  readonly file: string;
  readonly date: string;
  readonly mutants: number;
  /** Killed because a test took too long with them. */
  readonly timedOut: number;
  readonly survivors: readonly Survivor[];
}
interface Survivor {
  readonly line: number;
  /** The line as it stood, without its indentation. */
  readonly code: string;
  readonly mutator: string;
  readonly replacement: string;
}

const RESULTS = new URL('results.json', import.meta.url);
const PAGE = new URL('../../docs/mutation.md', import.meta.url);

export function readResults(): readonly FileResult[] {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : [];
}

/** Keeps results, and makes the page of them. */
export function writeResults(results: readonly FileResult[]): void {
  const sorted = results.toSorted((a, b) => a.file.localeCompare(b.file));
  const lines = sorted.map((one) => JSON.stringify(one));
  writeFileSync(RESULTS, `[\n${lines.join(',\n')}\n]\n`);
  writeFileSync(PAGE, mutationPage(sorted));
}

/** Why a survivor does no harm; undefined where nobody has said. */
function reasonOf(file: string, { code, replacement }: Survivor): string | undefined {
  return HARMLESS.find(
    (one) =>
      file.startsWith(one.file) &&
      code.includes(one.code) &&
      (one.becomes === undefined || replacement.includes(one.becomes)),
  )?.why;
}

export function mutationPage(results: readonly FileResult[]): string {
  const tried = new Set(results.map(({ file }) => file));
  const left = MUTATION_AREAS.filter(({ mutate }) => !mutate.some((file) => tried.has(file))).map(
    ({ name }) => `\`${name}\``,
  );
  const folders = Map.groupBy(results, ({ file }) => file.slice(0, file.lastIndexOf('/')));
  return [
    '# Mutation testing',
    '',
    '<!-- Made by npm run mutants -- --page. -->',
    '',
    'Each mutant is one small change of the code. It is killed when a test fails with it and passes without it. The tool is Stryker, with a',
    'test runner that runs node:test in one process (`scripts/mutation`). `npm run mutants` tries every area, `npm run mutants -- PATH` those',
    'of the files whose path begins so, `--changed` only files that differ from main. It is no gate: a survivor that matters gets a test, and one that',
    'does no harm a reason (`scripts/mutation/harmless.ts`).',
    '',
    '| folder | tried on | mutants | of them by time-out | survived | score |',
    '|---|---|---|---|---|---|',
    ...[...folders].map(([folder, files]) => `| \`${folder}\` | ${rowOf(files)} |`),
    `| all | | ${rowOf(results).replace(/^.*? \| /, '')} |`,
    '',
    ...(left.length > 0 ? [`Not tried yet: ${left.join(', ')}.`, ''] : []),
    '## Survivors',
    '',
    ...[...folders].flatMap(([folder, files]) => survivorsOf(folder, files)),
  ].join('\n');
}

function rowOf(files: readonly FileResult[]): string {
  const sum = (of: (one: FileResult) => number) => files.reduce((all, one) => all + of(one), 0);
  const mutants = sum((one) => one.mutants);
  const survived = sum(({ survivors }) => survivors.length);
  const score = `${((100 * (mutants - survived)) / Math.max(1, mutants)).toFixed(1)} %`;
  const dates = files.map(({ date }) => date).sort();
  return [dates[0], mutants, sum((one) => one.timedOut), survived, score].join(' | ');
}

function survivorsOf(folder: string, files: readonly FileResult[]): readonly string[] {
  if (files.every(({ survivors }) => survivors.length === 0)) return [];
  return [
    `### ${folder}`,
    '',
    '| line | code | change | in its place | why it may stay |',
    '|---|---|---|---|---|',
    ...files.flatMap(({ file, survivors }) =>
      survivors.map((one) => {
        const cells = [
          `${file.slice(folder.length + 1)}:${one.line}`,
          shown(one.code),
          one.mutator,
          shown(one.replacement),
          reasonOf(file, one) ?? 'not looked at',
        ];
        return `| ${cells.join(' | ')} |`;
      }),
    ),
    '',
  ];
}

const MAX_SHOWN = 90;

function shown(code: string): string {
  const line = code.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|');
  if (line.trim() === '') return 'nothing';
  return `\`${line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line}\``;
}
