import { asFields } from '../json.ts';
import type { TargetPlace } from '../plan.ts';
import type { Severity } from '../reason.ts';
import type { RenderedFinding } from '../report.ts';
import type { ClientFailureStore } from './client-failures.ts';
import type { AlarmSubject, Message, TargetLists } from './message.ts';

/** The identity of a finding. */
export interface IncidentKey {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
}

/** What an incident is about: a finding, or an alarm that names none (a silent vantage, an alarm of somebody else). */
export type Subject =
  | ({ readonly kind: 'finding' } & IncidentKey)
  | {
      readonly kind: 'alarm';
      readonly alarm: string;
      readonly about: AlarmSubject;
      readonly vantage?: string;
    };

/** Tells a subject from every other. Names hold no control characters (`lib/config/fields.ts`). */
export function subjectId(subject: Subject): string {
  return subject.kind === 'finding'
    ? `finding\n${subject.vantage}\n${subject.target}\n${subject.check}`
    : `alarm\n${subject.alarm}`;
}

/**
 * What was notified about one outage. It opens with the first page and closes with the recovery; in between a finding
 * may become unknown and fail again without a second page.
 */
export interface Incident {
  readonly subject: Subject;
  readonly sinceMs: number;
  /** The reason it was last notified with; null where only the alarm itself was known. */
  readonly reason: string | null;
  readonly severity: Severity;
  /** What the target was called when it was first notified, where that was another name: receivers know it by that. */
  readonly openedAs?: TargetPlace;
  /** CloudWatch's StateChangeTime of the last transition that was taken; older ones are refused. */
  readonly stateChangedMs: number;
  /** StateChangeTime of the last ALARM that was taken: the same again is a repeat. */
  readonly alarmedMs: number;
  /**
   * CloudWatch's side: `alarm`, it still alarms; `improved`, it is OK because the finding is degraded now;
   * `vanished`, it is OK only because the finding became unknown and gave no data; `ending`, the recovery is being
   * sent, and it is not yet known whether it arrived.
   */
  readonly phase: 'alarm' | 'improved' | 'vanished' | 'ending';
  /** When a message about it was last sent; 0 while the message is held back. */
  readonly lastNotifiedMs: number;
  /** Why no message was sent yet. Absent once one was. */
  readonly heldBy?: HeldBy;
  /** The vantages of which the last message said that the target works from there: a failure from one of them is news. */
  readonly worksFrom?: readonly string[];
  /** Who was notified of it, where that is not everybody: its end is for them. */
  readonly notifiedTo?: readonly string[];
  /** Until when a vantage that has never reported is given. */
  readonly warmUntilMs?: number;
  /** The alarm's own text and reason, where nothing else is known. */
  readonly alarmText?: string;
  readonly stateReason?: string;
  /** Healthy runs in a row since CloudWatch stopped alarming; two of them close the incident. */
  readonly healthyRuns: number;
  /** While CloudWatch alarms: since when every run was healthy, or the target is gone. */
  readonly healthySinceMs?: number;
}

/**
 * `mute`: a mute or a maintenance window; `warm-up`: the vantage was just deployed and has never reported;
 * `alert-storm`: another digest went out in this window, and the next one names it; `other-vantage`: the same failure
 * was notified from another vantage.
 */
export type HeldBy = 'mute' | 'warm-up' | 'alert-storm' | 'other-vantage';

/** What is left of an incident that ended, so that a transition that comes late is known as late. */
export interface ClosedIncident {
  readonly subject: Subject;
  readonly phase: 'closed';
  readonly stateChangedMs: number;
  /** StateChangeTime of the last ALARM; 0 when none was seen. */
  readonly alarmedMs: number;
}

/** What is left of it. */
export function closed({
  subject,
  stateChangedMs,
  alarmedMs,
}: Omit<ClosedIncident, 'phase'>): ClosedIncident {
  return { subject, phase: 'closed', stateChangedMs, alarmedMs };
}

export function isOpen(one: Incident | ClosedIncident | undefined): one is Incident {
  return one !== undefined && one.phase !== 'closed';
}

/** Every phase there is; a later version may write others. */
const PHASES = ['alarm', 'improved', 'vanished', 'ending', 'closed'] as const satisfies readonly (
  | Incident['phase']
  | ClosedIncident['phase']
)[];

