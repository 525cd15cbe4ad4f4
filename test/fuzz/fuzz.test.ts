import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BYTE_READERS } from './byte-readers.ts';
import { fuzzReader } from './fuzz-reader.ts';
import { PROTOCOL_READERS } from './protocol-readers.ts';

/** A bounded number of hostile inputs each; `npm run fuzz -- --rounds N` asks for more. */
const ROUNDS = 1500;
const SEED = 20_261_130;
/** What a busy machine may take for one input; a search without bounds takes hours. */
const LONGEST_MS = 3000;

for (const reader of [...BYTE_READERS, ...PROTOCOL_READERS]) {
  test(`${reader.name}: what strangers send is answered, never thrown, and in time`, () => {
    const { rounds, slowestMs, failure } = fuzzReader(reader, ROUNDS, SEED);
    assert.equal(failure, undefined);
    assert.equal(rounds, ROUNDS);
    assert.ok(slowestMs < LONGEST_MS, `${slowestMs} ms`);
  });
}

test('a reader that throws is caught with its input, and the same seed finds it again', () => {
  const brittle = {
    name: 'brittle',
    seeds: [Buffer.from('well formed')],
    read: (bytes: Buffer) => {
      if (bytes.includes(0x84)) throw new RangeError('a byte of 0x84');
    },
  };
  const [first, second] = [fuzzReader(brittle, 5000, 7), fuzzReader(brittle, 5000, 7)];
  assert.match(first.failure?.input ?? '', /84/);
  assert.deepEqual(first.failure?.input, second.failure?.input);
});

test('an input that is refused slowly is as slow as one that is answered', () => {
  const slow = {
    name: 'slow',
    seeds: [Buffer.from('well formed')],
    read: () => {
      for (const endMs = performance.now() + 30; performance.now() < endMs; );
      throw new RangeError('refused');
    },
    refuses: (error: unknown) => error instanceof RangeError,
  };
  const { slowestMs, failure } = fuzzReader(slow, 3, 7);
  assert.equal(failure, undefined);
  assert.ok(slowestMs > 5, `${slowestMs} ms`);
});
