import type { TargetHistory } from '../../core/history.ts';
import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import type { Report } from '../../core/report.ts';
import { HISTORY_PHRASES } from '../phrases/history-phrases.ts';
import { targetsBySeverity } from '../text/by-severity.ts';
import { describeTime } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';
import { countStatuses, countsOf } from '../text/headline.ts';
import { historyPicture } from './history-picture.ts';
import { statusWords } from './html-finding.ts';
import { type Html, html, joined, raw } from './html-template.ts';
import { page } from './page.ts';

/** One vantage as the page shows it. */
export interface StatusVantage {
  readonly name: string;
  readonly report: Report;
  readonly history: readonly TargetHistory[];
}

export interface StatusPageInput {
  readonly vantages: readonly StatusVantage[];
  readonly atMs: number;
  /** Names of AWS objects, addresses and hosts stay; without it they are left out. */
  readonly ids: boolean;
  readonly timeZone: string;
}

/**
 * A page that may be published: what is broken and since when, the last day and the uptime of each target. No evidence,
 * no command, no rule, and no id, address or host name unless it is wanted. It asks for nothing and runs nothing.
 */
export function statusPage({ vantages, atMs, ids, timeZone }: StatusPageInput, locale: Locale): string {
  const shown = (text: string) => (ids ? text : withoutIds(text));
  const findings = vantages.flatMap(({ report }) => report.findings);
  const counts = countsOf(countStatuses(findings), locale);
  const { allWell } = HISTORY_PHRASES[locale];
  const content = html`<header>
<h1>${joined(counts.map(({ status, text }) => html`<span class="count ${status}">${text}</span> `))}</h1>
<p>gatewatch · ${fillText(HISTORY_PHRASES[locale].asOf, { time: describeTime(atMs, timeZone) })}</p>
${findings.length > 0 && findings.every(({ status }) => status === 'healthy') ? html`<p>${allWell}</p>` : raw('')}
</header>
${joined(vantages.map((one) => vantageSection(one, shown, timeZone, locale)))}`;
  return page({ locale, title: 'gatewatch', content });
}

function vantageSection(
  { name, report, history }: StatusVantage,
  shown: (text: string) => string,
  timeZone: string,
  locale: Locale,
): Html {
  const historyOf = new Map(history.map((one) => [one.target, one]));
  const sections = targetsBySeverity(report.findings).map(({ target, worst }) => {
    const status: Status = worst[0]?.status ?? 'unknown';
    const past = historyOf.get(target);
    const wrong = worst.filter((one) => one.status !== 'healthy' && one.reason !== 'blocked-by');
    const what = wrong.map(
      (one) =>
        html`<li class="${one.status}">${statusWords(one.status, locale)}<span>${shown(one.runbook?.title ?? one.check)}</span></li>`,
    );
    return html`<section class="target-path ${status}"><h3>${statusWords(status, locale)}<span class="target">${shown(target)}</span></h3>
${what.length === 0 ? raw('') : html`<ul class="wrong">${joined(what)}</ul>`}${past === undefined ? raw('') : historyPicture(past, locale, timeZone)}</section>
`;
  });
  return html`<h2>${shown(name)}</h2>
<p class="place">${describeTime(Date.parse(report.startedAt), timeZone)}</p>
${joined(sections)}`;
}

/** Ids of AWS objects, ARNs, accounts, addresses and host names: what a page for everybody does not name. */
const PRIVATE = [
  /\barn:aws[\w-]*:[^\s,;)]+/g,
  /\b[\w-]+(?:\.[\w-]+){2,}\b/g,
  /\b[a-z]+(?:-[a-z]+)*-(?:0[0-9a-f]{7,16}|[0-9a-f]{17}|[0-9a-f]{8})\b/g,
  /\bsgw-[0-9A-F]{8}\b/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g,
  /(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:.]{0,39}(?![\w:])/g,
  /\b\d{12}\b/g,
] as const;

/** A text in which every id, address and host name is an ellipsis. */
export function withoutIds(text: string): string {
  return PRIVATE.reduce((rest, pattern) => rest.replace(pattern, '…'), text);
}
