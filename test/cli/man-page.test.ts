import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { surfaceOf } from '../../lib/cli/command-surface.ts';
import { manPage } from '../../lib/cli/man-page.ts';
import { createProgram } from '../../lib/cli/program.ts';
import { updateHint } from '../../lib/cli/update-hint.ts';
import about from '../../package.json' with { type: 'json' };
import { findTool, withPrograms } from '../support/programs.ts';

const program = await createProgram({ stdout: process.stdout, stderr: process.stderr });

withPrograms('groff').test(
  'the manual page is set without a warning, and holds every command and flag',
  () => {
    const page = manPage(program, '1.2.3');
    const set = spawnSync(
      findTool('groff') ?? '',
      ['-Kutf8', '-man', '-ww', '-Tascii', '-P-c', '-rLL=400n'],
      {
        input: page,
        encoding: 'utf8',
      },
    );
    assert.deepEqual([set.status, set.stderr], [0, '']);
    const shown = set.stdout.replace(/.\u0008/g, '').replace(/\s+/g, ' ');
    for (const { name, description, options } of surfaceOf(program)) {
      assert(shown.includes(`gatewatch ${name}`), name);
      assert(shown.includes(ascii(description).slice(0, 60)), `${name}: ${description}`);
      for (const { flags } of options) assert(shown.includes(ascii(flags)), flags);
    }
    assert.match(shown, /gatewatch 1\.2\.3/);
  },
);

/** As far as groff writes it in ASCII. */
function ascii(words: string): string {
  // The page writes three dots.
  return (words.replaceAll('…', '...').split(/[^\x20-\x7e]/)[0] ?? '').replace(/\s+/g, ' ').trim();
}

test('the package names its manual page', async () => {
  assert.deepEqual(about.man, ['dist/man/gatewatch.1']);
  assert(about.files.includes('dist'));
});

const DAY_MS = 86_400_000;
const terminal = (isTTY: boolean) => ({ isTTY }) as NodeJS.WriteStream;

test('a person with an old version is told once a command, by the age of the package alone', async () => {
  const now = Date.UTC(2027, 5, 1);
  const hint = (days: number | undefined, tty = true, environment: NodeJS.ProcessEnv = {}) =>
    updateHint(
      { stdout: terminal(tty), stderr: terminal(true) },
      days === undefined ? undefined : now - days * DAY_MS,
      now,
      environment,
    );
  assert.match(hint(200) ?? '', /^This gatewatch is 200 days old\. `npm view gatewatch version`/);
  for (const nothing of [
    hint(179),
    hint(undefined),
    hint(400, false),
    hint(400, true, { CI: 'true' }),
    hint(400, true, { NO_UPDATE_NOTIFIER: '1' }),
  ])
    assert.equal(nothing, undefined);
  const source = await readFile(new URL('../../lib/cli/update-hint.ts', import.meta.url), 'utf8');
  assert.doesNotMatch(source, /fetch|node:https?|node:net/);
});
