import { closed, type Incident } from '../../core/notify/incident.ts';
import type { Recheck } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import type { Before, Decision, Notice, Situation } from './incident-situation.ts';

/** The rules that `incident-engine.ts` puts into its table. Each is pure. */

/** Runs that must agree before an outage that CloudWatch lost sight of is over. */
const HEALTHY_RUNS = 2;
/** An alarm looks back three hours at most (`lib/config/rules.ts`): healthy for longer, it cannot be in ALARM. */
const OK_IS_LOST_AFTER_MS = 4 * HOUR_MS;
/** What CloudWatch has no data of and nothing can check is forgotten: whatever alarms next is news. */
const FORGOTTEN_AFTER_MS = DAY_MS;
/** An ALARM that nothing contradicts for a quarter has lost its OK, or its reader. */
const UNBELIEVABLE_AFTER_MS = 90 * DAY_MS;

export function ignore(): Decision {
  return {};
}

/** Every alarm begins with an OK that ends nothing. */
export function note(before: Before, { subject, stateChangedMs }: Situation): Decision {
  return { commit: closed({ subject, stateChangedMs, alarmedMs: before?.alarmedMs ?? 0 }) };
}

/** What was notified is not known; a recovery too many is better than one too few. */
export function endUnread(before: Before, at: Situation): Decision {
  return { ...note(before, at), notice: { type: 'recovered', severity: at.severity } };
}

export function endIfHealthy(before: Before, at: Situation): Decision {
  return at.finding?.status === 'healthy' ? endUnread(before, at) : {};
}

/** A failure begins. Even where the run is healthy again: the OK that follows says how long it lasted. */
export function open(before: Before, at: Situation): Decision & { readonly commit: Incident } {
  const { subject, event, finding, hold, severity, nowMs, stateChangedMs } = at;
  const sinceMs = failingSince(at);
  const opened: Incident = {
    subject,
    sinceMs,
    reason: finding?.reason ?? null,
    severity,
    stateChangedMs: Math.max(stateChangedMs, before?.stateChangedMs ?? 0),
    alarmedMs: stateChangedMs,
    phase: 'alarm',
    lastNotifiedMs: hold === undefined ? nowMs : 0,
    ...(hold !== undefined && { heldBy: hold }),
    ...(hold === 'warm-up' && event.type === 'change' && { warmUntilMs: event.warmUntilMs ?? 0 }),
    ...wordsOf(at),
    ...worksFromOf(at),
    healthyRuns: 0,
  };
  return hold === undefined ? { notice: failure(at, severity, sinceMs), commit: opened } : { commit: opened };
}

/** What is not remembered has no beginning to speak of. */
export function openUnread(before: Before, at: Situation): Decision {
  const { notice, ...opened } = open(before, at);
  return notice === undefined ? opened : { ...opened, notice: failure(at, at.severity) };
}

/** Its end was delivered first. It is notified all the same, and runs decide when it is over: no OK will follow. */
export function openLate(before: Before, at: Situation): Decision {
  const { subject, severity, stateChangedMs } = at;
  // No run will: one message says both.
  if (subject.kind === 'alarm' && before?.phase === 'closed') {
    const durationMs = before.stateChangedMs - stateChangedMs;
    return {
      notice: { type: 'recovered', sinceMs: stateChangedMs, durationMs, severity },
      commit: { ...before, alarmedMs: stateChangedMs },
    };
  }
  const opened = open(before, at);
  return { ...opened, commit: { ...opened.commit, phase: 'vanished' } };
}

/** It alarms again in the same incident: no second page. */
export function again(incident: Incident, at: Situation): { readonly commit: Incident } {
  const { stateChangedMs } = at;
  const alarmed = { phase: 'alarm', stateChangedMs, alarmedMs: stateChangedMs } as const;
  return { commit: { ...unhealthy(incident), ...alarmed, ...wordsOf(at) } };
}

