import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openMetricsServer } from '../../lib/cli/metrics-server.ts';
import { openSpool } from '../../lib/cli/spool.ts';
import type { MetricDatum } from '../../lib/core/metric.ts';
import type { Report } from '../../lib/core/report.ts';
import { runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;

async function surroundings(t: TestContext) {
  const folder = await temporaryFolder(t, 'spool');
  const sent: MetricDatum[] = [];
  const cloud = { isUp: true };
  const sink = {
    put: async (data: readonly MetricDatum[]) => {
      if (!cloud.isUp) throw new Error('no route to host');
      sent.push(...data);
    },
  };
  const kept: number[] = [];
  const open = () => openSpool(join(folder, 'unsent'), sink, (_, waiting) => kept.push(waiting));
  return { file: join(folder, 'unsent'), cloud, sent, kept, open };
}

const datum = (timestampMs: number, name = 'Status'): MetricDatum => ({
  name,
  value: 0,
  unit: 'None',
  dimensions: { Stage: 'prod' },
  timestampMs,
});

test('what did not arrive waits on disk, outlives the process, and is sent with its own time', async (t) => {
  const { file, cloud, sent, kept, open } = await surroundings(t);
  const nowMs = Date.now();
  cloud.isUp = false;
  const first = await open();
  await first.put([datum(nowMs - 3000)]);
  await first.put([datum(nowMs - 2000)]);
  assert.deepEqual([kept, first.waiting(), sent.length], [[1, 2], 2, 0]);
  // A line that a crash cut short is no reason to lose the others.
  await appendFile(file, '{"data":[{"name":"Sta');
  cloud.isUp = true;
  const second = await open();
  await second.put([datum(nowMs)]);
  assert.deepEqual(
    sent.map(({ timestampMs }) => timestampMs - nowMs),
    [0, -3000, -2000],
  );
  assert.deepEqual([second.waiting(), await readFile(file, 'utf8')], [0, '']);
});

test('what CloudWatch would not take any more is dropped, and the file stays bounded', async (t) => {
  const { cloud, open } = await surroundings(t);
  cloud.isUp = false;
  const spool = await open();
  await spool.put([datum(Date.now() - 15 * DAY_MS), datum(Date.now())]);
  assert.equal(spool.waiting(), 1);
  const batch = Array.from({ length: 60_000 }, () => datum(Date.now()));
  for (let round = 0; round < 3; round += 1) await spool.put(batch);
  assert(spool.waiting() <= 150_000, String(spool.waiting()));
});

test('metrics and health are served as Prometheus reads them', async (t) => {
  const server = await openMetricsServer(
    { host: '127.0.0.1', port: 0 },
    { vantages: ['idc'], everyMs: 60_000 },
  );
  t.after(server.close);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const finding = (target: string, status: string) => ({ vantage: 'idc', target, check: 'port', status });
  const report = (...findings: readonly object[]) =>
    ({ vantage: 'idc', durationMs: 1500, totals: { unknown: 1 }, findings }) as unknown as Report;
  server.record(report(finding('a', 'healthy'), finding('b', 'failed'), finding('c', 'unknown')));
  const { text } = await get('/metrics');
  assert.match(text, /^gatewatch_status\{vantage="idc",target="b",check="port"\} 2$/m);
  assert.doesNotMatch(text, /target="c"/);
  assert.match(text, /^gatewatch_run_duration_seconds\{vantage="idc"\} 1\.5$/m);
  // What is gone from the file, or unknown now, keeps no old value.
  server.record(report(finding('a', 'unknown')));
  assert.doesNotMatch((await get('/metrics')).text, /gatewatch_status\{/);
  assert.deepEqual([(await get('/health')).status, (await get('/x')).status], [200, 404]);
  const late = await openMetricsServer({ host: '127.0.0.1', port: 0 }, { vantages: ['idc'], everyMs: 0 });
  t.after(late.close);
  assert.equal((await fetch(`http://127.0.0.1:${late.port}/health`)).status, 503);
});

test('what cannot be is told before anything runs', async (t) => {
  const { file } = await surroundings(t);
  const { writeFile } = await import('node:fs/promises');
  await writeFile(
    file,
    'vantages: [{ name: idc, targets: [{ name: a, type: tcp, address: "127.0.0.1:1" }] }]\n',
  );
  const asked = ['run', '--config', file, '--vantage', 'idc,idz'];
  const { status, stderr } = await runHere(...asked, '--metrics', 'nowhere', '--spool', 'x');
  assert.equal(status, 2);
  assert.match(stderr, /--vantage: expected a vantage without a vpc \(idc\); got "idz"/);
  assert.match(stderr, /--metrics: /);
  assert.match(stderr, /--spool: keeps what CloudWatch did not take: add --publish cloudwatch/);
});
