import assert from 'node:assert/strict';
import test from 'node:test';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { alarmMessage, contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation, type Meddle } from '../../support/installation.ts';

/** What SQS waits before it delivers again; leases are over by then. */
const VISIBILITY_MS = 20 * MINUTE_MS;
/** As many deliveries as the queue allows. */
const DELIVERIES = 5;

/** Delivers until nothing comes back, as SQS does, with the fault in the first delivery only. */
async function deliverThrough(
  at: Installation,
  fault: Meddle,
  ...bodies: readonly string[]
): Promise<number> {
  at.meddle = fault;
  let left = bodies;
  let deliveries = 0;
  while (left.length > 0 && deliveries < DELIVERIES) {
    left = await at.deliver(...left);
    deliveries += 1;
    at.meddle = () => undefined;
    if (left.length > 0) at.nowMs += VISIBILITY_MS;
  }
  assert.deepEqual(left, [], 'it ends in the dead letters');
  return deliveries;
}

/** How many calls one undisturbed delivery makes. */
async function callsOf(...bodies: readonly string[]): Promise<number> {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.deliver(...bodies);
  return at.calls;
}

for (const fate of ['refuse', 'die-before', 'die-after'] as const) {
  test(`an outage is told, and so is its end, whichever call of its ALARM meets “${fate}”`, async () => {
    const calls = await callsOf(contributorMessage('ALARM', 0));
    assert.ok(calls >= 8, `only ${calls} calls`);
    for (let nth = 1; nth <= calls; nth += 1) {
      const at = new Installation();
      at.see = () => [lookFinding('failed')];
      let met = '';
      const fault: Meddle = (call) => {
        if (call.nth !== nth) return undefined;
        met = call.what;
        return fate;
      };
      await deliverThrough(at, fault, contributorMessage('ALARM', at.nowMs));
      const pages = at.told.length;
      assert.ok(pages === 1 || pages === 2, `${met}: told ${pages} times`);
      // Sent twice only where the process died before it was known that the first time worked, or was remembered.
      if (pages === 2) {
        assert.notEqual(fate, 'refuse', `${met} doubles the message`);
        assert.ok(['publish', 'table putIncident'].includes(met), `${met} doubles the message`);
      }
      at.see = () => [lookFinding('healthy')];
      at.nowMs += MINUTE_MS;
      // A lease that could not be given back costs one more delivery.
      await deliverThrough(at, () => undefined, contributorMessage('OK', at.nowMs));
      assert.deepEqual(at.told.slice(pages), ['recovered'], met);
    }
  });

  test(`a recovery is told, whichever call of its OK meets “${fate}”`, async () => {
    for (let nth = 1; nth <= 12; nth += 1) {
      const at = new Installation();
      at.see = () => [lookFinding('failed')];
      await at.deliver(contributorMessage('ALARM', at.nowMs));
      at.nowMs += MINUTE_MS;
      at.see = () => [lookFinding('healthy')];
      let met = '';
      const fault: Meddle = (call) => {
        if (call.nth !== nth) return undefined;
        met = call.what;
        return fate;
      };
      await deliverThrough(at, fault, contributorMessage('OK', at.nowMs));
      const ends = at.told.slice(1);
      assert.ok(ends.length === 1 || ends.length === 2, `${met}: ${ends}`);
      // Without a recheck there is no finding to report: then the alarm's own words say that it is over.
      const end = met === 'watch' && fate === 'refuse' ? 'alarm' : 'recovered';
      assert.deepEqual([...new Set(ends)], [end], met);
      // The next outage is news.
      at.see = () => [lookFinding('failed')];
      at.nowMs += MINUTE_MS;
      await deliverThrough(at, () => undefined, contributorMessage('ALARM', at.nowMs));
      assert.deepEqual(at.told.at(-1), 'failed', met);
    }
  });

  test(`silence of a vantage, its end and the next are told, whichever call meets “${fate}”`, async () => {
    const heartbeat = (state: 'ALARM' | 'OK', atMs: number) =>
      alarmMessage('gatewatch-prod-heartbeat-seoul', state, atMs);
    for (const broken of [0, 1] as const) {
      for (let nth = 1; nth <= 9; nth += 1) {
        const at = new Installation();
        const fault: Meddle = (call) => (call.nth === nth ? fate : undefined);
        for (const [index, state] of (['ALARM', 'OK', 'ALARM'] as const).entries()) {
          at.nowMs += MINUTE_MS;
          await deliverThrough(at, index === broken ? fault : () => undefined, heartbeat(state, at.nowMs));
        }
        const states = at.published.map(({ message }) => message.type === 'alarm' && message.state);
        // At-least-once may double a message, and nothing else.
        const turns = states.filter((state, index) => state !== states[index - 1]);
        assert.deepEqual(turns, ['ALARM', 'OK', 'ALARM'], `change ${broken}, call ${nth}: ${states}`);
        assert.ok(states.length <= 4, `change ${broken}, call ${nth}: ${states}`);
      }
    }
  });
}

