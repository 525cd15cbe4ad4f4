import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { messagesPage, putIntoReadme, readmeMessages } from '../../../scripts/messages-page.ts';

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the page of messages shows what is written today; `npm run docs` makes it anew', async () => {
  assert.equal(await read('docs/messages.md'), await messagesPage());
});

test('the README shows messages as they are written today', async () => {
  const readme = await read('README.md');
  const messages = await readmeMessages();
  assert.equal(readme, putIntoReadme(readme, messages));
  assert(messages.length > 5000);
});

test('a README that lost its marks is told, not overwritten', () => {
  assert.throws(() => putIntoReadme('# gatewatch\n', 'messages'), /marks/);
});
