import { isWithin } from '../../core/notify/hours.ts';
import { type HeldNotice, isOpen, subjectId } from '../../core/notify/incident.ts';
import { isRouted } from '../../core/notify/route.ts';
import { digestOf } from './alert-storm.ts';
import { digestMessage } from './compose-message.ts';
import { readable, speakerOf } from './decide.ts';
import type { NotifyTools } from './notify.ts';
import { send } from './notify-all.ts';

/**
 * Notifies each channel whose quiet hours are over of what it did not receive: of each subject as it was last, be it
 * that it recovered in the meantime. Channels with the same list share a message.
 *
 * @throws when a digest could not be sent
 */
export async function notifyHeld(tools: NotifyTools): Promise<void> {
  const { config, store, clock } = tools;
  const { recipients } = config.notify;
  const due = (await store.held()).filter(({ channel }) => {
    const quiet = recipients.find(({ name }) => name === channel)?.quiet;
    return quiet === undefined || !isWithin(quiet, clock.wallMs());
  });
  const perChannel = [...Map.groupBy(due, ({ channel }) => channel)].map(async ([channel, notices]) => ({
    channel,
    notices,
    last: await lastOfEach(notices, tools),
  }));
  const groups = Map.groupBy(await Promise.all(perChannel), ({ last }) =>
    last.map(({ id }) => id).join('\0'),
  );
  for (const group of groups.values()) {
    const entries = (group[0]?.last ?? []).map(({ entry }) => entry);
    const digest = digestOf('after-quiet', entries);
    const to = readersNow(
      group.map(({ channel }) => channel),
      tools,
    );
    if (entries.length > 0 && !(await send(digestMessage(digest, speakerOf(tools)), tools, to)))
      throw new Error('what waited for the end of quiet hours could not be sent');
    const notices = group.flatMap((one) => one.notices);
    await Promise.all(notices.map((notice) => store.deleteHeld(notice)));
  }
}

/** A channel that was taken out of the file leaves what it had to all others. */
function readersNow(names: readonly string[], { config }: NotifyTools): readonly string[] | undefined {
  const everybody = config.notify.recipients.map(({ name }) => name);
  if (!isRouted(config.notify)) return undefined;
  return names.every((name) => everybody.includes(name)) ? names : everybody;
}

/** What was last of each subject. What was closed without a message, such as a target that was taken out, is left out. */
async function lastOfEach(
  notices: readonly HeldNotice[],
  tools: NotifyTools,
): Promise<readonly HeldNotice[]> {
  const bySubject = Map.groupBy(
    notices.toSorted((a, b) => a.atMs - b.atMs),
    ({ id, subject }) => (subject === undefined ? id : subjectId(subject)),
  );
  const last = await Promise.all(
    [...bySubject.values()].map(async (all) => {
      const notice = all.at(-1);
      const subject = notice?.entry.countsAs === 'failure' ? notice.subject : undefined;
      const incident = subject && (await readable(() => tools.store.incident(subject), tools));
      return incident === undefined || incident === 'unreadable' || isOpen(incident) ? notice : undefined;
    }),
  );
  return last.filter((notice) => notice !== undefined);
}
