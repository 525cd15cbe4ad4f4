import type { IncidentKey } from '../../core/notify/incident.ts';
import type { AlarmMessage, Arrived } from './alarm-message.ts';

/** One record of the queue and what stood in it. */
export interface Arrival<E extends Arrived = Arrived> {
  readonly recordId: string;
  readonly event: E;
}

/** Everything that arrived about one thing, oldest change first. */
export type Case =
  | {
      readonly about: 'finding';
      readonly lease: string;
      readonly key: IncidentKey;
      readonly arrivals: readonly Arrival<FindingChange>[];
    }
  | { readonly about: 'alarm'; readonly lease: string; readonly arrivals: readonly Arrival<OwnWords>[] }
  | {
      readonly about: 'unreadable';
      readonly lease: string;
      readonly arrivals: readonly Arrival<Unreadable>[];
    };

export type FindingChange = Extract<AlarmMessage, { about: 'finding' }>;
export type OwnWords = Exclude<AlarmMessage, { about: 'finding' }>;
export type Unreadable = Extract<Arrived, { about: 'unreadable' }>;

/** Sorts what arrived by what it is about; the same event twice counts once. */
export function casesOf(arrivals: readonly Arrival[]): readonly Case[] {
  const groups = Map.groupBy(arrivals, ({ event }) => leaseOf(event));
  return [...groups].map(([lease, group]): Case => {
    const changes = [...group].sort(byTime);
    const [first] = changes;
    // A lease names one subject, so that all of a group are of its first one's kind.
    if (first?.event.about === 'finding') {
      return { about: 'finding', lease, key: first.event.key, arrivals: changes as Arrival<FindingChange>[] };
    }
    return first?.event.about === 'unreadable'
      ? { about: 'unreadable', lease, arrivals: changes as Arrival<Unreadable>[] }
      : { about: 'alarm', lease, arrivals: changes as Arrival<OwnWords>[] };
  });
}

function leaseOf(event: Arrived): string {
  if (event.about === 'unreadable') return `unreadable\n${event.id}`;
  if (event.about !== 'finding') return leaseOfAlarm(event.alarm);
  return leaseOfIncident(event.key);
}

/** What keeps two workers from telling of one incident at once. */
export function leaseOfIncident({ vantage, target, check }: IncidentKey): string {
  return `finding\n${vantage}\n${target}\n${check}`;
}

/** The same for an alarm that names no finding. */
export function leaseOfAlarm(alarm: string): string {
  return `alarm\n${alarm}`;
}

function byTime(a: Arrival, b: Arrival): number {
  const timeOf = ({ event }: Arrival) => (event.about === 'unreadable' ? 0 : event.stateChangedMs);
  return timeOf(a) - timeOf(b);
}

/** The same event twice counts once. */
export function distinct<E extends Arrived>(arrivals: readonly Arrival<E>[]): readonly Arrival<E>[] {
  return [...new Map(arrivals.map((arrival) => [arrival.event.id, arrival])).values()];
}
