import stringWidth from 'fast-string-width';
import type { Locale } from '../../core/locale.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { HOP_MARK } from '../path/path-line.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { counted } from '../phrases/plural.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { breakCommand } from '../text/break-command.ts';
import { causeAndFix, placesOfFinding } from '../text/cause-and-fix.ts';
import { fillText } from '../text/fill.ts';
import { ownerWords } from '../text/owner-words.ts';
import { atMost, hanging, rowsOf, type TerminalForm, wrapWords } from './layout.ts';
import { STATUS_MARK } from './target-rows.ts';

/** Rows a failure may take: it is read at a glance, or not at all. */
export const MOST_ROWS = 12;
const INDENT = '  ';

/** One finding that is not well, in at most `MOST_ROWS` rows: what and where, cause, fix, where to read on. */
export function card(
  finding: RenderedFinding,
  locale: Locale,
  form: TerminalForm,
  mostRows = MOST_ROWS,
): readonly string[] {
  const { columns, paint, link } = form;
  const { what, cause, isProved, fix, isCommand, shownAt, next, command, reference, moreCauses } =
    causeAndFix(finding);
  const { label } = TERMINAL_PHRASES[locale];
  const labelWidth = Math.max(...Object.values(label).map((one) => stringWidth(one))) + 2;
  const labelled = (name: keyof typeof label) =>
    `${INDENT}${paint('strong', `${label[name]}${' '.repeat(labelWidth - stringWidth(label[name]))}`)}`;

  const head = atMost(hanging('', headOf(finding, locale, form), columns), 2, columns);
  const { fixShownAt } = PHRASES[locale].heading;
  const places = shownAt !== undefined ? [fillText(fixShownAt, { place: shownAt })] : isCommand ? [] : fix;
  const commands = isCommand ? fix : places.length > 0 || command === undefined ? [] : [command];
  const blank = ' '.repeat(INDENT.length + labelWidth);
  const commandRows = commands
    .slice(0, MOST_COMMANDS)
    .flatMap((one) => commandLines(one, columns - blank.length, form))
    .map((row, index) => `${index === 0 ? labelled(isCommand ? 'fix' : 'command') : blank}${row}`);
  const hidden = commands.length - MOST_COMMANDS;
  if (hidden > 0)
    commandRows.push(
      `${blank}${paint('quiet', counted(TERMINAL_PHRASES[locale].moreCommands, hidden, locale))}`,
    );
  if (moreCauses > 0)
    commandRows.push(
      `${blank}${paint('quiet', counted(TERMINAL_PHRASES[locale].moreCauses, moreCauses, locale))}`,
    );
  const nextRows =
    next === undefined || places.length > 0 || isCommand ? [] : hanging(labelled('next'), next, columns);
  const placeRows = places.length === 0 ? [] : hanging(labelled('fix'), places.join(' '), columns);
  const readOn = reference === undefined ? [] : [`${labelled('references')}${link(reference)}`];
  // What to do is never cut: the room that is left is for what was found.
  const action = [...nextRows, ...placeRows, ...commandRows];
  const room = mostRows - head.length - height(action, columns);
  // Where to read on is wanted least.
  const fixed = room - height(readOn, columns) < 2 ? action : [...action, ...readOn];
  const left = Math.max(2, mostRows - head.length - height(fixed, columns));
  const causeRows =
    cause === undefined ? [] : hanging(labelled(isProved ? 'cause' : 'likely'), cause, columns);
  const whatRows = wrapWords(what, columns - INDENT.length).map((row) => `${INDENT}${row}`);
  const [forWhat, forCause] = shareOut([whatRows.length, causeRows.length], left);
  return [
    ...head,
    ...sentencesThatFit(what, forWhat ?? 0, whatRows, columns),
    ...atMost(causeRows, forCause ?? 0, columns),
    ...fixed,
  ];
}

const MOST_COMMANDS = 2;

/** Whole sentences where one fits: half a sentence says less, and the rest is behind `--explain`. */
function sentencesThatFit(
  text: string,
  mostRows: number,
  rows: readonly string[],
  columns: number,
): readonly string[] {
  if (rows.length <= mostRows) return rows;
  const sentences = text.split(SENTENCE_END);
  for (let count = sentences.length - 1; count > 0; count -= 1) {
    const kept = wrapWords(sentences.slice(0, count).join(' '), columns - INDENT.length);
    if (kept.length <= mostRows) return kept.map((row) => `${INDENT}${row}`);
  }
  return atMost(rows, mostRows, columns);
}

/** A new sentence begins with a capital letter or a Hangul syllable, or a note in brackets follows. */
const SENTENCE_END = /(?<=[.!?]) (?=[\p{Lu}\p{Lo}\d(])/u;

function height(rows: readonly string[], columns: number): number {
  return rows.reduce((sum, row) => sum + rowsOf(row, columns), 0);
}

/** On a terminal a long command is broken between its words; what is read by a program stays on its line. */
export function commandLines(command: string, columns: number, { rows }: TerminalForm): readonly string[] {
  return rows === undefined ? [command] : breakCommand(command, columns);
}

/** Shares rows out, in turn, until all have what they want or none is left. */
function shareOut(wanted: readonly number[], room: number): readonly number[] {
  const given = wanted.map(() => 0);
  let left = room;
  while (left > 0 && given.some((one, index) => one < (wanted[index] ?? 0))) {
    for (const [index, want] of wanted.entries()) {
      if (left > 0 && (given[index] ?? 0) < want) {
        given[index] = (given[index] ?? 0) + 1;
        left -= 1;
      }
    }
  }
  return given;
}

/** Status, target, place and reason in one line. */
function headOf(finding: RenderedFinding, locale: Locale, { paint }: TerminalForm): string {
  const { status, target, reason } = finding;
  const owner = ownerWords(finding, locale);
  const [place, ...others] = placesOfFinding(finding);
  const more =
    others.length === 0 ? '' : ` ${counted(TERMINAL_PHRASES[locale].morePlaces, others.length, locale)}`;
  const where = place === undefined || target.endsWith(place) ? '' : ` · ${place}${more}`;
  const word = `${STATUS_MARK[status]} ${PHRASES[locale].status[status]}`;
  return `${paint(status, word)}  ${paint('strong', target)}${where}${paint('quiet', ` · ${reason ?? finding.check}${owner === undefined ? '' : ` · ${owner}`}`)}`;
}

/**
 * What other findings explain, each in a line.
 *
 * @param explain - adds the rules that matched
 */
export function blockedLines(
  findings: readonly RenderedFinding[],
  locale: Locale,
  { columns, paint }: TerminalForm,
  explain: boolean,
): readonly string[] {
  return findings.flatMap((finding) => {
    const blockedBy = finding.faults.find((fault) => fault.blockedBy !== undefined)?.blockedBy;
    const { target = '?', reason = '?' } = blockedBy ?? {};
    const lower = target === finding.target ? reason : `${target} · ${reason}`;
    const text = fillText(TERMINAL_PHRASES[locale].blocked, { check: finding.check, lower });
    const rules = explain ? (finding.runbook?.causes ?? []) : [];
    return [
      ...hanging(
        `${paint('quiet', HOP_MARK['not-reached'])} `,
        paint('quiet', `${finding.target} · ${text}`),
        columns,
      ),
      ...rules.flatMap((rule) => hanging('    ', paint('quiet', rule), columns)),
    ];
  });
}
