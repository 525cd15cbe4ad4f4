import assert from 'node:assert/strict';
import test from 'node:test';
import type { NotifiedAlarm } from '../../../lib/core/notify/message.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { alarmMessage, contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation, type Meddle } from '../../support/installation.ts';

const ALARMS = Array.from({ length: 30 }, (_, index) => `gatewatch-prod-heartbeat-site-${index}`);

const change = (at: Installation, alarms: readonly string[], state: 'ALARM' | 'OK' = 'ALARM') =>
  alarms.map((alarm) => alarmMessage(alarm, state, at.nowMs));

function toldAlarms(at: Installation): readonly Pick<NotifiedAlarm, 'alarm' | 'state'>[] {
  return at.published.flatMap(({ message }): readonly Pick<NotifiedAlarm, 'alarm' | 'state'>[] => {
    if (message.type === 'digest') return message.alarms ?? [];
    return message.type === 'alarm' && message.state !== 'INSUFFICIENT_DATA'
      ? [{ alarm: message.alarm, state: message.state }]
      : [];
  });
}

const namesOf = (at: Installation, state: 'ALARM' | 'OK') =>
  toldAlarms(at)
    .filter((one) => one.state === state)
    .map(({ alarm }) => alarm)
    .sort();

test('up to the limit each alarm of our own has a message of its own, one more and there is one digest', async () => {
  const few = new Installation();
  await few.deliver(...change(few, ALARMS.slice(0, 5)));
  assert.deepEqual(few.told, Array(5).fill('alarm'));
  const many = new Installation();
  await many.deliver(...change(many, ALARMS.slice(0, 6)));
  assert.deepEqual(many.told, ['digest']);
  const [digest] = many.published;
  assert(digest?.message.type === 'digest');
  assert.match(digest.subject, /^6 ALARMS at once: site-0, site-1/);
  assert.equal(digest.severity, 'critical');
  assert.match(digest.body, /^One message for 6 alarms of gatewatch\./m);
  // What to do is the same for all of them.
  assert.equal(digest.body.match(/what gatewatch-prod-heartbeat-site-\d+ means/g)?.length, 1);
});

test('thirty silent vantages in concurrent batches: one digest now, one with the rest, and their ends', async () => {
  const at = new Installation();
  const batches = [0, 10, 20].map((from) => ALARMS.slice(from, from + 10));
  const again = await Promise.all(batches.map((batch) => at.deliver(...change(at, batch))));
  assert.deepEqual(again.flat(), []);
  assert.deepEqual(at.told, ['digest']);
  await at.tick();
  assert.deepEqual(at.told, ['digest', 'digest']);
  assert.deepEqual(namesOf(at, 'ALARM'), ALARMS.toSorted());
  await at.tick();
  assert.equal(at.told.length, 2, 'each is told once');
  await at.deliver(...change(at, ALARMS, 'OK'));
  const end = at.published[2];
  assert(end?.message.type === 'digest');
  assert.equal(end.message.why, 'many-recovered');
  assert.match(end.subject, /^30 BETTER at once/);
  assert.match(end.body, /site-29 again\. \(Lasted: 10 min\)/);
  assert.deepEqual(namesOf(at, 'OK'), ALARMS.toSorted());
  assert.deepEqual(await at.table.openIncidents(), []);
});

test('findings and alarms that begin together are one digest', async () => {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  const findings = ['a', 'b', 'c'].map((target) => contributorMessage('ALARM', at.nowMs, { target }));
  await at.deliver(...findings, ...change(at, ALARMS.slice(0, 3)));
  assert.deepEqual(at.told, ['digest']);
  const [digest] = at.published;
  assert(digest?.message.type === 'digest');
  assert.deepEqual([digest.message.failed.length, digest.message.alarms?.length], [3, 3]);
  assert.match(digest.subject, /^6 FAILED at once/);
  assert.match(digest.body, /One message for what began together \(checks: 3, alarms: 3\)\./);
});

