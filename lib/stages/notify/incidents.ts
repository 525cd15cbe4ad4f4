import type { ClosedIncident, Incident, IncidentKey } from '../../core/notify/incident.ts';
import type { Recheck } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** A check alarm's change of state, as CloudWatch told it. */
export interface CheckChange {
  readonly key: IncidentKey;
  readonly state: 'ALARM' | 'OK';
  readonly stateReason: string;
  readonly stateChangedMs: number;
  /** The first failing look the alarm names, where it names one. */
  readonly firstFailedMs?: number;
}

/** What is known besides: the table, the fresh look, the calendar. */
export interface Circumstances {
  /** undefined when there never was one; `unreadable` when the table is down. */
  readonly incident: Incident | ClosedIncident | undefined | 'unreadable';
  /** The fresh look; undefined when nothing could be asked. */
  readonly finding: RenderedFinding | undefined;
  readonly muted: boolean;
  readonly nowMs: number;
}

/** What to tell. The stage adds the finding's evidence, links and languages. */
export type Tell =
  | {
      readonly type: 'failed' | 'reminder' | 'still-broken-after-maintenance';
      readonly recheck: Recheck;
      /** Absent where the table could not tell. */
      readonly sinceMs?: number;
      /** What the incident was opened with. */
      readonly severity: Severity;
    }
  | {
      readonly type: 'recovered';
      readonly sinceMs?: number;
      readonly durationMs?: number;
      readonly severity: Severity;
      readonly before?: string;
    }
  | {
      readonly type: 'improved';
      readonly sinceMs?: number;
      readonly severity: Severity;
      readonly before?: string;
    };

/**
 * The message goes first, then the write: what dies in between is told twice, never not at all. An end is announced
 * before it is told: should it break off there and fail anew, nobody knows whether people still wait for that end.
 */
export interface Decision {
  readonly ahead?: Incident;
  readonly tell?: Tell;
  readonly write?: Incident | ClosedIncident;
}

/** "No data was returned for this contributor": the contributor vanished, and CloudWatch calls that OK (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data"). */
const VANISHED = /No data was returned for this contributor/i;
/** Looks that must agree before an outage that CloudWatch lost sight of is over. */
const HEALTHY_LOOKS = 2;
/** An alarm looks back three hours at most (`lib/config/rules.ts`): healthy for longer, it cannot be in ALARM. */
const OK_IS_LOST_AFTER_MS = 4 * 3_600_000;

/** So long nothing could be asked and CloudWatch had no data: whatever alarms next is news. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** What a change of an alarm's state means for the incident. Pure. */
export function onCheckChange(change: CheckChange, circumstances: Circumstances): Decision {
  return change.state === 'ALARM' ? onFailing(change, circumstances) : onOk(change, circumstances);
}

function onFailing(change: CheckChange, circumstances: Circumstances): Decision {
  const { finding, muted, nowMs } = circumstances;
  const { stateChangedMs } = change;
  const incident = circumstances.incident === 'unreadable' ? undefined : circumstances.incident;
  if (incident !== undefined && stateChangedMs <= incident.alarmedMs) return {};
  const isOpen = incident !== undefined && incident.phase !== 'closed';
  if (isOpen && incident.phase !== 'ending') {
    if (stateChangedMs < incident.stateChangedMs) return {};
    const { healthySinceMs: _, ...rest } = incident;
    const back = {
      ...rest,
      phase: 'alarm',
      stateChangedMs,
      alarmedMs: stateChangedMs,
      healthyRuns: 0,
    } as const;
    // Whoever read that it no longer fails reads that it does again. Of an unknown in between nobody was told.
    if (incident.phase !== 'improved' || isSilent(incident) || muted) return { write: back };
    const { severity } = incident;
    return {
      tell: { type: 'failed', recheck: describeRun(finding), severity, sinceMs: failingSince(change) },
      write: notifiedAt(back, nowMs, finding),
    };
  }
  // Its end was delivered first. It is told all the same, and looks decide when it is over: no OK will follow.
  const isLate = incident !== undefined && stateChangedMs < incident.stateChangedMs;
  const sinceMs = failingSince(change);
  const opened: Incident = {
    ...change.key,
    sinceMs,
    reason: finding?.reason ?? null,
    severity: severityOf(finding),
    stateChangedMs: isLate ? incident.stateChangedMs : stateChangedMs,
    alarmedMs: stateChangedMs,
    phase: isLate ? 'vanished' : 'alarm',
    lastNotifiedMs: muted ? 0 : nowMs,
    ...(muted && { heldBy: 'mute' }),
    healthyRuns: 0,
  };
  if (muted) return { write: opened };
  // Even where the look is healthy again: the OK that follows says how long it lasted.
  const isKnown = circumstances.incident !== 'unreadable';
  const recheck = describeRun(finding);
  return {
    tell: { type: 'failed', recheck, severity: opened.severity, ...(isKnown && { sinceMs }) },
    write: opened,
  };
}

