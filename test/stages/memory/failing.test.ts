import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Failing,
  type FailingMemory,
  readFailing,
  rememberFailing,
  storeFailing,
} from '../../../lib/stages/memory/failing.ts';
import { memoryStore } from '../../support/memory-store.ts';

const MINUTE = 60_000;
const BACK_MS = 3 * MINUTE;

/** What is remembered after runs a minute apart, of one finding. */
function after(...statuses: readonly ('healthy' | 'degraded' | 'failed' | 'unknown')[]): readonly Failing[] {
  return statuses.reduce<readonly Failing[]>(
    (before, status, index) =>
      rememberFailing(before, [{ target: 'a', check: 'tls', status }], (index + 1) * MINUTE, BACK_MS),
    [],
  );
}

test('what fails is remembered with every run that found it so, as far as its alarm looks back', () => {
  assert.deepEqual(after('healthy', 'failed', 'failed'), [
    { target: 'a', check: 'tls', failedAtMs: [2 * MINUTE, 3 * MINUTE], sinceMs: 2 * MINUTE },
  ]);
  assert.deepEqual(after('failed', 'failed', 'failed', 'failed', 'failed')[0]?.failedAtMs.length, 3);
});

test('what is healthy again is remembered for as long as its alarm looks back, and no longer', () => {
  assert.equal(after('failed', 'healthy', 'degraded').length, 1);
  assert.deepEqual(after('failed', 'healthy', 'healthy', 'healthy'), []);
});

test('what became unknown stays as it was known, and a target that is gone is forgotten', () => {
  const known = after('failed', 'failed');
  assert.deepEqual(after('failed', 'failed', 'unknown', 'unknown', 'unknown', 'unknown'), known);
  assert.deepEqual(rememberFailing(known, [], 3 * MINUTE, BACK_MS), []);
});

test('the same run twice counts once', () => {
  const once = rememberFailing([], [{ target: 'a', check: 'tls', status: 'failed' }], MINUTE, BACK_MS);
  const twice = rememberFailing(once, [{ target: 'a', check: 'tls', status: 'failed' }], MINUTE, BACK_MS);
  assert.deepEqual(twice, once);
});

test('nothing is written while nothing fails, and the table brings back what was', async () => {
  const store = memoryStore({ wallMs: () => 0 });
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const nothing: FailingMemory = { atMs: 0, failing: [] };
  assert.deepEqual(await readFailing('here', store, onError), nothing);
  const refusing = { putFailing: async () => assert.fail('a write costs money') };
  await storeFailing('here', nothing, { atMs: MINUTE, failing: [] }, refusing, onError);
  await storeFailing('here', undefined, { atMs: MINUTE, failing: after('failed') }, refusing, onError);
  const memory = { atMs: MINUTE, failing: after('failed') };
  await storeFailing('here', nothing, memory, store, onError);
  assert.deepEqual(await readFailing('here', store, onError), memory);
  await storeFailing('here', memory, { atMs: 2 * MINUTE, failing: [] }, store, onError);
  assert.deepEqual(await readFailing('here', store, onError), { atMs: 2 * MINUTE, failing: [] });
  assert.deepEqual(errors, []);
});

test('a table that is down, or holds something else, is no memory and no crash', async () => {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const down = { failing: async () => Promise.reject(new Error('down')) };
  assert.equal(await readFailing('here', down, onError), undefined);
  assert.equal(errors.length, 1);
  for (const json of ['', '{', '{"version":2}', '{"version":1,"atMs":1,"failing":[{"target":1}]}'])
    assert.deepEqual((await readFailing('here', { failing: async () => json }, onError))?.failing, []);
});
