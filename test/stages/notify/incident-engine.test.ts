import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import type { ClosedIncident, HeldBy, Incident, Subject } from '../../../lib/core/notify/incident.ts';
import type { Status } from '../../../lib/core/reason.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { decide, OPEN, START } from '../../../lib/stages/notify/incident-engine.ts';
import type {
  Circumstances,
  Decision,
  IncidentEvent,
  Standing,
} from '../../../lib/stages/notify/incident-situation.ts';
import { isNotifiedElsewhere } from '../../../lib/stages/notify/other-vantage.ts';
import { CROSSED, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { fc } from '../../support/property.ts';

const SUBJECT: Subject = { kind: 'finding', vantage: 'seoul', target: 'sgw', check: 'tls' };
const REMINDER_MS = 4 * 60 * MINUTE_MS;

const change = (state: 'ALARM' | 'OK', stateChangedMs: number, stateReason = CROSSED) =>
  ({ type: 'change', state, stateReason, stateChangedMs }) as const;

/** One subject: what is remembered of it, and what was notified so far. */
class Story {
  readonly #subject: Subject;
  standing: Incident | ClosedIncident | undefined;
  told: string[] = [];
  nowMs = 0;
  hold: HeldBy | undefined;
  constructor(subject = SUBJECT) {
    this.#subject = subject;
  }

  /** What is open, if anything is. */
  get incident(): Incident | undefined {
    return this.standing?.phase === 'closed' ? undefined : this.standing;
  }

  alarm(state: 'ALARM' | 'OK', status: Status | undefined, stateReason = CROSSED, reason?: string): this {
    this.nowMs += MINUTE_MS;
    return this.take(change(state, this.nowMs, stateReason), status, reason);
  }

  tick(status: Status | undefined, afterMs = 5 * MINUTE_MS, reason?: string): this {
    this.nowMs += afterMs;
    return this.take({ type: 'tick', isGone: false }, status, reason);
  }

  gone(afterMs = 5 * MINUTE_MS): this {
    this.nowMs += afterMs;
    return this.take({ type: 'tick', isGone: true }, undefined);
  }

  take(event: IncidentEvent, status: Status | undefined, reason?: string): this {
    const { notice, commit } = this.decide(event, status, reason);
    if (notice !== undefined)
      this.told.push('recheck' in notice ? `${notice.type}: ${notice.recheck.outcome}` : notice.type);
    if (commit !== undefined) this.standing = commit;
    return this;
  }

  decide(
    event: IncidentEvent,
    status: Status | undefined,
    reason?: string,
    standing: Standing = this.standing,
  ): Decision {
    const circumstances: Circumstances = {
      finding: status === undefined ? undefined : lookFinding(status, {}, reason),
      hold: this.hold,
      severity: 'critical',
      nowMs: this.nowMs,
      reminderMs: REMINDER_MS,
    };
    return decide(this.#subject, standing, event, circumstances);
  }
}

test('the table of docs/adr/0002 is the table of the engine', async () => {
  const page = await readFile(
    new URL('../../../docs/adr/0002-alarms-decide-when-a-table-remembers-what-was-told.md', import.meta.url),
    'utf8',
  );
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
  const shown = (states: object) =>
    Object.entries(states).map(([state, rules]) => [
      state,
      ...Object.values(rules as object).map(({ name }) => name),
    ]);
  const columnsOf = ([row]: readonly object[]) => Object.keys(row ?? {});
  const changes = columnsOf(Object.values(START)).length + 1;
  const [header = [], , ...changed] = rows.filter((cells) => cells.length === changes);
  assert.deepEqual(header.slice(1), columnsOf(Object.values(START)));
  const open = shown(OPEN);
  assert.deepEqual(changed, [...shown(START), ...open.map((cells) => cells.slice(0, changes))]);
  const [ticks = [], , ...ticked] = rows.filter((cells) => cells.length > changes);
  assert.deepEqual(ticks.slice(1), columnsOf(Object.values(OPEN)).slice(changes - 1));
  assert.deepEqual(
    ticked,
    open.map(([state, ...cells]) => [state, ...cells.slice(changes - 1)]),
  );
});

test('a failure is told once and its recovery once', () => {
  const story = new Story().alarm('ALARM', 'failed').alarm('OK', 'healthy');
  assert.deepEqual(story.told, ['failed: confirms', 'recovered']);
  assert.equal(story.incident, undefined);
});

test('failed, unknown, failed again is one page, and no recovery in between', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .alarm('OK', 'unknown', VANISHED)
    .alarm('ALARM', 'failed');
  assert.deepEqual(story.told, ['failed: confirms']);
  assert.equal(story.incident?.phase, 'alarm');
});

test('an outage that became unknown ends with the second healthy look', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .alarm('OK', 'unknown', VANISHED)
    .tick('unknown')
    .tick('healthy');
  assert.deepEqual(story.told, ['failed: confirms']);
  story.tick('healthy');
  assert.deepEqual(story.told, ['failed: confirms', 'recovered']);
});

