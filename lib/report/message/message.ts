import type { Locale } from '../../core/locale.ts';
import type { Message, PublishedMessage } from '../../core/notify/message.ts';
import { boundedText } from '../../core/text.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { breakCommand } from '../text/break-command.ts';
import { fillText } from '../text/fill.ts';
import type { MessageParts, Part } from '../text/parts.ts';
import { boundMessage } from './bound-message.ts';
import { leadRows } from './lead.ts';
import { messageParts } from './message-parts.ts';
import { portBehind, stateOf, whatOf } from './message-state.ts';

/** "Subjects must be UTF-8 text with no line breaks or control characters, and less than 100 characters long" (SNS API Reference, Publish, Subject). */
const LONGEST_SUBJECT = 99;
/** Fifteen screens of a phone; three bytes a character in Korean, and it goes to the topic twice. */
const LONGEST_BODY = 16_000;

/**
 * Makes a message ready for people: a subject that says everything a locked phone shows, and a plain text that
 * needs no other page to be acted on. It never throws for what a peer or an alarm sent: that is bounded and cleaned.
 */
export function writeMessage(message: Message, locale: Locale, timezone = 'UTC'): PublishedMessage {
  const bounded = boundMessage(message);
  return {
    version: 1,
    locale,
    ...(timezone !== 'UTC' && { timezone }),
    severity: bounded.severity,
    subject: subjectOf(bounded, locale),
    body: bodyOf(messageParts(bounded, locale, timezone), locale),
    message: bounded,
  };
}

/** State, target and reason come first: whatever shows the line may cut it. */
function subjectOf(message: Message, locale: Locale): string {
  const { headline } = MESSAGE_PHRASES[locale];
  const whole = (one: Message) =>
    fillText(headline, { state: stateOf(one, locale), what: boundedText(whatOf(one, locale), 300) });
  if (!('finding' in message)) return cutSubject(whole(message));
  const { finding } = message;
  const about = (target: string) =>
    whole({ ...message, finding: { ...finding, target: `${target}${portBehind(finding)}` } });
  const { target } = finding;
  const over = about(target).length - LONGEST_SUBJECT;
  // What is wrong is said at the end: where there is no room for all, the name of the target gives way.
  const shown = over <= 0 ? target : shortened(target, Math.max(SHORTEST_NAME, target.length - over));
  return cutSubject(about(shown));
}

const SHORTEST_NAME = 12;

/** A name without its middle: beginning and end tell names apart. */
function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const half = Math.floor((length - 3) / 2);
  return `${name.slice(0, length - 3 - half).toWellFormed()}...${name.slice(-half).toWellFormed()}`;
}

/** Three dots, not one sign: a subject that was ASCII stays ASCII. */
function cutSubject(text: string): string {
  const line = boundedText(text, 300);
  if (line.length <= LONGEST_SUBJECT) return line;
  // By whole characters: half of a surrogate pair is no UTF-8.
  let kept = '';
  for (const character of line) {
    if (kept.length + character.length > LONGEST_SUBJECT - 3) break;
    kept += character;
  }
  return `${kept.trimEnd()}...`;
}

/** What must be read; where to go from here; then, apart, what it rests on. */
function bodyOf({ headline, lead, summary, notes, facts, parts }: MessageParts, locale: Locale): string {
  const { cut, colon } = MESSAGE_PHRASES[locale];
  const places = parts.filter(({ isOf }) => isOf === 'places');
  const rest = parts.filter(({ isOf }) => isOf === undefined);
  const body = [
    headline,
    '',
    ...leadRows(headline, lead, locale),
    ...places.flatMap((part) => partLines(part, colon)),
    '',
    APART,
    ...[summary, ...notes].map((sentence) => `\n${sentence}`),
    ...(facts.length > 0 ? [''] : []),
    ...facts.map(({ label, value }) => `${label}${colon} ${value}`),
    ...rest.flatMap((part) => partLines(part, colon)),
  ].join('\n');
  return body.length <= LONGEST_BODY ? body : `${body.slice(0, LONGEST_BODY).toWellFormed()}\n${cut}`;
}

/** Of a row that a phone shows without breaking a word of a command. */
const MOST_COLUMNS = 36;

/** Between what must be read and what it rests on. */
const APART = '-'.repeat(30);

/** A part without a heading belongs to the one before it. */
function partLines(part: Part, colon: string): readonly string[] {
  const heading = part.heading === undefined ? [] : ['', `${part.heading}${colon}`];
  return [...heading, ...contentLines(part, colon)];
}

function contentLines(part: Part, colon: string): readonly string[] {
  switch (part.form) {
    case 'text':
      return part.lines.map((line) => `  ${line}`);
    case 'bullets':
      return part.lines.map((line) => `  - ${line}`);
    case 'steps':
      return part.lines.map((line, index) => `  ${index + 1}. ${line}`);
    case 'code':
      // What is typed right after the lead is broken between its words, as the lead's own commands are.
      return part.lines.flatMap((line) =>
        (part.isOf === 'places' ? breakCommand(line, MOST_COLUMNS) : [line]).map((row) => `    ${row}`),
      );
    case 'links':
      // An address begins its line: a narrow window breaks it as late as it can.
      return part.links.flatMap(({ label, url }) => [
        ...(label === undefined ? [] : [`  ${label}${colon}`]),
        url,
      ]);
  }
}