/**
 * What a table holds of an incident; undefined for what another version wrote in a form that this one cannot use: then
 * nothing is known, and the next alarm is notified.
 */
export function readIncident(value: unknown): Incident | ClosedIncident | undefined {
  const { subject, phase, stateChangedMs, alarmedMs } = asFields(value) ?? {};
  const isUsable =
    asFields(subject) !== undefined &&
    PHASES.some((one) => one === phase) &&
    [stateChangedMs, alarmedMs].every((one) => typeof one === 'number');
  return isUsable ? (value as Incident | ClosedIncident) : undefined;
}

/** Checks and metrics go on for a muted target; messages wait. */
export interface Mute {
  readonly target: string;
  readonly untilMs: number;
  readonly reason: string;
}

/** What a digest says of one subject. */
export interface DigestEntry {
  /** `end`: it recovered, or improved; `single`: an alarm of somebody else, which begins and ends nothing. */
  readonly countsAs: 'failure' | 'end' | 'single';
  readonly severity: Severity;
  /** It no longer fails, and is degraded. */
  readonly isImproved: boolean;
  /** Absent of an alarm that names no finding. */
  readonly finding?: RenderedFinding;
  readonly alarm?: Extract<Message, { type: 'alarm' }>;
  /** Of what discovery found or lost. */
  readonly targets?: TargetLists;
}

/** What a channel did not receive in its quiet hours. */
export interface HeldNotice {
  /** The recipient's name. */
  readonly channel: string;
  /** Of the notification: the same again is the same notice. */
  readonly id: string;
  /** Absent of what leaves no incident behind. */
  readonly subject?: Subject;
  readonly atMs: number;
  readonly entry: DigestEntry;
}

/** Remembers what is held until the quiet hours end. Rejects with `AwsRefusal`. */
interface HeldStore {
  readonly held: () => Promise<readonly HeldNotice[]>;
  readonly putHeld: (notice: HeldNotice) => Promise<void>;
  readonly deleteHeld: (notice: HeldNotice) => Promise<void>;
}

/**
 * What was notified, and nothing that can be measured again. Every method rejects with `AwsRefusal` when the table
 * cannot be used; callers then notify all the same and say that "since" is not known.
 */
export interface StateStore extends ClientFailureStore, HeldStore {
  readonly incident: (subject: Subject) => Promise<Incident | ClosedIncident | undefined>;
  readonly openIncidents: () => Promise<readonly Incident[]>;
  /** Writes unless the table holds a newer StateChangeTime; answers whether it was written. */
  readonly putIncident: (incident: Incident | ClosedIncident) => Promise<boolean>;
  /** Whether something was done to its end, such as notifying of one delivery of one event. */
  readonly seen: (key: string) => Promise<boolean>;
  readonly putSeen: (key: string) => Promise<void>;
  /** True for the first caller with this key, false for everybody after, for as long as it lasts. */
  readonly claim: (key: string, lastsMs: number) => Promise<boolean>;
  /** Ends a claim early, when what it stood for was not done. */
  readonly release: (key: string) => Promise<void>;
  readonly mutes: () => Promise<readonly Mute[]>;
  readonly putMute: (mute: Mute) => Promise<void>;
  readonly deleteMute: (target: string) => Promise<void>;
  /** What was last good of a vantage's targets (issuer keys, addresses), JSON; written when it changes. */
  readonly lastGood: (vantage: string) => Promise<string | undefined>;
  readonly putLastGood: (vantage: string, lastGood: string) => Promise<void>;
  /** What failed lately at a vantage, JSON; written while something does. */
  readonly failing: (vantage: string) => Promise<string | undefined>;
  readonly putFailing: (vantage: string, failing: string) => Promise<void>;
  /** What discovery found from a vantage so far, JSON. */
  readonly knownTargets: (vantage: string) => Promise<string | undefined>;
  readonly putKnownTargets: (vantage: string, known: string) => Promise<void>;
  /** The last whole report of a vantage, JSON. */
  readonly lastReport: (vantage: string) => Promise<string | undefined>;
  /** @returns false where the report is too large to be kept */
  readonly putLastReport: (vantage: string, report: string) => Promise<boolean>;
}