test('healthy looks do not end what CloudWatch still alarms about: it would send no new ALARM', () => {
  const story = new Story().alarm('ALARM', 'failed').tick('healthy').tick('healthy').tick('healthy');
  assert.deepEqual(story.told, ['failed: confirms']);
  assert.notEqual(story.incident, undefined);
});

test('improved is not recovered', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .alarm('OK', 'degraded')
    .tick('degraded')
    .tick('healthy')
    .tick('healthy');
  assert.deepEqual(story.told, ['failed: confirms', 'improved', 'recovered']);
});

test('what improved and fails again is told again, since when it fails again', () => {
  const story = new Story().alarm('ALARM', 'failed').alarm('OK', 'degraded').alarm('ALARM', 'failed');
  assert.deepEqual(story.told, ['failed: confirms', 'improved', 'failed: confirms']);
  const { incident } = story;
  story.tick('failed', REMINDER_MS - 5 * MINUTE_MS);
  assert.deepEqual(story.told.length, 3, 'the next reminder counts from here');
  story.alarm('OK', 'healthy');
  assert.deepEqual(story.told.slice(3), ['recovered']);

  assert.ok(incident !== undefined && incident.phase === 'alarm');
  story.told = [];
  const improved: Incident = { ...incident, phase: 'improved' };
  story.nowMs = incident.stateChangedMs + 60 * MINUTE_MS;
  const again = change('ALARM', story.nowMs);
  assert.equal(story.decide(again, 'failed', undefined, improved).notice?.sinceMs, story.nowMs);
  const unheard: Incident = { ...improved, lastNotifiedMs: 0, heldBy: 'mute' };
  assert.equal(story.decide(again, 'failed', undefined, unheard).notice, undefined);
  story.hold = 'mute';
  assert.equal(story.decide(again, 'failed', undefined, improved).notice, undefined);
});

test('an OK that the fresh look contradicts is no recovery', () => {
  const story = new Story().alarm('ALARM', 'failed').alarm('OK', 'failed').alarm('ALARM', 'failed');
  assert.deepEqual(story.told, ['failed: confirms']);
});

test('an ALARM that the fresh look does not confirm says so', () => {
  assert.deepEqual(new Story().alarm('ALARM', 'healthy').told, ['failed: recovered-already']);
  assert.deepEqual(new Story().alarm('ALARM', 'degraded').told, ['failed: degraded-now']);
  assert.deepEqual(new Story().alarm('ALARM', 'unknown').told, ['failed: unknown-now']);
  assert.deepEqual(new Story().alarm('ALARM', undefined).told, ['failed: not-looked']);
});

test('a transition that arrives late changes nothing', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .alarm('OK', 'unknown', VANISHED)
    .alarm('ALARM', 'failed');
  assert.deepEqual(story.decide(change('OK', 1), 'healthy'), {});
});

test('a long outage is remembered every four hours, with the reason of now', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .tick('failed', 3 * 60 * MINUTE_MS)
    .tick('failed', 2 * 60 * MINUTE_MS);
  assert.deepEqual(story.told, ['failed: confirms', 'reminder: confirms']);
  story.tick('failed', REMINDER_MS, 'tls-expired');
  assert.deepEqual(story.told.at(-1), 'reminder: other-reason');
});

