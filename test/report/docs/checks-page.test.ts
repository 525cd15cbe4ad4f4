import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { PROBES } from '../../../lib/probes/registry.ts';
import { checksPage } from '../../../lib/report/docs/checks-page.ts';

test('the page of checks is what the registry says; `npm run docs` makes it anew', async () => {
  const page = await checksPage(PROBES);
  assert.equal(await readFile(new URL('../../../docs/checks.md', import.meta.url), 'utf8'), page);
  for (const { kind, reasons } of PROBES) {
    assert.match(page, new RegExp(`^## ${kind}$`, 'm'));
    for (const reason of Object.keys(reasons))
      assert.ok(page.includes(`| [\`${reason}\`](runbooks/en/${reason}.md) |`), reason);
  }
});
