import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, PublishedMessage } from '../../../lib/core/notify/message.ts';
import type { Status } from '../../../lib/core/reason.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';
import { fc, propertyRuns } from '../../support/property.ts';

const [LOUD, CALM] = ['loud@example.com', 'calm@example.com'];
const YAML = `
notify:
  digestAbove: 3
  email:
    - { to: ${LOUD} }
    - { to: ${CALM}, quiet: { from: "22:00", to: "07:00" } }
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [storage-gateway]
`;
const EVENING_MS = Date.UTC(2026, 10, 23, 21);

/** An installation whose targets are as the test says, and fail with this severity. */
function installation(severity: 'critical' | 'warning' = 'warning') {
  const at = new Installation(YAML);
  at.nowMs = EVENING_MS;
  const state = new Map<string, Status>();
  at.see = ({ targets }) =>
    targets.map((target) => {
      const status = state.get(target) ?? 'healthy';
      return { ...lookFinding(status, { target }), severity: status === 'healthy' ? null : severity };
    });
  const change = async (target: string, status: Status) => {
    state.set(target, status);
    await at.deliver(contributorMessage(status === 'failed' ? 'ALARM' : 'OK', at.nowMs, { target }));
  };
  return { at, change };
}

/** What one channel read, in order. */
function readBy(name: string, { published }: Installation): readonly PublishedMessage[] {
  return published.filter(({ to }) => to?.includes(name));
}

const names = (findings: readonly { readonly target: string }[] = []) => findings.map(({ target }) => target);
function lists(message: Message | undefined) {
  assert.ok(message?.type === 'digest');
  const { why, failed, recovered, degraded } = message;
  return { why, failed: names(failed), recovered: names(recovered), degraded: names(degraded) };
}

test('what failed in the night is read in the morning: what still fails, and what came back', async () => {
  const { at, change } = installation();
  await change('before', 'failed');
  at.nowMs += 2 * HOUR_MS;
  await change('stays', 'failed');
  await change('returns', 'failed');
  await change('before', 'healthy');
  at.nowMs += HOUR_MS;
  await change('returns', 'healthy');
  await at.tick();
  assert.deepEqual(
    readBy(CALM, at).map(({ subject }) => subject.split(':')[0]),
    ['FAILED'],
    'nothing in the night',
  );
  at.nowMs = EVENING_MS + 10 * HOUR_MS;
  await at.tick();
  await at.tick();
  const [, digest, ...more] = readBy(CALM, at);
  assert.deepEqual(lists(digest?.message), {
    why: 'after-quiet',
    failed: ['stays'],
    recovered: ['returns', 'before'],
    degraded: [],
  });
  assert.deepEqual([digest?.to, digest?.severity], [[CALM], 'warning']);
  assert.deepEqual(more, [], 'once');
  assert.equal(
    readBy(LOUD, at).filter(({ message }) => message.type === 'digest').length,
    0,
    'it is for those who were quiet',
  );
  await change('stays', 'healthy');
  assert.deepEqual(at.published.at(-1)?.to, [LOUD, CALM], 'from then on it is as for everybody');
});

test('what is critical comes through', async () => {
  const { at, change } = installation('critical');
  at.nowMs += 3 * HOUR_MS;
  await change('sgw', 'failed');
  assert.deepEqual(at.published.at(-1)?.to, [LOUD, CALM]);
});

test('an end that comes after the quiet hours, and before the message about its failure, is in that message', async () => {
  const { at, change } = installation();
  at.nowMs += 3 * HOUR_MS;
  await change('sgw', 'failed');
  at.nowMs = EVENING_MS + 10 * HOUR_MS;
  await change('sgw', 'healthy');
  assert.deepEqual(at.published.at(-1)?.to, [LOUD]);
  await at.tick();
  assert.deepEqual(lists(readBy(CALM, at).at(-1)?.message).recovered, ['sgw']);
});

test('what failed and came back in one batch of the night came back', async () => {
  // Of what is healthy again the severity is not known: it counts as critical.
  const at = new Installation(YAML.replace('to: "07:00"', 'to: "07:00", except: []'));
  at.see = () => [lookFinding('healthy')];
  at.nowMs = EVENING_MS + 3 * HOUR_MS;
  // The table lists what it holds in any order.
  const { held } = at.table;
  Object.assign(at.table, { held: async () => (await held()).toReversed() });
  const changes = ['ALARM', 'OK'] as const;
  await at.deliver(
    ...changes.map((state, index) =>
      contributorMessage(state, at.nowMs + index * MINUTE_MS, { target: 'sgw' }),
    ),
  );
  at.nowMs = EVENING_MS + 10 * HOUR_MS;
  await at.tick();
  const { failed, recovered } = lists(readBy(CALM, at).at(-1)?.message);
  assert.deepEqual([failed, recovered], [[], ['sgw']]);
});