/** Since the first failing look that the alarm names. */
function failingSince({ stateChangedMs, firstFailedMs = stateChangedMs }: CheckChange): number {
  return Math.min(stateChangedMs, firstFailedMs);
}

function onOk(change: CheckChange, { incident, finding, nowMs }: Circumstances): Decision {
  const { key, stateChangedMs } = change;
  if (incident === 'unreadable') return onOkWithoutMemory(change, finding);
  if (incident !== undefined && stateChangedMs < incident.stateChangedMs) return {};
  if (incident === undefined || incident.phase === 'closed') {
    return { write: { ...key, phase: 'closed', stateChangedMs, alarmedMs: incident?.alarmedMs ?? 0 } };
  }
  const seen = { ...incident, stateChangedMs };
  // Whether its end was told already is still not known.
  const phase = incident.phase === 'ending' ? 'ending' : 'vanished';
  const notOver: Decision = { write: { ...seen, phase, healthyRuns: 0 } };
  if (VANISHED.test(change.stateReason) && finding?.status !== 'failed') return notOver;
  switch (finding?.status) {
    case 'failed':
      // The look is younger than the alarm's data: it is not over, and the next ALARM is no new page.
      return notOver;
    case 'degraded':
      return improve(seen);
    case 'healthy':
    case undefined:
      return recover(seen, nowMs);
    case 'unknown':
      return notOver;
  }
}

/** Nobody knows what was told; a recovery too many is better than one too few. */
function onOkWithoutMemory(change: CheckChange, finding: RenderedFinding | undefined): Decision {
  const { key, stateChangedMs } = change;
  const severity = severityOf(finding);
  const isWell =
    finding?.status === 'healthy' || (finding === undefined && !VANISHED.test(change.stateReason));
  if (!isWell) return {};
  return {
    tell: { type: 'recovered', severity },
    write: { ...key, phase: 'closed', stateChangedMs, alarmedMs: 0 },
  };
}

/**
 * Closes an incident whose target is watched no longer, in silence: whoever took it out knows. While CloudWatch still
 * alarms it stays, for the metric of the last looks is not yet forgotten.
 */
export function onGone(incident: Incident): Decision {
  const { vantage, target, check, phase, stateChangedMs, alarmedMs } = incident;
  if (phase === 'alarm') return {};
  return { write: { vantage, target, check, phase: 'closed', stateChangedMs, alarmedMs } };
}

/** What the clock means for an open incident: reminders, endings that CloudWatch does not see, ends of mutes. */
export function onTick(
  incident: Incident,
  circumstances: Omit<Circumstances, 'incident'> & { readonly reminderMs: number },
): Decision {
  const { finding, muted, nowMs, reminderMs } = circumstances;
  const { sinceMs, severity } = incident;
  if (incident.heldBy === 'flood' && !muted)
    return {
      tell: { type: 'failed', recheck: describeRun(finding), sinceMs, severity },
      write: notifiedAt(incident, nowMs, finding),
    };
  if (finding?.status === 'healthy') return onHealthyRun(incident, nowMs);
  // Somebody may have been told that it is over.
  if (incident.phase === 'ending' && finding?.status === 'failed' && !muted) {
    const write: Incident = { ...notifiedAt(incident, nowMs, finding), phase: 'vanished' };
    return { tell: { type: 'failed', recheck: describeRun(finding), sinceMs, severity }, write };
  }
  if (incident.phase === 'vanished' && finding?.status === 'degraded') return improve(incident);
  // Where nothing can be asked, CloudWatch's word stands; it says nothing more of what gives no data.
  if (finding === undefined && nowMs - incident.stateChangedMs >= FORGOTTEN_AFTER_MS) {
    const { write } = onGone(incident);
    if (write !== undefined) return { write };
  }
  const isBroken = finding === undefined ? incident.phase === 'alarm' : finding.status === 'failed';
  if (muted || !isBroken) return {};
  const write = notifiedAt(incident, nowMs, finding);
  const recheck = recheckOf(incident, finding);
  if (incident.lastNotifiedMs === 0)
    return { tell: { type: 'still-broken-after-maintenance', recheck, sinceMs, severity }, write };
  if (nowMs - incident.lastNotifiedMs >= reminderMs)
    return { tell: { type: 'reminder', recheck, sinceMs, severity }, write };
  return {};
}

