import { type Subject, subjectId } from '../../core/notify/incident.ts';
import type { AlarmMessage, Arrived } from './alarm-message.ts';

/** One record of the queue and what it holds. */
export interface Arrival<E extends Arrived = Arrived> {
  readonly recordId: string;
  readonly event: E;
}

type Unreadable = Extract<Arrived, { about: 'unreadable' }>;

/** Everything that arrived about one subject, oldest change first, and each event once. */
export type EventGroup = {
  /** Keeps two workers from notifying of one subject at once. */
  readonly lease: string;
  readonly recordIds: readonly string[];
} & (
  | { readonly subject: Subject; readonly events: readonly AlarmMessage[] }
  | { readonly subject: undefined; readonly events: readonly Unreadable[] }
);

/** Sorts what arrived by its subject; the same event twice counts once. */
export function groupEvents(arrivals: readonly Arrival[]): readonly EventGroup[] {
  const groups = Map.groupBy(arrivals, ({ event }) => leaseOf(event));
  return [...groups].map(([lease, group]): EventGroup => {
    const recordIds = group.map(({ recordId }) => recordId);
    const events = [...new Map(group.map(({ event }) => [event.id, event])).values()];
    const alarms = events.filter((event) => event.about !== 'unreadable');
    const [first] = alarms;
    // A lease names one subject, so that all of a group are of its first one's kind.
    return first === undefined
      ? { lease, recordIds, subject: undefined, events: events.filter((one) => one.about === 'unreadable') }
      : { lease, recordIds, subject: subjectOf(first), events: alarms.toSorted(byTime) };
  });
}

function subjectOf(event: AlarmMessage): Subject {
  if (event.about === 'finding') return { kind: 'finding', ...event.key };
  const { alarm, about } = event;
  return { kind: 'alarm', alarm, about, ...('vantage' in event && { vantage: event.vantage }) };
}

function leaseOf(event: Arrived): string {
  return event.about === 'unreadable' ? `unreadable\n${event.id}` : subjectId(subjectOf(event));
}

function byTime(a: AlarmMessage, b: AlarmMessage): number {
  return a.stateChangedMs - b.stateChangedMs;
}
