import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { MESSAGE_PAGES, messagesPage } from '../../../scripts/messages-page.ts';

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the page of messages shows what is written today; `npm run docs` makes it anew', async () => {
  for (const locale of LOCALES)
    assert.equal(await read(`docs/${MESSAGE_PAGES[locale]}`), await messagesPage(locale));
});
