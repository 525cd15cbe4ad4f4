import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { HOUR_MS } from '../../lib/core/time.ts';
import { closedPort } from '../support/loopback-ports.ts';
import { runCli, runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await temporaryFolder(t, 'html');
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

test('a page draws the last day of a target from what run printed, and the log names its vantage', async (t) => {
  const path = await folder(t);
  const [file, log] = [join(path, 'report.html'), join(path, 'run.jsonl')];
  const port = await closedPort();
  const target = `127.0.0.1:${port}`;
  const line = (vantage: string, ago: number, status: number) =>
    JSON.stringify({
      _aws: { Timestamp: Date.now() - ago * HOUR_MS },
      Vantage: vantage,
      Target: target,
      Check: 'port',
      Status: status,
    });
  await writeFile(log, [line('idc', 2, 2), line('idc', 1, 2), line('idc', 3, 0)].join('\n'));
  const check = (...more: readonly string[]) => runCli('check', '--tcp', target, ...more);
  const run = await check('--html', file, '--log', log);
  assert.equal(run.status, 1, run.stderr);
  const page = await readFile(file, 'utf8');
  assert.equal(page.match(/<path class="failed" d/g)?.length, 2, 'an hour each');
  assert.match(page, /Fails since <time datetime="\d{4}-\d\d-\d\dT\d\d:00:00.000Z">/);

  const alone = await check('--log', log);
  assert.deepEqual([alone.status, alone.stderr], [2, '--log: is drawn on a page: add --html FILE\n']);
  await writeFile(log, [line('idc', 2, 2), line('lab', 1, 2)].join('\n'));
  const several = await check('--html', file, '--log', log);
  assert.match(several.stderr, /^--log: holds several vantages \(idc, lab\): choose one/);
  await writeFile(log, 'not a line of ours\n');
  assert.match(
    (await check('--html', file, '--log', log)).stderr,
    /^--log: holds no run of `gatewatch run` yet/,
  );
});
