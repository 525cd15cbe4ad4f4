import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Incident, Subject } from '../../../lib/core/notify/incident.ts';
import type { RenderedFinding } from '../../../lib/core/report.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { decide } from '../../../lib/stages/notify/incident-engine.ts';
import type {
  Circumstances,
  IncidentEvent,
  Standing,
} from '../../../lib/stages/notify/incident-situation.ts';
import { CROSSED, lookFinding, VANISHED } from '../../support/alarm-messages.ts';

/** What a decision says and what it remembers: each duration, reason and severity of it. */

const SUBJECT: Subject = { kind: 'finding', vantage: 'seoul', target: 'sgw', check: 'tls' };
const ALARM: Subject = { kind: 'alarm', alarm: 'gatewatch-prod-heartbeat-seoul', about: 'heartbeat' };
const BEGAN_MS = 1000 * DAY_MS;
const NOW_MS = BEGAN_MS + 10 * MINUTE_MS;

const incident = (more: Partial<Incident> = {}): Incident => ({
  ...{ subject: SUBJECT, sinceMs: BEGAN_MS, reason: 'tls-intercepted', severity: 'critical', phase: 'alarm' },
  ...{ stateChangedMs: BEGAN_MS, alarmedMs: BEGAN_MS, lastNotifiedMs: BEGAN_MS, healthyRuns: 0 },
  ...more,
});
const closed = { subject: SUBJECT, phase: 'closed', stateChangedMs: BEGAN_MS, alarmedMs: BEGAN_MS } as const;
type Change = Extract<IncidentEvent, { type: 'change' }>;
const change = (state: 'ALARM' | 'OK', more: Partial<Change> = {}): Change => ({
  ...{ type: 'change', state, stateReason: CROSSED, stateChangedMs: NOW_MS - MINUTE_MS },
  ...more,
});
const TICK: IncidentEvent = { type: 'tick', isGone: false };

function decided(
  standing: Standing,
  event: IncidentEvent,
  finding?: RenderedFinding,
  more: Partial<Circumstances> = {},
  subject = SUBJECT,
) {
  const around = { hold: undefined, severity: 'warning', nowMs: NOW_MS, reminderMs: HOUR_MS } as const;
  return decide(subject, standing, event, { ...around, finding, ...more });
}
const [FAILED, HEALTHY, DEGRADED] = (['failed', 'healthy', 'degraded'] as const).map((one) =>
  lookFinding(one),
);
const elsewhere: RenderedFinding = {
  ...lookFinding('failed'),
  betweenVantages: { failsFrom: ['seoul'], worksFrom: ['paris'], side: 'site', sentence: 's', cause: 'c' },
};

test('what begins is remembered with its reason, severity, and where else it works', () => {
  assert.deepEqual(decided(undefined, change('ALARM'), elsewhere), {
    notice: {
      ...{
        type: 'failed',
        recheck: { outcome: 'confirms' },
        severity: 'warning',
        sinceMs: NOW_MS - MINUTE_MS,
      },
    },
    commit: {
      ...{ subject: SUBJECT, phase: 'alarm', reason: 'tls-intercepted', severity: 'warning', healthyRuns: 0 },
      ...{ sinceMs: NOW_MS - MINUTE_MS, stateChangedMs: NOW_MS - MINUTE_MS, alarmedMs: NOW_MS - MINUTE_MS },
      ...{ lastNotifiedMs: NOW_MS, worksFrom: ['paris'] },
    },
  });
});

test('it has failed since the first run that the alarm names, and never since later than the alarm', () => {
  const since = (firstFailedMs: number) => {
    const { notice } = decided(undefined, change('ALARM', { firstFailedMs }), FAILED);
    return notice?.sinceMs;
  };
  assert.equal(since(BEGAN_MS), BEGAN_MS);
  assert.equal(since(NOW_MS), NOW_MS - MINUTE_MS);
});

