import type { PublishedMessage } from '../core/notify/message.ts';
import { fitLines, fitParts } from '../report/message/fit-parts.ts';
import { messageParts } from '../report/message/message-parts.ts';
import { markOf } from '../report/message/status-icon.ts';
import { MESSAGE_PHRASES } from '../report/phrases/message-phrases.ts';
import type { Part } from '../report/text/parts.ts';
import type { HttpChannel } from './channel.ts';
import { CHANNEL_FIELDS } from './settings.ts';

/**
 * "The message size limit is 28 KB" (Teams docs, "Create an Incoming Webhook"). Senders report that Teams counts the text
 * as UTF-16: a card is kept under the limit in both encodings.
 */
const CARD_BYTES = 24_000;
const ELEMENTS = 60;
const LONGEST_TEXT = 4000;

/**
 * A workflow of Microsoft Teams that "posts to a channel when a webhook request is received" (Microsoft Support, "Create
 * incoming webhooks with Workflows for Microsoft Teams"): "Workflows support Adaptive Cards". The address is a secret itself.
 */
export const teams = {
  name: 'teams',
  title: 'Microsoft Teams',
  transport: 'http',
  fields: CHANNEL_FIELDS.teams,
  secretOf: ({ webhookSecret }) => webhookSecret,
  secret: { holds: 'url' },
  isGuarded: true,
  requests: ({ published, text }, { url }) => [
    { url, body: envelope(published === undefined ? [run(text)] : cardOf(published)) },
  ],
  plain: ({ text }, { url }) => [{ url, body: envelope([run(text)]) }],
  // The older connectors answer 200 and say in words what Teams answered them: 413 for a card that is too large, 429 for
  // more than four requests a second (Teams docs, "Create an Incoming Webhook"; the words as senders report them).
  statusIn: (text) => {
    const [, status] = /HTTP error (\d{3})/i.exec(text) ?? [];
    return status === undefined ? undefined : Number(status);
  },
} as const satisfies HttpChannel;

/** Text runs know no Markdown: nothing that a peer says formats, mentions or links. */
interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly separator?: true;
  readonly inlines: readonly {
    readonly type: 'TextRun';
    readonly text: string;
    readonly weight?: 'Bolder';
    readonly size?: 'Large';
    readonly fontType?: 'Monospace';
  }[];
}

function run(
  text: string,
  style: Omit<RichTextBlock['inlines'][number], 'type' | 'text'> = {},
): RichTextBlock {
  const inlines = [{ type: 'TextRun', text: fitLines(text.split('\n'), LONGEST_TEXT), ...style }] as const;
  return { type: 'RichTextBlock', inlines };
}

function cardOf({ message, locale, timezone }: PublishedMessage): readonly RichTextBlock[] {
  const { headline, summary, notes, facts, parts } = messageParts(message, locale, timezone);
  const head = [
    run(`${markOf(message)} ${headline}`, { weight: 'Bolder', size: 'Large' }),
    ...[summary, ...notes].filter((sentence) => sentence !== '').map((sentence) => run(sentence)),
    ...facts.map(
      ({ label, value }): RichTextBlock => ({
        type: 'RichTextBlock',
        inlines: [
          { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
          { type: 'TextRun', text: fitLines([value], 1000) },
        ],
      }),
    ),
  ];
  const { blocks, complete } = fitParts(parts, (part) => sized(blocksOf(part)), {
    size: CARD_BYTES - sized(head).size,
    blocks: ELEMENTS,
  });
  return [...head, ...blocks, ...(complete ? [] : [run(MESSAGE_PHRASES[locale].cut)])];
}

function blocksOf(part: Part): readonly RichTextBlock[] {
  const heading = (part.heading ?? '') === '' ? [] : [run(part.heading ?? '', { weight: 'Bolder' })];
  return [...heading, ...linesOf(part)];
}

function linesOf(part: Part): readonly RichTextBlock[] {
  if (part.form === 'links') {
    const links = part.links.map(({ label, url }) => (label === undefined ? url : `${label}: ${url}`));
    return [run(links.join('\n'))];
  }
  if (part.form === 'code') return [run(part.lines.join('\n'), { fontType: 'Monospace' })];
  const lead = { text: () => '', bullets: () => '• ', steps: (index: number) => `${index + 1}. ` }[part.form];
  return [run(part.lines.map((line, index) => `${lead(index)}${line}`).join('\n'))];
}

function sized(blocks: readonly RichTextBlock[]) {
  const json = JSON.stringify(blocks);
  return { blocks, size: Math.max(Buffer.byteLength(json), 2 * json.length) };
}

function envelope(body: readonly RichTextBlock[]): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}
