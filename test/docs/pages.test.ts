import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { cliPage, documentedProgram } from '../../scripts/cli-page.ts';
import { configurationKeys, configurationPage } from '../../scripts/configuration-page.ts';
import { CONFIGURATION_PROSE } from '../../scripts/configuration-prose.ts';
import { indexPage } from '../../scripts/index-page.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  ...globSync('docs/*.md', { cwd: root }),
  ...globSync('docs/runbooks/*/*.md', { cwd: root }),
];

/** Relative targets of links and pictures; code is no link. */
function linksOf(path: string): readonly string[] {
  const text = read(path)
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?:|mailto:|#)/.test(target));
}

test('a command of npm that a page or a workflow names is there', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const workflows = globSync('.github/workflows/*.yml', { cwd: root });
  const others = ['CONTRIBUTING.md', 'ARCHITECTURE.md', 'AGENTS.md', 'SECURITY.md', ...workflows];
  const texts = [...pages, ...others].map(read);
  const named = texts.flatMap((text) => [...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)]);
  assert(named.length > 20);
  assert.deepEqual(
    [...new Set(named.map(([, name = '']) => name))].filter((name) => !(name in scripts)),
    [],
  );
  const tests = texts.flatMap((text) => [...text.matchAll(/npm test -- (test\/[\w./-]*\w)/g)]);
  assert.deepEqual(
    tests
      .filter(([, start = '']) => globSync(`${start}*`, { cwd: root }).length === 0)
      .map(([found]) => found),
    [],
  );
});

test('the README is short, and leads to every page', () => {
  assert(read('README.md').split('\n').length <= 150);
  const reached = new Set(['README.md']);
  for (const page of reached) {
    for (const target of page.endsWith('.md') && existsSync(join(root, page)) ? linksOf(page) : [])
      reached.add(normalize(join(dirname(page), target.replace(/#.*$/, ''))));
  }
  assert.deepEqual(
    pages.filter((page) => !reached.has(page)),
    [],
  );
});

test('every link inside the repository leads somewhere', () => {
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .map((target) => normalize(join(dirname(page), target.replace(/#.*$/, ''))))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${page}: ${target}`),
  );
  assert.deepEqual(dead, []);
});

/** Command lines of `gatewatch` in fenced blocks and code spans of the pages that people write. */
function commandsIn(page: string): readonly string[] {
  return [...read(page).matchAll(/(?:npx gatewatch|npm run -s gatewatch --) ([a-z][^\n`|>…]*)/g)].map(
    ([, words = '']) => words.trim(),
  );
}

test('every command in the documentation names a command and options that there are', async () => {
  const program = await documentedProgram();
  const written = pages.filter((page) => page !== 'docs/cli.md');
  let seen = 0;
  for (const page of written) {
    for (const line of commandsIn(page)) {
      const [name = '', ...words] = line.split(/\s+/);
      const command = program.commands.find((one) => one.name() === name);
      assert(command, `${page}: gatewatch ${line}`);
      for (const word of words.filter((one) => one.startsWith('--'))) {
        const [flag = ''] = word.split('=');
        const known = command.options.some((option) => option.long === flag) || flag === '--help';
        assert(known, `${page}: ${flag} in gatewatch ${line}`);
      }
      seen += 1;
    }
  }
  assert(seen > 15, String(seen));
});

test('every npm script that the documentation names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
  for (const page of [...pages, 'CONTRIBUTING.md']) {
    for (const [, name = ''] of read(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g))
      assert(Object.hasOwn(scripts, name), `${page}: npm run ${name}`);
  }
});

const OLD = 'a page is old: npm run docs';

test('the pages made from the schema, the program and the folder are today’s', async () => {
  assert.equal(read('docs/configuration.md'), configurationPage(), OLD);
  assert.equal(read('docs/cli.md'), await cliPage(), OLD);
  assert.equal(read('docs/README.md'), indexPage(), OLD);
});

test('every key of gatewatch.yaml is explained, and nothing else is', () => {
  const keys = configurationKeys();
  assert.deepEqual(
    keys.filter(({ prose }) => prose === undefined).map(({ path }) => path),
    [],
  );
  const known = new Set(keys.map(({ path }) => path));
  assert.deepEqual(
    Object.keys(CONFIGURATION_PROSE).filter((path) => !known.has(path)),
    [],
  );
});
