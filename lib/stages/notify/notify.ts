import type { IncidentKey, Mute } from '../../core/notify/incident.ts';
import { isOwn } from './alarm-incidents.ts';
import { readAlarm } from './alarm-message.ts';
import { FLOOD_WINDOW_MS } from './alert-storm.ts';
import { decideAlarm, decideUnreadable } from './decide-alarm.ts';
import { decideFinding } from './decide-finding.ts';
import { type CaseTools, type Outcome, readable, speakerOf } from './decision.ts';
import { type Arrival, type Case, casesOf } from './event-groups.ts';
import { giveBack, lease } from './lease.ts';
import { type AlertStorm, notifyAll, type SendTools } from './notify-all.ts';
import { type RecheckTools, recheck } from './recheck.ts';
import { seenEventKey } from './seen-event.ts';

export type NotifyTools = RecheckTools & SendTools & Omit<CaseTools, 'known' | 'mutes'>;

/** A message of the queue. */
export interface QueueRecord {
  readonly id: string;
  readonly body: string;
}

/**
 * Tells what some alarms mean: one fresh look a vantage, then for each subject the message, the table, and the mark that
 * it was seen, in this order. Whatever breaks off in between is told twice at most, never not at all.
 *
 * @returns the records that must be delivered again
 */
export async function notify(
  records: readonly QueueRecord[],
  tools: NotifyTools,
): Promise<readonly string[]> {
  const arrivals = records.map(
    ({ id, body }): Arrival => ({ recordId: id, event: readAlarm(body, tools.stage) }),
  );
  const cases = casesOf(await unseen(arrivals, tools));
  const keys = cases.flatMap((one): readonly IncidentKey[] => (one.about === 'finding' ? [one.key] : []));
  const [known, mutes] = await Promise.all([recheck(keys, tools), mutesNow(tools)]);
  const caseTools: CaseTools = { ...tools, known, mutes };
  const taken = await Promise.all(cases.map((one) => takeUp(one, caseTools)));
  const again = new Set(taken.flatMap((one) => (one.outcome === undefined ? recordsOf(one.case) : [])));
  const decided = taken.flatMap((one): readonly Decided[] =>
    one.outcome === undefined ? [] : [{ ...one.outcome, ...one, markSeen: () => markSeen(one.case, tools) }],
  );
  const left = await notifyAll(decided, await alertStormOf(decided, tools), speakerOf(tools), tools);
  for (const one of left) for (const id of recordsOf(one.case)) again.add(id);
  await Promise.all(decided.filter(({ isLeased }) => isLeased).map((one) => giveBack(one.case.lease, tools)));
  return records.map(({ id }) => id).filter((id) => again.has(id));
}

interface Decided extends Outcome {
  readonly case: Case;
  readonly isLeased: boolean;
}

function recordsOf({ arrivals }: Case): readonly string[] {
  return arrivals.map(({ recordId }) => recordId);
}

const seenKey = ({ event }: Arrival): string => seenEventKey(event.id);

async function markSeen({ arrivals }: Case, { store }: NotifyTools): Promise<void> {
  await Promise.all(arrivals.map((arrival) => store.putSeen(seenKey(arrival))));
}

/** What was not told to its end before. Where the table cannot tell, it was not. */
async function unseen(
  arrivals: readonly Arrival[],
  tools: Pick<CaseTools, 'store' | 'onError'>,
): Promise<readonly Arrival[]> {
  const seen = await Promise.all(
    arrivals.map(
      async (arrival) => (await readable(() => tools.store.seen(seenKey(arrival)), tools)) === true,
    ),
  );
  return arrivals.filter((_, index) => seen[index] !== true);
}

async function mutesNow(tools: NotifyTools): Promise<readonly Mute[]> {
  const mutes = await readable(() => tools.store.mutes(), tools);
  return mutes === 'unreadable' ? [] : mutes;
}

/** Decides one case under its lease. Without an outcome it is somebody else's now, or it could not be decided. */
async function takeUp(
  one: Case,
  tools: CaseTools,
): Promise<{ readonly case: Case; readonly outcome?: Outcome; readonly isLeased: boolean }> {
  const taken = await lease(one.lease, tools);
  if (taken === 'taken') return { case: one, isLeased: false };
  const isLeased = taken === 'mine';
  try {
    // Another worker may have told it while this one looked.
    const left = await unseen(one.arrivals, tools);
    const outcome = left.length === 0 ? NOTHING : await decide(one, tools);
    // Without the table nothing was decided and nobody is told: it waits until the table can be read.
    if (outcome.isRemembered || outcome.news.length > 0) return { case: one, outcome, isLeased };
  } catch (error) {
    tools.onError(error, one.lease);
  }
  if (isLeased) await giveBack(one.lease, tools);
  return { case: one, isLeased: false };
}

const NOTHING: Outcome = { news: [], isRemembered: true };

async function decide(one: Case, tools: CaseTools): Promise<Outcome> {
  switch (one.about) {
    case 'finding':
      return await decideFinding(one, tools);
    case 'alarm':
      return await decideAlarm(one, tools);
    case 'unreadable':
      return decideUnreadable(one, tools);
  }
}

/** The window's digest belongs to one worker. */
async function alertStormOf(decided: readonly Decided[], tools: NotifyTools): Promise<AlertStorm> {
  const failing = decided.some(({ news }) => news.some(({ as }) => as === 'failed'));
  return {
    notifiedLately: failing ? await countNotifiedLately(tools) : 0,
    claim: async () => (await readable(() => tools.store.claim(DIGEST, FLOOD_WINDOW_MS), tools)) !== false,
    release: async () => {
      await readable(() => tools.store.release(DIGEST), tools);
    },
  };
}

const DIGEST = 'digest';

async function countNotifiedLately(tools: NotifyTools): Promise<number> {
  const open = await readable(
    () => Promise.all([tools.store.openIncidents(), tools.store.openAlarms()]),
    tools,
  );
  if (open === 'unreadable') return 0;
  const [incidents, alarms] = open;
  const began = [
    ...incidents.map(({ lastNotifiedMs, alarmedMs }) => [lastNotifiedMs, alarmedMs]),
    ...alarms
      .filter(({ about }) => isOwn(about))
      .map(({ lastNotifiedMs, sinceMs }) => [lastNotifiedMs, sinceMs]),
  ];
  const sinceMs = tools.clock.wallMs() - FLOOD_WINDOW_MS;
  return began.filter((times) => times.every((atMs) => atMs >= sinceMs)).length;
}