function onHealthyRun(incident: Incident, nowMs: number): Decision {
  if (incident.phase === 'alarm') {
    const healthySinceMs = incident.healthySinceMs ?? nowMs;
    // The OK was lost: without this the next ALARM would pass for one that was told.
    if (nowMs - healthySinceMs >= OK_IS_LOST_AFTER_MS) return recover(incident, nowMs);
    return incident.healthySinceMs === undefined ? { write: { ...incident, healthySinceMs } } : {};
  }
  const healthyRuns = incident.healthyRuns + 1;
  return healthyRuns >= HEALTHY_LOOKS ? recover(incident, nowMs) : { write: { ...incident, healthyRuns } };
}

/** The incident as it stands once a failure was told. */
function notifiedAt(incident: Incident, nowMs: number, finding: RenderedFinding | undefined): Incident {
  const { heldBy: _, healthySinceMs: __, ...rest } = incident;
  return { ...rest, lastNotifiedMs: nowMs, healthyRuns: 0, reason: finding?.reason ?? incident.reason };
}

/** A mute holds failures back, not their end: whoever was told of the one is told of the other. */
function recover(incident: Incident, nowMs: number): Decision {
  const { vantage, target, check, stateChangedMs, alarmedMs, sinceMs, severity, reason } = incident;
  const write: ClosedIncident = { vantage, target, check, phase: 'closed', stateChangedMs, alarmedMs };
  if (isSilent(incident)) return { write };
  const durationMs = nowMs - sinceMs;
  const ahead: Incident = { ...incident, phase: 'ending' };
  return {
    ahead,
    tell: { type: 'recovered', sinceMs, durationMs, severity, ...(reason !== null && { before: reason }) },
    write,
  };
}

function improve(incident: Incident): Decision {
  const write: Incident = { ...incident, phase: 'improved', healthyRuns: 0 };
  if (isSilent(incident) || incident.phase === 'improved') return { write };
  const { sinceMs, severity, reason } = incident;
  return { tell: { type: 'improved', sinceMs, severity, ...(reason !== null && { before: reason }) }, write };
}

/** Nobody was to be told of it so far. What only waited for a digest is told, be it by its end. */
function isSilent({ lastNotifiedMs, heldBy }: Incident): boolean {
  return lastNotifiedMs === 0 && heldBy !== 'flood';
}

function describeRun(finding: RenderedFinding | undefined): Recheck {
  switch (finding?.status) {
    case undefined:
      return { outcome: 'not-looked', why: 'no-answer' };
    case 'failed':
      return { outcome: 'confirms' };
    case 'degraded':
      return { outcome: 'degraded-now' };
    case 'healthy':
      return { outcome: 'recovered-already' };
    case 'unknown':
      return { outcome: 'unknown-now', reason: finding.reason ?? 'unknown' };
  }
}

function recheckOf(incident: Incident, finding: RenderedFinding | undefined): Recheck {
  if (finding === undefined) return describeRun(finding);
  return incident.reason === null || finding.reason === incident.reason
    ? { outcome: 'confirms' }
    : { outcome: 'other-reason', before: incident.reason };
}

function severityOf(finding: RenderedFinding | undefined): Severity {
  return finding?.severity ?? 'critical';
}
