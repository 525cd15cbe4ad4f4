import { closed, type Incident, subjectId } from '../../core/notify/incident.ts';
import type { NotifiedTarget } from '../../core/notify/message.ts';
import type { FoundTarget } from '../../core/report.ts';
import { readKnownTargets, storeKnownTargets, targetNews } from '../memory/known-targets.ts';
import { storedReport } from '../memory/stored-report.ts';
import { mostSevere } from './alert-storm.ts';
import { digestMessage } from './compose-message.ts';
import { speakerOf } from './decide.ts';
import { acquire, release } from './lease.ts';
import type { NotifyTools } from './notify.ts';
import { send } from './notify-all.ts';

/**
 * Notifies of targets that discovery found and of those that are gone, of all vantages in one message, and closes the
 * incidents of those. A report without a discovery, or with one that was refused, says nothing of what is gone.
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
  const found = all.flatMap(({ vantage, found: its }) => its.map((one) => notified(vantage, one, [])));
  const went = all.flatMap(({ vantage, gone: its }) => its.map((one) => ({ vantage, one })));
  const open = went.length === 0 ? [] : await store.openIncidents();
  const gone = went.map(({ vantage, one }) => {
    const its = open.filter(
      ({ subject }) =>
        subject.kind === 'finding' && subject.vantage === vantage && subject.target === one.name,
    );
    return { its, target: notified(vantage, one, its) };
  });
  const incidents = gone.flatMap(({ its }) => its);
  if (found.length + gone.length > 0) {
    const severity = mostSevere(['warning', ...incidents.map((one) => one.severity)]);
    const digest = { why: 'targets', severity, found, gone: gone.map(({ target }) => target) } as const;
    if (!(await send(digestMessage(digest, speakerOf(tools)), tools)))
      throw new Error('what is new and what is gone could not be sent');
  }
  await Promise.all(incidents.map((one) => end(one, tools)));
  await Promise.all(all.map(({ vantage, known }) => storeKnownTargets(vantage, known, store)));
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
