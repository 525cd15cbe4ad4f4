import type { TargetHistory } from '../../core/history.ts';
import type { Locale } from '../../core/locale.ts';
import type { MessageLinks } from '../../core/notify/message.ts';
import type { TargetPath } from '../../core/path.ts';
import type { Status } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import { SILENT_AFTER_PERIODS } from '../../core/vantage.ts';
import { historyPicture } from '../html/history-picture.ts';
import { findingRow, type RowForm, statusWords } from '../html/html-finding.ts';
import { type Html, html, joined, raw } from '../html/html-template.ts';
import { pathPicture } from '../html/path-picture.ts';
import { HISTORY_PHRASES } from '../phrases/history-phrases.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { counted } from '../phrases/plural.ts';
import { WIDGET_PHRASES } from '../phrases/widget-phrases.ts';
import { bySeverity } from '../text/by-severity.ts';
import { describeDuration, describeTime } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';
import { countsOf } from '../text/headline.ts';
import { WIDGET_STYLE } from './widget-style.ts';

/** What is known of a vantage when the dashboard is drawn. */
export interface ShownVantage {
  readonly name: string;
  readonly place: 'vpc' | 'on-premises';
  readonly known: /** Looked at this moment, because somebody asked. */
    | { readonly outcome: 'fresh'; readonly report: Report }
    /** The last report that the schedule left. */
    | { readonly outcome: 'kept'; readonly report: Report }
    | { readonly outcome: 'nothing' }
    | { readonly outcome: 'unreadable'; readonly why: string };
  /** The last day and the uptime of its targets, where they are known. */
  readonly history?: readonly TargetHistory[];
  /** Why a run that somebody asked for failed. */
  readonly failedRun?: string;
  /** Where to look when there is nothing new to see: addresses of our own making. */
  readonly links: MessageLinks;
}

/** What the dashboard tells about itself. */
export interface WidgetFrame {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
}

export interface WidgetInput extends WidgetFrame {
  readonly vantages: readonly ShownVantage[];
  readonly nowMs: number;
  readonly periodMs: number;
  /** The viewer's own, as CloudWatch tells it: an offset such as `+09:00`. */
  readonly timeZone?: string;
  /** ARN of the function that a press on *Check now* calls. */
  readonly endpoint: string;
  /** What that call is given beside the vantage to look from, so that it draws the same widget again. */
  readonly parameters: { readonly vantage?: string; readonly lang?: Locale };
}

/**
 * The content of the widget. CloudWatch takes most elements, cleans scripts, `iframe` and `use` away, and knows one
 * element of its own: `cwdb-action`, which acts when the element before it is pressed.
 * Source: CloudWatch User Guide, "Details about custom widgets", "Security and JavaScript", "Interactivity in the
 * custom widget".
 */
export function dashboardWidget(input: WidgetInput): string {
  const limit = LARGEST_BYTES / Math.max(1, input.vantages.length);
  return framed(
    input,
    html`${overview(input)}${joined(input.vantages.map((one) => vantageSection(one, limit, input)))}`,
  );
}

/** Of several vantages a line each: how it stands, and what is broken there. */
function overview(input: WidgetInput): Html {
  const { vantages, locale } = input;
  if (vantages.length < 2) return raw('');
  const lines = vantages.map((vantage) => {
    const current = currentReport(vantage, input);
    const status = current === undefined ? 'unknown' : overallStatus(current.findings);
    const counts =
      current === undefined
        ? ''
        : countsOf(current.totals, locale)
            .map(({ text }) => text)
            .join(' · ');
    return html`<li class="${status}">${statusWords(status, locale)}<span class="target">${vantage.name}</span><span>${counts}</span></li>
`;
  });
  return html`<h3>${HISTORY_PHRASES[locale].overview}</h3><ul class="others overview">${joined(lines)}</ul>`;
}

/** What an old report says of its targets is no longer what they are. */
function currentReport({ known }: ShownVantage, input: WidgetInput): Report | undefined {
  if (known.outcome === 'fresh') return known.report;
  return known.outcome === 'kept' && !isStale(known.report, input) ? known.report : undefined;
}

/** What a person wrote into the widget's parameters, where it cannot be used. */
export function faultyWidget(faults: readonly string[], frame: WidgetFrame): string {
  return framed(
    frame,
    html`<section class="vantage unknown"><div class="banner"><p><b>${WIDGET_PHRASES[frame.locale].badParameters}</b></p>
<ul>${joined(faults.map((fault) => html`<li>${fault}</li>`))}</ul></div></section>`,
  );
}

/** A function answers 6 MB at most (Lambda Developer Guide, "Lambda quotas"); nobody reads a sixth of it in a widget. */
const LARGEST_BYTES = 1_000_000;

function framed({ locale, theme }: WidgetFrame, content: Html): string {
  return html`<div class="gatewatch cwdb-no-default-styles ${theme}" lang="${locale}"><style>${raw(WIDGET_STYLE)}</style>
${content}</div>
`.markup;
}

