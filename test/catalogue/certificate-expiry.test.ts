import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysUntil, expiresSoon, type Renewal } from '../../lib/catalogue/certificate-expiry.ts';
import { DAY_MS } from '../../lib/core/time.ts';

const NOW_MS = Date.parse('2026-11-21T10:00:00Z');

/** [who renews it, days it lives for, days it has left at which its end is not yet near] */
const LIMITS: readonly (readonly [Renewal, number | undefined, number])[] = [
  ['itself', 197, 7],
  ['itself', 70, 7],
  ['itself', 10, 1],
  ['itself', undefined, 7],
  ['by-hand', 3650, 30],
  ['by-hand', 120, 30],
  ['by-hand', 60, 15],
  ['by-hand', 47, 14],
  ['by-hand', 10, 14],
  ['by-hand', undefined, 30],
];
for (const [renewal, lifetime, limit] of LIMITS) {
  const lives = lifetime === undefined ? 'nobody knows how long' : `${lifetime} days`;
  test(`renewed ${renewal}, living for ${lives}: near below ${limit} days`, () => {
    const near = (days: number) => {
      const notAfterMs = NOW_MS + days * DAY_MS;
      const notBeforeMs = lifetime === undefined ? undefined : notAfterMs - lifetime * DAY_MS;
      return expiresSoon({ notBeforeMs, notAfterMs }, NOW_MS, renewal);
    };
    assert.deepEqual(
      [near(limit + 0.01), near(limit), near(limit - 0.01), near(-1)],
      [false, false, true, true],
    );
  });
}

test('days are whole ones, and below zero once the end is past', () => {
  const days = [1.5, 1, 0.5, 0, -0.5].map((left) => daysUntil(NOW_MS + left * DAY_MS, NOW_MS));
  assert.deepEqual(days, [1, 1, 0, 0, -1]);
});
