import { asFields } from '../../../core/json.ts';
import { LOCALES } from '../../../core/locale.ts';
import type { PublishedMessage } from '../../../core/notify/message.ts';
import { SEVERITIES, type Severity } from '../../../core/reason.ts';
import { boundedLines } from '../../../report/message/bound-message.ts';
import { slackPayload, slackText } from '../../../report/message/slack.ts';
import type { Payload } from './deliver.ts';

/** A letter for Slack. Without a severity it is for everybody. */
export interface QueuedPayload extends Payload {
  readonly severity?: Severity;
}

const LONGEST_TEXT = 20_000;

/**
 * Reads what the `messages` topic put into the queue: a message of ours, raw or in an SNS notification. It never
 * throws: what is no message of ours, or of a later version, is passed on as the text it holds, so that nothing is lost.
 */
export function readPayload(body: string): QueuedPayload {
  const outer = parseObject(body);
  const isNotification = typeof outer?.Message === 'string' && typeof outer.TopicArn === 'string';
  const inner = isNotification ? parseObject(String(outer.Message)) : outer;
  const text = textOf(inner) ?? boundedLines(isNotification ? String(outer.Message) : body, LONGEST_TEXT);
  const plain = slackText(text);
  const severity = isTestMessage(inner) ? undefined : SEVERITIES.find((one) => one === inner?.severity);
  return { payload: payloadOf(inner) ?? plain, plain, ...(severity !== undefined && { severity }) };
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

function payloadOf(message: Fields | undefined): object | undefined {
  if (message?.version !== 1 || !LOCALES.some((locale) => locale === message.locale)) return undefined;
  try {
    // Its version says what it holds. If that is not true, reading it fails, and the text is sent in its place.
    return slackPayload(message as unknown as PublishedMessage);
  } catch {
    return undefined;
  }
}

function parseObject(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    // Not JSON: then it is sent as it came.
    return undefined;
  }
}