/** After a message that it improved, one says that it fails again. */
export function failAgain(incident: Incident, at: Situation): Decision {
  const { commit } = again(incident, at);
  if (isSilent(incident) || at.hold !== undefined) return { commit };
  return { notice: failure(at, incident.severity, failingSince(at)), commit: notifiedOf(commit, at) };
}

/** OK is no recovery here: data vanished, or the run is younger than the alarm's data. The next ALARM is no new page. */
export function vanish(incident: Incident, { stateChangedMs }: Situation): Decision {
  return { commit: { ...unhealthy(incident), stateChangedMs, phase: 'vanished' } };
}

/** What was sent already, an improvement or perhaps a recovery, stays remembered. */
export function doubt(incident: Incident, { stateChangedMs }: Situation): Decision {
  return { commit: { ...unhealthy(incident), stateChangedMs } };
}

/** A mute holds failures back, not their end: who was notified of the failure is notified of the recovery. */
export function recover(incident: Incident, at: Situation): Decision {
  const { sinceMs, severity, reason } = incident;
  const closed = close(incident, at);
  if (isSilent(incident)) return closed;
  const durationMs = (at.event.type === 'change' ? at.stateChangedMs : at.nowMs) - sinceMs;
  return {
    ...closed,
    prepare: { ...incident, stateChangedMs: at.stateChangedMs, phase: 'ending' },
    notice: { type: 'recovered', sinceMs, durationMs, severity, ...(reason !== null && { before: reason }) },
  };
}

export function improve(incident: Incident, at: Situation): Decision {
  const { sinceMs, severity, reason, phase } = incident;
  const improved = { ...unhealthy(incident), stateChangedMs: at.stateChangedMs, phase: 'improved' } as const;
  if (isSilent(incident) || phase === 'improved') return { commit: improved };
  const { heldBy: _, ...commit } = improved;
  const before = reason !== null && { before: reason };
  return {
    notice: { type: 'improved', sinceMs, severity, ...before },
    commit: { ...commit, lastNotifiedMs: at.nowMs },
  };
}

/** Closes without a message: who took the target out knows. */
export function close({ subject, alarmedMs }: Incident, { stateChangedMs }: Situation): Decision {
  return { commit: closed({ subject, stateChangedMs, alarmedMs }) };
}

/** It still fails: a reminder when one is due, and what a mute or a warm-up held back when that is over. */
export function remind(incident: Incident, at: Situation): Decision {
  const { lastNotifiedMs, heldBy, severity, sinceMs } = incident;
  const isDue = lastNotifiedMs === 0 || at.nowMs - lastNotifiedMs >= at.reminderMs;
  if (at.hold !== undefined || !isDue) return reset(incident);
  const late = heldBy === 'mute' ? 'still-broken-after-maintenance' : 'failed';
  const type = lastNotifiedMs === 0 ? late : 'reminder';
  const recheck = describeRun(at.finding, incident.reason);
  return { notice: { type, recheck, sinceMs, severity }, commit: notifiedOf(incident, at) };
}

/** Nothing can be checked: CloudWatch's state is used. */
export function believe(incident: Incident, at: Situation): Decision {
  return at.nowMs - incident.alarmedMs >= UNBELIEVABLE_AFTER_MS ? close(incident, at) : remind(incident, at);
}

export function forget(incident: Incident, at: Situation): Decision {
  return at.nowMs - incident.stateChangedMs >= FORGOTTEN_AFTER_MS ? close(incident, at) : {};
}

/** CloudWatch said OK and nothing contradicts it, but the recovery may never have been sent. */
export function endUnseen(incident: Incident, at: Situation): Decision {
  return at.nowMs - incident.stateChangedMs >= FORGOTTEN_AFTER_MS ? recover(incident, at) : {};
}

/** While CloudWatch alarms an OK is due. Where it was lost, the next ALARM would pass for one that was notified. */
export function expectOk(incident: Incident, at: Situation): Decision {
  const { healthySinceMs = at.nowMs } = incident;
  const isGone = at.event.type === 'tick' && at.event.isGone;
  if (at.nowMs - healthySinceMs >= OK_IS_LOST_AFTER_MS)
    return isGone ? close(incident, at) : recover(incident, at);
  return incident.healthySinceMs === undefined ? { commit: { ...incident, healthySinceMs } } : {};
}

