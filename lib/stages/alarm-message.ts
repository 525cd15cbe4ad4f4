import type { IncidentKey } from '../core/incident.ts';
import { stackNames } from '../core/stack-names.ts';
import type { Severity } from '../core/status.ts';
import { boundedText } from '../core/text.ts';

/** What every alarm that arrives has in common. Times are milliseconds since the Unix epoch. */
interface AlarmFacts {
  readonly alarm: string;
  readonly arn?: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly stateReason: string;
  readonly description: string;
  readonly stateChangedMs: number;
  /** When the alarm was last created or changed; for the warm-up after a deployment. */
  readonly configuredMs?: number;
  /** Tells one transition from every other: the same twice is the same event delivered twice. */
  readonly id: string;
}

/** An alarm's change of state, by what it is about. */
export type AlarmMessage =
  /** One contributor of a check's alarm: one finding. */
  | (AlarmFacts & { readonly about: 'finding'; readonly key: IncidentKey })
  /** gatewatch itself, at one vantage. */
  | (AlarmFacts & { readonly about: 'heartbeat' | 'unknown'; readonly vantage: string })
  /** Clients that a load balancer turned away. */
  | (AlarmFacts & { readonly about: 'client-certificates' })
  /** Any other alarm that somebody pointed at the topic: told in its own words, for nothing is lost. */
  | (AlarmFacts & { readonly about: 'other' });

/** Everything else that can arrive at the queue. */
export type Arrived =
  | AlarmMessage
  | { readonly about: 'unreadable'; readonly id: string; readonly text: string };

/** How grave an alarm is whose finding is not known. */
export const SEVERITY_BY_SUBJECT: Readonly<Record<AlarmMessage['about'], Severity>> = {
  finding: 'critical',
  heartbeat: 'critical',
  unknown: 'warning',
  'client-certificates': 'warning',
  other: 'warning',
};

/**
 * Reads what CloudWatch published: an SNS notification around an alarm's JSON, or that JSON alone. It never throws:
 * what cannot be read is told as it came, bounded.
 *
 * Source: CloudWatch User Guide, "Alarm events and notifications"; contributor fields from "Acting on alarm changes".
 */
export function readAlarm(body: string, stage: string): Arrived {
  const outer = parseObject(body);
  const inner = typeof outer?.Message === 'string' ? parseObject(outer.Message) : outer;
  if (inner === undefined || typeof inner.AlarmName !== 'string') return unreadable(body, outer);
  const alarm = boundedText(inner.AlarmName, 255);
  const state = inner.NewStateValue;
  const stateChangedMs = Date.parse(String(inner.StateChangeTime));
  if (!isState(state) || Number.isNaN(stateChangedMs)) return unreadable(body, outer);
  const configuredMs = Date.parse(String(inner.AlarmConfigurationUpdatedTimestamp));
  const contributor = text(inner.AlarmContributorId) ?? '';
  const facts: AlarmFacts = {
    alarm,
    state,
    stateReason: boundedText(text(inner.NewStateReason) ?? '', 1023),
    description: boundedText(text(inner.AlarmDescription) ?? '', 1024),
    stateChangedMs,
    ...(typeof inner.AlarmArn === 'string' && { arn: boundedText(inner.AlarmArn, 400) }),
    ...(!Number.isNaN(configuredMs) && { configuredMs }),
    id: [alarm, contributor, stateChangedMs, state].join('\n'),
  };
  return { ...facts, ...subjectOf(inner, alarm, stage) };
}

type Subject =
  | { readonly about: 'finding'; readonly key: IncidentKey }
  | { readonly about: 'heartbeat' | 'unknown'; readonly vantage: string }
  | { readonly about: 'client-certificates' | 'other' };

/** Alarms are known by the names the stack gives them. The longer names come first: a check has none of their words. */
function subjectOf(inner: Fields, alarm: string, stage: string): Subject {
  const names = stackNames(stage);
  const attributes = fields(inner.AlarmContributorAttributes);
  for (const [about, prefix] of [
    ['heartbeat', names.heartbeatAlarm('')],
    ['unknown', names.unknownAlarm('')],
  ] as const) {
    if (alarm.startsWith(prefix)) return { about, vantage: alarm.slice(prefix.length) };
  }
  if (alarm.startsWith(names.clientCertificatesAlarm(''))) return { about: 'client-certificates' };
  const vantage = text(attributes?.Vantage);
  const target = text(attributes?.Target);
  const prefix = names.checkAlarm('');
  if (!alarm.startsWith(prefix) || vantage === undefined || target === undefined) return { about: 'other' };
  return { about: 'finding', key: { vantage, target, check: alarm.slice(prefix.length) } };
}

type Fields = Readonly<Record<string, unknown>>;

function unreadable(body: string, outer: Fields | undefined): Arrived {
  const id = text(outer?.MessageId) ?? boundedText(body, 200);
  return { about: 'unreadable', id, text: boundedText(text(outer?.Message) ?? body, 2000) };
}

function parseObject(json: string): Fields | undefined {
  try {
    return fields(JSON.parse(json));
  } catch {
    // Not JSON: then it is told as it came.
    return undefined;
  }
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isState(value: unknown): value is AlarmFacts['state'] {
  return value === 'ALARM' || value === 'OK' || value === 'INSUFFICIENT_DATA';
}
