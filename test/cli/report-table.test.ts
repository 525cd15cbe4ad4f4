import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStateStore } from '../../lib/aws/state.ts';
import { systemClock } from '../../lib/core/time.ts';
import { sampleReport } from '../../scripts/sample-report.ts';
import { startMoto } from '../support/moto.ts';
import { motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { runCliIn } from '../support/run-cli.ts';

const { test } = withPrograms('moto_server');

test('a status page is made from the table of an installation, whose metrics need not be there', async (t) => {
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
});
