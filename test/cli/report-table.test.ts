import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetricSink } from '../../lib/aws/cloudwatch.ts';
import { createStateStore } from '../../lib/aws/state.ts';
import { HOUR_MS, systemClock } from '../../lib/core/time.ts';
import { metricsOf } from '../../lib/stages/publish/publish.ts';
import { sampleReport } from '../../scripts/sample-report.ts';
import { startMoto } from '../support/moto.ts';
import { motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { runCliIn } from '../support/run-cli.ts';

const { test } = withPrograms('moto_server');

test('a status page is made from the table of an installation, and its history from CloudWatch where that has any', async (t) => {
  const { url } = await startMoto(t);
  const channels = motoChannels(url, REGION);
  t.after(channels.close);
  await channels.createTable('gatewatch-prod-state');
  const store = createStateStore({
    table: 'gatewatch-prod-state',
    region: REGION,
    clock: systemClock,
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => store.close());
  const html = join(await mkdtemp(join(tmpdir(), 'gatewatch-report-')), 'status.html');
  const report = (...more: readonly string[]) =>
    runCliIn(
      {
        ...process.env,
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
      },
      ...['report', '--html', html, '--stage', 'prod', '--region', REGION],
      ...more,
    );
  const none = await report();
  assert.deepEqual([none.status, none.stderr], [2, '--stage: holds no report of any vantage yet\n']);
  const sample = await sampleReport('en');
  await store.putLastReport('seoul-prod', JSON.stringify(sample));
  await store.putLastReport('idc', 'not a report');
  const { status, stdout, stderr } = await report('--ids');
  assert.deepEqual([status, stdout, stderr], [0, `${html}: seoul-prod\n`, '']);
  const page = await readFile(html, 'utf8');
  assert.match(page, /<span class="target">sgw-endpoint<\/span>/);
  assert.match(page, /<span>The port does not respond<\/span>/);
  assert.doesNotMatch(page, /<path class="failed" d/);

  // moto reads no packed request.
  process.env.AWS_DISABLE_REQUEST_COMPRESSION = 'true';
  t.after(() => {
    delete process.env.AWS_DISABLE_REQUEST_COMPRESSION;
  });
  const sink = createMetricSink(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(sink.close);
  const published = [1, 2, 30].map((ago) =>
    metricsOf({
      stage: 'prod',
      vantage: sample.vantage,
      scheduledAtMs: Date.now() - ago * HOUR_MS,
      findings: sample.findings,
      heartbeat: true,
      metrics: 'full',
      recent: () => false,
      logsHealthy: true,
      measuredTargets: new Set(['sgw-endpoint']),
    }),
  );
  for (const data of published) await sink.put(data);
  assert.equal((await report()).status, 0);
  const drawn = await readFile(html, 'utf8');
  assert.equal(drawn.match(/<path class="failed" d/g)?.length, 2, 'of the last day');
  assert.match(drawn, /7 d: 0 % of hours without failure \(165 h not checked\)/);
});
