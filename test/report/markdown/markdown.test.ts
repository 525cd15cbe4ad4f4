import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportMarkdown } from '../../../lib/report/markdown/markdown.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';

test('Markdown has the path of what is not well, and every check that failed is bold on it', async () => {
  const text = reportMarkdown(await sampleReport('en'), 'en');
  const [, section = ''] = /## Path\n\n([\s\S]*?)\n\n/.exec(text) ?? [];
  assert.match(section, /- sgw-endpoint: seoul\\?-prod → .*\*\*✗ port :1031 FAILED\*\*/);
  assert.match(section, /\*\*✗ TLS FAILED\*\*/);
});
