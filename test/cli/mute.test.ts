import assert from 'node:assert/strict';
import { createStateStore } from '../../lib/aws/state.ts';
import type { StateStore } from '../../lib/core/notify/incident.ts';
import { systemClock } from '../../lib/core/time.ts';
import { startMoto } from '../support/moto.ts';
import { motoChannels } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';

const { test, before, after } = withPrograms('moto_server');

const cleanups: (() => unknown)[] = [];
const environment = {
  AWS_ENDPOINT_URL: '',
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
};
let table: StateStore;

before(async () => {
  const { url } = await startMoto({ after: (run) => void cleanups.push(run as () => unknown) });
  const channels = motoChannels(url, REGION);
  await channels.createTable('gatewatch-prod-state');
  channels.close();
  const store = createStateStore({
    table: 'gatewatch-prod-state',
    region: REGION,
    clock: systemClock,
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
  });
  cleanups.push(() => store.close());
  table = store;
  // What the last run saw: discovery found the second.
  const findings = [{ target: 'filer-1' }, { target: 'sgw-0FF11E00' }, { target: 'filer-1' }];
  await store.putLastReport('seoul', JSON.stringify({ version: 1, findings }));
  Object.assign(process.env, environment, { AWS_ENDPOINT_URL: url });
});
after(async () => {
  for (const name of Object.keys(environment)) delete process.env[name];
  for (const run of cleanups) await run();
});

const gatewatch = (...words: readonly string[]) => runHere(...words, '--stage', 'prod', '--region', REGION);

test('a target is muted with a reason and a time, and unmuted again', async () => {
  const beforeMs = Date.now();
  const { status, stdout, stderr } = await gatewatch('mute', 'filer-1', '4h', '--reason', 'disk\u0007swap');
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^filer-1 is muted until \d{4}-.*Z\. What is still broken then is notified\.\n$/);
  const [mute] = await table.mutes();
  assert.deepEqual([mute?.target, mute?.reason], ['filer-1', 'disk swap']);
  assert.ok((mute?.untilMs ?? 0) >= beforeMs + 4 * 3_600_000);
  assert.equal((await gatewatch('unmute', 'filer-1')).stdout, 'filer-1 is no longer muted.\n');
  assert.deepEqual(await table.mutes(), []);
  assert.equal((await gatewatch('unmute', 'filer-1')).stdout, 'filer-1 was not muted.\n');
});

test('what is typed wrongly is told at once, and nothing is muted', async () => {
  for (const duration of ['soon', '0m', '32d', '4']) {
    const { status, stderr } = await gatewatch('mute', 'filer-1', duration, '--reason', ' ');
    assert.equal(status, 2);
    assert.match(stderr, /^DURATION: expected 1m to 31d, such as 30m, 4h or 2d, got /);
    assert.match(stderr, /--reason: expected some words/);
  }
  const missing = await runHere('unmute', 'filer-1');
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /--region: is missing/);
  assert.match((await gatewatch('mute', 'filer-1', '4h')).stderr, /--reason/);
  assert.deepEqual(await table.mutes(), []);
});

test('a stage that was never deployed is said to be none', async () => {
  const { status, stderr } = await runHere('unmute', 'filer-1', '--stage', 'prdo', '--region', REGION);
  assert.equal(status, 2);
  assert.match(stderr, /--stage: there is no table gatewatch-prdo-state in ap-northeast-2/);
});

test('a table that does not answer is told with what kept it', async (t) => {
  const { AWS_ENDPOINT_URL: url } = process.env;
  t.after(() => Object.assign(process.env, { AWS_ENDPOINT_URL: url }));
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  const { status, stderr } = await gatewatch('mute', 'filer-1', '4h', '--reason', 'patching');
  assert.equal(status, 2);
  assert.match(stderr, /neither the stack nor the last reports tell which targets there are/);
  const forced = await gatewatch('mute', 'filer-1', '4h', '--reason', 'patching', '--force');
  assert.match(forced.stderr, /^dynamodb:PutItem: unavailable \(ECONNREFUSED\): /);
});

test('a target that the installation does not know is refused, with the name somebody meant', async () => {
  const mistyped = await gatewatch('mute', 'filer1', '4h', '--reason', 'patching');
  assert.equal(mistyped.status, 2);
  assert.match(mistyped.stderr, /^TARGET: the installation has no target "filer1"; did you mean filer-1\?/);
  const unknown = await gatewatch('mute', 'nosuch', '4h', '--reason', 'patching');
  assert.match(unknown.stderr, /no target "nosuch"; there are filer-1, sgw-0FF11E00\. --force/);
  assert.deepEqual(await table.mutes(), []);
  const forced = await gatewatch('mute', 'nosuch', '4h', '--reason', 'patching', '--force');
  assert.deepEqual([forced.status, (await table.mutes()).map(({ target }) => target)], [0, ['nosuch']]);
  await gatewatch('unmute', 'nosuch');
});
