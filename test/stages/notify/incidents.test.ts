import assert from 'node:assert/strict';
import test from 'node:test';
import type { ClosedIncident, Incident } from '../../../lib/core/notify/incident.ts';
import type { Status } from '../../../lib/core/reason.ts';
import type { RenderedFinding } from '../../../lib/core/report.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import {
  type CheckChange,
  type Decision,
  onCheckChange,
  onTick,
} from '../../../lib/stages/notify/incidents.ts';
import { fc } from '../../support/property.ts';

const KEY = { vantage: 'seoul', target: 'sgw', check: 'tls' };
const REMINDER_MS = 4 * 60 * MINUTE_MS;
const VANISHED = 'No data was returned for this contributor';
const CROSSED = 'Threshold Crossed: 2 datapoints were greater than or equal to the threshold (2.0).';

function finding(status: Status, reason = 'tls-intercepted'): RenderedFinding {
  return {
    ...KEY,
    status,
    reason: status === 'healthy' ? null : reason,
    severity: status === 'healthy' || status === 'unknown' ? null : 'critical',
    summary: '',
    evidence: [],
    faults: [],
    measurements: [],
    explanations: [],
    runbook: null,
  };
}

/** One installation: what it remembers, and what it has told so far. */
class Story {
  standing: Incident | ClosedIncident | undefined;
  told: string[] = [];
  nowMs = 0;

  /** What is open, if anything is. */
  get incident(): Incident | undefined {
    return this.standing?.phase === 'closed' ? undefined : this.standing;
  }

  muted = false;

  alarm(state: 'ALARM' | 'OK', status: Status | undefined, stateReason = CROSSED, reason?: string): this {
    this.nowMs += MINUTE_MS;
    const change = { key: KEY, state, stateReason, stateChangedMs: this.nowMs };
    return this.take(change, status, reason);
  }

  take(change: CheckChange, status: Status | undefined, reason?: string): this {
    return this.#take(
      onCheckChange(change, {
        incident: this.standing,
        finding: status === undefined ? undefined : finding(status, reason),
        muted: this.muted,
        nowMs: this.nowMs,
      }),
    );
  }

  tick(status: Status | undefined, afterMs = 5 * MINUTE_MS, reason?: string): this {
    this.nowMs += afterMs;
    if (this.incident === undefined) return this;
    const circumstances = {
      finding: status === undefined ? undefined : finding(status, reason),
      muted: this.muted,
      nowMs: this.nowMs,
      reminderMs: REMINDER_MS,
    };
    return this.#take(onTick(this.incident, circumstances));
  }

  #take({ tell, write }: Decision): this {
    if (tell !== undefined)
      this.told.push('recheck' in tell ? `${tell.type}: ${tell.recheck.outcome}` : tell.type);
    if (write !== undefined) this.standing = write;
    return this;
  }
}

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
  const improved: Incident = { ...incident, phase: 'improved' };
  const stateChangedMs = incident.stateChangedMs + 60 * MINUTE_MS;
  const change = { key: KEY, state: 'ALARM', stateReason: CROSSED, stateChangedMs } as const;
  const now = { incident: improved, finding: finding('failed'), nowMs: stateChangedMs };
  assert.equal(onCheckChange(change, { ...now, muted: false }).tell?.sinceMs, stateChangedMs);
  assert.equal(onCheckChange(change, { ...now, muted: true }).tell, undefined);
  const unheard: Incident = { ...improved, lastNotifiedMs: 0, heldBy: 'mute' };
  assert.equal(onCheckChange(change, { ...now, incident: unheard, muted: false }).tell, undefined);
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
  const stale = { key: KEY, state: 'OK' as const, stateReason: CROSSED, stateChangedMs: 1 };
  const decision = onCheckChange(stale, {
    incident: story.incident,
    finding: finding('healthy'),
    muted: false,
    nowMs: story.nowMs,
  });
  assert.deepEqual(decision, {});
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
  story.muted = true;
  story.alarm('ALARM', 'failed').tick('failed');
  assert.deepEqual(story.told, []);
  story.muted = false;
  story.tick('failed').tick('failed');
  assert.deepEqual(story.told, ['still-broken-after-maintenance: confirms']);
});

