import type { Config } from '../../config/config.ts';
import {
  type ClosedIncident,
  type HeldBy,
  type HeldNotice,
  type Incident,
  type IncidentKey,
  isOpen,
  type Mute,
  type StateStore,
  type Subject,
  subjectId,
} from '../../core/notify/incident.ts';
import type { AlarmSubject, Message } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { stackNames } from '../../core/stack-names.ts';
import { type Clock, HOUR_MS } from '../../core/time.ts';
import { SILENT_AFTER_PERIODS } from '../../core/vantage.ts';
import { storedReport } from '../memory/stored-report.ts';
import { type AlarmMessage, SEVERITY_BY_SUBJECT } from './alarm-message.ts';
import { type Audience, audienceOf } from './audience.ts';
import { type AlarmWords, alarmMessage, composeMessage, type Speaker } from './compose-message.ts';
import type { EventGroup } from './event-groups.ts';
import { decide } from './incident-engine.ts';
import type { Circumstances, IncidentEvent, Notice, Standing } from './incident-situation.ts';
import { isMuted } from './mute.ts';
import { isNotifiedElsewhere, mayWait } from './other-vantage.ts';
import { type Known, sameElsewhere } from './recheck.ts';
import { unknownChecks } from './unknown-checks.ts';

/** One message that is due. */
export interface Notification {
  /** Tells it from every other: what this process sent once and could not remember is not sent again. */
  readonly id: string;
  readonly message: Message;
  /** As what it counts where many things happen at once; `single` stands alone. */
  readonly countsAs: 'failure' | 'end' | 'single';
  /** For a digest; absent of an alarm that names no finding. */
  readonly finding?: RenderedFinding;
  /** Absent of what leaves no incident behind. */
  readonly subject?: Subject;
  /** Absent where everything goes to everybody. */
  readonly audience?: Audience | undefined;
}

/** What is sent and remembered of one subject. */
export interface SubjectDecision {
  readonly notifications: readonly Notification[];
  /** Written before a recovery is sent. */
  readonly prepare?: Incident | undefined;
  /** Written once everything was sent. */
  readonly commit?: Incident | ClosedIncident | undefined;
}

/** What is decided of what arrived about one subject. */
export interface GroupDecision extends SubjectDecision {
  /** Whether the table could be read; without it, what decides nothing waits. */
  readonly isRemembered: boolean;
}

export interface DecideTools {
  readonly stage: string;
  readonly region: string;
  readonly config: Config;
  readonly clock: Clock;
  readonly store: StateStore;
  readonly mutes: readonly Mute[];
  /** What waits for the end of quiet hours. */
  readonly held: readonly HeldNotice[];
  readonly known: (key: IncidentKey) => Known;
  /** What was decided of other subjects just now, and is not in the table yet; by `subjectId`. */
  readonly decided: Map<string, Incident | ClosedIncident>;
  /** Checks that have an alarm for each vantage: the stage has more targets than one can name. */
  readonly splitChecks: ReadonlySet<string>;
  /** Writes what went wrong on the way. */
  readonly onError: (error: unknown, during: string) => void;
}

export function speakerOf({
  stage,
  region,
  clock,
  config,
}: Pick<DecideTools, 'stage' | 'region' | 'clock' | 'config'>): Speaker {
  const { dashboard: hasDashboard, metrics } = config;
  return { stage, region, atMs: clock.wallMs(), hasDashboard, hasCheckAlarms: metrics !== 'summary' };
}

/** The alarm that watches a finding, by the name the stack gives it. */
export function alarmOf(
  { check, vantage }: IncidentKey,
  { stage, splitChecks }: Pick<DecideTools, 'stage' | 'splitChecks'>,
): string {
  return stackNames(stage).checkAlarm(check, splitChecks.has(check) ? vantage : undefined);
}

/** What the table says; `unreadable` when it says nothing: messages go out without it. */
export async function readable<T>(
  read: () => Promise<T>,
  { onError }: Pick<DecideTools, 'onError'>,
): Promise<T | 'unreadable'> {
  try {
    return await read();
  } catch (error) {
    onError(error, 'using the table');
    return 'unreadable';
  }
}

