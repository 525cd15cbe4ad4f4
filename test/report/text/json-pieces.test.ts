import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonPieces } from '../../../lib/report/text/json-pieces.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';

test('the pieces of a report are the text that JSON makes of it, and none holds two findings', async () => {
  const report = await sampleReport('ko');
  assert(report.findings.length > 2);
  const pieces = [...jsonPieces(report)];
  assert.equal(pieces.join(''), `${JSON.stringify(report, null, 2)}\n`);
  const longest = Math.max(...report.findings.map((one) => JSON.stringify(one, null, 2).length));
  assert(pieces.every(({ length }) => length < 2 * longest));
});

test('a report without findings, and with what is not set, is JSON too', async () => {
  const report = { ...(await sampleReport('en')), findings: [], notes: undefined };
  assert.equal([...jsonPieces(report)].join(''), `${JSON.stringify(report, null, 2)}\n`);
});
