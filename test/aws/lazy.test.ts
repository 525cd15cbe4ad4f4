import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazily, lazyObjects } from '../../lib/aws/lazy.ts';

test('what is lazy is loaded with its first call, once, and keeps what it is told', async () => {
  let loads = 0;
  const sums = lazily<{ readonly add: (a: number, b: number) => Promise<number> }>(async () => {
    loads += 1;
    return { add: async (a, b) => a + b };
  });
  // An awaited object must not be taken for a promise.
  const same = await sums;
  assert.equal(loads, 0);
  assert.deepEqual(await Promise.all([sums.add(1, 2), same.add(3, 4)]), [3, 7]);
  assert.equal(loads, 1);
});

test('a method that is called on its own object finds its own', async () => {
  class Counter {
    readonly first = 1;
    async next() {
      return this.first + 1;
    }
  }
  const counter = lazily<Pick<Counter, 'next'>>(async () => new Counter());
  assert.equal(await counter.next(), 2);
});

test('a listing of objects goes on page by page', async () => {
  const object = { key: 'a', sizeBytes: 1, modifiedAtMs: 0 };
  const objects = lazyObjects(async () => ({
    list: async function* () {
      yield object;
      yield { ...object, key: 'b' };
    },
    read: async () => undefined,
  }));
  const keys: string[] = [];
  for await (const { key } of objects.list('bucket', '', new AbortController().signal)) keys.push(key);
  assert.deepEqual(keys, ['a', 'b']);
});
