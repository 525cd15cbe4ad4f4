import type { Message, PublishedMessage } from '../../core/notify/message.ts';
import { boundedText } from '../../core/text.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { inertChat } from './chat-markup.ts';
import { fitLines, fitParts } from './fit-parts.ts';
import { markedPart } from './marked-part.ts';
import { messageParts } from './message-parts.ts';
import { markOf } from './status-icon.ts';

/** Characters. Source: Amazon Q Developer in chat applications Administrator Guide, "Custom notifications", Event schema. */
const LIMITS = { title: 250, description: 8000, nextStep: 350, keyword: 75 } as const;

/** A custom notification of Amazon Q Developer in chat applications (the same guide). */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: { readonly threadId: string; readonly summary: string };
}

/**
 * A message as Amazon Q takes it, for its own topic: mail subscribed to that topic would show this JSON. Messages about
 * one incident share a thread, where the channel allows threads.
 */
export function chatNotification({ message, locale, subject, timezone }: PublishedMessage): ChatNotification {
  const { headline, summary, notes, facts, parts } = messageParts(message, locale, timezone);
  const { cut, colon } = MESSAGE_PHRASES[locale];
  const steps = parts.flatMap((part) => (part.form === 'steps' ? part.lines : []));
  const head = [
    inertChat(fitLines([summary], 1500)),
    ...notes.map((note) => inertChat(note)),
    facts
      .map(({ label, value }) => `*${inertChat(label)}*${colon} ${inertChat(boundedText(value, 300))}`)
      .join('\n'),
  ].filter((paragraph) => paragraph !== '');
  const room = LIMITS.description - head.join('\n\n').length - cut.length - 4;
  const { blocks, complete } = fitParts(
    parts.filter(({ form }) => form !== 'steps'),
    (part) => markedPart(part, colon),
    { size: room, blocks: 1000 },
  );
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: cutEscaped(`${markOf(message)} ${headline}`, LIMITS.title),
      description: [...head, ...blocks, ...(complete ? [] : [cut])].join('\n\n'),
      ...(steps.length > 0 && { nextSteps: steps.map((step) => cutEscaped(step, LIMITS.nextStep)) }),
      keywords: keywordsOf(message),
    },
    metadata: { threadId: threadOf(message), summary: inertChat(subject) },
  };
}

/** The cut falls into the raw text, never into an entity. */
function cutEscaped(text: string, limit: number): string {
  for (let raw = limit; raw > 0; raw = Math.floor(raw * 0.8)) {
    const escaped = inertChat(fitLines([text], raw));
    if (escaped.length <= limit) return escaped;
  }
  return '…';
}

function keywordsOf(message: Message): readonly string[] {
  const words =
    message.type === 'digest'
      ? [message.why]
      : message.type === 'alarm'
        ? [message.about, message.vantage, message.target]
        : [message.finding.target, message.finding.check, message.finding.reason, message.finding.vantage];
  const known = ['gatewatch', message.severity, ...words].filter(
    (word): word is string => typeof word === 'string' && word !== '',
  );
  return known.map((word) => cutEscaped(word, LIMITS.keyword));
}

/** One incident, one thread. */
function threadOf(message: Message): string {
  const stage = message.origin?.stage ?? '';
  const parts =
    message.type === 'digest'
      ? ['digest', message.why]
      : message.type === 'alarm'
        ? ['alarm', message.alarm]
        : [message.finding.vantage, message.finding.target, message.finding.check];
  return boundedText(['gatewatch', stage, ...parts].join('-').replace(/[^A-Za-z0-9._-]+/g, '-'), 120);
}
