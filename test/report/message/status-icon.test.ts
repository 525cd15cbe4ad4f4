import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../lib/core/notify/message.ts';
import { markOf } from '../../../lib/report/message/status-icon.ts';

/** Of a message only what decides on the sign. */
const message = (fields: object) => fields as Message;

test('an alarm that is raised has the colour of its severity, and only one that is over is green', () => {
  for (const [severity, sign] of [
    ['critical', '🔴'],
    ['warning', '🟠'],
    ['info', '🔵'],
  ]) {
    assert.equal(markOf(message({ type: 'alarm', state: 'ALARM', severity })), sign);
    assert.equal(markOf(message({ type: 'alarm', state: 'OK', severity })), '🟢');
    for (const type of ['failed', 'reminder', 'still-broken-after-maintenance'])
      assert.equal(markOf(message({ type, severity })), sign, type);
  }
});

test('what recovered is green, what got better is yellow, and a digest only of recoveries is green', () => {
  assert.equal(markOf(message({ type: 'recovered', severity: 'critical' })), '🟢');
  assert.equal(markOf(message({ type: 'improved', severity: 'critical' })), '🟡');
  assert.equal(markOf(message({ type: 'digest', why: 'many-recovered', severity: 'critical' })), '🟢');
  assert.equal(markOf(message({ type: 'digest', why: 'many-failed', severity: 'critical' })), '🔴');
});
