import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownBytes } from '../../lib/net/shown-bytes.ts';

test('text is shown as text, without its control characters, as far as the limit', () => {
  assert.equal(shownBytes(Buffer.from('HTTP/1.1 403\r\nVia: a\t\x1b[31m'), 100), 'HTTP/1.1 403 Via: a [31m');
  assert.equal(shownBytes(Buffer.from('accès', 'latin1'), 100), 'accès');
  assert.equal(shownBytes(Buffer.from('a'.repeat(500)), 20), `${'a'.repeat(19)}…`);
  assert.equal(shownBytes(Buffer.alloc(0), 20), '');
});

test('what is no text is shown by its first bytes as digits', () => {
  assert.equal(shownBytes(Buffer.from([5, 0]), 100), '0500');
  assert.equal(
    shownBytes(Buffer.concat([Buffer.from('HTTP'), Buffer.alloc(40)]), 100),
    `48545450${'0'.repeat(24)}…`,
  );
});