test('what a mute held back is told when it ends, if it is still broken', () => {
  const story = new Story();
  story.hold = 'mute';
  story.alarm('ALARM', 'failed').tick('failed');
  assert.deepEqual(story.told, []);
  story.hold = undefined;
  story.tick('failed').tick('failed');
  assert.deepEqual(story.told, ['still-broken-after-maintenance: confirms']);
});

test('what came and went during a mute is never told', () => {
  const story = new Story();
  story.hold = 'mute';
  story.alarm('ALARM', 'failed').alarm('OK', 'healthy');
  story.hold = undefined;
  story.tick('healthy');
  assert.deepEqual(story.told, []);
  assert.equal(story.incident, undefined);
});

test('a failure that was notified has its recovery notified, even during a mute', () => {
  const story = new Story().alarm('ALARM', 'failed');
  story.hold = 'mute';
  assert.deepEqual(story.alarm('OK', 'healthy').told, ['failed: confirms', 'recovered']);
});

test('an ALARM that arrives after its own OK is told, and looks decide when it is over', () => {
  const story = new Story();
  story.alarm('OK', 'healthy');
  assert.deepEqual(story.told, []);
  story.take(change('ALARM', story.nowMs - 1), 'healthy');
  assert.deepEqual(story.told, ['failed: recovered-already']);
  story.tick('healthy').tick('healthy');
  assert.deepEqual(story.told, ['failed: recovered-already', 'recovered']);
});

test('an ALARM that is delivered again after its end is no second outage', () => {
  const story = new Story().alarm('ALARM', 'failed').alarm('OK', 'healthy');
  story.take(change('ALARM', MINUTE_MS), 'healthy');
  assert.deepEqual(story.told, ['failed: confirms', 'recovered']);
  assert.equal(story.incident, undefined);
});

test('an OK that was lost does not hide the next outage for ever', () => {
  const story = new Story()
    .alarm('ALARM', 'failed')
    .tick('healthy')
    .tick('healthy', 4 * 60 * MINUTE_MS);
  assert.deepEqual(story.told, ['failed: confirms', 'recovered']);
  story.alarm('ALARM', 'failed');
  assert.deepEqual(story.told.at(-1), 'failed: confirms');
});

test('what waits for the next digest is told by the next tick, or by its end', () => {
  for (const ending of ['tick', 'alarm'] as const) {
    const story = new Story().alarm('ALARM', 'failed');
    assert.ok(story.incident);
    story.told = [];
    story.standing = { ...story.incident, lastNotifiedMs: 0, heldBy: 'alert-storm' };
    if (ending === 'tick') story.tick('unknown').tick('failed');
    else story.alarm('OK', 'healthy');
    assert.deepEqual(story.told, [ending === 'tick' ? 'failed: unknown-now' : 'recovered']);
  }
});

test('where nothing can be asked CloudWatch is believed: reminders go on, and the end of a mute is told', () => {
  const story = new Story();
  story.hold = 'mute';
  story.alarm('ALARM', undefined);
  story.hold = undefined;
  story.tick(undefined).tick(undefined, REMINDER_MS);
  assert.deepEqual(story.told, ['still-broken-after-maintenance: not-looked', 'reminder: not-looked']);
});

test('an outage is as old as the first look that failed', () => {
  const story = new Story();
  story.nowMs = 11 * MINUTE_MS;
  const { notice, commit } = story.decide(
    { ...change('ALARM', 10 * MINUTE_MS), firstFailedMs: MINUTE_MS },
    'failed',
  );
  assert.equal(notice?.sinceMs, MINUTE_MS);
  assert.equal(commit?.stateChangedMs, 10 * MINUTE_MS);
});

test('healthy runs count only in a row', () => {
  const vanished = new Story().alarm('ALARM', 'failed').alarm('OK', 'unknown', VANISHED);
  vanished.tick('healthy').tick('failed').tick('healthy');
  assert.deepEqual(vanished.told, ['failed: confirms']);
  const alarming = new Story().alarm('ALARM', 'failed').tick('healthy').tick('failed');
  assert.deepEqual(alarming.tick('healthy', REMINDER_MS - 10 * MINUTE_MS).told, ['failed: confirms']);
});

