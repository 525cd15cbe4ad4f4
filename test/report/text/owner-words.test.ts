import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { findingRow } from '../../../lib/report/html/html-finding.ts';
import { findingMarkdown } from '../../../lib/report/markdown/markdown.ts';
import { card } from '../../../lib/report/terminal/card.ts';
import { PLAIN_FORM } from '../../../lib/report/terminal/layout.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

const FORM = { evidenceRows: 3, namesTarget: true, isOpen: () => true };

test('every output names the owner in its language, and escapes what a tag may hold', () => {
  const finding = { ...lookFinding('failed'), owner: 'net<b>|_work' };
  const label = { en: 'Owner:', ko: '담당:', fr: 'Responsable\u00a0:' };
  for (const locale of LOCALES) {
    assert.match(card(finding, locale, PLAIN_FORM)[0] ?? '', new RegExp(`${label[locale]} net<b>\\|_work`));
    const page = findingRow(finding, locale, FORM).markup;
    assert.ok(page.includes(`${label[locale]} net&lt;b&gt;|_work`), page);
    const markdown = findingMarkdown(finding, locale).join('\n');
    assert.ok(markdown.includes(label[locale]) && !markdown.includes('<b>'), markdown);
  }
});

test('without an owner nothing is said of one', () => {
  const finding = lookFinding('failed');
  for (const text of [
    card(finding, 'en', PLAIN_FORM).join('\n'),
    findingRow(finding, 'en', FORM).markup,
    findingMarkdown(finding, 'en').join('\n'),
  ])
    assert.doesNotMatch(text, /Owner/);
});
