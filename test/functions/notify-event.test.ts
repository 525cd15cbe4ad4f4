import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNotifyEvent } from '../../functions/notify-event.ts';
import { InputError } from '../../lib/core/errors.ts';

test('a tick is true and nothing else, and the fault says no more than that', () => {
  assert.deepEqual(readNotifyEvent({ tick: true }), { type: 'tick' });
  for (const [tick, shown] of [
    ['true', '"true"'],
    [false, 'boolean false'],
    [1, 'number 1'],
  ] as const) {
    assert.throws(
      () => readNotifyEvent({ tick }),
      (error) =>
        error instanceof InputError &&
        JSON.stringify(error.faults) ===
          JSON.stringify([{ path: 'tick', message: `expected true, got ${shown}` }]),
      String(tick),
    );
  }
});
