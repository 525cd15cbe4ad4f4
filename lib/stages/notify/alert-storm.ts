import type { DigestEntry } from '../../core/notify/incident.ts';
import type { Message, NotifiedAlarm } from '../../core/notify/message.ts';
import { SEVERITIES, type Severity } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { Notification, SubjectDecision } from './decide.ts';

/** How long one digest covers what follows it. */
export const ALERT_STORM_WINDOW_MS = 600_000;

/** Which decisions are sent one by one, which as one, and which with the next digest. */
export interface Grouped<D extends SubjectDecision> {
  readonly single: readonly D[];
  /** Failures in one message. */
  readonly failures: readonly D[];
  /** Ends in one message. */
  readonly ends: readonly D[];
  /** Sent by the tick that follows. */
  readonly deferred: readonly D[];
}

/**
 * Groups what is to be sent where much happens at once.
 *
 * @param notifiedLately - failures that were sent within the window before
 * @param digestAbove - up to this number they are sent one by one
 * @param claim - whether this worker may send the window's digest; asked only where there are too many
 */
export async function groupAlertStorm<D extends SubjectDecision>(
  decisions: readonly D[],
  notifiedLately: number,
  digestAbove: number,
  claim: () => Promise<boolean>,
): Promise<Grouped<D>> {
  // Of what failed and came back in one batch the end says it all.
  const lastCountsAs = (wanted: Notification['countsAs']) =>
    decisions.filter(({ notifications }) => notifications.at(-1)?.countsAs === wanted);
  const [failing, ending] = [lastCountsAs('failure'), lastCountsAs('end')];
  const isAlertStorm = failing.length > 0 && failing.length + notifiedLately > digestAbove;
  const isMine = isAlertStorm && (await claim());
  const failures = isMine ? failing : [];
  const deferred = isAlertStorm && !isMine ? failing : [];
  const ends = ending.length > digestAbove ? ending : [];
  const grouped = new Set<SubjectDecision>([...failures, ...deferred, ...ends]);
  return { failures, deferred, ends, single: decisions.filter((one) => !grouped.has(one)) };
}

/** What a digest says of a notification. */
export function entryOf({ message, countsAs, finding }: Notification): DigestEntry {
  const { severity, type } = message;
  return {
    countsAs,
    severity,
    isImproved: type === 'improved',
    ...(finding !== undefined && { finding }),
    ...(finding === undefined && type === 'alarm' && { alarm: message }),
  };
}

/** What one digest says of some subjects: each finding as it is at the end. */
export function digestOf(
  why: 'many-at-once' | 'many-recovered' | 'after-quiet',
  entries: readonly DigestEntry[],
) {
  const findings = (wanted: (one: DigestEntry) => boolean): readonly RenderedFinding[] =>
    entries.filter(wanted).flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  return {
    why,
    severity: mostSevere(entries.map(({ severity }) => severity)),
    failed: findings(({ countsAs }) => countsAs === 'failure'),
    degraded: findings(({ isImproved }) => isImproved),
    recovered: findings(({ countsAs, isImproved }) => countsAs === 'end' && !isImproved),
    alarms: alarmsOf(entries.flatMap(({ alarm }) => alarm ?? [])),
    found: entries.flatMap(({ targets }) => targets?.found ?? []),
    gone: entries.flatMap(({ targets }) => targets?.gone ?? []),
  };
}

/** What to do is said with the first of each subject: it is the same for all of them. */
function alarmsOf(alarms: readonly Extract<Message, { type: 'alarm' }>[]): readonly NotifiedAlarm[] {
  return alarms.flatMap(
    ({ alarm, about, state, vantage, durationMs, text }, index): readonly NotifiedAlarm[] => {
      if (state === 'INSUFFICIENT_DATA') return [];
      const isFirst = alarms.findIndex((one) => one.about === about) === index;
      return [
        {
          alarm,
          about,
          state,
          ...(vantage !== undefined && { vantage }),
          ...(durationMs !== undefined && { durationMs }),
          ...(isFirst && state === 'ALARM' && { text }),
        },
      ];
    },
  );
}

export function mostSevere(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}
