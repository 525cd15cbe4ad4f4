import type { ClosedAlarm, OpenAlarm } from '../../core/notify/incident.ts';
import type { AlarmSubject } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { News } from './decision.ts';

/** A change of state of an alarm that is told in its own words. */
export interface AlarmChange {
  readonly alarm: string;
  readonly about: AlarmSubject;
  readonly vantage?: string;
  readonly severity: Severity;
  readonly text: string;
  readonly state: 'ALARM' | 'OK';
  readonly stateReason: string;
  readonly stateChangedMs: number;
  /** For a heartbeat after a deployment: until when a vantage that has never reported is given. */
  readonly warmUntilMs?: number;
}

/** What to tell of it. */
export interface AlarmNotice {
  readonly state: 'ALARM' | 'OK';
  /** Absent where the table could not tell. */
  readonly sinceMs?: number;
  /** Of one that is over, by CloudWatch's own times. */
  readonly durationMs?: number;
}

/** An end is announced, then told; then it is written what was told (`Decision` of `incidents.ts`). */
export interface AlarmDecision {
  readonly ahead?: OpenAlarm;
  readonly tell?: AlarmNotice;
  readonly write?: OpenAlarm | ClosedAlarm;
}

/** What gatewatch watches itself by: they fail together where what they share does. */
const OWN: readonly AlarmSubject[] = ['heartbeat', 'unknown', 'undelivered', 'client-certificates'];

export function isOwn(about: AlarmSubject): boolean {
  return OWN.includes(about);
}

/** As what it counts where many things happen at once. Alarms of others stand alone: nothing is known of them. */
export function countsAs(about: AlarmSubject, { state }: AlarmNotice): News['as'] {
  if (!isOwn(about)) return 'alarm';
  return state === 'ALARM' ? 'failed' : 'over';
}

/** What a change of state of such an alarm means: its ALARM is told once and its OK once. Pure. */
export function onAlarmChange(
  change: AlarmChange,
  standing: OpenAlarm | ClosedAlarm | undefined | 'unreadable',
  nowMs: number,
): AlarmDecision {
  return change.state === 'ALARM' ? onAlarm(change, standing, nowMs) : onOk(change, standing);
}

function onAlarm(
  change: AlarmChange,
  standing: OpenAlarm | ClosedAlarm | undefined | 'unreadable',
  nowMs: number,
): AlarmDecision {
  const { alarm, stateChangedMs } = change;
  const known = standing === 'unreadable' ? undefined : standing;
  if (known !== undefined && stateChangedMs < known.stateChangedMs) {
    // Its end was delivered first: one message says both, for no OK will follow.
    const isNews = known.phase === 'closed' && stateChangedMs > (known.alarmedMs ?? 0);
    return isNews
      ? {
          tell: {
            state: 'OK',
            sinceMs: stateChangedMs,
            durationMs: known.stateChangedMs - stateChangedMs,
          },
          write: { ...known, alarmedMs: stateChangedMs },
        }
      : {};
  }
  if (known?.phase === 'open' && known.isEnding !== true) return {};
  const { about, vantage, severity, text, stateReason, warmUntilMs } = change;
  const isWarmingUp = warmUntilMs !== undefined && nowMs < warmUntilMs;
  const opened: OpenAlarm = {
    alarm,
    phase: 'open',
    about,
    ...(vantage !== undefined && { vantage }),
    severity,
    text,
    stateReason,
    sinceMs: stateChangedMs,
    stateChangedMs,
    lastNotifiedMs: isWarmingUp ? 0 : nowMs,
    ...(isWarmingUp && { warmUntilMs }),
  };
  if (isWarmingUp) return { write: opened };
  return { tell: { state: 'ALARM', sinceMs: stateChangedMs }, write: opened };
}

function onOk(
  { alarm, stateChangedMs }: AlarmChange,
  standing: OpenAlarm | ClosedAlarm | undefined | 'unreadable',
): AlarmDecision {
  const closed: ClosedAlarm = { alarm, phase: 'closed', stateChangedMs };
  // Nobody knows what was told; an end too many is better than one too few.
  if (standing === 'unreadable') return { tell: { state: 'OK' }, write: closed };
  if (standing !== undefined && stateChangedMs < standing.stateChangedMs) return {};
  // Every alarm begins with an OK that ends nothing.
  if (standing?.phase !== 'open') return { write: { ...standing, ...closed } };
  const write: ClosedAlarm = { ...closed, alarmedMs: standing.stateChangedMs };
  // What only waited for a digest is told by its end.
  if (standing.lastNotifiedMs === 0 && standing.heldBy !== 'flood') return { write };
  const { sinceMs } = standing;
  return {
    ahead: { ...standing, stateChangedMs, isEnding: true },
    tell: { state: 'OK', sinceMs, durationMs: stateChangedMs - sinceMs },
    write,
  };
}

/**
 * What the clock means for such an alarm: reminders, and the end of a warm-up.
 *
 * @param hasReported - whether the vantage has ever reported; undefined when the table could not tell
 */
export function onAlarmTick(
  alarm: OpenAlarm,
  circumstances: {
    readonly nowMs: number;
    readonly reminderMs: number;
    readonly hasReported: boolean | undefined;
  },
): AlarmDecision {
  const { nowMs, reminderMs, hasReported } = circumstances;
  // Whether its end was told is for the queue to find out.
  if (alarm.isEnding === true) return {};
  const { warmUntilMs, heldBy: _, ...rest } = alarm;
  const tell: AlarmNotice = { state: 'ALARM', sinceMs: alarm.sinceMs };
  const write: OpenAlarm = { ...rest, lastNotifiedMs: nowMs };
  if (alarm.lastNotifiedMs === 0) {
    if (warmUntilMs !== undefined && nowMs < warmUntilMs) return {};
    // It has begun, and the OK is on its way. One that does not come is told like any other.
    const isOkDue = hasReported === true && nowMs < (warmUntilMs ?? 0) + OK_DUE_MS;
    return isOkDue ? {} : { tell, write };
  }
  return nowMs - alarm.lastNotifiedMs >= reminderMs ? { tell, write } : {};
}

/** A heartbeat ends an ALARM within a period; this is more than any schedule's three. */
const OK_DUE_MS = 3 * 3_600_000;
