import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { askAlone, joinCrowd } from '../../lib/net/crowd.ts';
import { inQuestion, type QuestionScope, type RunMemory } from '../../lib/net/question-scope.ts';

const ADDRESS = '192.0.2.1';

function scopeOf(run: RunMemory): QuestionScope {
  return { hold: () => () => {}, doubt: () => {}, lateMs: () => 0, tried: () => {}, run };
}

/** Asks alone after a refusal, as one question of a run. */
function refusedOf(run: RunMemory, patienceMs: number, ask: () => Promise<string>) {
  const { signal } = new AbortController();
  return inQuestion(scopeOf(run), () =>
    askAlone(ADDRESS, 'refused', patienceMs, signal, ask, (answer) => answer === 'open'),
  );
}

test('a refusal waits for others no longer than its patience, while no limit is known', async () => {
  const leave = joinCrowd(ADDRESS);
  try {
    const asking = refusedOf(new Map(), 20, () => assert.fail('somebody is still connected'));
    assert.equal(await Promise.race([asking, sleep(3000, 'still waiting')]), undefined);
  } finally {
    leave();
  }
});

test('who gives up lets nobody in before their turn', async () => {
  const run: RunMemory = new Map();
  const first = Promise.withResolvers<string>();
  const order: string[] = [];
  const one = refusedOf(run, 3000, () => {
    order.push('first');
    return first.promise;
  });
  const two = refusedOf(run, 20, () => assert.fail('it gave up'));
  const three = refusedOf(run, 3000, async () => {
    order.push('third');
    return 'open';
  });
  assert.equal(await two, undefined);
  await sleep(150);
  order.push('first is answered');
  first.resolve('open');
  assert.deepEqual(await Promise.all([one, three]), ['open', 'open']);
  assert.deepEqual(order, ['first', 'first is answered', 'third']);
});
