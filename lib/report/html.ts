import type { Locale } from '../core/locale.ts';
import type { Report, ToldFinding } from '../core/report.ts';
import { STATUSES, type Status } from '../core/status.ts';
import { describeFields, describeSubject, faultyFirst } from './evidence.ts';
import { fillText } from './fill.ts';
import { type Html, html, joined, raw } from './html-template.ts';
import { PAGE_STYLE } from './page-style.ts';
import { isWebAddress } from './parts.ts';
import { PHRASES } from './phrases.ts';

/**
 * A report as one page that needs nothing beside itself: no script, no font, no picture, no request. It opens from a
 * mail, a ticket or a share. Every text is escaped; nothing in it can act.
 */
export function reportPage(report: Report, locale: Locale): string {
  const { vantage, startedAt } = report;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>gatewatch: ${vantage}, ${startedAt}</title>
<style>${raw(PAGE_STYLE)}</style>
</head>
<body>
<main>${reportContent(report, locale)}</main>
</body>
</html>
`.markup;
}

/** The report without a page around it, for a place that has a page of its own. */
export function reportContent(report: Report, locale: Locale): Html {
  const { heading, askedFrom, nothingAsked } = PHRASES[locale];
  const { vantage, startedAt, durationMs, findings, totals } = report;
  const list =
    findings.length === 0
      ? html`<p>${nothingAsked}</p>`
      : joined(findings.map((one) => findingRow(one, locale)));
  return html`<header>
<h1>gatewatch</h1>
<p>${fillText(askedFrom, { vantage, startedAt, durationMs })}</p>
<ul class="totals">${joined(STATUSES.map((status) => totalOf(status, totals[status], locale)))}</ul>
</header>
<section class="findings">${list}</section>
<section class="limits">
<h2>${heading.doesNotProve}</h2>
<ul>${joined(report.doesNotProve.map((one) => html`<li>${one}</li>`))}</ul>
</section>`;
}

const MARK: Readonly<Record<Status, string>> = { healthy: '✓', degraded: '!', failed: '✗', unknown: '?' };

function totalOf(status: Status, count: number, locale: Locale): Html {
  return html`<li class="${count === 0 ? 'none' : status}"><b>${count}</b> ${PHRASES[locale].status[status]}</li>
`;
}

/** What failed is open from the start; the rest opens when it is asked for. */
function findingRow(finding: ToldFinding, locale: Locale): Html {
  const { status, target, check, reason, summary } = finding;
  const words = PHRASES[locale].status[status];
  return html`<details class="${status}"${raw(status === 'failed' ? ' open' : '')}>
<summary><span class="mark" aria-hidden="true">${MARK[status]}</span><span class="status">${words}</span><span class="target">${target}</span><span class="check">${check}</span><span class="reason">${reason ?? ''}</span></summary>
<p class="summary">${summary}</p>
${evidenceTable(finding, locale)}
${explanationsOf(finding, locale)}
${runbookOf(finding, locale)}
</details>
`;
}

const EVIDENCE_ROWS = 100;

function evidenceTable({ evidence }: ToldFinding, locale: Locale): Html {
  if (evidence.length === 0) return raw('');
  const rows = faultyFirst(evidence)
    .slice(0, EVIDENCE_ROWS)
    .map((one) => {
      const times = one.attempts === undefined ? '' : ` ×${one.attempts}`;
      return html`<tr class="${one.faults === undefined ? '' : 'bad'}"><td>${describeSubject(one)}</td><td>${one.outcome}${times}</td><td>${describeFields(one)}</td></tr>
`;
    });
  const more = evidence.length > EVIDENCE_ROWS ? html`<p>… +${evidence.length - EVIDENCE_ROWS}</p>` : raw('');
  return html`<h3>${PHRASES[locale].heading.evidence}</h3>
<div class="wide"><table><tbody>${joined(rows)}</tbody></table></div>${more}`;
}

function explanationsOf({ explanations }: ToldFinding, locale: Locale): Html {
  if (explanations.length === 0) return raw('');
  const each = explanations.map(
    ({ what, id, because, fix }) => html`<p><b>${what} ${id}</b> ${because ?? ''}</p>
${commandsBlock(fix === '' ? [] : [fix])}`,
  );
  return html`<h3>${PHRASES[locale].heading.explanation}</h3>${joined(each)}`;
}

function runbookOf({ runbook, reason }: ToldFinding, locale: Locale): Html {
  if (runbook === null || reason === 'blocked-by') return raw('');
  const { heading } = PHRASES[locale];
  const { title, meaning, causes, steps, commands, links } = runbook;
  const places = links.filter(isWebAddress);
  return html`<h3>${title}</h3><p>${meaning}</p>
<h4>${heading.causes}</h4><ul>${joined(causes.map((one) => html`<li>${one}</li>`))}</ul>
<h4>${heading.steps}</h4><ol>${joined(steps.map((one) => html`<li>${one}</li>`))}</ol>
${commands.length === 0 ? raw('') : html`<h4>${heading.commands}</h4>${commandsBlock(commands)}`}
${places.length === 0 ? raw('') : html`<h4>${heading.links}</h4><ul>${joined(places.map((url) => html`<li><a href="${url}" rel="noreferrer noopener">${url}</a></li>`))}</ul>`}`;
}

function commandsBlock(commands: readonly string[]): Html {
  // A line each, so that one that is wrapped is not taken for two.
  const lines = commands.flatMap((one) => one.split('\n')).map((line) => html`<code>${line}</code>`);
  return lines.length === 0 ? raw('') : html`<pre>${joined(lines)}</pre>`;
}
