import type { Config } from '../../config/config.ts';
import type { Locale } from '../../core/locale.ts';
import { type ClosedIncident, type Incident, isOpen, type StateStore } from '../../core/notify/incident.ts';
import type { Message, Messenger, PublishedMessage } from '../../core/notify/message.ts';
import { digestOf, entryOf, groupAlertStorm } from './alert-storm.ts';
import { sharedMessages } from './audience.ts';
import { boundedEntry, digestMessage, type Speaker } from './compose-message.ts';
import { type Notification, readable, type SubjectDecision } from './decide.ts';

export interface SendTools {
  readonly config: Config;
  readonly store: StateStore;
  readonly messenger: Messenger;
  /** Amazon Q Developer, where it is configured. */
  readonly chat?: Messenger;
  readonly writeMessage: (message: Message, locale: Locale, timezone: string) => PublishedMessage;
  /** Ids of notifications that this process sent and could not remember; it lives as long as the process. */
  readonly sent: Set<string>;
  /** Lets this time pass. */
  readonly pause: (ms: number) => Promise<void>;
  readonly onError: (error: unknown, during: string) => void;
  /** Something was lost that nobody will send again: its own alarm says so. */
  readonly onLost: (what: string) => void;
}

/** What is known of the window before, where many things happen at once. */
export interface AlertStorm {
  /** Failures that were sent within the window. */
  readonly notifiedLately: number;
  /** Claims the window's digest; false when another worker has it. */
  readonly claim: () => Promise<boolean>;
  /** Ends the claim when the digest could not be sent. */
  readonly release: () => Promise<void>;
}

/** A decision with the events it answers. */
export interface Due extends SubjectDecision {
  readonly lease: string;
  /** Marks its events as seen, after everything else. */
  readonly markSeen?: () => Promise<void>;
}

/**
 * Sends each decision's notifications by themselves, or many in one digest, and remembers each after it was sent.
 *
 * @returns the leases of what could not be sent or remembered
 */
export async function notifyAll(
  due: readonly Due[],
  alertStorm: AlertStorm,
  speaker: Speaker,
  tools: SendTools,
): Promise<readonly string[]> {
  const unsent = due.map((one) => ({
    ...one,
    notifications: one.notifications.filter(({ id }) => !tools.sent.has(id)),
  }));
  const { digestAbove } = tools.config.notify;
  const { notifiedLately, claim } = alertStorm;
  const grouped = await groupAlertStorm(unsent, notifiedLately, digestAbove, claim);
  const left: string[] = [];
  const keep = async (one: Due, isSent: boolean): Promise<void> => {
    if (!isSent || !(await remember(one, one.commit, tools))) left.push(one.lease);
  };
  const digest = async (why: 'many-at-once' | 'many-recovered', all: readonly Due[]): Promise<void> => {
    const prepared = await Promise.all(all.map((one) => prepare(one, tools)));
    const ready = all.filter((_, index) => prepared[index] === true);
    const lost = await sendDigest(why, ready, speaker, tools);
    if (lost.size > 0 && why === 'many-at-once') await alertStorm.release();
    await Promise.all(all.map((one, index) => keep(one, prepared[index] === true && !lost.has(one))));
  };
  await Promise.all([
    ...grouped.single.map(async (one) => await keep(one, await sendEach(one, tools))),
    // Not sending them now is right only once they are written down.
    ...grouped.deferred.map(async (one) => {
      if (!(await remember({ ...one, notifications: [] }, deferred(one), tools))) left.push(one.lease);
    }),
    digest('many-at-once', grouped.failures),
    digest('many-recovered', grouped.ends),
  ]);
  return left;
}

function deferred({ commit }: Due): Incident | ClosedIncident | undefined {
  if (!isOpen(commit)) return commit;
  return { ...commit, lastNotifiedMs: 0, heldBy: 'alert-storm' };
}

async function sendEach(one: Due, tools: SendTools): Promise<boolean> {
  if (!(await prepare(one, tools))) return false;
  for (const [order, notification] of one.notifications.entries())
    if (!(await sendOne(notification, tools, order))) return false;
  return true;
}

/**
 * @param order - among those of the same moment: what is kept is read in this order
 * @returns whether it was taken, or is kept for all who would receive it
 */
