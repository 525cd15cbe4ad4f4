import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMajority, type Sample } from '../../../lib/probes/ntp/consensus.ts';

const sample = (offsetMs: number, more: Partial<Sample> = {}): Sample => ({
  ...{ offsetMs, delayMs: 0, rootDelayMs: 0, rootDispersionMs: 0 },
  ...more,
});
/** The offsets of those that agree; undefined where no majority does. */
const agreeing = (...samples: readonly Sample[]) =>
  findMajority(samples)?.members.map(({ offsetMs }) => offsetMs);

test('servers agree whose times meet, be it at the edge of both', () => {
  assert.deepEqual(agreeing(sample(0), sample(1000)), [0, 1000]);
  assert.equal(agreeing(sample(0), sample(1001)), undefined);
  assert.deepEqual(agreeing(sample(1000), sample(0)), [1000, 0]);
});

test('half of the servers are no majority', () => {
  assert.equal(agreeing(sample(0), sample(0), sample(9000), sample(9000)), undefined);
  assert.deepEqual(agreeing(sample(0), sample(0), sample(9000)), [0, 0]);
  assert.equal(findMajority([]), undefined);
});

test('how wrong a server may be is half of both ways and its own doubt, up to a second', () => {
  const apart = 1200;
  const meets = (more: Partial<Sample>) => agreeing(sample(0), sample(apart, more)) !== undefined;
  assert.equal(meets({ rootDispersionMs: 700 }), true);
  assert.equal(meets({ rootDispersionMs: 699 }), false);
  assert.equal(meets({ delayMs: 700, rootDelayMs: 700 }), true);
  assert.equal(meets({ delayMs: 700, rootDelayMs: 600 }), false);
  assert.equal(meets({ delayMs: 400, rootDelayMs: 400, rootDispersionMs: 300 }), true);
  // One that claims a huge error does not agree with everybody.
  assert.equal(agreeing(sample(0), sample(1501, { rootDispersionMs: 60_000 })), undefined);
  assert.deepEqual(agreeing(sample(0), sample(1500, { rootDispersionMs: 60_000 })), [0, 1500]);
});

test('the time of the majority is the median of its members', () => {
  const offsetOf = (...offsets: readonly number[]) =>
    findMajority(offsets.map((offsetMs) => sample(offsetMs)))?.offsetMs;
  assert.equal(offsetOf(30, 10, 20), 20);
  assert.equal(offsetOf(30, 10), 20);
  assert.deepEqual(
    findMajority([sample(0), sample(9000), sample(1)])?.outsiders.map(({ offsetMs }) => offsetMs),
    [9000],
  );
});
