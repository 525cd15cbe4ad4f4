import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { vantagesFromLog } from '../../lib/cli/history-from-log.ts';
import { HOUR_MS } from '../../lib/core/time.ts';
import { embeddedMetrics, metricsOf } from '../../lib/stages/publish/publish.ts';
import { sampleReport } from '../../scripts/sample-report.ts';
import { runHere } from '../support/run-cli.ts';

/** What `gatewatch run` prints of some runs, an hour apart. */
async function logOf(runs: number): Promise<{ readonly folder: string; readonly log: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-report-'));
  const { findings, vantage } = await sampleReport('en');
  const lines = Array.from({ length: runs }, (_, index) => {
    const data = metricsOf({
      stage: 'dev',
      vantage,
      scheduledAtMs: Date.now() - (runs - 1 - index) * HOUR_MS,
      findings,
      heartbeat: true,
      metrics: 'full',
      recent: () => false,
      logsHealthy: true,
      measuredTargets: new Set(),
    });
    return [...findings.map((one) => JSON.stringify({ type: 'finding', ...one })), ...embeddedMetrics(data)];
  });
  const log = join(folder, 'run.jsonl');
  await writeFile(log, ['not a line of ours', ...lines.flat(), ''].join('\n'));
  return { folder, log };
}

test('a status page is made from what run printed, and names no id unless that is wanted', async () => {
  const { folder, log } = await logOf(3);
  const html = join(folder, 'status.html');
  const { status, stdout } = await runHere(
    'report',
    '--log',
    log,
    '--html',
    html,
    '--timezone',
    'Asia/Seoul',
  );
  assert.deepEqual([status, stdout], [0, `${html}: seoul-prod\n`]);
  const page = await readFile(html, 'utf8');
  assert.match(page, /<span class="count failed">2 failed<\/span>/);
  assert.match(page, /TLS is intercepted/);
  assert.match(page, /Fails since <time [^>]+>\d{4}-\d\d-\d\d \d\d:00 \+09:00<\/time>/);
  assert.equal(page.match(/<path class="failed"/g)?.length, 3, 'an hour each');
  assert.match(page, /7 d: 0 % of hours without failure \(165 h not checked\)/);
  const words = page.replace(/<style>[\s\S]*<\/style>/, '');
  assert.doesNotMatch(words, /sg-0|vpce-|\d+\.\d+\.\d+\.\d+|amazonaws|aws ec2|<script/);
});

test('what cannot be made a page is told with its flag', async () => {
  const { folder, log } = await logOf(1);
  const html = join(folder, 'status.html');
  const missing = await runHere('report', '--log', join(folder, 'no.jsonl'), '--html', html);
  assert.deepEqual([missing.status, /--log: cannot read .*no such file/.test(missing.stderr)], [2, true]);
  const zone = await runHere('report', '--log', log, '--html', html, '--timezone', 'Seoul');
  assert.deepEqual(
    [zone.status, /--timezone: expected a name such as Asia\/Seoul/.test(zone.stderr)],
    [2, true],
  );
  await writeFile(log, '');
  const empty = await runHere('report', '--log', log, '--html', html);
  assert.deepEqual([empty.status, /--log: holds no report/.test(empty.stderr)], [2, true]);
});

test('of a log that is longer than a day the plots show the last day', async () => {
  const nowMs = Date.parse('2026-11-21T18:14:00Z');
  const metric = (ago: number) => ({
    _aws: { Timestamp: nowMs - ago * HOUR_MS },
    Vantage: 'seoul-prod',
    Target: 'vpce',
    Check: 'tcp',
    ConnectTime: ago,
    Status: 0,
  });
  async function* lines() {
    for (let ago = 72; ago >= 0; ago -= 1) yield JSON.stringify(metric(ago));
  }
  const [vantage] = await vantagesFromLog(lines(), nowMs);
  const [plot] = vantage?.history[0]?.plots ?? [];
  assert.deepEqual(
    plot?.points.map(({ value }) => value),
    Array.from({ length: 25 }, (_, index) => 24 - index),
  );
});
