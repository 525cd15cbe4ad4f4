import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { RenderedFinding, Report } from '../../../lib/core/report.ts';
import { PHRASES } from '../../../lib/report/phrases/phrases.ts';
import { WIDGET_PHRASES } from '../../../lib/report/phrases/widget-phrases.ts';
import { dashboardWidget, faultyWidget } from '../../../lib/report/widget/widget.ts';
import { widgetAbout } from '../../../lib/report/widget/widget-about.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';
import { assertOurs, withoutWordBoxes } from '../../support/our-markup.ts';
import { fc } from '../../support/property.ts';
import { poisoned } from '../../support/sample-report.ts';
import { ENDPOINT, everyOutcome, shownVantage, widgetInput } from '../../support/shown-vantages.ts';

const withoutStyle = (widget: string) => widget.replace(/<style>[\s\S]*<\/style>/, '');
/** What a person reads. */
/** French has spaces at which no line breaks. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const wordsOf = (widget: string) =>
  withoutWordBoxes(withoutStyle(widget))
    .replace(/<cwdb-action[\s\S]*?<\/cwdb-action>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();
const headlines = (widget: string) =>
  [...widget.matchAll(/<section class="vantage (\w+)">/g)].map(([, status]) => status);
const buttons = (widget: string) =>
  [...widget.matchAll(/<cwdb-action [^>]*endpoint="([^"]*)">([^<]*)<\/cwdb-action>/g)].map(
    ([, endpoint, call = '']) => ({ endpoint, call: JSON.parse(call.replaceAll('&quot;', '"')) }),
  );

for (const locale of LOCALES) {
  test(`the widget in ${locale} says everything in that language, and holds nothing but our elements`, async () => {
    const report = await sampleReport(locale);
    const widget = dashboardWidget(widgetInput(everyOutcome(report), { locale }));
    assertOurs(widget, 6);
    assert.match(
      widget,
      new RegExp(`^<div class="gatewatch cwdb-no-default-styles light" lang="${locale}"><style>`),
    );
    const words = wordsOf(widget);
    for (const { summary, runbook } of report.findings) {
      assert(words.includes(spaced(summary)), summary);
      assert(runbook === null || words.includes(spaced(runbook.title)), runbook?.title);
    }
    const { checkNow, keptFollows, onPremises } = WIDGET_PHRASES[locale];
    for (const sentence of [checkNow, keptFollows, onPremises, PHRASES[locale].heading.doesNotProve])
      assert(words.includes(spaced(sentence)), sentence);
    assert.doesNotMatch(words, /\{[a-zA-Z]+\}/);
  });
}

test('the gravest comes first: a word for the vantage, what failed unfolded with its command, the runbook folded', async () => {
  const widget = dashboardWidget(
    widgetInput([shownVantage({ outcome: 'kept', report: await sampleReport('en') })]),
  );
  assert.deepEqual(headlines(widget), ['failed']);
  const rows = [...widget.matchAll(/<details class="(\w+)"( open)?>/g)].map(
    ([, status, open]) => `${status}${open ?? ''}`,
  );
  assert.deepEqual(
    rows.filter((row) => row !== 'more'),
    ['failed open', 'failed', 'degraded', 'unknown', 'healthy', 'limits'],
    'the first is open; every other one is a line',
  );
  assert.match(
    wordsOf(widget),
    /^✗ FAILED sgw-endpoint The port does not respond Check now 2 failed · 1 degraded · 1 not checked · 1 healthy · seoul-prod/,
    'what is broken is the title',
  );
  assert.match(
    wordsOf(widget),
    /aws ec2 authorize-security-group-ingress --group-id sg-0a1b2c3d4e5f60718 .* --region ap-northeast-2/,
  );
  assert(
    widget.indexOf('<dl class="fix">') < widget.indexOf('<details class="more"'),
    'the fix before evidence',
  );
  assert(widget.indexOf('<ol class="lane failed">') < widget.indexOf('<details'), 'the path before all');
});

test('a press on the button draws the same widget again, with a run from that vantage', async () => {
  const report = await sampleReport('en');
  const both = [
    shownVantage({ outcome: 'kept', report }),
    shownVantage({ outcome: 'nothing' }, { name: 'paris' }),
  ];
  assert.deepEqual(buttons(dashboardWidget(widgetInput(both))), [
    { endpoint: ENDPOINT, call: { checkNow: 'seoul-prod' } },
    { endpoint: ENDPOINT, call: { checkNow: 'paris' } },
  ]);
  const [one] = both;
  assert(one !== undefined);
  const named = widgetInput([one], { parameters: { vantage: 'seoul-prod', lang: 'ko' } });
  assert.deepEqual(buttons(dashboardWidget(named)), [
    { endpoint: ENDPOINT, call: { vantage: 'seoul-prod', lang: 'ko', checkNow: 'seoul-prod' } },
  ]);
  // The action belongs to the element that stands immediately before it.
  assert.match(dashboardWidget(named), /<a class="btn btn-primary" role="button">[^<]*<\/a><cwdb-action /);
});

test('how old what it shows is, and when the next run is due', async () => {
  const report = await sampleReport('en');
  const after = (ageMs: number) => {
    const input = widgetInput([shownVantage({ outcome: 'kept', report })]);
    return dashboardWidget({ ...input, nowMs: Date.parse(report.startedAt) + ageMs });
  };
  assert.match(
    wordsOf(after(90_000)),
    /Last run 2026-11-21 18:13 UTC, 1 min 30 s ago\. Next in 3 min 30 s\./,
  );
  assert.match(wordsOf(after(300_000)), /Next one now\./);
  assert.match(wordsOf(after(-5000)), /, 0 s ago\. Next in 5 min\./, 'clocks that disagree');
  const third = after(900_000);
  assert.deepEqual([headlines(third), /class="banner/.test(third)], [['failed'], false]);
  const older = after(900_001);
  assert.deepEqual(headlines(older), ['unknown'], 'what was seen long ago is no longer how it is');
  assert.match(
    wordsOf(older),
    /This report is 15 min old, although a run is due every 5 min: the last 3 left nothing\./,
  );
  assert.match(older, /href="[^"]*alarmsV2:alarm\/gatewatch-prod-heartbeat-seoul-prod"/);
  assert.doesNotMatch(wordsOf(older), /Next (?:in|one)/);
  const seoul = { ...widgetInput([shownVantage({ outcome: 'kept', report })]), timeZone: '+09:00' };
  assert.match(wordsOf(dashboardWidget(seoul)), /Last run 2026-11-22 03:13 \+09:00/);
});

test('a vantage without a report says when one is due, and one on premises who asks there', () => {
  const widget = dashboardWidget(
    widgetInput([
      shownVantage({ outcome: 'nothing' }),
      shownVantage({ outcome: 'nothing' }, { name: 'idc', place: 'on-premises' }),
    ]),
  );
  assert.deepEqual(headlines(widget), ['unknown', 'unknown']);
  assert.match(wordsOf(widget), /No run of this vantage has finished yet\. One is due every 5 min/);
  assert.match(wordsOf(widget), /idc This vantage is on premises: gatewatch run checks there/);
  assert.equal(buttons(widget).length, 1, 'nobody can call a vantage on premises');
});

test('a run that failed and a table that is down say why, above what is still known', async () => {
  const report = await sampleReport('en');
  const widget = dashboardWidget(
    widgetInput([
      shownVantage({ outcome: 'kept', report }, { failedRun: 'lambda:InvokeFunction: throttled' }),
      shownVantage({ outcome: 'unreadable', why: 'dynamodb:GetItem: access-denied' }, { failedRun: 'gone' }),
    ]),
  );
  const [kept = '', unreadable = ''] = widget.split('<section ').slice(1).map(wordsOf);
  assert.match(
    kept,
    /nothing new is known: lambda:InvokeFunction: throttled What follows is the last report/,
  );
  assert(kept.indexOf('throttled') < kept.indexOf('port-filtered'));
  assert.match(unreadable, /nothing new is known: gone .*could not be read: dynamodb:GetItem: access-denied/);
  assert.doesNotMatch(unreadable, /What follows/);
});

const finding = (
  status: RenderedFinding['status'],
  more: Partial<RenderedFinding> = {},
): RenderedFinding => ({
  vantage: 'seoul-prod',
  target: 'web',
  check: 'port',
  status,
  reason: status === 'healthy' ? null : 'some-reason',
  severity: status === 'failed' ? 'critical' : null,
  summary: `it is ${status}`,
  evidence: [],
  faults: [],
  measurements: [],
  explanations: [],
  runbook: null,
  ...more,
});

function reportOf(findings: readonly RenderedFinding[]): Report {
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  const totals = {
    healthy: count('healthy'),
    degraded: count('degraded'),
    failed: count('failed'),
    unknown: count('unknown'),
  };
  const startedAt = '2026-11-21T18:13:00.000Z';
  return { version: 1, vantage: 'seoul-prod', startedAt, durationMs: 1, totals, findings, doesNotProve: [] };
}
const widgetOf = (...findings: readonly RenderedFinding[]) =>
  dashboardWidget(widgetInput([shownVantage({ outcome: 'fresh', report: reportOf(findings) })]));

test('the word for a vantage is its gravest finding, and what another finding explains counts for nothing', () => {
  for (const [wanted, ...statuses] of [
    ['healthy', 'healthy'],
    ['degraded', 'healthy', 'degraded'],
    ['unknown', 'degraded', 'unknown', 'healthy'],
    ['failed', 'unknown', 'degraded', 'failed'],
  ] as const)
    assert.deepEqual(headlines(widgetOf(...statuses.map((status) => finding(status)))), [wanted]);
  assert.deepEqual(headlines(widgetOf(finding('unknown', { reason: 'blocked-by' }), finding('healthy'))), [
    'healthy',
  ]);
  assert.deepEqual(headlines(widgetOf()), ['unknown']);
  assert.match(wordsOf(widgetOf()), /Nothing was checked\./);
  assert.match(wordsOf(widgetOf(finding('healthy'))), /Everything that was checked is healthy\./);
  assert.doesNotMatch(wordsOf(widgetOf(finding('healthy'), finding('degraded'))), /Everything/);
});

test('critical before warning, and what is explained by another finding last', () => {
  const widget = widgetOf(
    finding('unknown', { target: 'explained', reason: 'blocked-by' }),
    finding('unknown', { target: 'unexplained' }),
    finding('failed', { target: 'minor', severity: 'warning' }),
    finding('failed', { target: 'major' }),
  );
  const order = [
    ...widget.matchAll(/<(?:div class="head"|h3 class="target-head \w+")>.*?<span class="target">([\w-]+)/g),
  ].map(([, name]) => name);
  assert.deepEqual(order, ['major', 'minor', 'unexplained', 'explained']);
});

test('a report of thousands stays far below what a function may answer, and says what it leaves out', async () => {
  const report = await sampleReport('ko');
  const failed = report.findings.filter(({ status }) => status === 'failed');
  const many = Array.from({ length: 5000 }, (_, index) => failed[index % failed.length] ?? finding('failed'));
  const whole = reportOf([...many, ...Array.from({ length: 5000 }, () => finding('healthy'))]);
  const shown = [0, 1, 2].map(() => shownVantage({ outcome: 'kept', report: whole }));
  const widget = dashboardWidget(widgetInput(shown));
  const bytes = Buffer.byteLength(JSON.stringify(widget));
  assert(bytes > 500_000 && bytes < 1_100_000, `${bytes} bytes`);
  const [, leftOut] = /do not fit into a widget: (\d+)/.exec(wordsOf(widget)) ?? [];
  const drawn =
    widget.split('<section ')[1]?.match(/<details class="failed"|<li><span class="target"/g)?.length ?? 0;
  assert(drawn > 50);
  assert.equal(drawn + Number(leftOut), 10_000);
});

test('one finding that is too large keeps no other out', () => {
  const widget = widgetOf(finding('failed', { summary: 'x'.repeat(1_100_000) }), finding('degraded'));
  assert.match(wordsOf(widget), /it is degraded.*do not fit into a widget: 1\./);
});

test('markup in a report stays text, and no element of its own acts', async () => {
  const report = await sampleReport('en');
  const evil =
    '</cwdb-action><a class="btn">x</a><cwdb-action action="call" endpoint="arn:aws:lambda:us-east-1:1:function:evil">{}</cwdb-action><script>alert(1)</script><use href="#x"/><iframe src="x"></iframe></style>';
  const bad = poisoned(report, evil);
  const widget = dashboardWidget(
    widgetInput([
      shownVantage({ outcome: 'kept', report: bad }, { failedRun: evil }),
      shownVantage({ outcome: 'fresh', report: bad }),
      shownVantage({ outcome: 'unreadable', why: evil }),
    ]),
  );
  assertOurs(widget, 3);
  assert(widget.includes('&lt;cwdb-action action=&quot;call&quot;'));
  assert.deepEqual(
    buttons(widget).map(({ endpoint }) => endpoint),
    [ENDPOINT, ENDPOINT, ENDPOINT],
  );
  assertOurs(faultyWidget([evil], { locale: 'en', theme: 'dark' }));
});

test('whatever a peer says, the widget has no element and no attribute but ours', async () => {
  const report = await sampleReport('en');
  const markup = fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '\n', '`', '$', '{', '!', '-');
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: markup, maxLength: 60 }), fc.string({ unit: 'binary' })),
      (text) => {
        const known = { outcome: 'kept', report: poisoned(report, text) } as const;
        assertOurs(dashboardWidget(widgetInput([shownVantage(known, { failedRun: text })])), 1);
      },
    ),
    { numRuns: 60 },
  );
});

test('the style sheet holds inside the widget only', () => {
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(widgetOf()) ?? [];
  const selectors = [...style.matchAll(/([^{};]+)\{[^{}]*\}/g)].flatMap(([, list = '']) => list.split(','));
  assert(selectors.length > 60, `${selectors.length}`);
  for (const selector of selectors) assert.match(selector.trim(), /^\.gatewatch(\.dark)?( |$)/);
});

test('faults of the parameters are told where they were written', () => {
  const widget = faultyWidget(['vantage: expected one of a, b, got "c"', 'color: unknown key'], {
    locale: 'fr',
    theme: 'dark',
  });
  assertOurs(widget);
  assert.match(widget, /^<div class="gatewatch cwdb-no-default-styles dark" lang="fr">/);
  assert.match(
    wordsOf(widget),
    /^Les paramètres de ce widget sont inutilisables vantage: expected one of a, b, got "c" color/,
  );
});

for (const locale of LOCALES) {
  test(`the widget describes itself in ${locale}, with parameters that can be taken as they stand`, () => {
    const about = widgetAbout(['seoul-prod', 'idc'], locale);
    const [, yaml] = /```\s*yaml\n([\s\S]*?)```/.exec(about) ?? [];
    assert.equal(yaml, `vantage: seoul-prod\nlang: ${locale}\n`);
    assert.match(about, /`seoul-prod`, `idc`/);
    assert.match(about, /lambda:InvokeFunction/);
    assert.doesNotMatch(about, /\{[a-zA-Z]+\}/);
  });
}