test('the table down for hours: failures and recoveries are told once, and remembered when it is back', async () => {
  const at = new Installation();
  at.meddle = ({ what }) => (what.startsWith('table') ? 'refuse' : undefined);
  at.see = () => [lookFinding('failed')];
  const alarm = contributorMessage('ALARM', at.nowMs);
  assert.deepEqual(await at.deliver(alarm), [alarm]);
  assert.deepEqual(await at.deliver(alarm), [alarm]);
  assert.deepEqual(at.told, ['failed']);
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('healthy')];
  const ok = contributorMessage('OK', at.nowMs);
  assert.deepEqual(await at.deliver(alarm, ok), [alarm, ok]);
  assert.deepEqual(at.told, ['failed', 'recovered']);
  assert.equal('sinceMs' in (at.published[0]?.message ?? {}), false);
  await at.deliver(alarmMessage('gatewatch-prod-heartbeat-paris', 'ALARM', at.nowMs));
  assert.equal(at.told.length, 3);
  assert.ok(at.errors.length > 0);
  at.meddle = () => undefined;
  assert.deepEqual(await at.deliver(alarm, ok), []);
  await at.tick();
  assert.equal(at.told.length, 3);
  assert.deepEqual(await at.table.openIncidents(), []);
});

test('an incident that could be neither read nor written is written with the next delivery, and its end is told', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  const fault: Meddle = ({ what }) =>
    what === 'table incident' || what === 'table putIncident' ? 'refuse' : undefined;
  assert.equal(await deliverThrough(at, fault, contributorMessage('ALARM', at.nowMs)), 2);
  at.see = () => [lookFinding('healthy')];
  at.nowMs += MINUTE_MS;
  assert.deepEqual(await at.deliver(contributorMessage('OK', at.nowMs)), []);
  assert.deepEqual(at.told, ['failed', 'recovered']);
});

test('the table slow to come back: what was sent and not written is delivered again, and not sent again', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  const fault: Meddle = ({ what }) => (what === 'table putIncident' ? 'refuse' : undefined);
  assert.equal(await deliverThrough(at, fault, contributorMessage('ALARM', at.nowMs)), 2);
  assert.deepEqual(at.told, ['failed']);
  assert.equal((await at.table.openIncidents()).length, 1);
  at.nowMs += 4 * 60 * MINUTE_MS;
  at.meddle = fault;
  await assert.rejects(at.tick(0));
  at.meddle = () => undefined;
  await at.tick();
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'reminder']);
});

test('a recovery that was told but not written does not hide the next outage', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('healthy')];
  at.meddle = ({ what }) => (what === 'publish' ? 'die-after' : undefined);
  const ok = contributorMessage('OK', at.nowMs);
  assert.deepEqual(await at.deliver(ok), [ok]);
  at.meddle = () => undefined;
  // Before SQS delivers the OK again, it fails again.
  at.nowMs += 10 * MINUTE_MS;
  at.see = () => [lookFinding('failed')];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  assert.deepEqual(at.told, ['failed', 'recovered', 'failed']);
  await at.deliver(ok);
  assert.equal(at.told.length, 3);
});

test('an OK that nobody could decide without the table waits for it', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('unknown', {}, 'out-of-time')];
  const fault: Meddle = ({ what }) => (what === 'table incident' ? 'refuse' : undefined);
  assert.equal(await deliverThrough(at, fault, contributorMessage('OK', at.nowMs)), 2);
  const [open] = await at.table.openIncidents();
  assert.equal(open?.phase, 'vanished');
});

test('SNS refusing for a while: the queue keeps the alarm until it is taken', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  at.meddle = ({ what }) => (what === 'publish' ? 'refuse' : undefined);
  const alarm = contributorMessage('ALARM', at.nowMs);
  for (let delivery = 1; delivery < DELIVERIES; delivery += 1) {
    assert.deepEqual(await at.deliver(alarm), [alarm]);
    at.nowMs += VISIBILITY_MS;
  }
  at.meddle = () => undefined;
  assert.deepEqual(await at.deliver(alarm), []);
  assert.deepEqual(at.told, ['failed']);
});

test('the chat fails by itself: nobody else is told twice, and the loss has an alarm', async () => {
  const at = new Installation();
  at.chat = [];
  at.see = () => [lookFinding('failed')];
  at.meddle = ({ what }) => (what === 'chat' ? 'refuse' : undefined);
  assert.deepEqual(await at.deliver(contributorMessage('ALARM', at.nowMs)), []);
  assert.deepEqual([at.told, at.chat, at.lost], [['failed'], [], ['chat']]);
  at.meddle = () => undefined;
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('healthy')];
  await at.deliver(contributorMessage('OK', at.nowMs));
  assert.deepEqual(
    at.chat.map(({ message }) => message.type),
    ['recovered'],
  );
});

test('one message that is refused does not keep the others back', async () => {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  let publishes = 0;
  at.meddle = ({ what }) => (what === 'publish' && ++publishes === 2 ? 'refuse' : undefined);
  const alarms = ['a', 'b', 'c'].map((target) => contributorMessage('ALARM', at.nowMs, { target }));
  const again = await at.deliver(...alarms);
  assert.equal(again.length, 1);
  assert.equal(at.told.length, 2);
  at.meddle = () => undefined;
  at.nowMs += VISIBILITY_MS;
  await at.deliver(...again);
  const targets = at.published.map(({ message }) => message.type === 'failed' && message.finding.target);
  assert.deepEqual([...targets].sort(), ['a', 'b', 'c']);
});
