/** What the documentation shows of messages: the samples, written by the code that writes the real ones. */
import { LOCALES, type Locale } from '../lib/core/locale.ts';
import type { PublishedMessage } from '../lib/core/notify/message.ts';
import { type ChatNotification, chatNotification } from '../lib/report/message/chat.ts';
import { writeMessage } from '../lib/report/message/message.ts';
import { type SlackBlock, slackPayload } from '../lib/report/message/slack.ts';
import { sampleMessages } from './sample-messages.ts';

export const LANGUAGE: Readonly<Record<Locale, string>> = { en: 'English', ko: '한국어', fr: 'Français' };

/** The file of each language. */
export const MESSAGE_PAGES: Readonly<Record<Locale, string>> = {
  en: 'messages.md',
  ko: 'messages.ko.md',
  fr: 'messages.fr.md',
};

/** docs/messages.md and its like in the other languages: every sort of message once, then the other channels. */
export async function messagesPage(locale: Locale): Promise<string> {
  const messages = await sampleMessages(locale);
  const published = (name: string): PublishedMessage => {
    const message = messages.get(name);
    if (message === undefined) throw new Error(`there is no sample ${name}`);
    return writeMessage(message, locale, 'Asia/Seoul');
  };
  const payload = slackPayload(published('failed'));
  return [
    `# Messages${locale === 'en' ? '' : `: ${LANGUAGE[locale]}`}`,
    '',
    LOCALES.map((one) => (one === locale ? LANGUAGE[one] : `[${LANGUAGE[one]}](${MESSAGE_PAGES[one]})`)).join(
      ' · ',
    ),
    '',
    'Made by `npm run docs` from sample findings, by the code that writes the real messages. The same text is held by',
    '`test/report/message/golden`. A message shows what a recheck finds at the moment of writing. What must be read fits',
    'into 12 lines of 60 characters; below the line stands what it rests on. Times are in `notify.timezone`.',
    ...[...messages.keys()].flatMap((name) => ['', `## ${name}`, '', ...mail(published(name))]),
    '',
    '## failed: Slack',
    '',
    'Six lines and buttons are seen; Slack folds the rest behind "Show more".',
    '',
    ...asShown(payload.blocks ?? []),
    '',
    ...(payload.attachments ?? []).flatMap(({ text }) => [
      '<details><summary>Show more</summary>',
      '',
      ...quoted(marked(text)),
      '',
      '</details>',
    ]),
    '',
    '## failed: Amazon Q Developer',
    '',
    ...chatAsShown(chatNotification(published('failed'))),
    '',
    '## recovered: as Slack and Amazon Q take it',
    '',
    'The blocks can be pasted into the Block Kit Builder.',
    '',
    ...fence(JSON.stringify({ blocks: slackPayload(published('recovered')).blocks }, null, 2), 'json'),
    '',
    ...fence(JSON.stringify(chatNotification(published('recovered')), null, 2), 'json'),
    '',
  ].join('\n');
}

function mail({ subject, body }: PublishedMessage): readonly string[] {
  return fence(`Subject: ${subject}\n\n${body}`);
}

function fence(text: string, language = ''): readonly string[] {
  return [`\`\`\`${language}`, ...text.split('\n'), '```'];
}

/** Blocks as Slack shows them, in Markdown. */
function asShown(blocks: readonly SlackBlock[]): readonly string[] {
  const lines = blocks.flatMap((block): readonly string[] => {
    if (block.type === 'header') return [`**${shownText(block.text.text)}**`];
    if (block.type === 'actions')
      return [block.elements.map(({ text, url }) => `[${shownText(text.text)}](${url})`).join(' · ')];
    return block.text.type === 'plain_text' ? [prose(block.text.text)] : [marked(block.text.text)];
  });
  return quoted(lines.join('\n\n'));
}

function chatAsShown({ content }: ChatNotification): readonly string[] {
  const { title, description, nextSteps = [], keywords } = content;
  return quoted(
    [
      `**${shownText(title)}**`,
      marked(description),
      ...(nextSteps.length > 0
        ? [`**Next Steps**\n\n${nextSteps.map((step) => `- ${shownText(step)}`).join('\n')}`]
        : []),
      keywords.map((word) => `\`${word}\``).join(' '),
    ].join('\n\n'),
  );
}

/** Code blocks stay; in all else headings become bold, links links, and every line ends where it ends. */
function marked(text: string): string {
  return text
    .split(/(```\n[\s\S]*?\n```)/)
    .map((piece) => (piece.startsWith('```') ? `\n${decodeEntities(piece)}\n` : paragraphs(piece)))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .trim()
        .split('\n')
        .map((line) => (/^\*[^*]+\*/.test(line) ? boldStart(line) : linkOrText(line)))
        .join('  \n'),
    )
    .join('\n\n');
}

function boldStart(line: string): string {
  return line.replace(
    /^\*([^*]+)\*(.*)$/,
    (_, label: string, rest: string) => `**${label}**${linkOrText(rest)}`,
  );
}

function linkOrText(line: string): string {
  const link = /^<(https:[^|>]+)(?:\|([^>]+))?>$/.exec(line);
  if (link === null) return shownText(line);
  const [, url = '', label] = link;
  return label === undefined ? `<${decodeEntities(url)}>` : `[${label}](${decodeEntities(url)})`;
}

function prose(text: string): string {
  return shownText(text).replace(/\n/g, '  \n');
}

/** As a reader of Slack sees it, and nothing of it Markdown. */
function shownText(text: string): string {
  return decodeEntities(text).replace(/[<>*_[\]]/g, (sign) => `\\${sign}`);
}

/** What `escapeChat` escaped. */
export function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function quoted(text: string): readonly string[] {
  return text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
}
