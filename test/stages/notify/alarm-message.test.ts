import assert from 'node:assert/strict';
import test from 'node:test';
import { readAlarm } from '../../../lib/stages/notify/alarm-message.ts';
import { alarmMessage, contributorMessage } from '../../support/alarm-messages.ts';
import { fc } from '../../support/property.ts';

const AT_MS = Date.UTC(2026, 10, 21, 10);
const read = (body: string) => readAlarm(body, 'prod');

test('a contributor of a check’s alarm is one finding', () => {
  const alarm = read(
    contributorMessage('ALARM', AT_MS, { vantage: 'seoul-prod', target: 'filer 1', check: 'vpc-endpoint' }),
  );
  assert.equal(alarm.about, 'finding');
  assert.deepEqual('key' in alarm && alarm.key, {
    vantage: 'seoul-prod',
    target: 'filer 1',
    check: 'vpc-endpoint',
  });
  assert.equal('stateChangedMs' in alarm && alarm.stateChangedMs, AT_MS);
});

test('the alarm alone reads like the notification around it', () => {
  const wrapped = contributorMessage('OK', AT_MS);
  assert.deepEqual(read(JSON.parse(wrapped).Message), read(wrapped));
});

test('alarms are known by the names of the stack, and by the stage', () => {
  const about = (name: string) => read(alarmMessage(name, 'ALARM', AT_MS)).about;
  assert.equal(about('gatewatch-prod-heartbeat-seoul'), 'heartbeat');
  assert.equal(about('gatewatch-prod-unknown-seoul'), 'unknown');
  assert.equal(about('gatewatch-prod-mtls-api'), 'client-certificates');
  assert.equal(about('gatewatch-prod-undelivered'), 'undelivered');
  assert.equal(about('gatewatch-prod-undelivered~2'), 'undelivered');
  assert.equal(about('gatewatch-prod-test'), 'test');
  assert.equal(about('gatewatch-prod-port'), 'check');
  assert.equal(about('gatewatch-dev-port'), 'foreign');
  assert.equal(about('billing'), 'foreign');
  const heartbeat = read(alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', AT_MS));
  assert.equal('vantage' in heartbeat && heartbeat.vantage, 'seoul');
});

test('the first failing look is the earliest that the reason names', () => {
  const at = (reason: string, state: 'ALARM' | 'OK' = 'ALARM') => {
    const alarm = read(contributorMessage(state, AT_MS, {}, reason));
    return 'firstFailedMs' in alarm ? alarm.firstFailedMs : undefined;
  };
  const reason = '[2.0 (21/11/26 09:55:00), 2.0 (21/11/26 09:45:00)] were greater than the threshold';
  assert.equal(at(reason), AT_MS - 15 * 60_000);
  assert.equal(at(reason, 'OK'), undefined);
  assert.equal(at('[2.0 (21/11/26 10:05:00)]'), undefined, 'nothing fails after it alarmed');
  assert.equal(at('no datapoint at all'), undefined);
});

test('two deliveries of one transition have one id, two transitions have two', () => {
  const id = (body: string) => read(body).id;
  assert.equal(id(contributorMessage('ALARM', AT_MS)), id(contributorMessage('ALARM', AT_MS)));
  const ids = [
    contributorMessage('ALARM', AT_MS),
    contributorMessage('OK', AT_MS),
    contributorMessage('ALARM', AT_MS + 1),
    contributorMessage('ALARM', AT_MS, { target: 'other' }),
    contributorMessage('ALARM', AT_MS, { check: 'port' }),
  ].map(id);
  assert.equal(new Set(ids).size, ids.length);
});

test('a contributor without its names is told as the check’s alarm', () => {
  const whole = JSON.parse(JSON.parse(contributorMessage('ALARM', AT_MS)).Message);
  for (const attributes of [undefined, null, [], {}, { Vantage: 'seoul' }, { Vantage: 7, Target: {} }]) {
    assert.equal(read(JSON.stringify({ ...whole, AlarmContributorAttributes: attributes })).about, 'check');
  }
});

test('what is no alarm, or only half of one, is kept as it came, bounded and clean', () => {
  for (const body of [
    '',
    'null',
    '[]',
    '"text"',
    '{"AlarmName":"x"}',
    '{"AlarmName":"x","NewStateValue":"BROKEN","StateChangeTime":"2026-11-21T10:00:00Z"}',
    '{"AlarmName":"x","NewStateValue":"ALARM","StateChangeTime":"yesterday"}',
    '{"Type":"Notification","Message":"{\\"AlarmName\\":"}',
    contributorMessage('ALARM', AT_MS).slice(0, 120),
  ]) {
    assert.equal(read(body).about, 'unreadable', body);
  }
  const long = read(`\u0000${'x'.repeat(100_000)}`);
  assert.ok(long.about === 'unreadable' && long.text.length <= 2000 && !long.text.includes('\u0000'));
});

test('texts of an alarm are bounded and hold no control characters', () => {
  const alarm = read(
    alarmMessage('a'.repeat(10_000), 'ALARM', AT_MS, {
      AlarmDescription: `first line\u0007 ${'d'.repeat(100_000)}`,
      NewStateReason: 'r'.repeat(100_000),
    }),
  );
  assert.ok('description' in alarm);
  assert.ok(
    alarm.alarm.length <= 255 && alarm.description.length <= 1024 && alarm.stateReason.length <= 1023,
  );
  assert.doesNotMatch(alarm.description, /\u0007/);
});

test('the lines of a description stay lines', () => {
  const alarm = read(
    alarmMessage('billing', 'ALARM', AT_MS, { AlarmDescription: 'what it means\n1. do this\n2. and that' }),
  );
  assert.equal('description' in alarm && alarm.description, 'what it means\n1. do this\n2. and that');
});

test('times that are no text are told as they came', () => {
  // JSON can shadow `toString`, so even making text of a value may throw.
  for (const time of [[{ toString: 0 }], { toString: 0 }, 1_763_719_200_000, null]) {
    const body = { AlarmName: 'gatewatch-prod-port', NewStateValue: 'ALARM', StateChangeTime: time };
    assert.equal(read(JSON.stringify(body)).about, 'unreadable');
    const configured = { ...body, StateChangeTime: '2026-11-21T10:00:00Z' };
    const alarm = read(JSON.stringify({ ...configured, AlarmConfigurationUpdatedTimestamp: time }));
    assert.equal('configuredMs' in alarm, false);
  }
});

test('nothing that arrives makes it throw', () => {
  const names = fc.constantFrom('gatewatch-prod-port', 'gatewatch-prod-heartbeat-', 'x', '');
  const anything = fc.anything({ maxDepth: 2 });
  const message = fc.record(
    {
      AlarmName: fc.oneof(names, anything),
      NewStateValue: fc.oneof(fc.constantFrom('ALARM', 'OK'), anything),
      StateChangeTime: fc.oneof(fc.constant('2026-11-21T10:00:00Z'), anything),
      NewStateReason: anything,
      AlarmConfigurationUpdatedTimestamp: anything,
      AlarmContributorId: anything,
      AlarmContributorAttributes: anything,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    message.map((one) => JSON.stringify(one) ?? ''),
    message.map((one) => JSON.stringify({ Type: 'Notification', Message: JSON.stringify(one) })),
  );
  fc.assert(
    fc.property(body, (text) => {
      assert.equal(typeof read(text).id, 'string');
    }),
    { numRuns: 1000 },
  );
});
