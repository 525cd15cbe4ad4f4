import type { QueuedMessage } from '../../../channels/channel.ts';
import { asFields, parseFields } from '../../../core/json.ts';
import { LOCALES } from '../../../core/locale.ts';
import type { PublishedMessage } from '../../../core/notify/message.ts';
import { SEVERITIES, type Severity } from '../../../core/reason.ts';
import { boundedLines } from '../../../report/message/bound-message.ts';
import { messageParts } from '../../../report/message/message-parts.ts';

/** A message of the queue. Without a severity it is for everybody. */
export interface ReadMessage extends QueuedMessage {
  readonly severity?: Severity;
}

const LONGEST_TEXT = 20_000;

/**
 * Reads what the `messages` topic put into the queue: a message of ours, raw or in an SNS notification. It never
 * throws: what is no message of ours, or of a later version, is passed on as the text it holds, so that nothing is lost.
 *
 * @param recordId - of the queue; SNS gives its own id, which a redelivery by SNS keeps
 */
export function readMessage(recordId: string, body: string): ReadMessage {
  const outer = parseFields(body);
  const isNotification = typeof outer?.Message === 'string' && typeof outer.TopicArn === 'string';
  const inner = isNotification ? parseFields(String(outer.Message)) : outer;
  const id = isNotification && typeof outer.MessageId === 'string' ? outer.MessageId : recordId;
  const text = textOf(inner) ?? boundedLines(isNotification ? String(outer.Message) : body, LONGEST_TEXT);
  const published = publishedOf(inner);
  const severity = isTestMessage(inner) ? undefined : SEVERITIES.find((one) => one === inner?.severity);
  return {
    id: id.slice(0, 128),
    text,
    ...(published !== undefined && { published }),
    ...(severity !== undefined && { severity }),
  };
}

/** `gatewatch doctor` tries the channel: it is for everybody, whatever severities the channel takes. */
function isTestMessage(published: Fields | undefined): boolean {
  const message = asFields(published?.message);
  return message?.type === 'alarm' && message.about === 'test';
}

type Fields = Readonly<Record<string, unknown>>;

function textOf(message: Fields | undefined): string | undefined {
  if (typeof message?.body !== 'string') return undefined;
  const subject = typeof message.subject === 'string' ? `${message.subject}\n\n` : '';
  return boundedLines(`${subject}${message.body}`, LONGEST_TEXT);
}

/** Its version says what it holds. If that is not true, putting it into words fails, and the text goes in its place. */
function publishedOf(inner: Fields | undefined): PublishedMessage | undefined {
  if (inner?.version !== 1 || !LOCALES.some((locale) => locale === inner.locale)) return undefined;
  try {
    const published = inner as unknown as PublishedMessage;
    // A type of a later version has no words.
    return messageParts(published.message, published.locale) === undefined ? undefined : published;
  } catch {
    return undefined;
  }
}