function vantageSection(vantage: ShownVantage, limit: number, input: WidgetInput): Html {
  const { name, known } = vantage;
  const report = known.outcome === 'fresh' || known.outcome === 'kept' ? known.report : undefined;
  const current = currentReport(vantage, input);
  const status = current === undefined ? 'unknown' : overallStatus(current.findings);
  return html`<section class="vantage ${status}">
<div class="head">${statusWords(status, input.locale)}${titleOf(name, status, current, input.locale)}${checkButton(vantage, input)}</div>
${joined(banners(vantage, report, input))}
${report === undefined ? raw('') : reportBody(report, vantage.history ?? [], limit, input)}
</section>
`;
}

/** What is broken: the target and what is wrong with it; the vantage only where nothing is, or nothing is known. */
function titleOf(name: string, status: Status, report: Report | undefined, locale: Locale): Html {
  const worst = report?.findings.filter((one) => one.status === status).toSorted(bySeverity) ?? [];
  const [first] = worst;
  if (first === undefined || status === 'healthy') return html`<span class="target">${name}</span>`;
  const others = new Set(worst.map(({ target }) => target)).size - 1;
  const more = others === 0 ? '' : ` ${counted(WIDGET_PHRASES[locale].moreTargets, others, locale)}`;
  const what = first.runbook?.title ?? first.check;
  return html`<span class="target">${first.target}${more}</span><span class="what">${what}</span>`;
}

/** Looks again from where it can be called: an on-premises vantage is asked on premises. */
function checkButton({ name, place }: ShownVantage, { locale, endpoint, parameters }: WidgetInput): Html {
  if (place === 'on-premises') return raw('');
  const call = JSON.stringify({ ...parameters, checkNow: name });
  return html`<a class="btn btn-primary" role="button">${WIDGET_PHRASES[locale].checkNow}</a><cwdb-action action="call" display="widget" endpoint="${endpoint}">${call}</cwdb-action>`;
}

/** How old it is what follows, and what is wrong with that. */
function banners(
  vantage: ShownVantage,
  report: Report | undefined,
  { locale, nowMs, periodMs, timeZone }: WidgetInput,
): readonly Html[] {
  const { name, place, known, failedRun, links } = vantage;
  const counts = report === undefined ? [] : countsOf(report.totals, locale);
  const about = (text: string) =>
    html`<p class="when">${joined(counts.map((one) => html`<b class="count ${one.status}">${one.text}</b> · `))}${name} · ${text}</p>
`;
  const phrases = WIDGET_PHRASES[locale];
  const duration = (lengthMs: number) => describeDuration(lengthMs, locale);
  const period = duration(periodMs);
  const failed =
    failedRun === undefined
      ? []
      : [
          banner(
            'failed',
            [
              fillText(phrases.runFailed, { why: failedRun }),
              ...(known.outcome === 'kept' ? [phrases.keptFollows] : []),
            ],
            links,
            locale,
          ),
        ];
  switch (known.outcome) {
    case 'fresh':
      return [about(fillText(phrases.justChecked, { durationMs: known.report.durationMs }))];
    case 'nothing':
      return place === 'on-premises'
        ? [banner('unknown', [phrases.onPremises], {}, locale)]
        : [...failed, banner('unknown', [fillText(phrases.noRun, { period })], links, locale)];
    case 'unreadable':
      return [
        ...failed,
        banner('failed', [fillText(phrases.notReadable, { why: known.why })], links, locale),
      ];
    case 'kept': {
      const startedAt = describeTime(Date.parse(known.report.startedAt), timeZone);
      const ageMs = ageOf(known.report, nowMs);
      const age = duration(ageMs);
      const waitMs = periodMs - ageMs;
      const next = waitMs > 0 ? fillText(phrases.nextRun, { wait: duration(waitMs) }) : phrases.nextRunNow;
      const last = fillText(phrases.lastRun, { startedAt, age });
      // A loop on premises has its own pace.
      if (!isStale(known.report, { nowMs, periodMs }))
        return [...failed, about(place === 'vpc' ? `${last} ${next}` : last)];
      const missed = Math.floor(ageMs / periodMs);
      const stale = fillText(phrases.stale, { age, period, missed });
      return [...failed, banner('failed', [stale], links, locale), about(last)];
    }
  }
}

/** Clocks that disagree make nothing younger than now. */
function ageOf({ startedAt }: Report, nowMs: number): number {
  return Math.max(0, nowMs - Date.parse(startedAt));
}

function isStale(report: Report, { nowMs, periodMs }: Pick<WidgetInput, 'nowMs' | 'periodMs'>): boolean {
  return ageOf(report, nowMs) > SILENT_AFTER_PERIODS * periodMs;
}

