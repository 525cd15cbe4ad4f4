import type { Incident, Mute, OpenAlarm } from '../../core/notify/incident.ts';
import { stackNames } from '../../core/stack-names.ts';
import { countsAs, onAlarmTick } from './alarm-incidents.ts';
import { mostSevere } from './alert-storm.ts';
import { dailyFindings, digestDay } from './daily-digest.ts';
import { asFinding } from './decide-finding.ts';
import { type Outcome, speakerOf } from './decision.ts';
import { leaseOfAlarm, leaseOfIncident } from './event-groups.ts';
import { onGone, onTick } from './incidents.ts';
import { giveBack, lease } from './lease.ts';
import { isMuted } from './mute.ts';
import type { NotifyTools } from './notify.ts';
import { notifyAll, send } from './notify-all.ts';
import { type Known, recheck } from './recheck.ts';
import { alarmMessage, digestMessage, findingMessage } from './send-message.ts';

/**
 * Does what no alarm does: reminds of outages that last, ends those that CloudWatch lost sight of, tells what is still
 * broken when a mute or a maintenance window ends, what waited for the next digest, and once a day what is degraded.
 *
 * @throws {AggregateError} after everything was tried, with what failed: the next tick tries again
 */
export async function tick(tools: NotifyTools): Promise<void> {
  const turn = await lease(TURN, tools);
  if (turn === 'taken') return;
  const parts = await Promise.allSettled([notifyIncidents(tools), notifyAlarms(tools), notifyDaily(tools)]);
  if (turn === 'mine') await giveBack(TURN, tools);
  const failures = parts.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything that is due could be told');
}

const TURN = 'tick';

interface Due extends Outcome {
  readonly lease: string;
}

async function notifyIncidents(tools: NotifyTools): Promise<void> {
  const [open, mutes] = await Promise.all([tools.store.openIncidents(), tools.store.mutes()]);
  const known = await recheck(open, tools);
  const due = await Promise.all(
    open.map((incident) => decideIncident(incident, known(incident), mutes, tools)),
  );
  await notifyDue(due, tools);
}

async function notifyAlarms(tools: NotifyTools): Promise<void> {
  const open = await tools.store.openAlarms();
  await notifyDue(await Promise.all(open.map((alarm) => decideAlarm(alarm, tools))), tools);
}

async function notifyDue(due: readonly (Due | undefined)[], tools: NotifyTools): Promise<void> {
  const outcomes = due.filter((one) => one !== undefined);
  // There is one tick at a time, so that its digest needs no claim.
  const alertStorm = { notifiedLately: 0, claim: async () => true, release: async () => {} };
  const left = await notifyAll(outcomes, alertStorm, speakerOf(tools), tools);
  await Promise.all(outcomes.map((one) => giveBack(one.lease, tools)));
  if (left.length > 0) throw new Error(`${left.length} of ${outcomes.length} could not be told`);
}

/** Decides under the incident's lease, on what stands in the table now. */
async function decideIncident(
  listed: Incident,
  known: Known,
  mutes: readonly Mute[],
  tools: NotifyTools,
): Promise<Due | undefined> {
  const subject = leaseOfIncident(listed);
  if ((await lease(subject, tools)) !== 'mine') return undefined;
  const incident = await tools.store.incident(listed);
  const nowMs = tools.clock.wallMs();
  const nothing: Due = { lease: subject, news: [], isRemembered: true };
  if (incident === undefined || incident.phase === 'closed') return nothing;
  const muted = isMuted(incident.target, tools.config, mutes, nowMs) !== undefined;
  const finding = findingOf(known);
  const isGone = known.outcome === 'not-looked' && known.why === 'not-watched';
  const { ahead, tell, write } = isGone
    ? onGone(incident)
    : onTick(incident, { finding, muted, nowMs, reminderMs: tools.config.notify.reminderMs });
  const words = {
    alarm: stackNames(tools.stage).checkAlarm(incident.check),
    text: incident.alarmText ?? '',
    stateReason: '',
  };
  return {
    ...nothing,
    ...(tell !== undefined && {
      news: [
        {
          message: findingMessage(incident, tell, known, words, speakerOf(tools)),
          as: tell.type === 'recovered' || tell.type === 'improved' ? 'over' : 'failed',
          finding: known.finding ?? asFinding(incident, tell.severity, incident.alarmText ?? ''),
        },
      ],
    }),
    ...(ahead !== undefined && { ahead: () => tools.store.putIncident(ahead) }),
    ...(write !== undefined && { keep: () => tools.store.putIncident(write) }),
  };
}

/** Where a vantage cannot be called, what its own loop logged last is as good as a look. */
function findingOf(known: Known) {
  return known.outcome === 'looked' || known.why === 'on-premises' ? known.finding : undefined;
}

async function decideAlarm(listed: OpenAlarm, tools: NotifyTools): Promise<Due | undefined> {
  const subject = leaseOfAlarm(listed.alarm);
  if ((await lease(subject, tools)) !== 'mine') return undefined;
  const alarm = await tools.store.alarm(listed.alarm);
  const nothing: Due = { lease: subject, news: [], isRemembered: true };
  if (alarm === undefined || alarm.phase === 'closed') return nothing;
  const { vantage } = alarm;
  const hasReported =
    vantage === undefined ? undefined : (await tools.store.lastReport(vantage)) !== undefined;
  const { tell, write } = onAlarmTick(alarm, {
    nowMs: tools.clock.wallMs(),
    reminderMs: tools.config.notify.reminderMs,
    hasReported,
  });
  return {
    ...nothing,
    ...(tell !== undefined && {
      news: [{ message: alarmMessage(alarm, tell, speakerOf(tools)), as: countsAs(alarm.about, tell) }],
    }),
    ...(write !== undefined && { keep: () => tools.store.putAlarm(write) }),
  };
}

async function notifyDaily(tools: NotifyTools): Promise<void> {
  const { config, store, clock } = tools;
  const nowMs = clock.wallMs();
  const day = digestDay(config.notify, nowMs);
  if (day === undefined) return;
  const key = `daily\n${day}`;
  if (await store.seen(key)) return;
  const { failed, degraded, muted } = await dailyFindings(config, store, await store.mutes(), nowMs);
  if (degraded.length + muted.length > 0) {
    const severities = [...degraded, ...muted].flatMap(({ severity }) => severity ?? []);
    const severity = mostSevere(['warning', ...severities]);
    const digest = { why: 'daily', severity, failed, degraded, muted } as const;
    if (!(await send(digestMessage(digest, speakerOf(tools)), tools)))
      throw new Error('the daily digest could not be sent');
  }
  await store.putSeen(key);
}
