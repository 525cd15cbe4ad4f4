import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { LastGood } from '../../../lib/core/last-good.ts';
import { systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import {
  type RememberedRun,
  readLastGood,
  storeLastGood,
} from '../../../lib/stages/memory/store-last-good.ts';
import { memoryStore } from '../../support/memory-store.ts';

const AT_MS = Date.parse('2026-11-20T14:00:00Z');

function lookOf(address: string, lastGood: RememberedRun['lastGood']): RememberedRun {
  const question = { kind: 'dns', host: 'filer.example.com' };
  const planned = { vantage: 'seoul', target: 'filer', shown: true, question };
  const observation = {
    outcome: 'answered',
    addresses: [address],
    from: 'dns',
    elapsedMs: 3,
    servers: ['10.0.0.2'],
  };
  return {
    plan: { questions: [planned], leftOut: [] },
    findings: judgeAll([{ planned, observation }], PROBES),
    report: {
      version: 1,
      vantage: 'seoul',
      startedAt: '2026-11-20T14:00:00.000Z',
      durationMs: 1,
      totals: { healthy: 1, degraded: 0, failed: 0, unknown: 0 },
      findings: [],
      doesNotProve: [],
    },
    lastGood,
  };
}

function memory() {
  const store = memoryStore(systemClock);
  const errors: string[] = [];
  const puts: string[] = [];
  const onError = (error: unknown, during: string) =>
    void errors.push(`${during}: ${error instanceof AwsRefusal ? error.code : String(error)}`);
  const counting = {
    ...store,
    putLastGood: async (vantage: string, json: string) => {
      puts.push(json);
      await store.putLastGood(vantage, json);
    },
  };
  const keep = (runChecks: RememberedRun) => storeLastGood([runChecks], PROBES, AT_MS, counting, onError);
  return { store, errors, puts, onError, keep, read: () => readLastGood('seoul', store, onError) };
}

const entry = (id: string): LastGood => ({
  target: 'filer',
  check: 'dns',
  subject: 'filer.example.com',
  marks: [{ id }],
});

test('what is kept is read again, and what has not changed is not written again', async () => {
  const { keep, read, puts, errors } = memory();
  assert.deepEqual(await read(), []);
  await keep(lookOf('10.0.1.5', await read()));
  assert.deepEqual(await read(), [entry('10.0.1.5')]);
  await keep(lookOf('10.0.1.5', await read()));
  assert.equal(puts.length, 1);
  await keep(lookOf('10.0.1.9', await read()));
  assert.deepEqual(await read(), [entry('10.0.1.9')]);
  assert.deepEqual(errors, []);
});

test('a run that was given nothing writes nothing: it would lose what is remembered', async () => {
  const { keep, read, puts, errors } = memory();
  await keep(lookOf('10.0.1.5', []));
  await keep(lookOf('10.0.1.9', undefined));
  assert.equal(puts.length, 1);
  assert.deepEqual(await read(), [entry('10.0.1.5')]);
  assert.deepEqual(errors, [], 'that it could not be read was told when it was read');
});

test('a table that is down is told, and no more', async () => {
  const { onError, errors } = memory();
  const down = async () => {
    throw new AwsRefusal('unavailable', 'dynamodb:GetItem');
  };
  assert.equal(await readLastGood('seoul', { lastGood: down }, onError), undefined);
  await storeLastGood([lookOf('10.0.1.5', [])], PROBES, AT_MS, { putLastGood: down }, onError);
  assert.deepEqual(errors, [
    'reading what was last good of seoul: unavailable',
    'keeping what is good of seoul: unavailable',
  ]);
});

test('a table that does not answer is not waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { onError, errors } = memory();
  const reading = readLastGood('seoul', { lastGood: () => new Promise(() => {}) }, onError);
  t.mock.timers.tick(2500);
  assert.equal(await reading, undefined);
  assert.equal(errors.length, 1);
});

for (const [what, text] of [
  ['no JSON', 'abc'],
  ['another version', JSON.stringify({ version: 2, lastGood: [entry('10.0.1.5')] })],
  ['no list', JSON.stringify({ version: 1, lastGood: {} })],
  [
    'entries of another form',
    JSON.stringify({ version: 1, lastGood: [null, { ...entry('x'), marks: [7] }] }),
  ],
] as const)
  test(`an item that holds ${what} counts as nothing`, async () => {
    const { store, read, errors } = memory();
    await store.putLastGood('seoul', text);
    assert.deepEqual(await read(), []);
    assert.deepEqual(errors, []);
  });
