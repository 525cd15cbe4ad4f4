import type { Locale } from '../../core/locale.ts';
import type { Report } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { fillText } from '../text/fill.ts';
import { findingRow, type RowForm, totalsList } from './html-finding.ts';
import { type Html, html, joined, raw } from './html-template.ts';
import { PAGE_STYLE } from './page-style.ts';

const PAGE_ROW: RowForm = { evidenceRows: 100, saysFolded: false, foldsRunbook: false };

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

function reportContent(report: Report, locale: Locale): Html {
  const { heading, askedFrom, nothingAsked } = PHRASES[locale];
  const { vantage, startedAt, durationMs, findings, totals } = report;
  const list =
    findings.length === 0
      ? html`<p>${nothingAsked}</p>`
      : joined(findings.map((one) => findingRow(one, locale, PAGE_ROW)));
  return html`<header>
<h1>gatewatch</h1>
<p>${fillText(askedFrom, { vantage, startedAt, durationMs })}</p>
${totalsList(totals, locale)}
</header>
<section class="findings">${list}</section>
<section class="limits">
<h2>${heading.doesNotProve}</h2>
<ul>${joined(report.doesNotProve.map((one) => html`<li>${one}</li>`))}</ul>
</section>`;
}
