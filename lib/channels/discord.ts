import type { PublishedMessage } from '../core/notify/message.ts';
import { fitLines, fitParts } from '../report/message/fit-parts.ts';
import { messageParts } from '../report/message/message-parts.ts';
import { markOf } from '../report/message/status-icon.ts';
import { MESSAGE_PHRASES } from '../report/phrases/message-phrases.ts';
import type { Part } from '../report/text/parts.ts';
import type { HttpChannel } from './channel.ts';
import { CHANNEL_FIELDS } from './settings.ts';

/**
 * Discord developer docs, "Message Resource", Embed Limits: title 256, description 4,096, 25 fields of 256 and 1,024, all
 * together 6,000; content 2,000. How long to wait after a 429 is in `Retry-After` ("Rate Limits").
 */
const LIMITS = { content: 2000, title: 256, description: 4096, fields: 10, name: 256, value: 500 } as const;
const COLOURS = { critical: 0xd13212, warning: 0xff9900, info: 0x0073bb, over: 0x1d8102 } as const;

/** A webhook of a Discord channel ("Webhook Resource", Execute Webhook). It answers 204. */
export const discord = {
  name: 'discord',
  title: 'Discord',
  transport: 'http',
  fields: CHANNEL_FIELDS.discord,
  secretOf: ({ webhookSecret }) => webhookSecret,
  secret: { holds: 'url' },
  isGuarded: true,
  requests: ({ published, text }, { url }) => [
    { url, body: published === undefined ? plainBody(text) : bodyOf(published) },
  ],
  plain: ({ text }, { url }) => [{ url, body: plainBody(text) }],
} as const satisfies HttpChannel;

/** Nobody is called by what a peer says, whatever is in it. */
const NO_MENTIONS = { allowed_mentions: { parse: [] } } as const;

function plainBody(text: string): object {
  return { content: codeBlock(text.split('\n'), LIMITS.content), ...NO_MENTIONS };
}

function bodyOf({ message, locale, timezone }: PublishedMessage): object {
  const { headline, summary, notes, facts, parts } = messageParts(message, locale, timezone);
  const isOver = message.type === 'recovered' || (message.type === 'alarm' && message.state === 'OK');
  const head = [summary, ...notes].filter((sentence) => sentence !== '').map(inert);
  const { cut } = MESSAGE_PHRASES[locale];
  const used = head.join('\n\n').length + cut.length + 4;
  const { blocks, complete } = fitParts(parts, rendered, { size: 3000 - used, blocks: 60 });
  const embed = {
    title: fitLines([`${markOf(message)} ${headline}`], LIMITS.title),
    description: fitLines(
      [...head, ...blocks, ...(complete ? [] : [inert(cut)])].join('\n\n').split('\n'),
      LIMITS.description,
    ),
    color: COLOURS[isOver ? 'over' : message.severity],
    fields: facts.slice(0, LIMITS.fields).map(({ label, value }) => ({
      name: fitLines([inert(label)], LIMITS.name),
      value: fitLines([inert(value) || '-'], LIMITS.value / 2),
      inline: true,
    })),
    timestamp: new Date(message.atMs).toISOString(),
  };
  return { embeds: [embed], ...NO_MENTIONS };
}

function rendered(part: Part) {
  const heading = (part.heading ?? '') === '' ? [] : [`**${inert(part.heading ?? '')}**`];
  const text = [...heading, ...linesOf(part)].join('\n');
  return { blocks: [text], size: text.length + 2 };
}

function linesOf(part: Part): readonly string[] {
  switch (part.form) {
    case 'code':
      return [codeBlock(part.lines, 1500)];
    case 'links':
      return part.links.map(({ label, url }) => `${label === undefined ? '' : `${inert(label)}: `}<${url}>`);
    case 'text':
      return part.lines.map(inert);
    case 'bullets':
      return part.lines.map((line) => `- ${inert(line)}`);
    case 'steps':
      return part.lines.map((line, index) => `${index + 1}. ${inert(line)}`);
  }
}

/** A backslash before a sign that formats makes it a sign (Discord support, "Markdown Text 101"). */
function inert(text: string): string {
  return text.replace(/[\\*_~`|>#\-[\]()<@:]/g, '\\$&');
}

/** No backtick can close it: each becomes its look-alike. */
function codeBlock(lines: readonly string[], limit: number): string {
  return `\`\`\`\n${fitLines(
    lines.map((line) => line.replaceAll('`', 'ˋ')),
    limit - 10,
  )}\n\`\`\``;
}
