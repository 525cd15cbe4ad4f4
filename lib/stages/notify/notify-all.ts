import type { Config } from '../../config/config.ts';
import type { Locale } from '../../core/locale.ts';
import type { Message, PublishedMessage } from '../../core/notify/message.ts';
import type { Messenger } from '../../core/notify/messenger.ts';
import { digestOf, gather } from './alert-storm.ts';
import { type Outcome, readable } from './decision.ts';
import { digestMessage, type Speaker } from './send-message.ts';

export interface SendTools {
  readonly config: Config;
  readonly messenger: Messenger;
  /** Amazon Q Developer, where it is configured. */
  readonly chat?: Messenger;
  readonly writeMessage: (message: Message, locale: Locale) => PublishedMessage;
  readonly onError: (error: unknown, during: string) => void;
  /** Something was lost that nobody will send again: an alarm of its own tells so. */
  readonly onLost: (what: string) => void;
}

/** What is known of the window before, where many things happen at once. */
export interface AlertStorm {
  /** Failures that were told within the window. */
  readonly notifiedLately: number;
  /** Claims the window's digest; false when another worker has it. */
  readonly claim: () => Promise<boolean>;
  /** Gives the digest back when it could not be sent. */
  readonly release: () => Promise<void>;
}

/**
 * Tells each outcome by itself, or many in one digest, and remembers each after it was told.
 *
 * @returns what could not be told or remembered
 */
export async function notifyAll<O extends Outcome>(
  outcomes: readonly O[],
  alertStorm: AlertStorm,
  speaker: Speaker,
  tools: SendTools,
): Promise<readonly O[]> {
  const { digestAbove } = tools.config.notify;
  const { single, failed, over, held } = await gather(
    outcomes,
    alertStorm.notifiedLately,
    digestAbove,
    alertStorm.claim,
  );
  const told = async (one: O, isSent: boolean): Promise<readonly O[]> =>
    isSent && (await remember(one, one.keep, tools)) ? [] : [one];
  const digest = async (why: 'many-at-once' | 'many-recovered', all: readonly O[]) => {
    const announced = await Promise.all(all.map((one) => announce(one, tools)));
    const gathered = all.filter((_, index) => announced[index] === true);
    const missed = all.filter((_, index) => announced[index] !== true);
    if (gathered.length === 0) return missed;
    const isSent = await send(digestMessage(digestOf(why, gathered), speaker), tools);
    if (!isSent && why === 'many-at-once') await alertStorm.release();
    return [...missed, ...(await Promise.all(gathered.map((one) => told(one, isSent)))).flat()];
  };
  const left = await Promise.all([
    ...single.map(async (one) => await told(one, await sendEach(one, tools))),
    // Not telling them now is right only once they are written down.
    ...held.map(async (one) =>
      (await remember({ ...one, isRemembered: true }, one.hold, tools)) ? [] : [one],
    ),
    digest('many-at-once', failed),
    digest('many-recovered', over),
  ]);
  return left.flat();
}

async function sendEach(one: Outcome, tools: SendTools): Promise<boolean> {
  const { news } = one;
  if (!(await announce(one, tools))) return false;
  for (const { message } of news) if (!(await send(message, tools))) return false;
  return true;
}

/** @returns false when an end could not be announced: then it is not told, and tried again */
async function announce({ ahead }: Outcome, tools: SendTools): Promise<boolean> {
  return ahead === undefined || (await readable(ahead, tools)) === true;
}

/** @returns whether it was taken */
export async function send(message: Message, tools: SendTools): Promise<boolean> {
  try {
    const published = tools.writeMessage(message, tools.config.language);
    await tools.messenger.send(published);
    await sendToChat(published, tools);
    return true;
  } catch (error) {
    tools.onError(error, `sending a message (${message.type})`);
    return false;
  }
}

/** The chat has a topic of its own and fails by itself: sent again, the message would reach all others twice. */
async function sendToChat(published: PublishedMessage, { chat, onError, onLost }: SendTools): Promise<void> {
  try {
    await chat?.send(published);
  } catch (error) {
    onError(error, 'sending to the chat');
    onLost('chat');
  }
}

/**
 * Writes what was told, then that its events were seen.
 *
 * @returns false when the table could be read but not written, so that another try may do better. Where it could not
 *   even be read, another try would only tell it again.
 */
async function remember(
  { isRemembered, markSeen }: Outcome,
  write: (() => Promise<boolean>) | undefined,
  tools: SendTools,
): Promise<boolean> {
  if (write !== undefined && (await readable(write, tools)) !== true && isRemembered) return false;
  if (markSeen !== undefined) await readable(markSeen, tools);
  return true;
}
