import type { HistoryPlot, HourState, TargetHistory, Uptime } from '../../core/history.ts';
import type { Locale } from '../../core/locale.ts';
import { HOUR_MS } from '../../core/time.ts';
import { HISTORY_PHRASES } from '../phrases/history-phrases.ts';
import { describeTime } from '../text/duration.ts';
import { fillText } from '../text/fill.ts';
import { type Html, html, joined, raw } from './html-template.ts';

/** How high a state's bar is of 16: the height differs, so that no colour is needed to tell them apart. */
const TOP: Readonly<Record<HourState, number>> = { healthy: 10, degraded: 5, failed: 0, unknown: 14 };
const WIDTH = 7;

/** The history of a target: a bar an hour of the last day, since when it fails, uptime, and small plots. */
export function historyPicture(history: TargetHistory, locale: Locale, timeZone = 'UTC'): Html {
  const { hours, failingSinceMs, uptime, plots } = history;
  const phrases = HISTORY_PHRASES[locale];
  const count = (state: HourState) => hours.filter((one) => one === state).length;
  const label = fillText(phrases.strip, {
    failed: count('failed'),
    degraded: count('degraded'),
    healthy: count('healthy'),
    unknown: count('unknown'),
  });
  const bars = hours.map((state, index) => {
    const [x, top] = [index * WIDTH, TOP[state]];
    return html`<path class="${state}" d="M${x} ${top}h${WIDTH - 1}v${16 - top}h-${WIDTH - 1}z"/>`;
  });
  const since =
    failingSinceMs === undefined
      ? raw('')
      : html`<b class="since">${sinceTime(phrases.since, failingSinceMs, timeZone)}</b> `;
  const shares = uptime.map((one) => uptimeText(one, locale)).join(' · ');
  return html`<div class="history"><div class="day" role="img" aria-label="${label}"><svg viewBox="0 0 ${hours.length * WIDTH} 16" width="${hours.length * WIDTH}" height="16" aria-hidden="true">${joined(bars)}</svg><span>${phrases.day}</span></div><p>${since}${shares}</p>${joined(plots.map((plot) => plotPicture(plot, locale)))}</div>
`;
}

/** The time as an element of its own, which a page's script may show in the reader's time zone. */
function sinceTime(phrase: string, atMs: number, timeZone: string): Html {
  const [before = '', after = ''] = phrase.split('{time}');
  return html`${before}<time datetime="${new Date(atMs).toISOString()}">${describeTime(atMs, timeZone)}</time>${after}`;
}

function uptimeText({ days, share, unknownHours }: Uptime, locale: Locale): string {
  const phrases = HISTORY_PHRASES[locale];
  // 99.96 % is not 100 %: a failure is not rounded away.
  const percent =
    share === undefined
      ? '–'
      : `${(Math.floor(share * 1000) / 10).toLocaleString(locale, { maximumFractionDigits: 1 })} %`;
  const text = fillText(phrases.uptime, { days, percent });
  return unknownHours === 0 ? text : `${text} ${fillText(phrases.notChecked, { hours: unknownHours })}`;
}

const PLOT = { width: 96, height: 20 } as const;

function plotPicture({ name, unit, points }: HistoryPlot, locale: Locale): Html {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const from = points[0]?.atMs ?? 0;
  const span = Math.max(HOUR_MS, (points.at(-1)?.atMs ?? 0) - from);
  const place = ({ atMs, value }: (typeof points)[number]) => {
    const x = ((atMs - from) / span) * (PLOT.width - 2) + 1;
    const y =
      high === low ? PLOT.height / 2 : PLOT.height - 2 - ((value - low) / (high - low)) * (PLOT.height - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const said = (value: number) => `${value.toLocaleString(locale, { maximumFractionDigits: 1 })}${unit}`;
  const text = `${HISTORY_PHRASES[locale].measured[name] ?? name} ${said(low)} – ${said(high)}`;
  return html`<div class="plot" role="img" aria-label="${text}"><svg viewBox="0 0 ${PLOT.width} ${PLOT.height}" width="${PLOT.width}" height="${PLOT.height}" aria-hidden="true"><path d="M${points.map(place).join('L')}"/></svg><span>${text}</span></div>
`;
}
