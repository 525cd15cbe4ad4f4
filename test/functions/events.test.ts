import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Context } from 'aws-lambda';
import { readDashboardEvent } from '../../functions/dashboard-event.ts';
import { readNotifyEvent } from '../../functions/notify-event.ts';
import { handler as probe } from '../../functions/probe.ts';
import { readProbeEvent } from '../../functions/probe-event.ts';
import { readWatchEvent } from '../../functions/watch-event.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { readAlarm } from '../../lib/stages/notify/alarm-message.ts';

/** The samples are linked from the documentation and pasted into the console: each must be taken as it stands. */

const folder = new URL('../../events/', import.meta.url);
const samples = readdirSync(folder)
  .sort()
  .map((file) => ({
    file,
    event: JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  }));
const of = (name: string) => samples.filter(({ file }) => file.startsWith(`${name}-`));

test('every sample of watch fits the example configuration', async () => {
  const config = await loadConfig(new URL('../../gatewatch.yaml', import.meta.url).pathname);
  assert(of('watch').length >= 4);
  for (const { file, event } of of('watch'))
    assert.deepEqual(readWatchEvent(event, config, PROBES), event, file);
});

test('the samples of dashboard ask for its documentation, the last report and a run', async () => {
  const config = await loadConfig(new URL('../../gatewatch.yaml', import.meta.url).pathname);
  assert.deepEqual(
    of('dashboard').map(({ file, event }) => [file, readDashboardEvent(event, config)]),
    [
      [
        'dashboard-check-now.json',
        {
          type: 'show',
          input: { vantage: 'vpc', lang: 'ko', checkNow: 'vpc', theme: 'dark', timeZone: '+00:00' },
        },
      ],
      ['dashboard-describe.json', { type: 'describe' }],
      [
        'dashboard-view.json',
        {
          type: 'show',
          input: { vantage: 'vpc', lang: undefined, checkNow: undefined, theme: 'light', timeZone: '+00:00' },
        },
      ],
    ],
  );
});

test('every sample of notify is an alarm that is known, a queue of them, or a tick', () => {
  assert(of('notify').length >= 6);
  for (const { file, event } of of('notify')) {
    const read = readNotifyEvent(event);
    const bodies =
      read.type === 'tick'
        ? []
        : (read.type === 'queue' ? read.batch.Records : [read.record]).map(({ body }) => body);
    for (const body of bodies) assert.match(readAlarm(body, 'prod').about, /^(finding|heartbeat)$/, file);
  }
});

test('every question of the samples is one that its kind can ask', () => {
  assert(of('probe').length >= 2);
  for (const { file, event } of of('probe')) {
    const read = readProbeEvent(event);
    assert('questions' in read);
    for (const { kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } of read.questions) {
      const parsed = PROBES.find((one) => one.kind === kind)?.spec.safeParse(fields);
      assert.equal(parsed?.success, true, `${file}: ${kind}`);
    }
  }
});

test('the probe asks itself, with no network beside its own', async () => {
  const event = of('probe').find(({ file }) => file === 'probe-self.json')?.event;
  const context = {
    awsRequestId: '1',
    getRemainingTimeInMillis: () => 10_000,
  } as Partial<Context> as Context;
  const { observations } = await probe(event, context);
  assert.deepEqual(
    observations.map(({ outcome }) => outcome),
    ['answered', 'asked'],
  );
});
