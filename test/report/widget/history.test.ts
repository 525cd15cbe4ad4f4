import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { HOUR_MS } from '../../../lib/core/time.ts';
import { traceHistory } from '../../../lib/report/history/trace-history.ts';
import { dashboardWidget } from '../../../lib/report/widget/widget.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';
import { assertOurs } from '../../support/our-markup.ts';
import { everyOutcome, shownVantage, widgetInput } from '../../support/shown-vantages.ts';

const nowMs = Date.parse('2026-11-21T18:14:30Z');
const hours = Array.from({ length: 24 }, (_, ago) => ({
  atMs: nowMs - ago * HOUR_MS,
  value: ago < 2 ? 2 : 0,
}));
const history = traceHistory(
  {
    heartbeat: hours.map(({ atMs }) => ({ atMs, value: 12 })),
    unknown: [],
    targets: [
      {
        target: 'sgw-endpoint',
        statuses: hours,
        plots: [
          {
            name: 'ConnectTime',
            unit: ' ms',
            points: hours.map(({ atMs }, at) => ({ atMs, value: 1 + at })),
          },
        ],
      },
    ],
  },
  { nowMs, sparse: false },
);

for (const locale of LOCALES) {
  test(`the last day of a target stands below its cause and fix, in ${locale}`, async () => {
    const report = await sampleReport(locale);
    const vantage = shownVantage({ outcome: 'kept', report }, { history });
    const widget = dashboardWidget(widgetInput([vantage], { locale, timeZone: '+09:00' }));
    assertOurs(widget, 1);
    assert.equal(widget.match(/<path class="(failed|healthy)"/g)?.length, 24);
    assert.match(widget, /2026-11-22 02:00 \+09:00/, "since when, in the viewer's time zone");
    assert(widget.indexOf('class="fix"') < widget.indexOf('class="history"'));
    assert.equal(widget.match(/class="plot"/g)?.length, 1);
    assert.doesNotMatch(widget, /\{[a-zA-Z]+\}/);
  });
}

test('several vantages have a line each before the first of them, and one alone has none', async () => {
  const report = await sampleReport('en');
  const several = dashboardWidget(widgetInput(everyOutcome(report)));
  const [, lines = ''] = /<ul class="others overview">([\s\S]*?)<\/ul>/.exec(several) ?? [];
  const names = [...lines.matchAll(/<li class="(\w+)">.*?<span class="target">([\w-]+)/g)].map(
    ([, status, name]) => `${name} ${status}`,
  );
  assert.deepEqual(names, [
    'seoul-prod failed',
    'fresh failed',
    'stale unknown',
    'late failed',
    'new unknown',
    'table-down unknown',
    'idc unknown',
  ]);
  assert.doesNotMatch(dashboardWidget(widgetInput([shownVantage({ outcome: 'kept', report })])), /overview/);
});
