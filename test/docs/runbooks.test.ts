import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROBES } from '../../lib/probes/registry.ts';
import { runbookPages } from '../../scripts/runbook-pages.ts';

const docs = new URL('../../docs/', import.meta.url);

test('there is a page for each reason and language, and it says what the runbook says', async () => {
  const pages = await runbookPages(PROBES);
  assert.deepEqual(
    globSync('runbooks/*/*.md', { cwd: docs.pathname }).sort(),
    [...pages.keys()].sort(),
    'npm run docs',
  );
  for (const [path, page] of pages)
    assert.equal(readFileSync(new URL(path, docs), 'utf8'), page, `${path} is old: npm run docs`);
  for (const { reasons } of PROBES)
    for (const reason of Object.keys(reasons))
      for (const locale of ['en', 'ko', 'fr']) assert(pages.has(`runbooks/${locale}/${reason}.md`), reason);
});
