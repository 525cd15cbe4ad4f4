import { asFields, parseFields } from '../../core/json.ts';
import type { IncidentKey } from '../../core/notify/incident.ts';
import type { AlarmSubject } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import { firstAlarmOfSort, stackNames } from '../../core/stack-names.ts';
import { boundedText } from '../../core/text.ts';
import { boundedLines } from '../../report/message/bound-message.ts';
import { transitionId } from './seen-event.ts';

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
  /** The earliest bad datapoint that the reason names. */
  readonly firstFailedMs?: number;
  /** Tells one transition from every other: the same twice is the same event delivered twice. */
  readonly id: string;
}

/** An alarm's change of state, by what it is about. */
export type AlarmMessage =
  /** One contributor of a check's alarm: one finding. */
  | (AlarmFacts & { readonly about: 'finding'; readonly key: IncidentKey })
  /** gatewatch itself, at one vantage. */
  | (AlarmFacts & { readonly about: 'heartbeat' | 'unknown'; readonly vantage: string })
  /**
   * Told in its own words: clients that a load balancer turned away, lost messages, a test, a check's alarm that names
   * no contributor, and any other alarm that somebody pointed at the topic, for nothing is lost.
   */
  | (AlarmFacts & { readonly about: Exclude<AlarmSubject, 'heartbeat' | 'unknown'> });

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
  undelivered: 'critical',
  'partial-data': 'warning',
  // It raises no alarm whatever fails.
  'evaluation-error': 'critical',
  check: 'critical',
  test: 'info',
  foreign: 'warning',
};

/**
 * Reads what CloudWatch published: an SNS notification around an alarm's JSON, or that JSON alone. It never throws:
 * what cannot be read is told as it came, bounded.
 *
 * Source: CloudWatch User Guide, "Alarm events and notifications"; contributor fields from "Acting on alarm changes".
 */
export function readAlarm(body: string, stage: string): Arrived {
  const outer = parseFields(body);
  const inner = typeof outer?.Message === 'string' ? parseFields(outer.Message) : outer;
  if (inner === undefined || typeof inner.AlarmName !== 'string') return unreadable(body, outer);
  const alarm = boundedText(inner.AlarmName, 255);
  const state = inner.NewStateValue;
  const stateChangedMs = Date.parse(text(inner.StateChangeTime) ?? '');
  if (!isState(state) || Number.isNaN(stateChangedMs)) return unreadable(body, outer);
  const configuredMs = Date.parse(text(inner.AlarmConfigurationUpdatedTimestamp) ?? '');
  const contributor = text(inner.AlarmContributorId) ?? '';
  const stateReason = boundedText(text(inner.NewStateReason) ?? '', 1023);
  const firstFailedMs = state === 'ALARM' ? earliestDatapoint(stateReason) : undefined;
  const facts: AlarmFacts = {
    alarm,
    state,
    stateReason,
    // The runbook in it is a list of steps.
    description: boundedLines(text(inner.AlarmDescription) ?? '', 1024),
    stateChangedMs,
    ...(typeof inner.AlarmArn === 'string' && { arn: boundedText(inner.AlarmArn, 400) }),
    ...(!Number.isNaN(configuredMs) && { configuredMs }),
    ...(firstFailedMs !== undefined && firstFailedMs <= stateChangedMs && { firstFailedMs }),
    id: transitionId(alarm, contributor, stateChangedMs, state),
  };
  return { ...facts, ...subjectOf(inner, alarm, stage) };
}

type Subject =
  | { readonly about: 'finding'; readonly key: IncidentKey }
  | { readonly about: 'heartbeat' | 'unknown'; readonly vantage: string }
  | { readonly about: Exclude<AlarmSubject, 'heartbeat' | 'unknown'> };

/** Alarms are known by the names the stack gives them. The longer names come first: a check has none of their words. */
function subjectOf(inner: Fields, alarm: string, stage: string): Subject {
  const names = stackNames(stage);
  const attributes = asFields(inner.AlarmContributorAttributes);
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
  if (firstAlarmOfSort(alarm) === names.undeliveredAlarm(1)) return { about: 'undelivered' };
  if (alarm === names.testAlarm) return { about: 'test' };
  if (!alarm.startsWith(prefix)) return { about: 'foreign' };
  if (vantage === undefined || target === undefined) return { about: 'check' };
  return {
    about: 'finding',
    key: { vantage, target, check: alarm.slice(prefix.length).split('.')[0] ?? '' },
  };
}

/** `[2.0 (01/12/25 13:34:00)]`: day, month, year, UTC (CloudWatch User Guide, "Alarm events and EventBridge"). */
function earliestDatapoint(stateReason: string): number | undefined {
  const times = [...stateReason.matchAll(/\((\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)\)/g)].map(
    ([, day, month, year, hour, minute, second]) =>
      Date.UTC(
        2000 + Number(year),
        Number(month) - 1,
        Number(day),
        Number(hour),
        Number(minute),
        Number(second),
      ),
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

type Fields = Readonly<Record<string, unknown>>;

function unreadable(body: string, outer: Fields | undefined): Arrived {
  const id = text(outer?.MessageId) ?? boundedText(body, 200);
  return { about: 'unreadable', id, text: boundedLines(text(outer?.Message) ?? body, 2000) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isState(value: unknown): value is AlarmFacts['state'] {
  return value === 'ALARM' || value === 'OK' || value === 'INSUFFICIENT_DATA';
}
