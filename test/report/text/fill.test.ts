import assert from 'node:assert/strict';
import test from 'node:test';
import { fillText } from '../../../lib/report/text/fill.ts';

test('a gap shows, whether a value is missing or empty', () => {
  assert.equal(
    fillText('{a} of {b} ({c}; {d}; {e})', { a: 0, b: '', c: null, d: [], e: 'x' }),
    '0 of ? (?; ?; x)',
  );
});
