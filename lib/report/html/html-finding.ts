import type { Locale } from '../../core/locale.ts';
import { STATUSES, type Status } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { describeFields, describeSubject, faultyFirst } from '../text/evidence.ts';
import { fillText } from '../text/fill.ts';
import { isWebAddress } from '../text/parts.ts';
import { type Html, html, joined, raw } from './html-template.ts';

/** What a place has room for. */
export interface RowForm {
  /** Entries of evidence that are shown; those at which something is wrong come first. */
  readonly evidenceRows: number;
  /** Says what is wrong while the row is folded, too. */
  readonly saysFolded: boolean;
  /** Leaves the runbook folded in a row that is open. */
  readonly foldsRunbook: boolean;
}

const MARK: Readonly<Record<Status, string>> = { healthy: '✓', degraded: '!', failed: '✗', unknown: '?' };

/** A status as a sign and as a word. */
export function statusWords(status: Status, locale: Locale): Html {
  return html`<span class="mark" aria-hidden="true">${MARK[status]}</span><span class="status">${PHRASES[locale].status[status]}</span>`;
}

/** How many findings there are of each status. */
export function totalsList(totals: Report['totals'], locale: Locale): Html {
  const each = STATUSES.map((status) => {
    const count = totals[status];
    return html`<li class="${count === 0 ? 'none' : status}"><b>${count}</b> ${PHRASES[locale].status[status]}</li>
`;
  });
  return html`<ul class="totals">${joined(each)}</ul>`;
}

/** A finding as a row that unfolds. What failed is open from the start; the rest opens when it is asked for. */
export function findingRow(finding: RenderedFinding, locale: Locale, form: RowForm): Html {
  const { status, target, check, reason, summary } = finding;
  const [folded, unfolded] = form.saysFolded
    ? [html`<span class="says">${summary}</span>`, raw('')]
    : [
        raw(''),
        html`<p class="summary">${summary}</p>
`,
      ];
  return html`<details class="${status}"${raw(status === 'failed' ? ' open' : '')}>
<summary>${statusWords(status, locale)}<span class="target">${target}</span><span class="check">${check}</span><span class="reason">${reason ?? ''}</span>${folded}</summary>
${unfolded}${evidenceTable(finding, locale, form)}
${explanationsOf(finding, locale)}
${runbookOf(finding, locale, form)}
</details>
`;
}

function evidenceTable({ evidence }: RenderedFinding, locale: Locale, { evidenceRows }: RowForm): Html {
  if (evidence.length === 0) return raw('');
  const rows = faultyFirst(evidence)
    .slice(0, evidenceRows)
    .map((one) => {
      const times = one.attempts === undefined ? '' : ` ×${one.attempts}`;
      return html`<tr class="${one.faults === undefined ? '' : 'bad'}"><td>${describeSubject(one)}</td><td>${one.outcome}${times}</td><td>${describeFields(one)}</td></tr>
`;
    });
  const more = evidence.length > evidenceRows ? html`<p>… +${evidence.length - evidenceRows}</p>` : raw('');
  return html`<h3>${PHRASES[locale].heading.evidence}</h3>
<div class="wide"><table><tbody>${joined(rows)}</tbody></table></div>${more}`;
}

function explanationsOf({ explanations }: RenderedFinding, locale: Locale): Html {
  if (explanations.length === 0) return raw('');
  const each = explanations.map(
    ({ what, id, because, fix, fixShownAt }) => html`<p><b>${what} ${id}</b> ${because ?? ''}</p>
${fixShownAt === undefined ? commandsBlock(fix === '' ? [] : [fix]) : html`<p>${fillText(PHRASES[locale].heading.fixShownAt, { place: fixShownAt })}</p>`}`,
  );
  return html`<h3>${PHRASES[locale].heading.explanation}</h3>${joined(each)}`;
}

function runbookOf({ runbook, reason }: RenderedFinding, locale: Locale, { foldsRunbook }: RowForm): Html {
  if (runbook === null || reason === 'blocked-by') return raw('');
  const { colon, heading } = PHRASES[locale];
  const { title, meaning, causes, steps, commands, links } = runbook;
  const places = links.filter(isWebAddress);
  const body = html`<p>${meaning}</p>
<h4>${heading.causes}</h4><ul>${joined(causes.map((one) => html`<li>${one}</li>`))}</ul>
<h4>${heading.steps}</h4><ol>${joined(steps.map((one) => html`<li>${one}</li>`))}</ol>
${commands.length === 0 ? raw('') : html`<h4>${heading.commands}</h4>${commandsBlock(commands)}`}
${places.length === 0 ? raw('') : html`<h4>${heading.links}</h4><ul>${joined(places.map((url) => html`<li><a href="${url}" rel="noreferrer noopener">${url}</a></li>`))}</ul>`}`;
  return foldsRunbook
    ? html`<details class="runbook"><summary>${heading.steps}${colon} ${title}</summary>${body}</details>`
    : html`<h3>${title}</h3>${body}`;
}

function commandsBlock(commands: readonly string[]): Html {
  // A line each, so that one that is wrapped is not taken for two.
  const lines = commands.flatMap((one) => one.split('\n')).map((line) => html`<code>${line}</code>`);
  return lines.length === 0 ? raw('') : html`<pre>${joined(lines)}</pre>`;
}