/** Decides what is sent and remembered of what arrived about one subject. It reads the table, and changes nothing. */
export async function decideGroup(group: EventGroup, tools: DecideTools): Promise<GroupDecision> {
  const { subject } = group;
  if (subject === undefined) {
    const notifications = group.events.map(({ id, text }) =>
      inItsOwnWords(id, 'foreign', { alarm: '?', text, stateReason: '' }, { state: 'ALARM' }, tools),
    );
    return { notifications, isRemembered: true };
  }
  const nowMs = tools.clock.wallMs();
  const read = await readable(() => tools.store.incident(subject), tools);
  const known = knownOf(subject, tools);
  const notifications: Notification[] = [];
  let prepare: Incident | undefined;
  let commit: Incident | ClosedIncident | undefined;
  for (const event of group.events) {
    const { id, about, state } = event;
    const standing: Standing = commit ?? read;
    const words = wordsOf(event, await textOf(event, tools));
    if (about === 'test' || (about === 'foreign' && state === 'INSUFFICIENT_DATA')) {
      notifications.push(inItsOwnWords(id, about, words, { state, sinceMs: event.stateChangedMs }, tools));
      continue;
    }
    // Alarms of our own have no action for it (CloudWatch User Guide, "Acting on alarm changes").
    if (state === 'INSUFFICIENT_DATA') continue;
    const warmUntilMs = await warmUntil(event, tools);
    const change: IncidentEvent = {
      type: 'change',
      state,
      stateReason: event.stateReason,
      // A time in the future would make everything that follows late.
      stateChangedMs: Math.min(event.stateChangedMs, nowMs),
      firstFailedMs: event.firstFailedMs,
      warmUntilMs,
      text: known?.finding === undefined ? words.text : undefined,
    };
    const finding = evidenceFor(state, known);
    const hold = nowMs < (warmUntilMs ?? 0) ? 'warm-up' : await holdOf(subject, standing, finding, tools);
    const decision = decide(subject, standing, change, circumstancesOf(subject, finding, hold, tools));
    const notification =
      decision.notice && notificationOf(id, subject, decision.notice, known, words, openOf(standing), tools);
    if (notification !== undefined) notifications.push(notification);
    prepare = decision.prepare;
    commit = notifiedTo(decision.commit, openOf(standing), notification) ?? commit;
  }
  return {
    notifications,
    isRemembered: read !== 'unreadable',
    // A table that cannot be read holds no end back.
    prepare: read === 'unreadable' ? undefined : prepare,
    commit,
  };
}

/** Decides what the clock brings for an open incident. */
export async function decideOpen(incident: Incident, tools: DecideTools): Promise<SubjectDecision> {
  const { subject, alarmText: text = '', stateReason = '' } = incident;
  const known = knownOf(subject, tools);
  const isGone = known?.outcome === 'not-looked' && known.why === 'not-watched';
  // Where a vantage cannot be called, what its own loop recorded last is as good as a fresh run.
  const finding = known?.outcome === 'looked' || known?.why === 'on-premises' ? known.finding : undefined;
  const hold = (await isWarmingUp(incident, tools))
    ? 'warm-up'
    : await holdOf(subject, incident, finding, tools);
  const { notice, ...decision } = decide(
    subject,
    incident,
    { type: 'tick', isGone },
    circumstancesOf(subject, finding, hold, tools),
  );
  const alarm = subject.kind === 'alarm' ? subject.alarm : alarmOf(subject, tools);
  const id = [subjectId(subject), incident.alarmedMs, incident.lastNotifiedMs, notice?.type].join('\n');
  const words = { alarm, text, stateReason };
  const notification = notice && notificationOf(id, subject, notice, known, words, incident, tools);
  return {
    ...decision,
    commit: notifiedTo(decision.commit, incident, notification),
    notifications: notification === undefined ? [] : [notification],
  };
}

