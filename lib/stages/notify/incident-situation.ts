import type { ClosedIncident, HeldBy, Incident, Subject } from '../../core/notify/incident.ts';
import type { Recheck } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** What happens to an incident: CloudWatch changes an alarm's state, or the clock ticks. */
export type IncidentEvent =
  | {
      readonly type: 'change';
      readonly state: 'ALARM' | 'OK';
      readonly stateReason: string;
      readonly stateChangedMs: number;
      /** The first failing run the alarm names, where it names one. */
      readonly firstFailedMs?: number | undefined;
      /** Until when a vantage that has never reported is given. */
      readonly warmUntilMs?: number | undefined;
      /** The alarm's own text, where nothing else is known. */
      readonly text?: string | undefined;
    }
  /** `isGone`: the target is not checked any more. */
  | { readonly type: 'tick'; readonly isGone: boolean };

/** What is known beside the event: the fresh run, the calendar, the configuration. */
export interface Circumstances {
  /** The fresh run; undefined when nothing could be checked, as for every alarm that names no finding. */
  readonly finding: RenderedFinding | undefined;
  /** What holds failures back now. */
  readonly hold: HeldBy | undefined;
  /** Of a failure that begins now. */
  readonly severity: Severity;
  readonly nowMs: number;
  readonly reminderMs: number;
}

/** What a message is to say. The stage adds the evidence, links and languages. */
export type Notice =
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
 * The message goes first, then `commit` is written: what dies in between is sent twice, never not at all. A recovery
 * is written as `prepare` before it is sent: should it break off there and fail anew, nobody knows whether people
 * still wait for that recovery.
 */
export interface Decision {
  readonly prepare?: Incident;
  readonly notice?: Notice;
  readonly commit?: Incident | ClosedIncident;
}

/** What the table holds; `unreadable` when it cannot be used. */
export type Standing = Incident | ClosedIncident | undefined | 'unreadable';

/** What a rule looks at beside the incident. */
export interface Situation extends Circumstances {
  readonly subject: Subject;
  readonly event: IncidentEvent;
  /** When CloudWatch last changed its mind, this event included. */
  readonly stateChangedMs: number;
}

/** What the table holds of a subject before something begins. */
export type Before = Incident | ClosedIncident | undefined;
