import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAlarm } from '../../../lib/stages/notify/alarm-message.ts';
import { groupEvents } from '../../../lib/stages/notify/event-groups.ts';
import { alarmMessage, contributorMessage } from '../../support/alarm-messages.ts';

const groupsOf = (...bodies: readonly string[]) =>
  groupEvents(bodies.map((body, index) => ({ recordId: `${index}`, event: readAlarm(body, 'prod') })));

test('what cannot be read is a group of its own each, and the same again is the same', () => {
  const groups = groupsOf('one', 'other', 'one');
  assert.deepEqual(
    groups.map(({ subject, recordIds, events }) => [subject, recordIds, events.length]),
    [
      [undefined, ['0', '2'], 1],
      [undefined, ['1'], 1],
    ],
  );
  assert.equal(new Set(groups.map(({ lease }) => lease)).size, 2);
});

test('what is of one subject is one group in the order it happened, with every record that must be kept', () => {
  const ok = contributorMessage('OK', 2000);
  const groups = groupsOf(
    ok,
    contributorMessage('ALARM', 1000),
    ok,
    contributorMessage('ALARM', 1000, { target: 'other' }),
    alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', 1000),
  );
  assert.deepEqual(
    groups.map(({ recordIds, events }) => [
      recordIds,
      events.map((event) => 'state' in event && event.state),
    ]),
    [
      [
        ['0', '1', '2'],
        ['ALARM', 'OK'],
      ],
      [['3'], ['ALARM']],
      [['4'], ['ALARM']],
    ],
  );
  assert.deepEqual(
    groups.map(({ subject }) => subject),
    [
      { kind: 'finding', vantage: 'seoul', target: 'sgw', check: 'tls' },
      { kind: 'finding', vantage: 'seoul', target: 'other', check: 'tls' },
      { kind: 'alarm', alarm: 'gatewatch-prod-heartbeat-seoul', about: 'heartbeat', vantage: 'seoul' },
    ],
  );
});
