import type { Locale } from '../../core/locale.ts';
import type { Report } from '../../core/report.ts';
import { countsOf, scopeOf } from '../text/headline.ts';
import type { TerminalForm } from './layout.ts';

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
