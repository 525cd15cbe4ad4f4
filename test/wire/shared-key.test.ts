import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { SharedKey } from '../../lib/wire/shared-key.ts';

test('a key is compared and never shown, whatever writes it', () => {
  const [key, same, other] = ['one', Buffer.from('one'), 'two'].map((text) => new SharedKey(text));
  assert.ok(key && same && other);
  assert.deepEqual([key.equals(same), key.equals(other)], [true, false]);
  assert.equal(key.equals({ equals: () => true }), false, 'a key of another make');
  assert.equal(JSON.stringify({ key }), '{"key":"not shown"}');
  assert.equal(inspect(key), 'SharedKey {}');
});