function openOf(standing: Standing): Incident | undefined {
  return standing !== 'unreadable' && isOpen(standing) ? standing : undefined;
}

/** Who was notified of a failure waits for its end; so does who will read of it after the quiet hours. */
function notifiedTo<I extends Incident | ClosedIncident>(
  commit: I | undefined,
  before: Incident | undefined,
  notification: Notification | undefined,
): I | undefined {
  const { audience, countsAs } = notification ?? {};
  if (commit === undefined || commit.phase === 'closed' || audience === undefined || countsAs === 'end')
    return commit;
  // Where nobody was remembered everybody was notified.
  const earlier = before === undefined || before.lastNotifiedMs === 0 ? [] : before.notifiedTo;
  if (earlier === undefined) return commit;
  return { ...commit, notifiedTo: [...new Set([...earlier, ...audience.to, ...audience.held])] };
}

function knownOf(subject: Subject, { known }: DecideTools): Known | undefined {
  return subject.kind === 'finding' ? known(subject) : undefined;
}

function circumstancesOf(
  subject: Subject,
  finding: RenderedFinding | undefined,
  hold: HeldBy | undefined,
  { clock, config }: DecideTools,
): Circumstances {
  const severity =
    finding?.severity ?? SEVERITY_BY_SUBJECT[subject.kind === 'finding' ? 'finding' : subject.about];
  return { finding, hold, severity, nowMs: clock.wallMs(), reminderMs: config.notify.reminderMs };
}

async function holdOf(
  subject: Subject,
  standing: Standing,
  finding: RenderedFinding | undefined,
  tools: DecideTools,
): Promise<HeldBy | undefined> {
  const { config, mutes, clock, known, decided, store } = tools;
  if (subject.kind !== 'finding') return undefined;
  if (isMuted(subject.target, config, mutes, clock.wallMs()) !== undefined) return 'mute';
  if (!mayWait(finding, standing)) return undefined;
  const others = await Promise.all(
    sameElsewhere(subject, config).map(async (key) => {
      const other: Subject = { kind: 'finding', ...key };
      return {
        standing: decided.get(subjectId(other)) ?? (await readable(() => store.incident(other), tools)),
        finding: known(key).finding,
      };
    }),
  );
  return isNotifiedElsewhere(finding, standing, others) ? 'other-vantage' : undefined;
}

/**
 * What the table or the log holds is no fresh run, so it confirms no ALARM. But it can belie an OK: what is degraded
 * since has not recovered.
 */
function evidenceFor(state: 'ALARM' | 'OK', known: Known | undefined): RenderedFinding | undefined {
  if (known?.outcome === 'looked') return known.finding;
  return state === 'OK' && known?.finding?.status !== 'healthy' ? known?.finding : undefined;
}

function notificationOf(
  id: string,
  subject: Subject,
  notice: Notice,
  known: Known | undefined,
  words: AlarmWords,
  incident: Incident | undefined,
  tools: DecideTools,
): Notification {
  const { severity } = notice;
  const firstName = openedAs(incident);
  const composed = composeMessage(subject, notice, known, words, speakerOf(tools));
  const message: Message =
    composed.type === 'alarm'
      ? { ...composed, ...firstName }
      : 'finding' in composed
        ? { ...composed, finding: { ...composed.finding, ...firstName } }
        : composed;
  const isEnd = notice.type === 'recovered' || notice.type === 'improved';
  const countsAs = isEnd ? 'end' : 'failure';
  const audience = audienceOf(
    { subject, severity, finding: known?.finding, isEnd, incident },
    { ...tools, nowMs: tools.clock.wallMs() },
  );
  const one = { id, message, subject, audience };
  if (subject.kind === 'alarm') return { ...one, countsAs: isOwn(subject.about) ? countsAs : 'single' };
  const finding = known?.finding ?? asFinding(subject, severity, words.stateReason || words.text);
  return { ...one, countsAs, finding: { ...finding, ...firstName } };
}

