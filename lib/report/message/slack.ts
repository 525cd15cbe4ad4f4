import type { PublishedMessage } from '../../core/notify/message.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import type { Fact, Part } from '../text/parts.ts';
import { codeBlock, escapeChat, inertChat } from './chat-markup.ts';
import { fitLines, fitParts, type Rendered } from './fit-parts.ts';
import { messageParts } from './message-parts.ts';
import { markOf } from './status-icon.ts';

/**
 * Slack's limits. Sources: Slack developer docs, Block Kit reference ("Blocks": 50 a message; "Header block": 150;
 * "Section block": text 3,000, ten fields of 2,000) and "chat.postMessage" (text is cut at 40,000, 4,000 advised).
 */
const LIMITS = { blocks: 50, header: 150, text: 3000, fields: 10, field: 2000, fallback: 3900 } as const;
/**
 * All blocks together, as JSON. Not documented: Slack answers `msg_blocks_too_long` from about 12,000 or 13,000
 * characters on, depending on what they hold (github.com/slackapi/bolt-js issues 2509 and 2867).
 */
const ALL_BLOCKS = 10_000;

interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: false;
  readonly verbatim?: true;
}
export type SlackBlock =
  | { readonly type: 'header'; readonly text: TextObject }
  | { readonly type: 'section'; readonly text: TextObject }
  | { readonly type: 'section'; readonly fields: readonly TextObject[] }
  | { readonly type: 'context'; readonly elements: readonly TextObject[] };

/** The body of a request to an incoming webhook. `text` is what a notification shows. */
export interface SlackPayload {
  readonly text: string;
  readonly blocks?: readonly SlackBlock[];
  readonly mrkdwn?: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** A message as Block Kit, within every limit: what is least needed is left out first, and that is said. */
export function slackPayload({ message, locale, subject }: PublishedMessage): SlackPayload {
  const { headline, summary, notes, facts, parts } = messageParts(message, locale);
  const { cut } = MESSAGE_PHRASES[locale];
  const head: readonly SlackBlock[] = [
    { type: 'header', text: plain(`${markOf(message)} ${headline}`, LIMITS.header) },
    ...[summary, ...notes].flatMap((sentence) => proseBlock(sentence)),
    ...factsBlock(facts),
  ];
  const rest: SlackBlock = { type: 'context', elements: [plain(cut, LIMITS.field)] };
  const { blocks, complete } = fitParts(parts, renderPart, {
    size: ALL_BLOCKS - sizeOf([...head, rest]),
    blocks: LIMITS.blocks - head.length - 1,
  });
  return {
    text: inertChat(subject),
    blocks: [...head, ...blocks, ...(complete ? [] : [rest])],
    ...NO_PREVIEWS,
  };
}

/** A message as plain text, for a Slack that refuses its blocks, and for whatever arrives that is no message of ours. */
export function slackText(text: string): SlackPayload {
  const fitting = fitEscaped(text.split('\n'), LIMITS.fallback);
  return { text: escapeChat(fitting), mrkdwn: false, ...NO_PREVIEWS };
}

function factsBlock(facts: readonly Fact[]): readonly SlackBlock[] {
  const fields = facts
    .slice(0, LIMITS.fields)
    .map(({ label, value }) => marked(fitLines([`*${inertChat(label)}*`, inertChat(value)], LIMITS.field)));
  return fields.length === 0 ? [] : [{ type: 'section', fields }];
}

function renderPart(part: Part): Rendered<SlackBlock> {
  const blocks = blocksOf(part);
  return { blocks, size: sizeOf(blocks) };
}

/** Sentences are plain text, which formats nothing; what is to be copied is a code block; only headings are bold. */
function blocksOf(part: Part): readonly SlackBlock[] {
  const heading = (part.heading ?? '') === '' ? [] : [`*${inertChat(part.heading ?? '')}*`];
  switch (part.form) {
    case 'code': {
      // Escaping makes text longer: one that is full of signs is cut earlier.
      const fence = codeBlock('').length;
      const room = LIMITS.text - fence - (heading[0]?.length ?? 0) - 1;
      const text = fitEscaped(part.lines, room);
      return [section(marked([...heading, codeBlock(text)].join('\n')))];
    }
    case 'links': {
      const links = part.links.map(({ label, url }) =>
        label === undefined ? `<${escapeChat(url)}>` : `<${escapeChat(url)}|${inertChat(label)}>`,
      );
      return [section(marked(fitWhole([...heading, ...links], LIMITS.text)))];
    }
    case 'text':
    case 'bullets':
    case 'steps': {
      const { form } = part;
      const lines = part.lines.map((line, index) => `${leadOf(form, index)}${line}`);
      return [...heading.map((one) => section(marked(one))), ...proseBlock(lines.join('\n'))];
    }
  }
}

/** Slack refuses a text that is empty. */
function proseBlock(text: string): readonly SlackBlock[] {
  return text.trim() === '' ? [] : [section(plain(text, LIMITS.text))];
}

function leadOf(form: 'text' | 'bullets' | 'steps', index: number): string {
  if (form === 'text') return '';
  return form === 'steps' ? `${index + 1}. ` : '• ';
}

/** Lines whose escaped form stays within the limit; the cut falls into the raw text, never into an entity. */
function fitEscaped(lines: readonly string[], limit: number): string {
  for (let raw = limit; raw > 0; raw = Math.floor(raw * 0.8)) {
    const text = fitLines(lines, raw);
    if (escapeChat(text).length <= limit) return text;
  }
  return '…';
}

/** Lines that must not be cut inside: those that do not fit are left out. */
function fitWhole(lines: readonly string[], limit: number): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > limit) break;
    text = longer;
  }
  return text;
}

function plain(text: string, limit: number): TextObject {
  return { type: 'plain_text', text: escapeChat(fitEscaped(text.split('\n'), limit)), emoji: false };
}

/** `verbatim`: names of channels and bare addresses in it are left as they are. */
function marked(text: string): TextObject {
  return { type: 'mrkdwn', text, verbatim: true };
}

function section(text: TextObject): SlackBlock {
  return { type: 'section', text };
}

function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length;
}
