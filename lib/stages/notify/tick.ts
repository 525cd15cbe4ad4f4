import { type Incident, isOpen, subjectId } from '../../core/notify/incident.ts';
import { notifyHeld } from './after-quiet.ts';
import { type DecideTools, decideOpen, speakerOf } from './decide.ts';
import { notifyHindered } from './hindered-alarms.ts';
import { inTurn } from './in-turn.ts';
import { acquire, release } from './lease.ts';
import { heldNow, type NotifyTools, notify } from './notify.ts';
import { type Due, notifyAll } from './notify-all.ts';
import { notifyDaily } from './notify-daily.ts';
import { notifyTargets } from './notify-targets.ts';
import { recheck } from './recheck.ts';
import { unalarmed } from './unalarmed.ts';

/**
 * Does what no alarm does: reminds of outages that last, ends those that CloudWatch lost sight of, notifies of what is
 * still broken when a mute or a maintenance window ends, of what waited for the next digest or the end of quiet hours, of failures that no alarm
 * names, of targets that discovery found or lost, of alarms that see a part of their data, and once a day of what is degraded.
 *
 * @throws {AggregateError} after everything was tried, with what failed: the next tick tries again
 */
export async function tick(tools: NotifyTools): Promise<void> {
  const turn = await acquire(TURN, tools);
  if (turn === 'taken') return;
  // Before the open incidents: what is gone ends in words of its own.
  const parts: PromiseSettledResult<void>[] = await Promise.allSettled([notifyTargets(tools)]);
  parts.push(...(await Promise.allSettled([notifyOpen(tools), notifyDaily(tools), notifyHindered(tools)])));
  // After the open incidents, so that none of them is both ended and begun.
  parts.push(...(await Promise.allSettled([notifyUnalarmed(tools), notifyHeld(tools)])));
  if (turn === 'mine') await release(TURN, tools);
  const failures = parts.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything that is due could be sent');
}

const TURN = 'tick';

/** What no alarm says is notified as if one had said it. */
async function notifyUnalarmed(tools: NotifyTools): Promise<void> {
  const records = await unalarmed(tools);
  if (records.length === 0) return;
  const left = await notify(records, tools);
  if (left.length > 0) throw new Error(`${left.length} of ${records.length} could not be sent`);
}

async function notifyOpen(tools: NotifyTools): Promise<void> {
  const { store } = tools;
  const [open, mutes, held] = await Promise.all([store.openIncidents(), store.mutes(), heldNow(tools)]);
  const keys = open.flatMap(({ subject }) => (subject.kind === 'finding' ? [subject] : []));
  const known = await recheck(keys, tools);
  const decided: DecideTools['decided'] = new Map();
  const worked = await inTurn(
    open,
    ({ subject }) => subject,
    tools.config,
    async (one) => {
      const [settled] = await Promise.allSettled([work(one, { ...tools, known, mutes, held, decided })]);
      return settled;
    },
  );
  const failed = worked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const due = worked.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
  // There is one tick at a time, so that its digest needs no claim.
  const alertStorm = { notifiedLately: 0, claim: async () => true, release: async () => {} };
  const left = await notifyAll(due, alertStorm, speakerOf(tools), tools);
  await Promise.all(due.map(({ lease }) => release(lease, tools)));
  if (left.length > 0) failed.push(new Error(`${left.length} of ${due.length} could not be sent`));
  if (failed.length > 0) throw new AggregateError(failed, 'not every open incident could be looked at');
}

/** Decides under the incident's lease, on what the table holds now. Without the lease it is another worker's. */
async function work({ subject }: Incident, tools: NotifyTools & DecideTools): Promise<Due | undefined> {
  const lease = subjectId(subject);
  if ((await acquire(lease, tools)) !== 'mine') return undefined;
  try {
    const incident = await tools.store.incident(subject);
    if (!isOpen(incident)) return { lease, notifications: [] };
    const decision = await decideOpen(incident, tools);
    if (decision.commit !== undefined) tools.decided.set(lease, decision.commit);
    return { ...decision, lease };
  } catch (error) {
    await release(lease, tools);
    throw error;
  }
}
