import type { Locale } from '../../core/locale.ts';
import type { Report } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { counted } from '../phrases/plural.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { bySeverity } from '../text/by-severity.ts';
import { countsOf, scopeOf } from '../text/headline.ts';
import { blockedLines, card, MOST_ROWS } from './card.ts';
import { details } from './details.ts';
import { hanging, PLAIN_FORM, type TerminalForm, wrapWords } from './layout.ts';
import { targetRows } from './target-rows.ts';

/**
 * A report on a terminal: the headline, a row a target, a card for each finding that is not healthy, the headline
 * again. Text from peers was bounded and cleaned when it was observed, so no row holds a control character.
 *
 * @param explain - adds evidence, causes and steps to each card, and says what the report does not prove
 */
export function reportLines(
  report: Report,
  locale: Locale,
  form: TerminalForm = PLAIN_FORM,
  explain = false,
): readonly string[] {
  const phrases = TERMINAL_PHRASES[locale];
  const headline = headlineOf(report, locale, form);
  if (report.findings.length === 0)
    return [phrases.nothingChecked, ...limitsOf(report, locale, form, explain)];
  const rows = targetRows(report.paths ?? [], report.vantage, locale, form);
  const unwell = report.findings.filter(({ status }) => status !== 'healthy').toSorted(bySeverity);
  const wrong = unwell.filter(({ reason }) => reason !== 'blocked-by');
  const blocked = blockedLines(
    unwell.filter(({ reason }) => reason === 'blocked-by'),
    locale,
    form,
    explain,
  );
  const limits = limitsOf(report, locale, form, explain);
  const around = 2 * headline.length + rows.length + blocked.length + limits.length + BLANK_ROWS;
  const mostRows = rowsForCard(wrong.length, around, explain ? undefined : form.rows);
  const cards = wrong.flatMap((finding) => [
    '',
    ...card(finding, locale, form, mostRows),
    ...(explain ? details(finding, locale, form) : []),
  ]);
  return [
    ...headline,
    '',
    ...rows,
    ...cards,
    ...(blocked.length === 0 ? [] : ['', ...blocked]),
    ...(blocked.length > 0 && !explain ? [] : ['']),
    ...limits,
    ...(unwell.length === 0 ? [] : headline),
  ];
}

const BLANK_ROWS = 2;
/** One row each: what is wrong and where, what that means, the cause, the fix, where to read on; and one to spare. */
const FEWEST_ROWS = 6;

/** How much of a screen a card may take, so that several fit on it together. */
function rowsForCard(cards: number, around: number, screen: number | undefined): number {
  if (screen === undefined || cards === 0) return MOST_ROWS;
  const each = Math.floor((screen - around) / cards) - 1;
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, each));
}

/** `2 failed · 9 healthy · sgw-endpoint from this machine · 1.5 s` */
function headlineOf(report: Report, locale: Locale, { columns, paint }: TerminalForm): readonly string[] {
  const counts = countsOf(report.totals, locale).map(({ status, text }) => paint(status, text));
  return wrapWords([...counts, scopeOf(report, locale)].join(' · '), columns);
}

function limitsOf(report: Report, locale: Locale, form: TerminalForm, explain: boolean): readonly string[] {
  const { limits, explainMore } = TERMINAL_PHRASES[locale];
  const { colon, heading } = PHRASES[locale];
  const { columns, paint } = form;
  const { doesNotProve } = report;
  if (!explain) {
    const parts = [
      explainMore,
      ...(doesNotProve.length === 0 ? [] : [counted(limits, doesNotProve.length, locale)]),
    ];
    return hanging('', paint('quiet', parts.join(' · ')), columns);
  }
  return [
    `${heading.doesNotProve}${colon}`,
    ...doesNotProve.flatMap((sentence) => hanging('  - ', sentence, columns)),
    '',
  ];
}

/** How one run of a loop ended, in one line: the time of day here, what failed and where, or that all is healthy. */
export function statusLine(report: Report, locale: Locale, { paint }: TerminalForm): string {
  const at = new Date(report.startedAt).toLocaleTimeString('sv-SE');
  const counts = countsOf(report.totals, locale).map(({ status, text }) => paint(status, text));
  const failed = report.findings
    .filter(({ status }) => status === 'failed')
    .map(({ target, reason }) => `${target} ${reason}`);
  const shown = failed.length > MOST ? [...failed.slice(0, MOST), `+${failed.length - MOST}`] : failed;
  return [`${paint('quiet', at)}  ${counts.join(' · ')}`, scopeOf(report, locale), ...shown].join(' · ');
}

const MOST = 3;
