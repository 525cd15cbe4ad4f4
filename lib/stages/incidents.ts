import type { Incident, IncidentKey } from '../core/incident.ts';
import type { FreshLook } from '../core/message.ts';
import type { ToldFinding } from '../core/report.ts';
import type { Severity } from '../core/status.ts';

/** A check alarm's change of state, as CloudWatch told it. */
export interface CheckChange {
  readonly key: IncidentKey;
  readonly state: 'ALARM' | 'OK';
  readonly stateReason: string;
  readonly stateChangedMs: number;
}

/** What is known besides: the table, the fresh look, the calendar. */
export interface Circumstances {
  /** undefined when there is none, or when the table is down. */
  readonly incident: Incident | undefined;
  /** The fresh look; undefined when nothing could be asked. */
  readonly finding: ToldFinding | undefined;
  readonly muted: boolean;
  readonly nowMs: number;
}

/** What to tell. The stage adds the finding's evidence, links and languages. */
export type Tell =
  | {
      readonly type: 'failed' | 'reminder' | 'still-broken-after-maintenance';
      readonly look: FreshLook;
      readonly sinceMs: number;
    }
  | { readonly type: 'recovered'; readonly sinceMs: number; readonly durationMs: number }
  | { readonly type: 'improved'; readonly sinceMs: number };

export type Write =
  | { readonly type: 'put'; readonly incident: Incident }
  | { readonly type: 'close'; readonly incident: Incident };

/** The message goes first, then the write: what dies in between is told twice, never not at all. */
export interface Decision {
  readonly tell?: Tell;
  readonly write?: Write;
}

/** "No data was returned for this contributor": the contributor vanished, and CloudWatch calls that OK (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data"). */
const VANISHED = /No data was returned for this contributor/i;
/** Looks that must agree before an outage that CloudWatch lost sight of is over. */
const HEALTHY_LOOKS = 2;

/** What a change of an alarm's state means for the incident. Pure; design rule 6. */
export function onCheckChange(change: CheckChange, circumstances: Circumstances): Decision {
  return change.state === 'ALARM' ? onFailing(change, circumstances) : onOk(change, circumstances);
}

function onFailing(change: CheckChange, { incident, finding, muted, nowMs }: Circumstances): Decision {
  if (incident !== undefined) {
    if (change.stateChangedMs < incident.stateChangedMs) return {};
    // It was told already; it only came back.
    return {
      write: {
        type: 'put',
        incident: { ...incident, phase: 'alarm', stateChangedMs: change.stateChangedMs, healthyLooks: 0 },
      },
    };
  }
  const look = describeLook(finding);
  const opened: Incident = {
    ...change.key,
    sinceMs: change.stateChangedMs,
    reason: finding?.reason ?? 'unknown',
    severity: severityOf(finding),
    stateChangedMs: change.stateChangedMs,
    phase: 'alarm',
    lastToldMs: muted ? 0 : nowMs,
    healthyLooks: 0,
  };
  if (muted) return { write: { type: 'put', incident: opened } };
  // Even where the look is healthy again: the OK that follows says how long it lasted.
  return {
    tell: { type: 'failed', look, sinceMs: opened.sinceMs },
    write: { type: 'put', incident: opened },
  };
}

function onOk(change: CheckChange, { incident, finding, nowMs }: Circumstances): Decision {
  if (incident === undefined || change.stateChangedMs < incident.stateChangedMs) return {};
  const seen = { ...incident, stateChangedMs: change.stateChangedMs };
  if (VANISHED.test(change.stateReason) && finding?.status !== 'failed') {
    return { write: { type: 'put', incident: { ...seen, phase: 'vanished', healthyLooks: 0 } } };
  }
  switch (finding?.status) {
    case 'failed':
      // The look is younger than the alarm's data: it is not over, and the next ALARM is no new page.
      return { write: { type: 'put', incident: { ...seen, phase: 'vanished', healthyLooks: 0 } } };
    case 'degraded':
      return improve(seen);
    case 'healthy':
    case undefined:
      return recover(seen, nowMs);
    case 'unknown':
      return { write: { type: 'put', incident: { ...seen, phase: 'vanished', healthyLooks: 0 } } };
  }
}

/** What the clock means for an open incident: reminders, endings that CloudWatch does not see, ends of mutes. */
export function onTick(
  incident: Incident,
  { finding, muted, nowMs, reminderMs }: Omit<Circumstances, 'incident'> & { readonly reminderMs: number },
): Decision {
  if (incident.phase !== 'alarm' && finding?.status === 'healthy') {
    const healthyLooks = incident.healthyLooks + 1;
    if (healthyLooks >= HEALTHY_LOOKS) return recover(incident, nowMs);
    return { write: { type: 'put', incident: { ...incident, healthyLooks } } };
  }
  if (incident.phase === 'vanished' && finding?.status === 'degraded') return improve(incident);
  if (muted || finding?.status !== 'failed') return {};
  const { sinceMs } = incident;
  const told: Write = {
    type: 'put',
    incident: { ...incident, lastToldMs: nowMs, healthyLooks: 0, reason: finding.reason ?? incident.reason },
  };
  const look = lookAgain(incident, finding);
  if (incident.lastToldMs === 0)
    return { tell: { type: 'still-broken-after-maintenance', look, sinceMs }, write: told };
  if (nowMs - incident.lastToldMs >= reminderMs)
    return { tell: { type: 'reminder', look, sinceMs }, write: told };
  return {};
}

/** A mute holds failures back, not their end: whoever was told of the one is told of the other. */
function recover(incident: Incident, nowMs: number): Decision {
  const write: Write = { type: 'close', incident };
  if (incident.lastToldMs === 0) return { write };
  return {
    tell: { type: 'recovered', sinceMs: incident.sinceMs, durationMs: nowMs - incident.sinceMs },
    write,
  };
}

function improve(incident: Incident): Decision {
  const write: Write = { type: 'put', incident: { ...incident, phase: 'improved', healthyLooks: 0 } };
  if (incident.lastToldMs === 0 || incident.phase === 'improved') return { write };
  return { tell: { type: 'improved', sinceMs: incident.sinceMs }, write };
}

function describeLook(finding: ToldFinding | undefined): FreshLook {
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

function lookAgain(incident: Incident, finding: ToldFinding): FreshLook {
  return finding.reason === incident.reason
    ? { outcome: 'confirms' }
    : { outcome: 'other-reason', before: incident.reason };
}

function severityOf(finding: ToldFinding | undefined): Severity {
  return finding?.severity ?? 'critical';
}
