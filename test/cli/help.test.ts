import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fr } from '../../lib/cli/help/help-words.fr.ts';
import { ko } from '../../lib/cli/help/help-words.ko.ts';
import { helpLocale, wordsFor } from '../../lib/cli/help/translate-help.ts';
import { documentedProgram } from '../../scripts/cli-page.ts';
import { runHere } from '../support/run-cli.ts';

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const run = await runHere('--version');
  assert.deepEqual([run.status, run.stdout], [0, `${version}\n`]);
});

test('help is no wider than a terminal of 80 columns, and groups commands and options', async () => {
  for (const words of [['--help'], ['check', '--help'], ['run', '--help'], ['demo', '--help']]) {
    const { status, stdout } = await runHere(...words);
    assert.equal(status, 0);
    const [text = ''] = stdout.split('Examples:');
    // A term that is wider than half the terminal leaves its text no room.
    const wide = text.split('\n').filter((line) => line.length > 80 && !/^ {2}gatewatch/.test(line));
    assert.deepEqual(wide, [], words.join(' '));
  }
  const { stdout } = await runHere('check', '--help');
  for (const group of ['Targets:', 'Choice:', 'Output:', 'How it checks:'])
    assert(stdout.includes(`\n${group}\n`));
  assert.match((await runHere('--help')).stdout, /\nCheck:\n[\s\S]*\nWatch:\n[\s\S]*\nInstall:\n/);
});

test('a place without a flag is a TLS port, and one without a port says what to write', async () => {
  const run = await runHere('check', '127.0.0.1:1', '--json');
  assert.equal(run.status, 1, run.stderr);
  assert.deepEqual(
    JSON.parse(run.stdout).findings.map(({ check }: { readonly check: string }) => check),
    ['port', 'tls'],
  );
  const bare = await runHere('check', 'example.com');
  assert.equal(bare.status, 2);
  assert.match(
    bare.stderr,
    /expected HOST:PORT, got "example\.com": for its TLS port write --tls example\.com:443/,
  );
});

test('a default is said once, in the language of the help', async () => {
  const help = async (...words: readonly string[]) => (await runHere(...words, '--help')).stdout;
  assert.match(await help('path'), /the port of the other end \(default 443\)\n/);
  assert.match(await help('run'), /cloudwatch or stdout \(default stdout\)\n/);
  assert.match(await help('run', '--lang', 'ko'), /cloudwatch 또는 stdout \(기본값 stdout\)\n/);
});

test('help speaks the language of --lang, or of the terminal, and every translation is of a text that there is', async () => {
  assert.match((await runHere('check', '--help', '--lang', 'ko')).stdout, /^사용법: .*\n\n끊어진 구간 찾기/);
  assert.match((await runHere('--help', '--lang=fr')).stdout, /^Utilisation\u00a0: /);
  assert.equal(helpLocale(['check'], { LANG: 'fr_FR.UTF-8' }), 'fr');
  assert.equal(helpLocale(['check', '--lang', 'en'], { LC_ALL: 'ko_KR.UTF-8' }), 'en');
  assert.equal(helpLocale([], { LANG: 'C.UTF-8' }), 'en');
  const program = await documentedProgram();
  const texts = [program, ...program.commands].flatMap((command) => [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ]);
  for (const words of [fr, ko]) {
    const isThere = (key: string) =>
      texts.includes(key) || (key.endsWith(': …') && texts.some((text) => text.startsWith(key.slice(0, -1))));
    const stale = Object.keys(words).filter((key) => !key.endsWith(':') && !isThere(key));
    assert.deepEqual(stale, ['default', 'display help for command']);
    const same = texts.filter((text) => /[a-z]{3} [a-z]{2}/.test(text) && wordsFor(text, words) === text);
    assert.deepEqual(same, []);
  }
});