function banner(status: Status, sentences: readonly string[], links: MessageLinks, locale: Locale): Html {
  const { place } = MESSAGE_PHRASES[locale];
  const places = [['alarm', links.alarm] as const, ['logs', links.logs] as const].flatMap(([key, url]) =>
    url !== undefined ? [html`<a href="${url}" rel="noreferrer noopener">${place[key]}</a> `] : [],
  );
  return html`<div class="banner ${status}">${joined(sentences.map((one) => html`<p>${one}</p>`))}${places.length === 0 ? raw('') : html`<p>${joined(places)}</p>`}</div>
`;
}

function reportBody(
  report: Report,
  history: readonly TargetHistory[],
  limit: number,
  { locale, timeZone }: WidgetInput,
): Html {
  const historyOf = new Map(history.map((one) => [one.target, one]));
  const pastOf = (target: string) => {
    const past = historyOf.get(target);
    return past === undefined ? raw('') : historyPicture(past, locale, timeZone);
  };
  const { findings, totals } = report;
  const { nothingAsked, heading } = PHRASES[locale];
  const phrases = WIDGET_PHRASES[locale];
  const ordered = findings.toSorted(bySeverity);
  const [first] = ordered;
  const row: RowForm = {
    evidenceRows: 12,
    namesTarget: false,
    isOpen: (one) => one === first && one.status === 'failed',
  };
  const pathOf = new Map((report.paths ?? []).map((path) => [path.target, path]));
  // Findings of one target stand together, under its path.
  const wrongFindings = [
    ...Map.groupBy(
      ordered.filter(({ status }) => status !== 'healthy'),
      ({ target }) => target,
    ).values(),
  ].flat();
  // The history stands below what is wrong: cause and fix come first.
  const isLast = (one: RenderedFinding) =>
    wrongFindings.findLast(({ target }) => target === one.target) === one;
  const headed = new Set<string>();
  const wrong = fitting(
    wrongFindings,
    limit,
    (one) =>
      html`${headed.has(one.target) ? raw('') : targetHead(one, pathOf.get(one.target), locale, headed.size > 0)}${findingRow(one, locale, row)}${isLast(one) ? pastOf(one.target) : raw('')}`,
    ({ target }) => headed.add(target),
  );
  const well = fitting(
    ordered.filter(({ status }) => status === 'healthy'),
    wrong.room,
    (one) => html`${healthyLine(one)}${headed.has(one.target) ? raw('') : pastOf(one.target)}`,
    ({ target }) => headed.add(target),
  );
  const limits = fitting(report.doesNotProve, well.room, (one) => html`<li>${one}</li>`);
  const leftOut = findings.length - wrong.drawn.length - well.drawn.length;
  return html`${findings.length === 0 ? html`<p>${nothingAsked}</p>` : raw('')}
${findings.length > 0 && totals.healthy === findings.length ? html`<p>${phrases.allHealthy}</p>` : raw('')}
${joined(wrong.drawn)}
${well.drawn.length === 0 ? raw('') : html`<details class="healthy"><summary>${statusWords('healthy', locale)}<span>${totals.healthy}</span></summary><ul class="others">${joined(well.drawn)}</ul></details>`}
${leftOut === 0 ? raw('') : html`<p>${fillText(phrases.leftOut, { count: leftOut })}</p>`}
${limits.drawn.length === 0 ? raw('') : html`<details class="limits"><summary>${heading.doesNotProve}</summary><ul>${joined(limits.drawn)}</ul></details>`}`;
}

/** The worst target is the title already: its path follows. */
function targetHead(
  { target, status }: RenderedFinding,
  path: TargetPath | undefined,
  locale: Locale,
  isNamed: boolean,
): Html {
  const picture = path === undefined ? raw('') : pathPicture(path, locale, 1);
  if (!isNamed) return picture;
  return html`<h3 class="target-head ${status}">${statusWords(status, locale)}<span class="target">${target}</span></h3>
${picture}`;
}

function healthyLine({ target, check, summary }: RenderedFinding): Html {
  return html`<li><span class="target">${target}</span><span class="check">${check}</span><span>${summary}</span></li>
`;
}

/** As many as fit; one that is too large for what is left does not keep smaller ones out. */
function fitting<T>(
  all: readonly T[],
  limit: number,
  draw: (one: T) => Html,
  onTaken: (one: T) => void = () => {},
): { readonly drawn: readonly Html[]; readonly room: number } {
  let room = limit;
  const drawn = all.flatMap((one) => {
    const markup = draw(one);
    const size = bytesOf(markup);
    if (size > room) return [];
    room -= size;
    onTaken(one);
    return [markup];
  });
  return { drawn, room };
}

/** What it takes in the answer, where it stands as a JSON string. */
function bytesOf({ markup }: Html): number {
  return Buffer.byteLength(JSON.stringify(markup));
}

/** In one word. What could not be asked weighs more than what is merely degraded, as in the command line's exit status. */
function overallStatus(findings: readonly RenderedFinding[]): Status {
  const has = (status: Status) =>
    findings.some((one) => one.status === status && one.reason !== 'blocked-by');
  if (has('failed')) return 'failed';
  if (findings.length === 0 || has('unknown')) return 'unknown';
  return has('degraded') ? 'degraded' : 'healthy';
}
