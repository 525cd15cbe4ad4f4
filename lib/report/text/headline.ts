import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import type { Report } from '../../core/report.ts';
import { decimal } from '../phrases/decimal.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { counted } from '../phrases/plural.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { fillText } from './fill.ts';

/** What counts first. */
const ORDER: readonly Status[] = ['failed', 'degraded', 'unknown', 'healthy'];

/** How many findings have each status. */
export function countStatuses(findings: readonly { readonly status: Status }[]): Report['totals'] {
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  return {
    healthy: count('healthy'),
    degraded: count('degraded'),
    failed: count('failed'),
    unknown: count('unknown'),
  };
}

/** How many checks ended how, the worst first; what did not occur is left out. */
export function countsOf(
  totals: Report['totals'],
  locale: Locale,
): readonly { readonly status: Status; readonly text: string }[] {
  const { count } = TERMINAL_PHRASES[locale];
  return ORDER.filter((status) => totals[status] > 0).map((status) => ({
    status,
    text: counted(count[status], totals[status], locale),
  }));
}

/** What was checked, from where, and how long it took: `sgw-endpoint from this machine · 1.5 s`. */
export function scopeOf(
  { vantage, durationMs, findings }: Pick<Report, 'vantage' | 'durationMs' | 'findings'>,
  locale: Locale,
): string {
  const { targets, from, thisMachine } = TERMINAL_PHRASES[locale];
  const names = [...new Set(findings.map(({ target }) => target))];
  const [only = ''] = names;
  const what = names.length === 1 ? only : counted(targets, names.length, locale);
  const { unit } = MESSAGE_PHRASES[locale];
  const took =
    durationMs < 1000
      ? `${Math.round(durationMs)} ms`
      : `${decimal(durationMs / 1000, 1, locale)}${unit.second}`;
  const place = vantage === 'local' ? thisMachine : vantage;
  return `${fillText(from, { targets: what, vantage: place })} · ${took}`;
}
