import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acquire, LEASE_MS } from '../../../lib/stages/notify/lease.ts';

/** A table that gives a lease at the try of that number, and how often it was waited for. */
function table(givenAt: number) {
  const seen = { claims: [] as number[], pauses: 0, errors: 0 };
  return {
    seen,
    tools: {
      store: {
        claim: async (_: string, ms: number) => seen.claims.push(ms) >= givenAt,
        release: async () => {},
      },
      pause: async () => {
        seen.pauses += 1;
      },
      onError: () => {
        seen.errors += 1;
      },
    },
  };
}

test('a lease that another worker holds is waited for, and is ours as soon as it is free', async () => {
  const { seen, tools } = table(3);
  assert.equal(await acquire('a', tools), 'mine');
  assert.deepEqual(seen, { claims: [LEASE_MS, LEASE_MS, LEASE_MS], pauses: 2, errors: 0 });
});

test('after the last try there is nothing more to wait for', async () => {
  const { seen, tools } = table(Number.POSITIVE_INFINITY);
  assert.equal(await acquire('a', tools), 'taken');
  assert.deepEqual([seen.claims.length, seen.pauses], [6, 5]);
});

test('without a table nobody is held up', async () => {
  const { seen, tools } = table(1);
  const claim = async () => {
    throw new Error('no table');
  };
  assert.equal(await acquire('a', { ...tools, store: { ...tools.store, claim } }), 'free-for-all');
  assert.deepEqual([seen.pauses, seen.errors], [0, 1]);
});
