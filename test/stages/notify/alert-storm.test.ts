import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DigestEntry } from '../../../lib/core/notify/incident.ts';
import type { Message } from '../../../lib/core/notify/message.ts';
import { digestOf, entryOf, groupAlertStorm, mostSevere } from '../../../lib/stages/notify/alert-storm.ts';
import type { Notification } from '../../../lib/stages/notify/decide.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

type AlarmPart = Extract<Message, { type: 'alarm' }>;
const alarm = (more: Partial<AlarmPart> = {}): AlarmPart => ({
  ...{ type: 'alarm', about: 'heartbeat', alarm: 'a', state: 'ALARM', text: 'what to do', stateReason: '' },
  ...{ atMs: 1, severity: 'critical', links: {} },
  ...more,
});
const ofAlarm = (more: Partial<AlarmPart> = {}): DigestEntry => ({
  ...{ countsAs: 'failure', severity: 'critical', isImproved: false },
  alarm: alarm(more),
});
const due = (countsAs: Notification['countsAs'], id: string) => ({
  notifications: [{ id, message: alarm(), countsAs }],
});
const many = (countsAs: Notification['countsAs'], count: number) =>
  Array.from({ length: count }, (_, index) => due(countsAs, `${index}`));

test('the window’s digest is claimed only where too many failures begin', async () => {
  for (const [decisions, lately, isClaimed] of [
    [many('failure', 5), 0, false],
    [many('failure', 6), 0, true],
    [many('failure', 1), 5, true],
    [many('end', 6), 9, false],
    [many('single', 6), 9, false],
  ] as const) {
    let claims = 0;
    await groupAlertStorm(decisions, lately, 5, async () => {
      claims += 1;
      return true;
    });
    assert.equal(claims > 0, isClaimed, `${decisions[0]?.notifications[0]?.countsAs} and ${lately} lately`);
  }
});

test('everything is in exactly one part, whoever has the digest', async () => {
  const [failures, ends] = [many('failure', 6), many('end', 5)];
  const single = [...many('single', 1), ...ends];
  const all = [...failures, ...single];
  const part = { failures: [], ends: [], deferred: [], single };
  assert.deepEqual(await groupAlertStorm(all, 0, 5, async () => true), { ...part, failures });
  assert.deepEqual(await groupAlertStorm(all, 0, 5, async () => false), { ...part, deferred: failures });
  const calm = await groupAlertStorm(single, 0, 5, async () => true);
  assert.deepEqual(calm, part);
  const over = await groupAlertStorm(many('end', 6), 0, 5, async () => true);
  assert.deepEqual([over.ends.length, over.single.length], [6, 0]);
});

test('a digest says of each what it was: a finding, or the alarm where none is known', () => {
  const finding = lookFinding('degraded');
  const facts = { atMs: 1, severity: 'warning', links: {} } as const;
  const better: Notification = {
    ...{ id: '1', countsAs: 'end', finding },
    message: { ...facts, type: 'improved', finding },
  };
  assert.deepEqual(entryOf(better), {
    ...{ countsAs: 'end', severity: 'warning', isImproved: true, finding },
  });
  const silent: Notification = { id: '2', countsAs: 'failure', message: alarm() };
  const entry = { countsAs: 'failure', severity: 'critical', isImproved: false } as const;
  assert.deepEqual(entryOf(silent), { ...entry, alarm: alarm() });
  // Of a finding that only its alarm tells, the finding stands in the digest.
  assert.deepEqual(entryOf({ ...silent, finding }), { ...entry, finding });
  const { finding: _, ...nameless } = better;
  assert.equal('alarm' in entryOf(nameless), false);
});

test('what improved is not among what recovered', () => {
  const entry = (target: string, countsAs: DigestEntry['countsAs'], isImproved = false): DigestEntry => ({
    ...{ countsAs, severity: 'warning', isImproved, finding: lookFinding('failed', { target }) },
  });
  const { failed, degraded, recovered, severity } = digestOf('after-quiet', [
    entry('a', 'failure'),
    entry('b', 'end', true),
    entry('c', 'end'),
  ]);
  assert.deepEqual(
    [failed, degraded, recovered].map((findings) => findings.map(({ target }) => target)),
    [['a'], ['b'], ['c']],
  );
  assert.equal(severity, 'warning');
});

test('among many alarms the first of each subject that begins says what to do', () => {
  const { alarms, severity } = digestOf('many-at-once', [
    ofAlarm({ alarm: 'heard nothing', vantage: 'seoul' }),
    ofAlarm({ alarm: 'another' }),
    ofAlarm({ alarm: 'cannot ask', about: 'unknown', severity: 'warning' }),
    ofAlarm({ alarm: 'lost', about: 'undelivered', state: 'OK', durationMs: 5 }),
    ofAlarm({ alarm: 'somebodys', about: 'foreign', state: 'INSUFFICIENT_DATA' }),
  ]);
  assert.deepEqual(alarms, [
    { alarm: 'heard nothing', about: 'heartbeat', state: 'ALARM', vantage: 'seoul', text: 'what to do' },
    { alarm: 'another', about: 'heartbeat', state: 'ALARM' },
    { alarm: 'cannot ask', about: 'unknown', state: 'ALARM', text: 'what to do' },
    { alarm: 'lost', about: 'undelivered', state: 'OK', durationMs: 5 },
  ]);
  assert.equal(severity, 'critical');
  assert.equal(mostSevere([]), 'info');
});