test('an alarm that nothing else is known of keeps its own words for the reminders', () => {
  const { commit, notice } = decided(
    undefined,
    change('ALARM', { text: 'No report from seoul.' }),
    undefined,
  );
  assert.partialDeepStrictEqual(commit, {
    reason: null,
    alarmText: 'No report from seoul.',
    stateReason: CROSSED,
  });
  assert.partialDeepStrictEqual(notice, { recheck: { outcome: 'not-looked', why: 'no-answer' } });
  assert.equal('stateReason' in (decided(undefined, change('ALARM'), FAILED).commit ?? {}), false);
});

test('a vantage that was just deployed is given until the alarm says; a mute gives it nothing', () => {
  const held = (hold: 'warm-up' | 'mute', more: Partial<Change> = {}) =>
    decided(undefined, change('ALARM', more), undefined, { hold }).commit;
  assert.partialDeepStrictEqual(held('warm-up', { warmUntilMs: NOW_MS }), {
    ...{ heldBy: 'warm-up', warmUntilMs: NOW_MS, lastNotifiedMs: 0 },
  });
  assert.partialDeepStrictEqual(held('warm-up'), { warmUntilMs: 0 });
  assert.equal('warmUntilMs' in (held('mute', { warmUntilMs: NOW_MS }) ?? {}), false);
});

test('a recovery says how long it lasted, from what, and is prepared before it is sent', () => {
  const standing = incident({ healthyRuns: 1, healthySinceMs: BEGAN_MS });
  const told = { type: 'recovered', sinceMs: BEGAN_MS, severity: 'critical', before: 'tls-intercepted' };
  const byAlarm = decided(standing, change('OK'), HEALTHY);
  assert.deepEqual(byAlarm.notice, { ...told, durationMs: 9 * MINUTE_MS });
  assert.partialDeepStrictEqual(byAlarm.prepare, { phase: 'ending', stateChangedMs: NOW_MS - MINUTE_MS });
  assert.deepEqual(byAlarm.commit, { ...closed, stateChangedMs: NOW_MS - MINUTE_MS });
  // Runs end it at the time of the run: CloudWatch changed its mind long before.
  const byRuns = decided({ ...standing, phase: 'vanished' }, TICK, HEALTHY);
  assert.deepEqual(byRuns.notice, { ...told, durationMs: 10 * MINUTE_MS });
  assert.deepEqual(byRuns.commit, closed);
  const nameless = decided(incident({ reason: null }), change('OK'), HEALTHY);
  assert.equal('before' in (nameless.notice ?? {}), false);
});

test('an improvement is told once, with the reason it had, and ends what held it back', () => {
  const improved = decided(incident({ heldBy: 'mute', healthySinceMs: BEGAN_MS }), change('OK'), DEGRADED);
  assert.deepEqual(improved.notice, {
    ...{ type: 'improved', sinceMs: BEGAN_MS, severity: 'critical', before: 'tls-intercepted' },
  });
  assert.deepEqual(
    improved.commit,
    incident({ phase: 'improved', stateChangedMs: NOW_MS - MINUTE_MS, lastNotifiedMs: NOW_MS }),
  );
  const again = decided(incident({ phase: 'improved' }), change('OK'), DEGRADED);
  assert.deepEqual(again, { commit: incident({ phase: 'improved', stateChangedMs: NOW_MS - MINUTE_MS }) });
  const nameless = decided(incident({ reason: null }), change('OK'), DEGRADED);
  assert.equal('before' in (nameless.notice ?? {}), false);
});

test('an end that cannot be read from the table is told with the severity of the target', () => {
  assert.deepEqual(decided('unreadable', change('OK'), HEALTHY).notice, {
    ...{ type: 'recovered', severity: 'warning' },
  });
});

