import type { AlarmReader } from '../../core/aws/alarm-reader.ts';
import { type HeldNotice, type IncidentKey, type Mute, subjectId } from '../../core/notify/incident.ts';
import { isRouted } from '../../core/notify/route.ts';
import { type FormerNames, formerNames, underTodaysName } from '../memory/former-names.ts';
import { type Arrived, readAlarm } from './alarm-message.ts';
import { ALERT_STORM_WINDOW_MS } from './alert-storm.ts';
import { type DecideTools, decideGroup, type GroupDecision, isOwn, readable, speakerOf } from './decide.ts';
import { type Arrival, type EventGroup, groupEvents } from './event-groups.ts';
import { inTurn } from './in-turn.ts';
import { acquire, release } from './lease.ts';
import { type AlertStorm, type Due, notifyAll, type SendTools } from './notify-all.ts';
import { type RecheckTools, recheck } from './recheck.ts';
import { seenEventKey } from './seen-event.ts';

export type NotifyTools = RecheckTools &
  SendTools &
  Omit<DecideTools, 'known' | 'mutes' | 'held' | 'decided'> & { readonly alarms: AlarmReader };

/** A message of the queue. */
export interface QueueRecord {
  readonly id: string;
  readonly body: string;
}

/**
 * Notifies of what some alarms mean: one fresh run a vantage, then for each subject the message, the table, and the mark
 * that it was seen, in this order. Whatever breaks off in between is sent twice at most, never not at all.
 *
 * @returns the records that must be delivered again
 */
export async function notify(
  records: readonly QueueRecord[],
  tools: NotifyTools,
): Promise<readonly string[]> {
  const arrivals = records.flatMap(({ id, body }): readonly Arrival[] => {
    const event = underNameOfToday(readAlarm(body, tools.stage), formerNames(tools.config));
    return event === undefined ? [] : [{ recordId: id, event }];
  });
  const seen = await areSeen(
    arrivals.map(({ event }) => event.id),
    tools,
  );
  const groups = groupEvents(arrivals.filter((_, index) => seen[index] !== true));
  const keys = groups.flatMap(({ subject }): readonly IncidentKey[] =>
    subject?.kind === 'finding' ? [subject] : [],
  );
  const [known, mutes, held] = await Promise.all([recheck(keys, tools), mutesNow(tools), heldNow(tools)]);
  const decided: DecideTools['decided'] = new Map();
  const worked = await inTurn(
    groups,
    ({ subject }) => subject,
    tools.config,
    (group) => work(group, { ...tools, known, mutes, held, decided }),
  );
  const due = worked.flatMap((one) => one.due ?? []);
  const left = new Set([
    ...worked.flatMap(({ group, due: decided }) => (decided === undefined ? [group.lease] : [])),
    ...(await notifyAll(due, await alertStormOf(due, tools), speakerOf(tools), tools)),
  ]);
  await Promise.all(
    worked.filter(({ isLeased }) => isLeased).map(({ group }) => release(group.lease, tools)),
  );
  const again = new Set(groups.flatMap(({ lease, recordIds }) => (left.has(lease) ? recordIds : [])));
  return records.map(({ id }) => id).filter((id) => again.has(id));
}

/**
 * What arrives under an earlier name of a target is about the one of today. That the earlier name is OK says only that
 * nothing is published under it any more: undefined.
 */
function underNameOfToday(event: Arrived, names: FormerNames): Arrived | undefined {
  if (event.about !== 'finding') return event;
  const key = underTodaysName(event.key, names);
  if (key === event.key) return event;
  return event.state === 'ALARM' ? { ...event, key } : undefined;
}

/** Which events were notified to their end before. Where the table cannot tell, they were not. */
async function areSeen(ids: readonly string[], tools: NotifyTools): Promise<readonly boolean[]> {
  return await Promise.all(
    ids.map(async (id) => (await readable(() => tools.store.seen(seenEventKey(id)), tools)) === true),
  );
}

async function mutesNow(tools: NotifyTools): Promise<readonly Mute[]> {
  const mutes = await readable(() => tools.store.mutes(), tools);
  return mutes === 'unreadable' ? [] : mutes;
}

/** What waits for the end of quiet hours. Without the table it is not known, and what ends is sent at once. */
export async function heldNow(
  tools: Pick<NotifyTools, 'config' | 'store' | 'onError'>,
): Promise<readonly HeldNotice[]> {
  if (!isRouted(tools.config.notify)) return [];
  const held = await readable(() => tools.store.held(), tools);
  return held === 'unreadable' ? [] : held;
}

interface Worked {
  readonly group: EventGroup;
  /** Absent where another worker has it, or where it could not be decided. */
  readonly due?: Due;
  readonly isLeased: boolean;
}

/** Decides one group under its lease. */
async function work(group: EventGroup, tools: NotifyTools & DecideTools): Promise<Worked> {
  const { lease, events } = group;
  const acquired = await acquire(lease, tools);
  if (acquired === 'taken') return { group, isLeased: false };
  const isLeased = acquired === 'mine';
  const ids = events.map(({ id }) => id);
  try {
    // Another worker may have notified of it while this one ran the checks.
    const isDone = (await areSeen(ids, tools)).every((one) => one);
    const decision = isDone ? NOTHING : await decideGroup(group, tools);
    const markSeen = async () => {
      await Promise.all(ids.map((id) => tools.store.putSeen(seenEventKey(id))));
    };
    if (group.subject !== undefined && decision.commit !== undefined)
      tools.decided.set(subjectId(group.subject), decision.commit);
    // Without the table nothing was decided and no message is due: it waits until the table can be read.
    if (decision.isRemembered || decision.notifications.length > 0)
      return { group, due: { ...decision, lease, markSeen }, isLeased };
  } catch (error) {
    tools.onError(error, lease);
  }
  return { group, isLeased };
}

const NOTHING: GroupDecision = { notifications: [], isRemembered: true };

/** The window's digest belongs to one worker. */
async function alertStormOf(due: readonly Due[], tools: NotifyTools): Promise<AlertStorm> {
  const isFailing = due.some(({ notifications }) => notifications.some((one) => one.countsAs === 'failure'));
  return {
    notifiedLately: isFailing ? await countNotifiedLately(tools) : 0,
    claim: async () =>
      (await readable(() => tools.store.claim(DIGEST, ALERT_STORM_WINDOW_MS), tools)) !== false,
    release: async () => {
      await readable(() => tools.store.release(DIGEST), tools);
    },
  };
}

const DIGEST = 'digest';

async function countNotifiedLately(tools: NotifyTools): Promise<number> {
  const open = await readable(() => tools.store.openIncidents(), tools);
  if (open === 'unreadable') return 0;
  const sinceMs = tools.clock.wallMs() - ALERT_STORM_WINDOW_MS;
  return open
    .filter(({ subject }) => subject.kind === 'finding' || isOwn(subject.about))
    .filter(({ lastNotifiedMs, alarmedMs }) => Math.min(lastNotifiedMs, alarmedMs) >= sinceMs).length;
}
