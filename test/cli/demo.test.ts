import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { reportOf, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the demonstration finds what was planted, and nothing else', async () => {
  const run = await runCli('demo', '--json');
  assert.equal(run.status, 0, run.stderr);
  const found = reportOf(run)
    .findings.filter(({ status }) => status !== 'healthy')
    .map(({ target, check, status, reason }) => [target, check, status, reason]);
  assert.deepEqual(found, [
    ['endpoint-intercepted', 'tls', 'failed', 'tls-intercepted'],
    ['endpoint-refused', 'port', 'failed', 'port-refused'],
    ['endpoint-refused', 'tls', 'unknown', 'blocked-by'],
    ['endpoint-silent', 'port', 'failed', 'port-filtered'],
    ['endpoint-silent', 'tls', 'unknown', 'blocked-by'],
    ['time-pool', 'ntp', 'failed', 'vantage-clock-skewed'],
  ]);
  const intercepted = reportOf(run).findings.find(({ reason }) => reason === 'tls-intercepted');
  assert.equal(intercepted?.evidence[0]?.product, 'Zscaler');
  assert.ok(
    reportOf(run).doesNotProve.some((sentence) => sentence.includes('open ports on this path prove nothing')),
  );
  const [sample] = reportOf(run).findings.find(({ check }) => check === 'ntp')?.evidence ?? [];
  assert.ok(Math.abs(Number(sample?.offsetMs) - 95_000) < 1000, String(sample?.offsetMs));
});

test('the demonstration says what it is, in each language', async () => {
  assert.match((await runCli('demo')).stdout, /^This is a demonstration:/);
  assert.match((await runCli('demo', '--lang', 'ko')).stdout, /^데모입니다\./);
  assert.match((await runCli('demo', '--lang', 'fr')).stdout, /^Ceci est une démonstration\u00a0:/);
});

test('the demonstration fits on a screen of 50 rows, and offers a page and Markdown', async (t) => {
  const { stdout } = await runCli('demo');
  assert(stdout.split('\n').length < 62, stdout);
  const folder = await temporaryFolder(t, 'demo');
  const file = join(folder, 'demo.html');
  assert.equal((await runCli('demo', '--html', file)).status, 0);
  assert.match(await readFile(file, 'utf8'), /^<!doctype html>/);
  assert.match((await runCli('demo', '--markdown')).stdout, /^# gatewatch\n/);
  assert.match((await runCli('demo', '--explain')).stdout, /Evidence:/);
});
