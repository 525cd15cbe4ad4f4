import type { TargetHistory } from '../../core/history.ts';
import type { Locale } from '../../core/locale.ts';
import type { TargetPath } from '../../core/path.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { counted } from '../phrases/plural.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { targetsBySeverity } from '../text/by-severity.ts';
import { countStatuses, countsOf, scopeOf } from '../text/headline.ts';
import { historyPicture } from './history-picture.ts';
import { findingRow, momentOf, type RowForm, statusWords } from './html-finding.ts';
import { type Html, html, joined, raw, wholeWords } from './html-template.ts';
import { page } from './page.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { pathPicture } from './path-picture.ts';

const PAGE_ROW: RowForm = {
  evidenceRows: 100,
  namesTarget: false,
  isOpen: ({ status }) => status === 'failed',
};
/** The most healthy targets that are drawn; the rest is named. */
const DRAWN_HEALTHY = 60;

/**
 * A report as one page: it opens from a mail, a ticket or a share. Every text is escaped. Its one script copies commands
 * and shows times in the reader's time zone; without it everything is there all the same.
 *
 * @param history - of those targets of which a log tells more than this run
 */
export function reportPage(report: Report, locale: Locale, history: readonly TargetHistory[] = []): string {
  const { vantage, startedAt } = report;
  const { copy, copied } = PHRASES[locale];
  return page({
    locale,
    title: `gatewatch: ${vantage}, ${startedAt}`,
    content: reportContent(report, locale, history),
    script: { text: PAGE_SCRIPT, data: html`data-copy="${copy}" data-copied="${copied}"` },
  });
}

function reportContent(report: Report, locale: Locale, history: readonly TargetHistory[]): Html {
  const { heading } = PHRASES[locale];
  const { nothingChecked } = TERMINAL_PHRASES[locale];
  const { startedAt, totals, doesNotProve } = report;
  const counts = countsOf(totals, locale).map(
    ({ status, text }) => html`<span class="count ${status}">${text}</span> `,
  );
  return html`<header>
<h1>${counts.length === 0 ? nothingChecked : joined(counts)}</h1>
<p>gatewatch · ${scopeOf(report, locale)} · ${momentOf(startedAt, locale)}</p>
</header>
${targetSections(report, locale, history)}
<section class="limits">
<h2>${heading.doesNotProve}</h2>
<ul>${joined(doesNotProve.map((one) => html`<li>${wholeWords(one)}</li>`))}</ul>
</section>`;
}

/** A section a target, the worst first; the healthy ones in one at the end. */
function targetSections(
  { findings, paths = [] }: Report,
  locale: Locale,
  history: readonly TargetHistory[],
): Html {
  const pathOf = new Map(paths.map((path) => [path.target, path]));
  const pastOf = new Map(history.map((past) => [past.target, past]));
  const sections = targetsBySeverity(findings).map((one) => ({
    ...one,
    path: pathOf.get(one.target),
    past: pastOf.get(one.target),
  }));
  const isWell = (its: readonly RenderedFinding[]) => its.every(({ status }) => status === 'healthy');
  const wrong = sections.filter(({ worst }) => !isWell(worst));
  const well = sections.filter(({ worst }) => isWell(worst));
  return html`${joined(wrong.map((one) => targetSection(one, locale)))}${well.length === 0 ? raw('') : healthySection(well, locale)}`;
}

interface ShownSection {
  readonly target: string;
  readonly worst: readonly RenderedFinding[];
  readonly path: TargetPath | undefined;
  readonly past: TargetHistory | undefined;
}

function targetSection({ target, worst, path, past }: ShownSection, locale: Locale): Html {
  const status = path?.status ?? worst[0]?.status ?? 'unknown';
  const wrong = worst.filter((one) => one.status !== 'healthy');
  return html`<section class="target-path ${status}">
<h2>${statusWords(status, locale)}<span class="target">${target}</span>${countsBeside(worst, locale)}</h2>
${path === undefined ? raw('') : pathPicture(path, locale)}
${joined(wrong.map((one) => findingRow(one, locale, PAGE_ROW)))}${healthyChecks(
  worst.filter((one) => one.status === 'healthy'),
  locale,
)}${past === undefined ? raw('') : historyPicture(past, locale)}
</section>
`;
}

/** How many findings of each status, where there are several: nothing of it is hidden behind the worst. */
function countsBeside(findings: readonly RenderedFinding[], locale: Locale): Html {
  if (findings.length < 2) return raw('');
  const counts = countsOf(countStatuses(findings), locale).map(({ text }) => text);
  return html`<span class="counts">${counts.join(' · ')}</span>`;
}

/** What is well of a target of which something is not: one line each. */
function healthyChecks(findings: readonly RenderedFinding[], locale: Locale): Html {
  if (findings.length === 0) return raw('');
  const { count } = TERMINAL_PHRASES[locale];
  return html`<details class="healthy"><summary>${statusWords('healthy', locale)}<span class="check">${counted(count.healthy, findings.length, locale)}</span></summary>
${joined(findings.map((one) => findingRow(one, locale, PAGE_ROW)))}</details>`;
}

function healthySection(well: readonly ShownSection[], locale: Locale): Html {
  const drawn = well.slice(0, DRAWN_HEALTHY).map((one) => targetSection(one, locale));
  const rest = well.slice(DRAWN_HEALTHY);
  return html`${joined(drawn)}${
    rest.length === 0
      ? raw('')
      : html`<details class="healthy"><summary>${statusWords('healthy', locale)}<span class="check">+${rest.length}</span></summary><ul>${joined(rest.map(({ target, worst }) => html`<li><b>${target}</b> ${worst.map(({ check }) => check).join(', ')}</li>`))}</ul></details>`
  }`;
}
