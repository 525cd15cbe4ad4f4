import type { Severity } from '../reason.ts';
import type { ClientFailureStore } from './client-failures.ts';
import type { AlarmSubject } from './message.ts';

/** What an incident is about: the identity of a finding. */
export interface IncidentKey {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
}

/**
 * What was told about one outage. It opens with the first page and closes with the recovery; in between the
 * finding may become unknown and fail again without a second page.
 */
export interface Incident extends IncidentKey {
  readonly sinceMs: number;
  /** The reason it was last told with; null where only the alarm itself was known. */
  readonly reason: string | null;
  readonly severity: Severity;
  /** CloudWatch's StateChangeTime of the last transition that was taken; older ones are refused. */
  readonly stateChangedMs: number;
  /** StateChangeTime of the last ALARM that was taken: the same again is a repeat. */
  readonly alarmedMs: number;
  /**
   * Where CloudWatch stands: `alarm`, it still alarms; `improved`, it is OK because the finding is degraded now;
   * `vanished`, it is OK only because the finding became unknown and gave no data; `ending`, its end is being told,
   * and nobody knows yet whether it was.
   */
  readonly phase: 'alarm' | 'improved' | 'vanished' | 'ending';
  /** When somebody was last told; 0 while the message is held back. */
  readonly lastNotifiedMs: number;
  /**
   * What holds the message back while `lastNotifiedMs` is 0: `mute`, a mute or a maintenance window; `flood`, another
   * digest went out in this window and the next one tells it. Absent once it was told.
   */
  readonly heldBy?: 'mute' | 'flood';
  /** The alarm's own text, where nothing else was known when it was opened. */
  readonly alarmText?: string;
  /** Healthy looks in a row since CloudWatch stopped alarming; two of them close the incident. */
  readonly healthyRuns: number;
  /** While CloudWatch alarms: since when every look was healthy. */
  readonly healthySinceMs?: number;
}

/** What is left of an incident that ended, so that a transition that comes late is known as late. */
export interface ClosedIncident extends IncidentKey {
  readonly phase: 'closed';
  readonly stateChangedMs: number;
  readonly alarmedMs: number;
}

/** An alarm that names no finding (a silent vantage, an alarm of somebody else), while it is in ALARM. */
export interface OpenAlarm {
  readonly alarm: string;
  readonly phase: 'open';
  readonly about: AlarmSubject;
  readonly vantage?: string;
  readonly severity: Severity;
  readonly text: string;
  readonly stateReason: string;
  readonly sinceMs: number;
  readonly stateChangedMs: number;
  /** When somebody was last told; 0 while a new vantage still warms up, or while the message is held back. */
  readonly lastNotifiedMs: number;
  /** Another digest went out in this window, and the next one tells it. Absent once it was told. */
  readonly heldBy?: 'flood';
  /** Its end is being told, and nobody knows yet whether it was. */
  readonly isEnding?: boolean;
  /** Until when a new vantage that has never reported is given. */
  readonly warmUntilMs?: number;
}

/** What is left of an alarm that ended. */
export interface ClosedAlarm {
  readonly alarm: string;
  readonly phase: 'closed';
  readonly stateChangedMs: number;
  /** StateChangeTime of the ALARM that it ended; absent when none was seen. */
  readonly alarmedMs?: number;
}

/** Checks and metrics go on for a muted target; messages wait. */
export interface Mute {
  readonly target: string;
  readonly untilMs: number;
  readonly reason: string;
}

/**
 * What was told, and nothing that can be measured again. Every method rejects with `AwsRefusal` when the table
 * cannot be used; callers then tell all the same and say that "since" is not known.
 */
export interface StateStore extends ClientFailureStore {
  readonly incident: (key: IncidentKey) => Promise<Incident | ClosedIncident | undefined>;
  readonly openIncidents: () => Promise<readonly Incident[]>;
  /** Writes unless a newer StateChangeTime stands there; answers whether it was written. */
  readonly putIncident: (incident: Incident | ClosedIncident) => Promise<boolean>;
  readonly alarm: (name: string) => Promise<OpenAlarm | ClosedAlarm | undefined>;
  readonly openAlarms: () => Promise<readonly OpenAlarm[]>;
  /** Writes unless a newer StateChangeTime stands there; answers whether it was written. */
  readonly putAlarm: (alarm: OpenAlarm | ClosedAlarm) => Promise<boolean>;
  /** Whether something was done to its end, such as telling one delivery of one event. */
  readonly seen: (key: string) => Promise<boolean>;
  readonly putSeen: (key: string) => Promise<void>;
  /** True for the first caller with this key, false for everybody after, for as long as it lasts. */
  readonly claim: (key: string, lastsMs: number) => Promise<boolean>;
  /** Gives a claim back, when what it stood for was not done. */
  readonly release: (key: string) => Promise<void>;
  readonly mutes: () => Promise<readonly Mute[]>;
  readonly putMute: (mute: Mute) => Promise<void>;
  readonly deleteMute: (target: string) => Promise<void>;
  /** What was last good of a vantage's targets (issuer keys, addresses), JSON; written when it changes. */
  readonly lastGood: (vantage: string) => Promise<string | undefined>;
  readonly putLastGood: (vantage: string, lastGood: string) => Promise<void>;
  /** The last whole report of a vantage, JSON. */
  readonly lastReport: (vantage: string) => Promise<string | undefined>;
  readonly putLastReport: (vantage: string, report: string) => Promise<void>;
}