test('a target that was taken out while CloudWatch alarms is closed in silence once CloudWatch must have forgotten it', () => {
  const story = new Story().alarm('ALARM', 'failed').gone();
  assert.notEqual(story.incident, undefined);
  assert.equal(story.gone(4 * 60 * MINUTE_MS).incident, undefined);
  assert.deepEqual(story.told, ['failed: confirms']);
});

test('what waits for the next digest is sent even where its target is gone', () => {
  const story = new Story().alarm('ALARM', 'failed');
  assert.ok(story.incident);
  story.standing = { ...story.incident, lastNotifiedMs: 0, heldBy: 'alert-storm' };
  assert.deepEqual(story.gone().told, ['failed: confirms', 'failed: not-looked']);
});

test('a recovery of which nobody knows whether it was sent is sent after a day', () => {
  const story = new Story().alarm('ALARM', undefined);
  const { prepare } = story.decide(change('OK', 2 * MINUTE_MS), undefined);
  story.standing = prepare;
  assert.deepEqual(story.tick(undefined).told, ['failed: not-looked']);
  assert.deepEqual(story.tick(undefined, 24 * 60 * MINUTE_MS).told, ['failed: not-looked', 'recovered']);
});

const ALARM: Subject = { kind: 'alarm', alarm: 'gatewatch-prod-heartbeat-seoul', about: 'heartbeat' };
const status = fc.constantFrom<Status>('healthy', 'degraded', 'failed', 'unknown');

/** What somebody who reads every message believes. */
class Reader {
  believed: 'well' | 'failing' | 'improved' = 'well';

  read(story: Story): void {
    for (const one of story.told.splice(0).map((said) => said.split(':')[0])) {
      if (one === 'reminder') continue;
      if (one === 'improved') assert.notEqual(this.believed, 'well', 'improved what nobody knew of');
      // Nobody is notified of a failure that he knows, or of the end of one that he does not.
      else assert.notEqual(this.believed, one === 'recovered' ? 'well' : 'failing', one);
      if (one === 'improved') this.believed = 'improved';
      else this.believed = one === 'recovered' ? 'well' : 'failing';
    }
  }
}

test('whatever happens, pages and recoveries take turns', () => {
  const step = fc.record({
    what: fc.constantFrom(
      'ALARM' as const,
      'OK' as const,
      'vanish' as const,
      'tick' as const,
      'mute' as const,
    ),
    status,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const story = new Story();
      const reader = new Reader();
      for (const { what, status: seen } of steps) {
        if (what === 'tick') story.tick(seen);
        else if (what === 'mute') story.hold = story.hold === undefined ? 'mute' : undefined;
        else if (what === 'vanish') story.alarm('OK', seen, VANISHED);
        else story.alarm(what, seen);
        reader.read(story);
      }
      if (reader.believed !== 'well')
        assert.notEqual(story.incident, undefined, 'told of a failure and forgot it');
    }),
    { numRuns: 2000 },
  );
});