/** Receivers that keep incidents of their own know this one by the name it was opened with. */
function openedAs(incident: Incident | undefined): Pick<Incident, 'openedAs'> {
  return incident?.openedAs === undefined ? {} : { openedAs: incident.openedAs };
}

function wordsOf(event: AlarmMessage, text: string): AlarmWords {
  const { alarm, stateReason, firstFailedMs, stateChangedMs } = event;
  const detectedAfter =
    firstFailedMs === undefined ? {} : { detectedAfterMs: stateChangedMs - firstFailedMs };
  return { alarm, text, stateReason, ...detectedAfter };
}

/** Sent as it came: nothing is remembered of it. */
function inItsOwnWords(
  id: string,
  about: 'test' | 'foreign',
  words: AlarmWords,
  change: { readonly state: AlarmMessage['state']; readonly sinceMs?: number },
  tools: DecideTools,
): Notification {
  const severity = SEVERITY_BY_SUBJECT[about];
  const message = alarmMessage({ about, severity, ...change }, words, speakerOf(tools));
  const audience = audienceOf(
    { severity, isEnd: false, isTest: about === 'test' },
    { ...tools, nowMs: tools.clock.wallMs() },
  );
  return { id, message, countsAs: 'single', audience };
}

/** What gatewatch watches itself by: they fail together where what they share does. */
const OWN: readonly AlarmSubject[] = ['heartbeat', 'unknown', 'undelivered', 'client-certificates'];

/** Alarms of others stand alone: nothing is known of them. */
export function isOwn(about: AlarmSubject): boolean {
  return OWN.includes(about);
}

/** Stands in a digest for a finding of which only the alarm is known. */
function asFinding(
  { vantage, target, check }: IncidentKey,
  severity: RenderedFinding['severity'],
  summary: string,
): RenderedFinding {
  const nothing = { evidence: [], faults: [], measurements: [], explanations: [], runbook: null };
  return { vantage, target, check, status: 'failed', reason: null, severity, summary, ...nothing };
}

/** An alarm's own text; where it only counts the checks that could not run, the last report tells which. */
async function textOf(event: AlarmMessage, tools: DecideTools): Promise<string> {
  // What the console says for those who wonder is no step to take.
  if (event.about === 'test') return '';
  if (event.about !== 'unknown' || event.state !== 'ALARM') return event.description;
  const report = await readable(() => storedReport(event.vantage, tools.store), tools);
  if (report === undefined || report === 'unreadable') return event.description;
  return [...unknownChecks(report), event.description].join('\n');
}

/** What a first deployment takes beside the periods after which the heartbeat alarms. */
const FIRST_DEPLOYMENT_MS = 600_000;

/**
 * CloudFormation knows no warm-up of an alarm, so that the first silence after a deployment is held back here: until
 * the vantage could have reported, if it never has.
 */
async function warmUntil(event: AlarmMessage, tools: DecideTools): Promise<number | undefined> {
  if (event.about !== 'heartbeat' || event.configuredMs === undefined || event.state !== 'ALARM')
    return undefined;
  const { config, store } = tools;
  const untilMs = event.configuredMs + SILENT_AFTER_PERIODS * config.schedule.periodMs + FIRST_DEPLOYMENT_MS;
  // Where the table cannot tell, silence is notified.
  const lastReport = await readable(() => store.lastReport(event.vantage), tools);
  return lastReport === undefined ? untilMs : undefined;
}

/** A heartbeat ends an ALARM within a period; this is more than any schedule's three. */
const OK_DUE_MS = 3 * HOUR_MS;

/** Once it has reported the OK is on its way. One that does not come is notified like any other. */
async function isWarmingUp({ subject, warmUntilMs }: Incident, tools: DecideTools): Promise<boolean> {
  if (warmUntilMs === undefined || subject.vantage === undefined) return false;
  const nowMs = tools.clock.wallMs();
  if (nowMs < warmUntilMs) return true;
  return nowMs < warmUntilMs + OK_DUE_MS && (await tools.store.lastReport(subject.vantage)) !== undefined;
}
