import type { Locale } from '../../lib/core/locale.ts';
import type { Report } from '../../lib/core/report.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import type { ShownVantage, WidgetInput } from '../../lib/report/widget/widget.ts';
import { consoleLinks } from '../../lib/stages/notify/console-links.ts';

export const ENDPOINT = 'arn:aws:lambda:ap-northeast-2:123456789012:function:gatewatch-prod-dashboard';

/** A vantage as the widget shows it. */
export function shownVantage(known: ShownVantage['known'], more: Partial<ShownVantage> = {}): ShownVantage {
  const links = consoleLinks(
    { stage: 'prod', region: 'ap-northeast-2' },
    'gatewatch-prod-heartbeat-seoul-prod',
  );
  return { name: 'seoul-prod', place: 'vpc', known, links, ...more };
}

/** The widget a minute and a half after the sample report was made, with a run every five minutes. */
export function widgetInput(
  vantages: readonly ShownVantage[],
  more: Partial<WidgetInput> & { readonly locale?: Locale } = {},
): WidgetInput {
  return {
    locale: 'en',
    theme: 'light',
    vantages,
    nowMs: Date.parse('2026-11-21T18:14:30Z'),
    periodMs: 5 * MINUTE_MS,
    endpoint: ENDPOINT,
    parameters: {},
    ...more,
  };
}

/** Everything a vantage can be shown as, with one report. */
export function everyOutcome(report: Report): readonly ShownVantage[] {
  const old = { ...report, startedAt: '2026-11-21T17:13:00.000Z' };
  return [
    shownVantage({ outcome: 'kept', report }),
    shownVantage({ outcome: 'fresh', report }, { name: 'fresh' }),
    shownVantage({ outcome: 'kept', report: old }, { name: 'stale' }),
    shownVantage(
      { outcome: 'kept', report },
      { name: 'late', failedRun: 'lambda:InvokeFunction: throttled' },
    ),
    shownVantage({ outcome: 'nothing' }, { name: 'new' }),
    shownVantage({ outcome: 'unreadable', why: 'dynamodb:GetItem: access-denied' }, { name: 'table-down' }),
    shownVantage({ outcome: 'nothing' }, { name: 'idc', place: 'on-premises' }),
  ];
}
