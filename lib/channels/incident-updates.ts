import { createHash } from 'node:crypto';
import type { Message, NotifiedAlarm, NotifiedTarget } from '../core/notify/message.ts';
import type { Severity } from '../core/reason.ts';
import type { RenderedFinding } from '../core/report.ts';
import type { QueuedMessage } from './channel.ts';

/** What a message means for one incident, for receivers that open and close their own incidents. */
export interface IncidentUpdate {
  /** The same from opening to closing: `gatewatch/STAGE/REGION/VANTAGE/TARGET/CHECK`, or `…/ALARM`. */
  readonly key: string;
  readonly action: 'opened' | 'updated' | 'closed';
  readonly severity: Severity;
  readonly vantage?: string;
  readonly target?: string;
  readonly check?: string;
  /** The alarm's name, where it names no finding. */
  readonly alarm?: string;
  readonly reason: string | null;
  readonly summary: string;
  /** ISO 8601, UTC. */
  readonly since?: string;
  readonly durationMs?: number;
  readonly finding?: RenderedFinding;
}

/** PagerDuty keeps 255 characters of a key (Events API v2, `dedup_key`), Opsgenie 512 of an alias. */
const LONGEST_KEY = 255;

/** The incidents a message opens, updates and closes; none of the daily digest. Pure. */
export function incidentUpdates(message: Message): readonly IncidentUpdate[] {
  return updatesOf(message.type, message);
}

/** The same of what a channel takes from its queue. What is no message of ours opens an incident: nothing is lost. */
export function updatesOfQueued({ id, published, text }: QueuedMessage): readonly IncidentUpdate[] {
  if (published !== undefined) return incidentUpdates(published.message);
  return [
    { key: `gatewatch/text/${id}`, action: 'opened', severity: 'warning', reason: null, summary: text },
  ];
}

/** What an incident is called: `TARGET REASON: summary`. */
export function titleOf({ target, alarm, reason, check, summary }: IncidentUpdate): string {
  const what = [target ?? alarm ?? 'gatewatch', reason ?? check].filter(Boolean).join(' ');
  return `${what}: ${summary}`;
}

type OfType<T extends Message['type']> = Message & { readonly type: T };
type Action = IncidentUpdate['action'];

/** The type of a message names its rule; TypeScript does not see that the two belong together. */
function updatesOf<T extends Message['type']>(type: T, message: Message): readonly IncidentUpdate[] {
  return UPDATES[type](message as OfType<T>);
}

const UPDATES: { readonly [T in Message['type']]: (message: OfType<T>) => readonly IncidentUpdate[] } = {
  failed: (message) => [ofFinding(message, message.finding, 'opened', message)],
  reminder: (message) => [ofFinding(message, message.finding, 'updated', message)],
  'still-broken-after-maintenance': (message) => [ofFinding(message, message.finding, 'opened', message)],
  improved: (message) => [ofFinding(message, message.finding, 'updated', message)],
  recovered: (message) => [ofFinding(message, message.finding, 'closed', message)],
  alarm: ofAlarmMessage,
  digest: ofDigest,
};

interface Times {
  readonly sinceMs?: number;
  readonly durationMs?: number;
}

function timesOf({ sinceMs, durationMs }: Times) {
  return {
    ...(sinceMs !== undefined && { since: new Date(sinceMs).toISOString() }),
    ...(durationMs !== undefined && { durationMs }),
  };
}

function ofFinding(
  message: Message,
  finding: RenderedFinding,
  action: Action,
  times: Times = {},
): IncidentUpdate {
  const { vantage, target, check, reason, summary, openedAs = { vantage, target } } = finding;
  return {
    key: keyOf(message, openedAs.vantage, openedAs.target, check),
    action,
    severity: message.severity,
    vantage,
    target,
    check,
    reason,
    summary,
    ...timesOf(times),
    finding,
  };
}

function ofAlarmMessage(message: OfType<'alarm'>): readonly IncidentUpdate[] {
  const { about, alarm, vantage, target, check, severity, state, text, stateReason } = message;
  const isFinding = vantage !== undefined && target !== undefined && check !== undefined;
  const update: IncidentUpdate = {
    key: isFinding
      ? keyOf(message, message.openedAs?.vantage ?? vantage, message.openedAs?.target ?? target, check)
      : keyOf(message, alarm),
    action: state === 'OK' ? 'closed' : 'opened',
    severity,
    ...(vantage !== undefined && { vantage }),
    ...(isFinding ? { target, check } : { alarm }),
    reason: null,
    summary: text.split('\n')[0] || stateReason || alarm,
    ...timesOf(message),
  };
  // A test proves that both arrive, and leaves nothing open behind.
  return about === 'test' ? [update, { ...update, action: 'closed' }] : [update];
}

function ofDigest(message: OfType<'digest'>): readonly IncidentUpdate[] {
  const { why, failed, degraded, recovered = [], alarms = [], gone = [], leftOut = 0 } = message;
  if (why === 'daily') return [];
  if (why === 'targets') return gone.flatMap((one) => endedWith(message, one));
  // More than a digest lists: one incident stands for them, from the storm to its end.
  const key = keyOf(message, 'many-at-once');
  const { severity } = message;
  const more = { key, severity, reason: null, summary: `${leftOut} more at once` } as const;
  return [
    ...failed.map((one) => withSeverity(ofFinding(message, one, 'opened'), one)),
    ...degraded.map((one) => withSeverity(ofFinding(message, one, 'updated'), one)),
    ...recovered.map((one) => withSeverity(ofFinding(message, one, 'closed'), one)),
    ...alarms.map((one) => ofNotifiedAlarm(message, one)),
    ...gone.flatMap((one) => endedWith(message, one)),
    ...(why === 'many-recovered' ? [{ ...more, action: 'closed' as const, summary: 'over' }] : []),
    ...(why === 'many-at-once' && leftOut > 0 ? [{ ...more, action: 'opened' as const }] : []),
  ];
}

/** That a target came is no incident; one that went ends its own. */
function endedWith(message: Message, { vantage, target, ended }: NotifiedTarget): readonly IncidentUpdate[] {
  return ended.map(({ check, openedAs = { vantage, target } }) => ({
    key: keyOf(message, openedAs.vantage, openedAs.target, check),
    action: 'closed',
    severity: message.severity,
    vantage,
    target,
    check,
    reason: null,
    summary: 'AWS no longer lists it',
  }));
}

/** A digest is as severe as its worst; what is well again has no severity left. */
function withSeverity(update: IncidentUpdate, { severity }: RenderedFinding): IncidentUpdate {
  return severity === null ? update : { ...update, severity };
}

function ofNotifiedAlarm(message: Message, one: NotifiedAlarm): IncidentUpdate {
  const { alarm, state, vantage, text } = one;
  return {
    key: keyOf(message, alarm),
    action: state === 'OK' ? 'closed' : 'opened',
    severity: message.severity,
    ...(vantage !== undefined && { vantage }),
    alarm,
    reason: null,
    summary: text?.split('\n')[0] || alarm,
    ...timesOf(one),
  };
}

function keyOf({ origin }: Message, ...names: readonly string[]): string {
  const key = ['gatewatch', origin?.stage ?? '-', origin?.region ?? '-', ...names].join('/');
  return key.length <= LONGEST_KEY ? key : `gatewatch/${createHash('sha256').update(key).digest('hex')}`;
}