test('what came and went during a mute is never told', () => {
  const story = new Story();
  story.muted = true;
  story.alarm('ALARM', 'failed').alarm('OK', 'healthy');
  story.muted = false;
  story.tick('healthy');
  assert.deepEqual(story.told, []);
  assert.equal(story.incident, undefined);
});

test('whoever was told of a failure is told of its end, even during a mute', () => {
  const story = new Story().alarm('ALARM', 'failed');
  story.muted = true;
  assert.deepEqual(story.alarm('OK', 'healthy').told, ['failed: confirms', 'recovered']);
});

test('an ALARM that arrives after its own OK is told, and looks decide when it is over', () => {
  const story = new Story();
  story.alarm('OK', 'healthy');
  assert.deepEqual(story.told, []);
  const late = { key: KEY, state: 'ALARM' as const, stateReason: CROSSED, stateChangedMs: story.nowMs - 1 };
  story.take(late, 'healthy');
  assert.deepEqual(story.told, ['failed: recovered-already']);
  story.tick('healthy').tick('healthy');
  assert.deepEqual(story.told, ['failed: recovered-already', 'recovered']);
});

test('an ALARM that is delivered again after its end is no second outage', () => {
  const story = new Story().alarm('ALARM', 'failed').alarm('OK', 'healthy');
  story.take({ key: KEY, state: 'ALARM', stateReason: CROSSED, stateChangedMs: MINUTE_MS }, 'healthy');
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
    story.standing = { ...story.incident, lastNotifiedMs: 0, heldBy: 'flood' };
    if (ending === 'tick') story.tick('unknown').tick('failed');
    else story.alarm('OK', 'healthy');
    assert.deepEqual(story.told, [ending === 'tick' ? 'failed: unknown-now' : 'recovered']);
  }
});

test('where nothing can be asked CloudWatch is believed: reminders go on, and the end of a mute is told', () => {
  const story = new Story();
  story.muted = true;
  story.alarm('ALARM', undefined);
  story.muted = false;
  story.tick(undefined).tick(undefined, REMINDER_MS);
  assert.deepEqual(story.told, ['still-broken-after-maintenance: not-looked', 'reminder: not-looked']);
});

test('an outage is as old as the first look that failed', () => {
  const { tell, write } = onCheckChange(
    {
      key: KEY,
      state: 'ALARM',
      stateReason: CROSSED,
      stateChangedMs: 10 * MINUTE_MS,
      firstFailedMs: MINUTE_MS,
    },
    { incident: undefined, finding: finding('failed'), muted: false, nowMs: 11 * MINUTE_MS },
  );
  assert.equal(tell?.sinceMs, MINUTE_MS);
  assert.equal(write?.stateChangedMs, 10 * MINUTE_MS);
});

test('whatever happens, pages and recoveries take turns', () => {
  const status = fc.constantFrom<Status>('healthy', 'degraded', 'failed', 'unknown');
  const step = fc.oneof(
    fc.record({ what: fc.constant('ALARM' as const), status }),
    fc.record({ what: fc.constant('OK' as const), status }),
    fc.record({ what: fc.constant('vanish' as const), status }),
    fc.record({ what: fc.constant('tick' as const), status }),
    fc.record({ what: fc.constant('mute' as const), status }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const story = new Story();
      for (const { what, status } of steps) {
        if (what === 'tick') story.tick(status);
        else if (what === 'mute') story.muted = !story.muted;
        else if (what === 'vanish') story.alarm('OK', status, VANISHED);
        else story.alarm(what, status);
      }
      let believed: 'well' | 'failing' | 'improved' = 'well';
      for (const one of story.told.map((said) => said.split(':')[0])) {
        if (one === 'reminder') continue;
        if (one === 'improved') {
          assert.notEqual(believed, 'well', story.told.join(' '));
          believed = 'improved';
          continue;
        }
        // Nobody is told of a failure that he knows, or of the end of one that he does not.
        assert.notEqual(believed, one === 'recovered' ? 'well' : 'failing', story.told.join(' '));
        believed = one === 'recovered' ? 'well' : 'failing';
      }
      if (believed !== 'well') assert.notEqual(story.incident, undefined, 'told of a failure and forgot it');
    }),
    { numRuns: 2000 },
  );
});
