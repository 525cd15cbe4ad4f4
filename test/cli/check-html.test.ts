import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { closedPort } from '../support/loopback-ports.ts';
import { runCli, runHere } from '../support/run-cli.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'gatewatch-html-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('--html writes the page beside the words', async (t) => {
  const file = join(await folder(t), 'report.html');
  const port = await closedPort();
  const run = await runCli('check', '--tcp', `127.0.0.1:${port}`, '--html', file, '--lang', 'fr');
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stdout, /port-refused/);
  const page = await readFile(file, 'utf8');
  assert.match(page, /^<!doctype html>\n<html lang="fr">/);
  assert.match(page, /<span class="reason">port-refused<\/span>/);
});

test('a page that cannot be written is told before anything is asked', async (t) => {
  const path = await folder(t);
  const faults: readonly (readonly [file: string, message: RegExp])[] = [
    [path, /--html: expected a file, ".*" is a folder/],
    [join(path, 'no', 'such', 'page.html'), /--html: cannot write ".*page\.html" \(no such file or folder\)/],
  ];
  for (const [file, message] of faults) {
    const run = await runHere('check', '--tcp', '127.0.0.1:1', '--html', file);
    assert.equal(run.status, 2);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, '');
  }
});

test('one output at a time', async (t) => {
  const file = join(await folder(t), 'report.html');
  const run = await runHere('check', '--tcp', '127.0.0.1:1', '--json', '--markdown', '--html', file);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /--json: goes without --markdown and --html: one output at a time/);
});