test('of two vantages that see one outage one is notified of, never none, and each end that was promised comes', () => {
  const step = fc.record({
    who: fc.constantFrom(0, 1),
    what: fc.constantFrom(
      'ALARM' as const,
      'OK' as const,
      'vanish' as const,
      'tick' as const,
      'tick' as const,
    ),
    status,
    reason: fc.constantFrom('tls-intercepted', 'tls-expired'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const both = ['seoul', 'paris'].map((vantage) => ({
        vantage,
        story: new Story({ kind: 'finding', vantage, target: 'sgw', check: 'tls' }),
        reader: new Reader(),
        seen: 'healthy' as Status,
        reason: 'tls-intercepted',
      }));
      const [seoul, paris] = both;
      assert.ok(seoul && paris);
      const run = (own: typeof seoul, take: (story: Story) => unknown) => {
        const other = own === seoul ? paris : seoul;
        const findingOf = ({ vantage, seen, reason }: typeof seoul) => lookFinding(seen, { vantage }, reason);
        const isHeld = isNotifiedElsewhere(findingOf(own), own.story.standing, [
          { standing: other.story.standing, finding: findingOf(other) },
        ]);
        own.story.hold = isHeld ? 'other-vantage' : undefined;
        own.story.nowMs = Math.max(own.story.nowMs, other.story.nowMs);
        take(own.story);
        own.reader.read(own.story);
      };
      for (const { who, what, status: seen, reason } of steps) {
        const own = who === 0 ? seoul : paris;
        own.seen = seen;
        own.reason = reason;
        run(own, (story) =>
          what === 'tick'
            ? story.tick(seen, undefined, reason)
            : what === 'vanish'
              ? story.alarm('OK', seen, VANISHED, reason)
              : story.alarm(what, seen, CROSSED, reason),
        );
      }
      // The clock goes on, and everything that fails goes on failing.
      for (let nth = 0; nth < 3; nth += 1)
        for (const own of both) run(own, (story) => story.tick(own.seen, undefined, own.reason));
      for (const own of both) {
        const phase = own.story.incident?.phase;
        if (own.seen !== 'failed' || (phase !== 'alarm' && phase !== 'vanished')) continue;
        const isKnown = (one: typeof own) => one.reader.believed === 'failing';
        const other: typeof own = own === seoul ? paris : seoul;
        assert.ok(isKnown(own) || isKnown(other), 'an outage that nobody knows of');
        if (!isKnown(own))
          assert.equal(other.story.incident?.reason, own.reason, 'held back by another reason');
      }
      for (let hour = 0; hour < 6; hour += 1)
        for (const own of both) {
          own.seen = 'healthy';
          run(own, (story) => story.tick('healthy', 60 * MINUTE_MS));
        }
      assert.deepEqual(
        both.map(({ reader, story }) => [reader.believed, story.incident]),
        [
          ['well', undefined],
          ['well', undefined],
        ],
      );
    }),
    { numRuns: 2000 },
  );
});

/** Changes as they happened, and the order in which they are delivered: any, some twice, some never. */
const deliveries = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.array(
      fc.record({
        nth: fc.nat({ max: count - 1 }),
        status: fc.option(status, { nil: undefined }),
        tick: fc.boolean(),
      }),
      { maxLength: 16 },
    ),
  ),
);

for (const subject of [SUBJECT, ALARM]) {
  test(`any order, duplication and loss of changes of a ${subject.kind} loses no failure, ends none before its beginning, and leaves none open for ever`, () => {
    fc.assert(
      fc.property(deliveries, ([count, delivered]) => {
        const story = new Story(subject);
        const reader = new Reader();
        const stateOf = (nth: number) => (nth % 2 === 0 ? 'ALARM' : 'OK');
        const timeOf = (nth: number) => (nth + 1) * MINUTE_MS;
        // For an alarm that names no finding nothing is ever checked.
        const run = (seen: Status | undefined) => (subject.kind === 'alarm' ? undefined : seen);
        story.nowMs = timeOf(count);
        const taken = new Set<number>();
        for (const { nth, status: seen, tick } of delivered) {
          const isNew = !taken.has(nth);
          const isNewest = [...taken].every((other) => other < nth);
          taken.add(nth);
          story.take(change(stateOf(nth), timeOf(nth)), run(seen));
          const isOneForBoth =
            subject.kind === 'alarm' && story.told.length > 0 && story.incident === undefined;
          if (isNew && stateOf(nth) === 'ALARM' && !isNewest && isOneForBoth) reader.believed = 'failing';
          reader.read(story);
          if (isNew && isNewest && stateOf(nth) === 'ALARM')
            assert.equal(reader.believed, 'failing', 'a failure was lost');
          if (tick) story.tick(run(seen));
          reader.read(story);
        }
        const isFailing = stateOf(Math.max(-1, ...taken)) === 'ALARM' && taken.size > 0;
        for (let day = 0; day < 100; day += 1)
          story.tick(run(isFailing ? 'failed' : 'healthy'), 24 * 60 * MINUTE_MS);
        reader.read(story);
        if (isFailing && subject.kind === 'finding') {
          assert.deepEqual([reader.believed, story.incident === undefined], ['failing', false]);
          // The OK is lost as well: runs end it.
          for (let hour = 0; hour < 6; hour += 1) story.tick('healthy', 60 * MINUTE_MS);
          reader.read(story);
        }
        assert.equal(story.incident, undefined, 'open for ever');
        if (!isFailing || subject.kind === 'finding') assert.equal(reader.believed, 'well');
      }),
      { numRuns: 3000 },
    );
  });
}
