import { isQuiet, isRouted, type Recipient, readersOf } from '../../core/notify/route.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { mostSevere } from './alert-storm.ts';
import { factsOf, sharedMessages } from './audience.ts';
import { digestMessage } from './compose-message.ts';
import { type DailyFindings, dailyFindings, digestDay } from './daily-digest.ts';
import { speakerOf } from './decide.ts';
import type { NotifyTools } from './notify.ts';
import { send } from './notify-all.ts';

/**
 * Notifies once a day of what is degraded and muted. Where there are routes each channel receives what is for it, and
 * one in its quiet hours when they end.
 *
 * @throws when a digest could not be sent
 */
export async function notifyDaily(tools: NotifyTools): Promise<void> {
  const { config, store, clock } = tools;
  const nowMs = clock.wallMs();
  const day = digestDay(config.notify, nowMs);
  if (day === undefined) return;
  const due = await dueToday(day, tools);
  if (due.length === 0) return;
  const findings = await dailyFindings(config, store, await store.mutes(), nowMs);
  const items = LISTS.flatMap((list) => findings[list].map((finding) => ({ list, finding })));
  const readers = ({ finding }: Item) => {
    if (!isRouted(config.notify)) return undefined;
    const subject = { kind: 'finding', ...finding } as const;
    const facts = factsOf({ subject, severity: dailySeverity([finding]), finding }, config);
    return readersOf(facts, config.notify, nowMs)
      .map(({ name }) => name)
      .filter((name) => due.some(({ recipient }) => recipient?.name === name));
  };
  for (const { to, items: own } of sharedMessages(items, readers)) {
    if (!(await sendDaily(own, tools, to))) throw new Error('the daily digest could not be sent');
  }
  await Promise.all(due.map(({ key }) => store.putSeen(key)));
}

const LISTS = ['failed', 'degraded', 'muted'] as const satisfies readonly (keyof DailyFindings)[];

interface Item {
  readonly list: (typeof LISTS)[number];
  readonly finding: RenderedFinding;
}

/** Whose digest of the day was not sent yet; without routes that is one for everybody. */
async function dueToday(
  day: string,
  { config: { notify }, store, clock }: NotifyTools,
): Promise<readonly { readonly key: string; readonly recipient?: Recipient }[]> {
  const all = isRouted(notify)
    ? notify.recipients
        .filter((recipient) => !isQuiet(recipient, 'warning', clock.wallMs()))
        .map((recipient) => ({ key: `daily\n${day}\n${recipient.name}`, recipient }))
    : [{ key: `daily\n${day}` }];
  const seen = await Promise.all(all.map(({ key }) => store.seen(key)));
  return all.filter((_, index) => seen[index] !== true);
}

async function sendDaily(
  items: readonly Item[],
  tools: NotifyTools,
  to: readonly string[] | undefined,
): Promise<boolean> {
  const of = (list: Item['list']) => items.filter((one) => one.list === list).map(({ finding }) => finding);
  const [failed, degraded, muted] = [of('failed'), of('degraded'), of('muted')];
  if (degraded.length + muted.length === 0) return true;
  const severity = dailySeverity([...degraded, ...muted]);
  const digest = { why: 'daily', severity, failed, degraded, muted } as const;
  return await send(digestMessage(digest, speakerOf(tools)), tools, to);
}

function dailySeverity(findings: readonly RenderedFinding[]) {
  return mostSevere(['warning', ...findings.flatMap(({ severity }) => severity ?? [])]);
}
