import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { circlesOf, layerOf, violationsOf } from './imports.ts';

const root = new URL('../../', import.meta.url).pathname;
const files = new Map(
  globSync('{lib,functions,bin,scripts}/**/*.ts', { cwd: root })
    .concat('serverless.ts')
    .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')]),
);

test('imports point one way', () => {
  assert(files.size > 100);
  assert.deepEqual(violationsOf(files), []);
});

test('every file is in a layer', () => {
  assert.deepEqual(
    [...files.keys()].filter((file) => layerOf(file) === undefined),
    [],
  );
});

test('ARCHITECTURE.md names every folder, and every path that it names exists', () => {
  const text = readFileSync(`${root}ARCHITECTURE.md`, 'utf8');
  const folders = globSync('lib/*', { cwd: root });
  assert.deepEqual(
    folders.filter((folder) => !text.includes(`\`${folder}\``)),
    [],
  );
  const rooms = globSync('lib/{stages,report}/*', { cwd: root }).map((path) => path.split('/').at(-1));
  assert.deepEqual(
    rooms.filter((room) => room?.includes('.') === false && !text.includes(`\`${room}\``)),
    [],
  );
  const paths = [...text.matchAll(/`((?:lib|test|functions|docs)\/[\w/.-]+?)\/?`/g)].map(
    ([, path = '']) => path,
  );
  assert.deepEqual(
    paths.filter((path) => !path.includes('http-status') && !existsSync(`${root}${path}`)),
    [],
  );
});

test('no files and no folders import each other in a circle', () => {
  assert.deepEqual(circlesOf(files), []);
});

test('only one file of the functions, and the command line, reads the environment', () => {
  const readers = [...files].filter(([, source]) => /process\.env\b/.test(source)).map(([file]) => file);
  assert.deepEqual(
    readers.filter((file) => file !== 'functions/environment.ts' && !/^(bin|lib\/cli)\//.test(file)),
    [],
  );
});

test('a file defines something: there are no files that only pass on what others define', () => {
  const barrels = [...files]
    .filter(([, source]) => /^export (\*|\{[^}]*\}) from /m.test(source))
    .map(([file]) => file);
  assert.deepEqual(barrels, []);
});

test('no file holds the marks of a merge', () => {
  const marked = globSync('{*.md,*.json,*.ts,bin,docs,events,functions,lib,scripts,test,bench}/**', {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  })
    .concat(globSync('*.{md,json,ts}', { cwd: root }))
    .filter((file) => /\.(ts|mjs|md|json|ya?ml|txt|py)$/.test(file))
    .filter((file) => /^(<{7}|>{7}) /m.test(readFileSync(`${root}${file}`, 'utf8')));
  assert.deepEqual(marked, []);
});

test('texts live in a file a language', () => {
  const mixed = [...files].filter(
    ([file, source]) =>
      file.startsWith('lib/') && !file.endsWith('.ko.ts') && /^(?!\s*\*).*\p{Script=Hangul}/mu.test(source),
  );
  assert.deepEqual(
    mixed.map(([file]) => file),
    [],
  );
});

const planted: readonly (readonly [what: string, file: string, source: string])[] = [
  ['a type from above', 'lib/core/x.ts', "import type { Report } from '../report/tell.ts';"],
  ['a package in core', 'lib/core/x.ts', "import * as z from 'zod/mini';"],
  ['a socket in a kind', 'lib/probes/port/x.ts', "import { connect } from 'node:net';"],
  ['the SDK in a stage', 'lib/stages/x.ts', "import type { EC2Client } from '@aws-sdk/client-ec2';"],
  ['AWS access in a kind', 'lib/probes/vpn/x.ts', "const { a } = await import('../../aws/access.ts');"],
  ['another kind', 'lib/probes/tls/x.ts', "import { judgePort } from '../port/judge.ts';"],
  ['the stage in a report', 'lib/report/x.ts', "import {\n  look,\n} from '../stages/look.ts';"],
  ['a bare import', 'lib/net/x.ts', "import '../probes/registry.ts';"],
  ['a passed-on name', 'lib/wire/x.ts', "export { judgeAll } from '../stages/judge.ts';"],
  ['a judge in what observes', 'lib/probes/port/observe.ts', "import { judgePort } from './judge.ts';"],
  ['a judge in a codec', 'lib/probes/ike/message.ts', "import type { A } from './judge-offers.ts';"],
  ['a verdict in what observes', 'lib/probes/tls/x.ts', "import { j } from '../../trust/chain-verdict.ts';"],
  ['a later stage', 'lib/stages/check/x.ts', "import { watch } from '../watch/watch.ts';"],
  ['a room nobody allowed', 'lib/stages/publish/x.ts', "import type { A } from '../notify/slack/a.ts';"],
  ['a report in the configurations of devices', 'lib/vpn-config/x.ts', "import '../report/x.ts';"],
  ['the deployer in a function', 'functions/x.ts', "import type { AWS } from 'osls';"],
];

for (const [what, file, source] of planted) {
  test(`a violation is seen: ${what}`, () => {
    assert.equal(violationsOf(new Map([[file, source]])).length > 0, true);
  });
}

const circles: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  circle: readonly string[],
])[] = [
  [
    'two files, by a type',
    { 'lib/net/a.ts': "import { b } from './b.ts';", 'lib/net/b.ts': "import type { A } from './a.ts';" },
    ['lib/net/a.ts', 'lib/net/b.ts'],
  ],
  [
    'two folders, by different files',
    {
      'lib/core/aws/a.ts': "import type { B } from '../../net/b.ts';",
      'lib/net/c.ts': "import type { D } from '../core/aws/d.ts';",
      'lib/net/b.ts': '',
      'lib/core/aws/d.ts': '',
    },
    ['lib/core/aws', 'lib/net'],
  ],
];

for (const [what, planted, circle] of circles) {
  test(`a circle is seen: ${what}`, () => {
    assert.deepEqual(circlesOf(new Map(Object.entries(planted))), [circle]);
  });
}