/** CloudWatch lost sight of it: runs decide. */
export function countHealthy(incident: Incident, at: Situation): Decision {
  const healthyRuns = incident.healthyRuns + 1;
  return healthyRuns >= HEALTHY_RUNS ? recover(incident, at) : { commit: { ...incident, healthyRuns } };
}

/** It fails, and somebody may have read that it recovered. */
export function reopen(incident: Incident, at: Situation): Decision {
  if (at.hold !== undefined) return reset(incident);
  const { notice, commit } = page(incident, at);
  return { notice, commit: { ...commit, phase: 'vanished' } };
}

/** What waited for the next digest is notified now, whatever the run says. */
export function page(
  incident: Incident,
  at: Situation,
): { readonly notice: Notice; readonly commit: Incident } {
  const { severity, sinceMs } = incident;
  return { notice: failure(at, severity, sinceMs), commit: notifiedOf(incident, at) };
}

/** Healthy runs count only in a row. */
export function reset(incident: Incident): Decision {
  const isCounting = incident.healthyRuns > 0 || incident.healthySinceMs !== undefined;
  return isCounting ? { commit: unhealthy(incident) } : {};
}

function unhealthy({ healthySinceMs: _, ...incident }: Incident): Incident {
  return { ...incident, healthyRuns: 0 };
}

/** The incident once a failure was notified. */
function notifiedOf(incident: Incident, at: Situation): Incident {
  const { heldBy: _, warmUntilMs: __, worksFrom: ___, ...rest } = unhealthy(incident);
  return {
    ...rest,
    lastNotifiedMs: at.nowMs,
    reason: at.finding?.reason ?? incident.reason,
    ...worksFromOf(at),
  };
}

/** What the message says of other vantages. */
function worksFromOf({ finding }: Situation): Pick<Incident, 'worksFrom'> {
  const worksFrom = finding?.betweenVantages?.worksFrom ?? [];
  return worksFrom.length === 0 ? {} : { worksFrom };
}

/** No message about it was due so far. What only waits for a digest is notified, be it by its end. */
function isSilent({ lastNotifiedMs, heldBy }: Incident): boolean {
  return lastNotifiedMs === 0 && heldBy !== 'alert-storm';
}

/** Since the first failing run that the alarm names. */
function failingSince({ event, stateChangedMs }: Situation): number {
  const { firstFailedMs = stateChangedMs } = event.type === 'change' ? event : {};
  return Math.min(stateChangedMs, firstFailedMs);
}

function failure(at: Situation, severity: Severity, sinceMs?: number): Notice {
  const recheck = describeRun(at.finding);
  return { type: 'failed', recheck, severity, ...(sinceMs !== undefined && { sinceMs }) };
}

/** Reminders have no alarm at hand: where nothing else is known its words are kept for them. */
function wordsOf({ event }: Situation): Pick<Incident, 'alarmText' | 'stateReason'> {
  if (event.type !== 'change' || event.text === undefined) return {};
  return { alarmText: event.text, stateReason: event.stateReason };
}

/** @param before - the reason the incident was last notified with, where a change of it is news */
function describeRun(finding: RenderedFinding | undefined, before: string | null = null): Recheck {
  if (finding === undefined) return { outcome: 'not-looked', why: 'no-answer' };
  if (before !== null && finding.reason !== before) return { outcome: 'other-reason', before };
  return RUNS[finding.status](finding);
}

const RUNS: Readonly<Record<RenderedFinding['status'], (finding: RenderedFinding) => Recheck>> = {
  failed: () => ({ outcome: 'confirms' }),
  degraded: () => ({ outcome: 'degraded-now' }),
  healthy: () => ({ outcome: 'recovered-already' }),
  unknown: ({ reason }) => ({ outcome: 'unknown-now', reason: reason ?? 'unknown' }),
};
