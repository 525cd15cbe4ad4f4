import { closed, type Incident, subjectId } from '../../core/notify/incident.ts';
import type { NotifiedTarget, TargetLists } from '../../core/notify/message.ts';
import type { Severity } from '../../core/reason.ts';
import type { FoundTarget } from '../../core/report.ts';
import { readKnownTargets, storeKnownTargets, targetNews } from '../memory/known-targets.ts';
import { storedReport } from '../memory/stored-report.ts';
import { mostSevere } from './alert-storm.ts';
import { audienceOfTarget, sharedMessages, type TargetChange } from './audience.ts';
import { digestMessage } from './compose-message.ts';
import { readable, speakerOf } from './decide.ts';
import { acquire, release } from './lease.ts';
import type { NotifyTools } from './notify.ts';
import { send } from './notify-all.ts';

/**
 * Notifies of targets that discovery found and of those that are gone, of all vantages in one message, where there are
 * routes in one for each list of readers, and closes the incidents of those. A report without a discovery, or with one that was refused, says nothing of what is gone.
 *
 * @throws when the message could not be sent: the next tick tries again
 */
export async function notifyTargets(tools: NotifyTools): Promise<void> {
  const { config, store } = tools;
  const looking = config.vantages.filter(({ discover }) => discover.length > 0);
  const news = await Promise.all(
    looking.map(async ({ name: vantage, discover }) => {
      const [report, before] = await Promise.all([
        storedReport(vantage, store),
        readKnownTargets(vantage, store),
      ]);
      const its = report === undefined ? undefined : targetNews(before, report, discover);
      return its === undefined ? [] : [{ vantage, ...its }];
    }),
  );
  const all = news.flat();
  const went = all.flatMap(({ vantage, gone }) => gone.map((one) => ({ vantage, one })));
  const open = went.length === 0 ? [] : await store.openIncidents();
  const gone = went.map(({ vantage, one }): Change => {
    const incidents = open.filter(
      ({ subject }) =>
        subject.kind === 'finding' && subject.vantage === vantage && subject.target === one.name,
    );
    const severity = mostSevere([USUAL_SEVERITY, ...incidents.map((incident) => incident.severity)]);
    return { list: 'gone', vantage, one, severity, incidents };
  });
  const found = all.flatMap(({ vantage, found: its }) =>
    its.map((one): Change => ({ list: 'found', vantage, one, severity: USUAL_SEVERITY, incidents: [] })),
  );
  const changes = await Promise.all(
    [...found, ...gone].map(async (change) => ({ ...change, to: await keepHeld(change, tools) })),
  );
  const sent: string[] = [];
  for (const { to, items } of sharedMessages(changes, (change) => change.to))
    if (items.length > 0) sent.push(await sendOnce(items, to, tools));
  await Promise.all(gone.flatMap(({ incidents }) => incidents).map((one) => end(one, tools)));
  await Promise.all(all.map(({ vantage, known }) => storeKnownTargets(vantage, known, store)));
  for (const id of sent) tools.sent.delete(id);
}

/** Nothing fails where a target comes or goes; who takes warnings reads of it. */
const USUAL_SEVERITY: Severity = 'warning';

interface Change extends TargetChange {
  readonly list: keyof TargetLists;
}

function listsOf(changes: readonly Change[]): TargetLists {
  const of = (list: Change['list']) =>
    changes
      .filter((one) => one.list === list)
      .map(({ vantage, one, incidents }) => notified(vantage, one, incidents));
  return { found: of('found'), gone: of('gone') };
}

/**
 * Keeps it for those in their quiet hours.
 *
 * @returns who receives it now: with those it could not be kept for; undefined where everybody does
 */
async function keepHeld(change: Change, tools: NotifyTools): Promise<readonly string[] | undefined> {
  const { config, clock, store } = tools;
  const nowMs = clock.wallMs();
  const audience = audienceOfTarget(change, { config, nowMs });
  if (audience === undefined) return undefined;
  const { vantage, one, list, severity } = change;
  const entry = { countsAs: 'single', severity, isImproved: false, targets: listsOf([change]) } as const;
  const kept = await Promise.all(
    audience.held.map(async (channel) => {
      const notice = { channel, id: `target ${list}\n${vantage}\n${one.id}`, atMs: nowMs, entry };
      return (await readable(() => store.putHeld(notice), tools)) !== 'unreadable';
    }),
  );
  return [...audience.to, ...audience.held.filter((_, index) => kept[index] !== true)];
}

/**
 * One message for those who receive the same. Where another one fails, this process does not send it again.
 *
 * @returns its id
 * @throws when it could not be sent: the next tick tries again
 */
async function sendOnce(
  changes: readonly Change[],
  to: readonly string[] | undefined,
  tools: NotifyTools,
): Promise<string> {
  const places = changes.map(({ list, vantage, one }) => [list, vantage, one.id]);
  const id = JSON.stringify(['targets', to ?? null, places]);
  if (tools.sent.has(id)) return id;
  const severity = mostSevere(changes.map((one) => one.severity));
  const digest = { why: 'targets', severity, ...listsOf(changes) } as const;
  if (!(await send(digestMessage(digest, speakerOf(tools)), tools, to)))
    throw new Error('what is new and what is gone could not be sent');
  tools.sent.add(id);
  return id;
}

/** A pager hears of the end of what it heard of; what was held back ends unheard. */
function notified(
  vantage: string,
  { name: target, type }: FoundTarget,
  incidents: readonly Incident[],
): NotifiedTarget {
  const ended = incidents.flatMap(({ subject, lastNotifiedMs, openedAs }) =>
    subject.kind === 'finding' && lastNotifiedMs > 0
      ? [{ check: subject.check, ...(openedAs !== undefined && { openedAs }) }]
      : [],
  );
  return { vantage, target, type, ended };
}

/** What another worker has in hand ends with the next ticks: its target is gone for them too. */
async function end(incident: Incident, tools: NotifyTools): Promise<void> {
  const lease = subjectId(incident.subject);
  if ((await acquire(lease, tools)) !== 'mine') return;
  try {
    await tools.store.putIncident(closed(incident));
  } finally {
    await release(lease, tools);
  }
}