export async function sendOne(notification: Notification, tools: SendTools, order = 0): Promise<boolean> {
  const to = await keepHeld(notification, tools, order);
  const isForLater = to?.length === 0 && (notification.audience?.held.length ?? 0) > 0;
  return isForLater || (await send(notification.message, tools, to));
}

/**
 * Everything in one message, and where not everybody receives everything, in one for all who receive the same.
 *
 * @returns what could not be sent
 */
async function sendDigest(
  why: 'many-at-once' | 'many-recovered',
  all: readonly Due[],
  speaker: Speaker,
  tools: SendTools,
): Promise<ReadonlySet<Due>> {
  const last = await Promise.all(
    all.flatMap((due) =>
      due.notifications.slice(-1).map(async (one) => ({ due, one, to: await keepHeld(one, tools) })),
    ),
  );
  const unsent = new Set<Due>();
  for (const { to, items } of sharedMessages(last, (item) => item.to)) {
    const entries = items.map(({ one }) => entryOf(one));
    if (items.length > 0 && !(await send(digestMessage(digestOf(why, entries), speaker), tools, to)))
      for (const { due } of items) unsent.add(due);
  }
  return unsent;
}

/**
 * Keeps it for those in their quiet hours.
 *
 * @returns who receives it now: with those it could not be kept for, rather than lost for them
 */
async function keepHeld(
  { id, message, subject, audience, ...rest }: Notification,
  tools: SendTools,
  order = 0,
): Promise<readonly string[] | undefined> {
  if (audience === undefined) return undefined;
  const entry = boundedEntry(entryOf({ id, message, ...rest }));
  const kept = await Promise.all(
    audience.held.map(async (channel) => {
      const atMs = message.atMs + order;
      const notice = { channel, id, atMs, entry, ...(subject !== undefined && { subject }) };
      return (await readable(() => tools.store.putHeld(notice), tools)) !== 'unreadable';
    }),
  );
  return [...audience.to, ...audience.held.filter((_, index) => kept[index] !== true)];
}

/** @returns false when a recovery could not be announced: then it is not sent, and tried again */
async function prepare({ prepare: incident }: Due, tools: SendTools): Promise<boolean> {
  return incident === undefined || (await readable(() => tools.store.putIncident(incident), tools)) === true;
}

/** @returns whether it was taken */
export async function send(message: Message, tools: SendTools, to?: readonly string[]): Promise<boolean> {
  try {
    const written = tools.writeMessage(message, tools.config.language, tools.config.notify.timezone);
    const published = { ...written, ...(to !== undefined && { to }) };
    await tools.messenger.send(published);
    if (to?.includes('chat') ?? true) await sendToChat(published, tools);
    return true;
  } catch (error) {
    tools.onError(error, `sending a message (${message.type})`);
    return false;
  }
}

/** The chat has its own topic and fails by itself: sent again, the message would reach all others twice. */
async function sendToChat(published: PublishedMessage, { chat, onError, onLost }: SendTools): Promise<void> {
  try {
    await chat?.send(published);
  } catch (error) {
    onError(error, 'sending to the chat');
    onLost('chat');
  }
}

/** The message is out: a write that is refused is tried again before the event is. */
const WRITE_PAUSES_MS: readonly number[] = [200, 1000, 3000];

/**
 * Writes what was sent, then that its events were seen.
 *
 * @returns false when the incident could not be written: another delivery only writes, for what was sent is known to
 *   this process. Without the incident its end would not be notified.
 */
async function remember(
  { notifications, markSeen }: Due,
  incident: Incident | ClosedIncident | undefined,
  tools: SendTools,
): Promise<boolean> {
  const ids = notifications.map(({ id }) => id);
  if (incident !== undefined) {
    for (const id of ids) tools.sent.add(id);
    let written = await readable(() => tools.store.putIncident(incident), tools);
    for (const pauseMs of WRITE_PAUSES_MS) {
      if (written !== 'unreadable') break;
      await tools.pause(pauseMs);
      written = await readable(() => tools.store.putIncident(incident), tools);
    }
    if (written !== true) return false;
  }
  if (markSeen !== undefined) await readable(markSeen, tools);
  for (const id of ids) tools.sent.delete(id);
  return true;
}
