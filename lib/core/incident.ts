import type { Severity } from './status.ts';

/** What an incident is about: the identity of a finding. */
export interface IncidentKey {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
}

/**
 * What was told about one outage. It opens with the first page and closes with the recovery; in between the
 * finding may become unknown and fail again without a second page (design rule 6).
 */
export interface Incident extends IncidentKey {
  readonly sinceMs: number;
  readonly reason: string;
  readonly severity: Severity;
  /** CloudWatch's StateChangeTime of the last transition that was taken; older ones are refused. */
  readonly stateChangedMs: number;
  /**
   * Where CloudWatch stands: `alarm`, it still alarms; `improved`, it is OK because the finding is degraded now;
   * `vanished`, it is OK only because the finding became unknown and gave no data.
   */
  readonly phase: 'alarm' | 'improved' | 'vanished';
  /** When somebody was last told; 0 while a mute or a maintenance window holds the message back. */
  readonly lastToldMs: number;
  /** Healthy looks in a row since CloudWatch stopped alarming; two of them close the incident. */
  readonly healthyLooks: number;
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
export interface StateStore {
  readonly incident: (key: IncidentKey) => Promise<Incident | undefined>;
  readonly openIncidents: () => Promise<readonly Incident[]>;
  /** Writes unless a newer StateChangeTime stands there; answers whether it was written. */
  readonly putIncident: (incident: Incident) => Promise<boolean>;
  /** Removes it unless a newer StateChangeTime stands there; answers whether it was removed. */
  readonly closeIncident: (incident: Incident) => Promise<boolean>;
  /** True for the first caller with this key, false for everybody after, for as long as it lasts. */
  readonly claim: (key: string, lastsMs: number) => Promise<boolean>;
  /** Gives a claim back, when what it stood for was not done. */
  readonly release: (key: string) => Promise<void>;
  readonly mutes: () => Promise<readonly Mute[]>;
  readonly putMute: (mute: Mute) => Promise<void>;
  readonly deleteMute: (target: string) => Promise<void>;
  /** The last-good fingerprint of something (issuer keys, addresses, rules), written when it changes. */
  readonly lastGood: (key: string) => Promise<string | undefined>;
  readonly putLastGood: (key: string, fingerprint: string) => Promise<void>;
  /** The last whole report of a vantage, JSON. */
  readonly lastReport: (vantage: string) => Promise<string | undefined>;
  readonly putLastReport: (vantage: string, report: string) => Promise<void>;
}
