import type { Locale } from '../../core/locale.ts';
import type { Message } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { pathLine } from '../path/path-line.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { breakCommand } from '../text/break-command.ts';
import { causeAndFix } from '../text/cause-and-fix.ts';
import { fillText } from '../text/fill.ts';
import type { LeadLine } from '../text/parts.ts';
import { describeSince } from './message-facts.ts';

/** What must be read fits into this many rows of this many characters, the headline and a blank row included. */
const MUST_READ = { rows: 12, columns: 60 } as const;

/**
 * What must be read of a message, in the order to read it: what the recheck changes, the cause, the fix, since when and
 * how severe, and the path.
 *
 * @param notes - what the recheck changes; of a digest, what it counts and then its lines
 */
export function leadOf(
  message: Message,
  notes: readonly string[],
  locale: Locale,
  timeZone: string,
): readonly LeadLine[] {
  const noteLines = notes
    .filter((text) => text.trim() !== '')
    .map((text): LeadLine => ({ form: 'text', what: 'note', text }));
  switch (message.type) {
    case 'digest':
      return noteLines;
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
    case 'improved': {
      const { finding } = message;
      return [
        ...noteLines,
        ...actionLines(finding, locale),
        ...sinceLine(message, locale, timeZone),
        ...pathLines(finding, locale),
      ];
    }
    case 'recovered':
      return [...noteLines, ...sinceLine(message, locale, timeZone)];
    case 'alarm': {
      const steps =
        message.state === 'OK' ? [] : message.text.split('\n').filter((line) => line.trim() !== '');
      return [
        ...noteLines,
        ...sinceLine(message, locale, timeZone),
        ...steps.map((text): LeadLine => ({ form: 'text', what: 'note', text })),
      ];
    }
  }
}

/** The cause that was read, or the likeliest one; then what to do. */
function actionLines(finding: RenderedFinding, locale: Locale): readonly LeadLine[] {
  if (finding.runbook === null || finding.reason === 'blocked-by')
    return finding.summary.trim() === '' ? [] : [{ form: 'text', what: 'cause', text: finding.summary }];
  const { cause, isProved, fix, isCommand, next, command } = causeAndFix(finding);
  const { colon } = MESSAGE_PHRASES[locale];
  const { label } = TERMINAL_PHRASES[locale];
  const text = (
    what: 'cause' | 'action',
    name: keyof typeof label,
    value: string | undefined,
  ): readonly LeadLine[] =>
    value === undefined || value.trim() === ''
      ? []
      : [{ form: 'text', what, text: `${label[name]}${colon} ${value}` }];
  const commands = (name: 'fix' | 'command', all: readonly string[]): readonly LeadLine[] =>
    all.length === 0
      ? []
      : [{ form: 'commands', what: 'action', label: `${label[name]}${colon}`, commands: all }];
  return [
    ...text('cause', isProved ? 'cause' : 'likely', cause),
    ...(isCommand
      ? commands('fix', fix)
      : fix.length > 0
        ? text('action', 'fix', fix.join(' '))
        : [
            ...text('action', 'next', firstSentence(next)),
            ...commands('command', command === undefined ? [] : [command]),
          ]),
  ];
}

/** A step may explain itself in a second sentence, which stands with the other steps below. */
function firstSentence(step: string | undefined): string | undefined {
  return step?.split(/(?<=[.!?])\s+(?=\p{L})/u)[0];
}

type WithSeverity = Exclude<Message, { readonly type: 'digest' }>;

function sinceLine(message: WithSeverity, locale: Locale, timeZone: string): readonly LeadLine[] {
  const { label, colon, severity } = MESSAGE_PHRASES[locale];
  const since = describeSince(message, locale, timeZone);
  const parts = [
    ...(since === undefined ? [] : [`${label.since}${colon} ${since}`]),
    severity[message.severity],
  ];
  return [{ form: 'text', what: 'since', text: parts.join(' · ') }];
}

function pathLines({ path = [] }: RenderedFinding, locale: Locale): readonly LeadLine[] {
  return path.length === 0 ? [] : [{ form: 'text', what: 'path', text: pathLine(path, locale) }];
}

/** The lines in rows, as many as fit below the headline. What is cut ends in a sign, and stands whole further below. */
export function leadRows(headline: string, all: readonly LeadLine[], locale: Locale): readonly string[] {
  const { rows, columns } = MUST_READ;
  const whole = rows - wrap(headline, columns).length - 1;
  const lead = withoutSecondAction(all, whole, locale);
  const needed = lead.map((line) =>
    line.what === 'action' || line.what === 'since' ? heightOf(line, locale) : 0,
  );
  let room = whole - needed.reduce((sum, one) => sum + one, 0);
  return lead.flatMap((line, index) => {
    if (line.form === 'commands') return commandRows(line, locale);
    if (needed[index] !== 0) return [line.text];
    const wrapped = wrap(line.text, columns);
    // Half a path says nothing.
    const given =
      line.what === 'path' && wrapped.length > room ? 0 : Math.min(wrapped.length, Math.max(0, room));
    room -= given;
    if (given === 0) return [];
    return [given === wrapped.length ? line.text : cutTo(wrapped.slice(0, given), columns)];
  });
}

/** A step that takes all the room says what to do: its command stands below, under the commands. */
function withoutSecondAction(lead: readonly LeadLine[], room: number, locale: Locale): readonly LeadLine[] {
  const needed = lead.filter(({ what }) => what === 'action' || what === 'since');
  const height = needed.reduce((sum, line) => sum + heightOf(line, locale), 0);
  const hasStep = needed.some(({ form, what }) => form === 'text' && what === 'action');
  return height > room && hasStep ? lead.filter(({ form }) => form !== 'commands') : lead;
}

function heightOf(line: LeadLine, locale: Locale): number {
  const lines = line.form === 'commands' ? commandRows(line, locale) : [line.text];
  return lines.reduce((sum, one) => sum + wrap(one, MUST_READ.columns).length, 0);
}

/** Rows that commands may take; at least the first one is whole. */
const COMMAND_ROWS = 6;

function commandRows(
  { label, commands }: Extract<LeadLine, { readonly form: 'commands' }>,
  locale: Locale,
): readonly string[] {
  const shown: string[] = [];
  let count = 0;
  for (const command of commands) {
    const rows = breakCommand(command, MUST_READ.columns - 2).map((row) => `  ${row}`);
    if (count > 0 && shown.length + rows.length > COMMAND_ROWS) break;
    shown.push(...rows);
    count += 1;
  }
  const hidden = commands.length - count;
  const more = hidden === 0 ? [] : [`  ${fillText(MESSAGE_PHRASES[locale].moreBelow, { count: hidden })}`];
  return [label, ...shown, ...more];
}

/** A text in rows of a bounded number of characters, broken between words. */
function wrap(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (longer.length <= columns) row = longer;
    else {
      if (row !== '') rows.push(row);
      row = word;
      while (row.length > columns) {
        rows.push(row.slice(0, columns));
        row = row.slice(columns);
      }
    }
  }
  return [...rows, row];
}

function cutTo(rows: readonly string[], columns: number): string {
  const text = rows.join(' ');
  const last = rows.at(-1) ?? '';
  return `${last.length < columns ? text : text.slice(0, -1)}…`;
}
