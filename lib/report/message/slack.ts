import type { Message, PublishedMessage } from '../../core/notify/message.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import type { LeadLine } from '../text/parts.ts';
import { codeBlock, escapeChat, inertChat } from './chat-markup.ts';
import { fitLines, fitParts } from './fit-parts.ts';
import { markedPart } from './marked-part.ts';
import { messageParts } from './message-parts.ts';
import { markOf } from './status-icon.ts';

/**
 * Slack's limits. Sources: Slack developer docs, Block Kit reference ("Blocks": 50 a message; "Header block": 150;
 * "Section block": text 3,000; "Actions block": 25 elements; "Button element": text 75, url 3,000) and
 * "chat.postMessage" (text is cut at 40,000, 4,000 advised).
 */
const LIMITS = { header: 150, text: 3000, line: 600, buttons: 4, button: 75, fallback: 3900 } as const;
/** What is folded: as much as a person unfolds once. */
const FOLDED = 8000;

interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: false;
  readonly verbatim?: true;
}
export type SlackBlock =
  | { readonly type: 'header'; readonly text: TextObject }
  | { readonly type: 'section'; readonly text: TextObject }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] };

/** Opens an address; nothing is asked of us. */
interface SlackButton {
  readonly type: 'button';
  readonly text: TextObject;
  readonly url: string;
  readonly action_id: string;
}

/** The body of a request to an incoming webhook. `text` is what a notification shows. */
export interface SlackPayload {
  readonly text: string;
  readonly blocks?: readonly SlackBlock[];
  readonly attachments?: readonly [SlackAttachment];
  readonly mrkdwn?: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/**
 * What Slack folds: "The content will automatically collapse if it contains 700+ characters or 5+ line breaks, and will
 * display a 'Show more...' link to expand the content" (Slack developer docs, "Reference: secondary message
 * attachments", field `text`).
 */
interface SlackAttachment {
  readonly color: string;
  readonly fallback: string;
  readonly text: string;
  readonly mrkdwn_in: readonly ['text'];
}

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** Lines that are seen before anything is unfolded, the headline among them. */
const OPEN_LINES = 6;

const COLOUR = { critical: '#b3261e', warning: '#e8912d', info: '#1264a3', over: '#2eb67d' } as const;

/** What must be read as Block Kit, with buttons; the rest is folded. It stays within every limit, and says what it cuts. */
export function slackPayload({ message, locale, subject, timezone }: PublishedMessage): SlackPayload {
  const { headline, lead, summary, notes, facts, parts } = messageParts(message, locale, timezone);
  const { cut, colon } = MESSAGE_PHRASES[locale];
  const links = parts.flatMap((part) => (part.form === 'links' && part.isOf === 'places' ? part.links : []));
  const head = [summary, ...notes].map((sentence) => inertChat(fitLines([sentence], LIMITS.text / 2)));
  const factLines = facts.map(({ label, value }) => `*${inertChat(label)}*${colon} ${inertChat(value)}`);
  const top = fitLines(
    [...head, ...factLines].filter((one) => one !== ''),
    LIMITS.text,
  );
  const { blocks, complete } = fitParts(
    parts.filter((part) => part.isOf !== 'lead' && !(part.form === 'links' && part.isOf === 'places')),
    (part) => markedPart(part, colon),
    { size: FOLDED - top.length - cut.length - 4, blocks: 1000 },
  );
  return {
    text: inertChat(subject),
    blocks: [
      { type: 'header', text: plain(`${markOf(message)} ${headline}`, LIMITS.header) },
      ...openLines(lead),
      ...buttons(links),
    ],
    attachments: [
      {
        color: COLOUR[isOver(message) ? 'over' : message.severity],
        fallback: inertChat(subject),
        text: [top, ...blocks, ...(complete ? [] : [inertChat(cut)])].join('\n\n'),
        mrkdwn_in: ['text'],
      },
    ],
    ...NO_PREVIEWS,
  };
}

function isOver(message: Message): boolean {
  return (
    message.type === 'recovered' ||
    (message.type === 'alarm' && message.state === 'OK') ||
    (message.type === 'digest' && message.why === 'many-recovered')
  );
}

/** As many lines as are seen; what to do and since when go before everything else. */
function openLines(lead: readonly LeadLine[]): readonly SlackBlock[] {
  const isNeeded = ({ what }: LeadLine) => what === 'action' || what === 'since';
  const lines = (line: LeadLine) => (line.form === 'commands' ? 2 : 1);
  let room = OPEN_LINES - 1 - lead.filter(isNeeded).reduce((sum, line) => sum + lines(line), 0);
  return lead
    .filter((line) => {
      if (isNeeded(line)) return true;
      room -= 1;
      return room >= 0;
    })
    .map((line) => {
      if (line.form === 'text') return section(plain(line.text, LIMITS.line));
      const { label, commands } = line;
      const room = LIMITS.text - codeBlock('').length - label.length - 4;
      return section(marked(`*${inertChat(label)}*\n${codeBlock(fitEscaped(commands.slice(0, 1), room))}`));
    });
}

function buttons(links: readonly { readonly label?: string; readonly url: string }[]): readonly SlackBlock[] {
  const elements = links.slice(0, LIMITS.buttons).map(
    ({ label = '', url }, index): SlackButton => ({
      type: 'button',
      text: plain(label === '' ? url : label, LIMITS.button),
      url,
      action_id: `link-${index}`,
    }),
  );
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** A message as plain text, for a Slack that refuses its blocks, and for whatever arrives that is no message of ours. */
export function slackText(text: string): SlackPayload {
  const fitting = fitEscaped(text.split('\n'), LIMITS.fallback);
  return { text: escapeChat(fitting), mrkdwn: false, ...NO_PREVIEWS };
}

/** Lines whose escaped form stays within the limit; the cut falls into the raw text, never into an entity. */
function fitEscaped(lines: readonly string[], limit: number): string {
  for (let raw = limit; raw > 0; raw = Math.floor(raw * 0.8)) {
    const text = fitLines(lines, raw);
    if (escapeChat(text).length <= limit) return text;
  }
  return '…';
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
