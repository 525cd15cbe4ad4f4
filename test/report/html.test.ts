import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../lib/core/locale.ts';
import type { Report, ToldFinding } from '../../lib/core/report.ts';
import { reportPage } from '../../lib/report/html.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { fc } from '../support/property.ts';

async function sampleReport(locale: (typeof LOCALES)[number]): Promise<Report> {
  const messages = [...(await sampleMessages(locale)).values()];
  const findings = messages.flatMap((message) => ('finding' in message ? [message.finding] : []));
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  return {
    version: 1,
    vantage: 'seoul-prod',
    startedAt: '2026-11-21T18:13:00.000Z',
    durationMs: 3120,
    totals: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      failed: count('failed'),
      unknown: count('unknown'),
    },
    findings,
    doesNotProve: ['nothing'],
  };
}

/** The report with the text in every place that is not ours. */
function poisoned(report: Report, text: string): Report {
  const finding = (one: ToldFinding): ToldFinding => ({
    ...one,
    target: text,
    summary: text,
    evidence: [{ subject: text, outcome: text, address: text, banner: text, faults: [text] }],
    explanations: [{ what: text, id: text, because: text, fix: text }],
    runbook: {
      title: text,
      meaning: text,
      causes: [text],
      steps: [text],
      commands: [text],
      links: [
        text,
        `https://${text}`,
        'javascript:alert(1)',
        'data:text/html,x',
        'javascript://x.example/%0aalert(1)',
        'https://ok.example/a?b=1&c=2',
      ],
    },
  });
  return { ...report, vantage: text, doesNotProve: [text], findings: report.findings.map(finding) };
}

const TAGS = new Set(
  'html head meta title style body main header h1 h2 h3 h4 p ul ol li section details summary span b div table tbody tr td pre code a'.split(
    ' ',
  ),
);
/** The one attribute that can lead away is `href`, and it leads to https. */
const ATTRIBUTES =
  /^( (lang|charset|name|content|http-equiv|class|aria-hidden|rel)="[^"<>]*"| open| href="https:\/\/[^"<>\s]+")*$/;

/** Fails when the page holds an element or an attribute that we did not write. */
function assertOurs(page: string): void {
  const [style = ''] = /<style>[\s\S]*?<\/style>/.exec(page) ?? [];
  const markup = page.replace(style, '').replace('<!doctype html>', '');
  const texts = markup.split(/<\/?([a-z0-9]+)((?: [^<>]*)?)>/);
  for (const [index, piece] of texts.entries()) {
    if (index % 3 === 0) assert.doesNotMatch(piece, /[<>]/);
    if (index % 3 === 1) assert(TAGS.has(piece), piece);
    if (index % 3 === 2) assert.match(piece, ATTRIBUTES);
  }
}

for (const locale of LOCALES) {
  test(`the page in ${locale} holds everything the report says, and asks for nothing`, async () => {
    const report = await sampleReport(locale);
    const page = reportPage(report, locale);
    assertOurs(page);
    assert.match(page, new RegExp(`<html lang="${locale}">`));
    for (const { summary, runbook } of report.findings) {
      assert(page.includes(summary.replaceAll("'", '&#39;').replaceAll('"', '&quot;')), summary);
      assert(runbook === null || page.includes(runbook.title.replaceAll("'", '&#39;')));
    }
    assert.match(page, /<code>aws ec2 authorize-security-group-ingress --group-id sg-0a1b2c3d4e5f60718 /);
    assert.doesNotMatch(page, /src=|@import|url\(|<script/);
  });
}

test('what failed is open, what is well is not', async () => {
  const page = reportPage(await sampleReport('en'), 'en');
  assert.match(page, /<details class="failed" open>/);
  assert.doesNotMatch(page, /<details class="(healthy|degraded|unknown)" open>/);
});

test('markup in the report stays text', async () => {
  const report = await sampleReport('en');
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'`$x`&lt;</style></details>';
  const page = reportPage(poisoned(report, evil), 'en');
  assertOurs(page);
  assert(page.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'));
  assert(page.includes('href="https://ok.example/a?b=1&amp;c=2"'));
});

test('whatever a peer says, the page has no element and no attribute but ours', async () => {
  const report = await sampleReport('en');
  const markup = fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '\n', '`', '$', '{', '!', '-');
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: markup, maxLength: 60 }), fc.string({ unit: 'binary' })),
      (text) => {
        assertOurs(reportPage(poisoned(report, text), 'en'));
      },
    ),
  );
});

test('a report with thousands of entries stays a page that opens', async () => {
  const report = await sampleReport('en');
  const many = Array.from({ length: 5000 }, (_, index) => ({ subject: `s${index}`, outcome: 'open' }));
  const [first] = report.findings;
  assert(first !== undefined);
  const page = reportPage({ ...report, findings: [{ ...first, evidence: many }] }, 'en');
  assert(page.length < 100_000, `${page.length} characters`);
  assert.match(page, /… \+4900/);
});
