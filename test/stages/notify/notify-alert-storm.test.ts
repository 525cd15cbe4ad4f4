import assert from 'node:assert/strict';
import test from 'node:test';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation, type Meddle } from '../../support/installation.ts';

const TARGETS = Array.from({ length: 100 }, (_, index) => `filer-${index}`);

function failing(): Installation {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  return at;
}

const alarmsOf = (at: Installation, targets: readonly string[]) =>
  targets.map((target) => contributorMessage('ALARM', at.nowMs, { target }));

/** Every target that a person was told of, in messages of its own or in digests. */
function toldTargets(at: Installation): readonly string[] {
  return at.published.flatMap(({ message }) => {
    if (message.type === 'digest') return message.failed.map(({ target }) => target);
    return 'finding' in message ? [message.finding.target] : [];
  });
}

function assertAllTold(at: Installation, why: string): void {
  assert.deepEqual(toldTargets(at).toSorted(), TARGETS.toSorted(), why);
}

test('up to the limit each failure has a message of its own, one more and there is one digest', async () => {
  const few = failing();
  await few.deliver(...alarmsOf(few, TARGETS.slice(0, 5)));
  assert.deepEqual(few.told, Array(5).fill('failed'));
  const many = failing();
  await many.deliver(...alarmsOf(many, TARGETS.slice(0, 6)));
  assert.deepEqual(many.told, ['digest']);
});

test('what was told in the last ten minutes counts', async () => {
  const at = failing();
  await at.deliver(...alarmsOf(at, TARGETS.slice(0, 4)));
  at.nowMs += 5 * MINUTE_MS;
  await at.deliver(...alarmsOf(at, TARGETS.slice(4, 6)));
  assert.deepEqual(at.told, ['failed', 'failed', 'failed', 'failed', 'digest']);
  at.nowMs += 11 * MINUTE_MS;
  await at.deliver(...alarmsOf(at, TARGETS.slice(6, 8)));
  assert.deepEqual(at.told.slice(5), ['failed', 'failed']);
});

test('a hundred at once in ten concurrent batches: one digest now, one with the rest, and nobody is forgotten', async () => {
  const at = failing();
  const batches = Array.from({ length: 10 }, (_, index) => TARGETS.slice(index * 10, index * 10 + 10));
  const again = await Promise.all(batches.map((batch) => at.deliver(...alarmsOf(at, batch))));
  assert.deepEqual(again.flat(), []);
  assert.deepEqual(at.told, ['digest']);
  await at.tick();
  assert.deepEqual(at.told, ['digest', 'digest']);
  assertAllTold(at, 'after the tick');
  await at.tick();
  assert.equal(at.told.length, 2, 'each is told once');
});

test('a hundred in one batch and their end: two messages', async () => {
  const at = failing();
  await at.deliver(...alarmsOf(at, TARGETS));
  at.nowMs += 20 * MINUTE_MS;
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await at.deliver(...TARGETS.map((target) => contributorMessage('OK', at.nowMs, { target })));
  assert.deepEqual(at.told, ['digest', 'digest']);
  assert.deepEqual(await at.table.openIncidents(), []);
  const [, end] = at.published;
  assert.ok(end?.message.type === 'digest');
  assert.equal(end.message.why, 'many-recovered');
  assert.equal(end.message.recovered?.length, TARGETS.length);
  assert.match(end.subject, /^100 BETTER at once/);
});

test('a digest that was refused is given back: the next delivery sends it', async () => {
  const at = failing();
  at.meddle = ({ what }) => (what === 'publish' ? 'refuse' : undefined);
  const again = await at.deliver(...alarmsOf(at, TARGETS.slice(0, 8)));
  assert.equal(again.length, 8);
  at.meddle = () => undefined;
  at.nowMs += MINUTE_MS;
  assert.deepEqual(await at.deliver(...again), []);
  assert.deepEqual(at.told, ['digest']);
});

test('what waits for the next digest and is over before is told by its end', async () => {
  const at = failing();
  await Promise.all([
    at.deliver(...alarmsOf(at, TARGETS.slice(0, 10))),
    at.deliver(...alarmsOf(at, TARGETS.slice(10, 20))),
  ]);
  assert.deepEqual(at.told, ['digest']);
  const held = (await at.table.openIncidents()).filter(({ heldBy }) => heldBy === 'alert-storm');
  assert.equal(held.length, 10);
  at.nowMs += MINUTE_MS;
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  const first = held[0]?.subject;
  await at.deliver(
    contributorMessage('OK', at.nowMs, { target: first?.kind === 'finding' ? first.target : '' }),
  );
  assert.deepEqual(at.told, ['digest', 'recovered']);
});

for (const fate of ['refuse', 'die-before', 'die-after'] as const) {
  test(`an alert storm is told to the last, whichever call meets “${fate}”`, async () => {
    const batch = TARGETS.slice(0, 8);
    const calm = failing();
    await calm.deliver(...alarmsOf(calm, batch));
    for (let nth = 1; nth <= calm.calls; nth += 3) {
      const at = failing();
      const fault: Meddle = (call) => (call.nth === nth ? fate : undefined);
      at.meddle = fault;
      let left: readonly string[] = alarmsOf(at, batch);
      for (let delivery = 0; left.length > 0 && delivery < 5; delivery += 1) {
        left = await at.deliver(...left);
        at.meddle = () => undefined;
        if (left.length > 0) at.nowMs += 20 * MINUTE_MS;
      }
      await at.tick();
      assert.deepEqual(left, []);
      assert.deepEqual([...new Set(toldTargets(at))].sort(), [...batch].sort(), `call ${nth}`);
      const digests = at.told.filter((type) => type === 'digest').length;
      assert.ok(digests >= 1 && digests <= 2, `call ${nth}: ${at.told}`);
    }
  });
}