test('an ALARM behind its own OK is one message with how long it lasted', () => {
  const { notice, commit } = decided(
    { ...closed, subject: ALARM, stateChangedMs: NOW_MS, alarmedMs: BEGAN_MS },
    change('ALARM'),
    undefined,
    {},
    ALARM,
  );
  assert.deepEqual(notice, {
    ...{ type: 'recovered', sinceMs: NOW_MS - MINUTE_MS, durationMs: MINUTE_MS, severity: 'warning' },
  });
  assert.partialDeepStrictEqual(commit, {
    phase: 'closed',
    stateChangedMs: NOW_MS,
    alarmedMs: NOW_MS - MINUTE_MS,
  });
});

test('a doubtful OK keeps what was sent, and from then on later changes alone count', () => {
  const standing = incident({ phase: 'improved', healthyRuns: 1 });
  assert.deepEqual(decided(standing, change('OK'), FAILED), {
    commit: incident({ phase: 'improved', stateChangedMs: NOW_MS - MINUTE_MS }),
  });
});

test('a reminder remembers the reason it named, and forgets what held the first message back', () => {
  const standing = incident({
    warmUntilMs: BEGAN_MS,
    worksFrom: ['paris'],
    lastNotifiedMs: NOW_MS - HOUR_MS,
  });
  const { notice, commit } = decided(standing, TICK, lookFinding('failed', {}, 'tls-refused'));
  assert.partialDeepStrictEqual(notice, {
    ...{ type: 'reminder', recheck: { outcome: 'other-reason', before: 'tls-intercepted' } },
  });
  assert.deepEqual(commit, incident({ reason: 'tls-refused', lastNotifiedMs: NOW_MS }));
  const early = { ...standing, lastNotifiedMs: NOW_MS - HOUR_MS + 1 };
  assert.deepEqual(decided(early, TICK, FAILED), {});
});

test('what cannot be checked is forgotten after a day, believed for a quarter, and no moment longer', () => {
  const ends = (standing: Incident, afterMs: number) => {
    const { commit, notice } = decided(standing, TICK, undefined, {
      nowMs: BEGAN_MS + afterMs,
      hold: 'mute',
    });
    return commit?.phase === 'closed' ? (notice?.type ?? 'silently') : 'no';
  };
  for (const [phase, limitMs, end] of [
    ['improved', DAY_MS, 'silently'],
    ['vanished', DAY_MS, 'silently'],
    ['ending', DAY_MS, 'recovered'],
    ['alarm', 90 * DAY_MS, 'silently'],
  ] as const) {
    assert.equal(ends(incident({ phase }), limitMs - 1), 'no', phase);
    assert.equal(ends(incident({ phase }), limitMs), end, phase);
  }
});

test('healthy runs count in a row, while CloudWatch alarms and after it lost sight', () => {
  const healthy = decided(incident(), TICK, HEALTHY);
  assert.deepEqual(healthy, { commit: incident({ healthySinceMs: NOW_MS }) });
  const counting = incident({ healthySinceMs: NOW_MS, lastNotifiedMs: NOW_MS });
  assert.deepEqual(decided(counting, TICK, FAILED), { commit: incident({ lastNotifiedMs: NOW_MS }) });
  assert.deepEqual(decided(counting, TICK, DEGRADED), { commit: incident({ lastNotifiedMs: NOW_MS }) });
  assert.deepEqual(decided(incident({ lastNotifiedMs: NOW_MS }), TICK, DEGRADED), {});
});

test('a failure after a recovery that may have arrived is told, and runs decide from then on', () => {
  const { notice, commit } = decided(incident({ phase: 'ending' }), TICK, FAILED);
  assert.deepEqual(notice, {
    ...{ type: 'failed', recheck: { outcome: 'confirms' }, severity: 'critical', sinceMs: BEGAN_MS },
  });
  assert.deepEqual(commit, incident({ phase: 'vanished', lastNotifiedMs: NOW_MS }));
});

test('a run that became unknown says why', () => {
  const recheckOf = (finding: RenderedFinding) => {
    const { notice } = decided(undefined, change('ALARM'), finding);
    return notice !== undefined && 'recheck' in notice ? notice.recheck : undefined;
  };
  const unknown = lookFinding('unknown', {}, 'out-of-time');
  assert.deepEqual(recheckOf(unknown), { outcome: 'unknown-now', reason: 'out-of-time' });
  assert.deepEqual(recheckOf({ ...unknown, reason: null }), { outcome: 'unknown-now', reason: 'unknown' });
});