test('alarms that were told in the last ten minutes count', async () => {
  const at = new Installation();
  await at.deliver(...change(at, ALARMS.slice(0, 4)));
  at.nowMs += 5 * MINUTE_MS;
  await at.deliver(...change(at, ALARMS.slice(4, 6)));
  assert.deepEqual(at.told, ['alarm', 'alarm', 'alarm', 'alarm', 'digest']);
  at.nowMs += 11 * MINUTE_MS;
  await at.deliver(...change(at, ALARMS.slice(6, 8)));
  assert.deepEqual(at.told.slice(5), ['alarm', 'alarm']);
});

test('an alarm that waits for the next digest and is over before is told by its end', async () => {
  const at = new Installation();
  await Promise.all([
    at.deliver(...change(at, ALARMS.slice(0, 10))),
    at.deliver(...change(at, ALARMS.slice(10, 20))),
  ]);
  assert.deepEqual(at.told, ['digest']);
  const held = (await at.table.openIncidents()).filter(({ heldBy }) => heldBy === 'alert-storm');
  assert.equal(held.length, 10);
  at.nowMs += MINUTE_MS;
  await at.deliver(...change(at, [held[0]?.subject.kind === 'alarm' ? held[0].subject.alarm : ''], 'OK'));
  assert.deepEqual(at.told, ['digest', 'alarm']);
  await at.tick();
  assert.equal(namesOf(at, 'ALARM').length, 19, 'the other nine with the tick');
});

test('alarms of others and tests stand alone, however many there are', async () => {
  const at = new Installation();
  await at.deliver(...change(at, ALARMS.map((_, index) => `somebody-elses-${index}`).slice(0, 8)));
  assert.deepEqual(at.told, Array(8).fill('alarm'));
});

for (const fate of ['refuse', 'die-before', 'die-after'] as const) {
  test(`an alert storm of our own alarms is told to the last, whichever call meets “${fate}”`, async () => {
    const batch = ALARMS.slice(0, 8);
    const calm = new Installation();
    await calm.deliver(...change(calm, batch));
    for (let nth = 1; nth <= calm.calls; nth += 3) {
      const at = new Installation();
      const fault: Meddle = (call) => (call.nth === nth ? fate : undefined);
      at.meddle = fault;
      let left: readonly string[] = change(at, batch);
      for (let delivery = 0; left.length > 0 && delivery < 5; delivery += 1) {
        left = await at.deliver(...left);
        at.meddle = () => undefined;
        if (left.length > 0) at.nowMs += 20 * MINUTE_MS;
      }
      await at.tick();
      assert.deepEqual(left, []);
      assert.deepEqual([...new Set(namesOf(at, 'ALARM'))], batch.toSorted(), `call ${nth}`);
    }
  });
}

test('a digest counts checks and alarms apart, and one alone is called one', async () => {
  const mixed = new Installation();
  mixed.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await mixed.deliver(contributorMessage('ALARM', mixed.nowMs), ...change(mixed, ALARMS.slice(0, 6)));
  const [both] = mixed.published;
  assert.match(both?.body ?? '', /\(checks: 1, alarms: 6\)/);
  mixed.nowMs += MINUTE_MS;
  mixed.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await mixed.deliver(contributorMessage('OK', mixed.nowMs), ...change(mixed, ALARMS.slice(0, 6), 'OK'));
  assert.match(mixed.published[1]?.body ?? '', /^Alarms of gatewatch that are over: 6\.$/m);

  const late = new Installation();
  await late.deliver(...change(late, ALARMS.slice(0, 5)));
  await late.deliver(...change(late, ALARMS.slice(5, 6)));
  const one = late.published.at(-1);
  assert.equal(one?.message.type, 'digest');
  assert.equal(one?.subject, 'ALARM: site-5');
  assert.match(one?.body ?? '', /^It follows others that were notified one by one/m);
});