test('a weekend may be quiet as a whole', async () => {
  const at = new Installation(YAML.replace('from: "22:00", to: "07:00"', 'days: [sat, sun]'));
  at.nowMs = Date.UTC(2026, 10, 21, 12);
  at.see = () => [{ ...lookFinding('failed'), severity: 'warning' }];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  assert.deepEqual(readBy(CALM, at), []);
  at.nowMs = Date.UTC(2026, 10, 23, 0);
  await at.tick();
  assert.deepEqual(lists(readBy(CALM, at)[0]?.message).failed, ['sgw']);
});

test('a target that was taken out in the night is not read of in the morning', async () => {
  const { at, change } = installation();
  at.nowMs += 3 * HOUR_MS;
  await change('sgw', 'failed');
  const [open] = await at.table.openIncidents();
  assert.ok(open !== undefined);
  const { subject, stateChangedMs, alarmedMs } = open;
  await at.table.putIncident({ subject, phase: 'closed', stateChangedMs, alarmedMs });
  at.nowMs = EVENING_MS + 10 * HOUR_MS;
  await at.tick();
  assert.deepEqual(readBy(CALM, at), []);
  assert.deepEqual(await at.table.held(), []);
});

test('a daily digest that is due in quiet hours comes after them, once', async () => {
  const at = new Installation(YAML.replace('from: "22:00", to: "07:00"', 'from: "08:00", to: "10:00"'));
  const digestsAt = async (hour: number) => {
    at.nowMs = Date.UTC(2026, 10, 23, hour);
    const findings = [{ ...lookFinding('degraded'), severity: 'warning' }];
    const startedAt = new Date(at.nowMs).toISOString();
    await at.table.putLastReport('seoul', JSON.stringify({ version: 1, startedAt, findings }));
    await at.tick();
    return at.published.map(({ to }) => to);
  };
  assert.deepEqual(await digestsAt(9), [[LOUD]]);
  assert.deepEqual(await digestsAt(10), [[LOUD], [CALM]]);
  assert.deepEqual(await digestsAt(11), [[LOUD], [CALM]]);
});

test('where it cannot be kept it is sent at once, rather than lost', async () => {
  const { at, change } = installation();
  at.nowMs += 3 * HOUR_MS;
  at.meddle = ({ what }) => (what === 'table putHeld' ? 'refuse' : undefined);
  await change('sgw', 'failed');
  assert.deepEqual(at.published.at(-1)?.to, [LOUD, CALM]);
});

test('a digest that is refused is sent by the next tick, and one that was sent is not sent again', async () => {
  const { at, change } = installation();
  at.nowMs += 3 * HOUR_MS;
  await change('sgw', 'failed');
  at.nowMs = EVENING_MS + 10 * HOUR_MS;
  at.meddle = ({ what }) => (what === 'publish' ? 'refuse' : undefined);
  await assert.rejects(at.tick());
  at.meddle = () => undefined;
  await at.tick();
  await at.tick();
  assert.equal(readBy(CALM, at).length, 1);
});

interface Step {
  readonly target: string;
  readonly waitMs: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  target: fc.constantFrom('a', 'b', 'c'),
  waitMs: fc.integer({ min: 1, max: 300 }).map((minutes) => minutes * MINUTE_MS),
});

/** What a channel believes of each target once it has read everything, and how often it read that one failed. */
function beliefs(messages: readonly PublishedMessage[]) {
  const failing = new Map<string, boolean>();
  for (const { message } of messages) {
    if (message.type === 'digest') {
      for (const target of names(message.failed)) failing.set(target, true);
      for (const target of names(message.recovered)) failing.set(target, false);
    } else if ('finding' in message) failing.set(message.finding.target, message.type !== 'recovered');
  }
  return failing;
}

test('whatever happens in days and nights: in the end both channels know the same, and none was woken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const { at, change } = installation();
      const failing = new Set<string>();
      for (const { target, waitMs } of steps) {
        for (let left = waitMs; left > 0; left -= 30 * MINUTE_MS)
          await at.tick(Math.min(left, 30 * MINUTE_MS));
        const fails = !failing.has(target);
        if (fails) failing.add(target);
        else failing.delete(target);
        await change(target, fails ? 'failed' : 'healthy');
      }
      const noonMs = (Math.floor(at.nowMs / DAY_MS) + 1.5) * DAY_MS;
      while (at.nowMs < noonMs) await at.tick(30 * MINUTE_MS);
      const [loud, calm] = [beliefs(readBy(LOUD, at)), beliefs(readBy(CALM, at))];
      assert.deepEqual([...calm].toSorted(), [...loud].toSorted());
      for (const [target, isFailing] of calm) assert.equal(isFailing, failing.has(target));
      for (const { message } of readBy(CALM, at)) {
        const hour = new Date(message.atMs).getUTCHours();
        assert.ok(hour >= 7 && hour < 22, `woken at ${hour}: ${message.type}`);
      }
      assert.deepEqual(await at.table.held(), [], 'nothing is left');
    }),
    { numRuns: propertyRuns(60) },
  );
});