test('what vanished while the table cannot be read is over only where a run finds it well', () => {
  const ofRun = (finding?: RenderedFinding) =>
    decided('unreadable', change('OK', { stateReason: VANISHED }), finding).notice?.type;
  assert.deepEqual(
    [HEALTHY, FAILED, DEGRADED, undefined].map((finding) => ofRun(finding)),
    ['recovered', undefined, undefined, undefined],
  );
});

test('without the table a mute still holds a failure back', () => {
  const { notice, commit } = decided('unreadable', change('ALARM'), FAILED, { hold: 'mute' });
  assert.equal(notice, undefined);
  assert.partialDeepStrictEqual(commit, { heldBy: 'mute' });
});

test('the clock begins nothing', () => {
  for (const standing of [undefined, closed, 'unreadable'] as const)
    assert.deepEqual(decided(standing, TICK, FAILED), {});
});

test('an alarm that names no finding is over with its OK, whatever reason that gives: no run looks after it', () => {
  const ok = change('OK', { stateReason: VANISHED });
  const { notice, commit } = decided(incident({ subject: ALARM }), ok, undefined, {}, ALARM);
  assert.deepEqual([notice?.type, commit?.phase], ['recovered', 'closed']);
});

test('an ALARM from before an OK that may have been sent is notified, and no OK is expected', () => {
  for (const subject of [SUBJECT, ALARM]) {
    const ending = incident({ subject, phase: 'ending', stateChangedMs: NOW_MS });
    const late = decided(ending, change('ALARM'), undefined, {}, subject);
    assert.equal(late.notice?.type, 'failed', subject.kind);
    assert.partialDeepStrictEqual(late.commit, {
      ...{ phase: 'vanished', stateChangedMs: NOW_MS, alarmedMs: NOW_MS - MINUTE_MS },
    });
  }
});

test('what fails again while it is held back is open again, and says nothing', () => {
  const improved = incident({ phase: 'improved' });
  const failing = { phase: 'alarm', alarmedMs: NOW_MS - MINUTE_MS };
  const muted = decided(improved, change('ALARM'), FAILED, { hold: 'mute' });
  const unheard = decided({ ...improved, lastNotifiedMs: 0 }, change('ALARM'), FAILED);
  for (const { notice, commit } of [muted, unheard]) {
    assert.equal(notice, undefined);
    assert.partialDeepStrictEqual(commit, failing);
  }
  assert.deepEqual(decided(incident({ phase: 'ending' }), TICK, FAILED, { hold: 'mute' }), {});
});

test('healthy runs while CloudWatch alarms are written down once', () => {
  assert.deepEqual(decided(incident({ healthySinceMs: BEGAN_MS }), TICK, HEALTHY), {});
});

test('what waits for a digest is sent by the clock as soon as nothing holds it back', () => {
  const waiting = (phase: Incident['phase'], hold?: 'mute') =>
    decided(incident({ phase, lastNotifiedMs: 0, heldBy: 'alert-storm' }), TICK, FAILED, { hold }).notice
      ?.type;
  assert.equal(waiting('alarm'), 'failed');
  assert.equal(waiting('improved'), 'failed');
  assert.equal(waiting('alarm', 'mute'), undefined);
  const healthyRuns = (phase: Incident['phase']) =>
    decided(incident({ phase, lastNotifiedMs: 0, heldBy: 'alert-storm' }), TICK, HEALTHY);
  assert.equal(healthyRuns('alarm').notice?.type, 'failed');
  // Its recovery is on the way: runs decide whether it is over.
  assert.deepEqual(
    [healthyRuns('ending').notice, healthyRuns('ending').commit?.phase],
    [undefined, 'ending'],
  );
});
