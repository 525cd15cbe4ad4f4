import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { reportPage } from '../../../lib/report/html/html.ts';
import { PAGE_SCRIPT } from '../../../lib/report/html/page-script.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';
import { assertOurs, withoutWordBoxes } from '../../support/our-markup.ts';
import { fc } from '../../support/property.ts';
import { poisoned } from '../../support/sample-report.ts';

for (const locale of LOCALES) {
  test(`the page in ${locale} holds everything the report says, and asks for nothing`, async () => {
    const report = await sampleReport(locale);
    const page = reportPage(report, locale);
    const words = withoutWordBoxes(page);
    assertOurs(page);
    assert.match(page, new RegExp(`<html lang="${locale}">`));
    for (const { summary, runbook } of report.findings) {
      assert(words.includes(summary.replaceAll("'", '&#39;').replaceAll('"', '&quot;')), summary);
      assert(runbook === null || page.includes(runbook.title.replaceAll("'", '&#39;')));
    }
    assert.match(words, /<code>aws ec2 authorize-security-group-ingress --group-id sg-0a1b2c3d4e5f60718 /);
    assert.doesNotMatch(page.replace(PAGE_SCRIPT, ''), /src=|@import|url\(|<script(?!><)/);
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
