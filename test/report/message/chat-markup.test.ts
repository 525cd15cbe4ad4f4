import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeBlock, escapeChat, inertChat } from '../../../lib/report/message/chat-markup.ts';

test('no text closes the code block it stands in', () => {
  const block = codeBlock('a ``` *b* ` c ``');
  assert.match(block, /^```\n[^`]*\n```$/);
  assert.equal(block.length, 'a ``` *b* ` c ``'.length + 8);
});

test('what opens a mention or a link becomes an entity, once', () => {
  assert.equal(escapeChat('<!channel> & &lt;'), '&lt;!channel&gt; &amp; &amp;lt;');
});

test('names keep what formats nothing', () => {
  assert.equal(inertChat('file_share-1.example.com'), 'file_share-1.example.com');
  assert.equal(inertChat('ops@example.com'), 'ops@example.com');
  assert.equal(inertChat('_quiet_ *loud* ~gone~ `code` @here'), 'ˍquietˍ ∗loud∗ ∼gone∼ ˋcodeˋ ＠here');
  assert.equal(inertChat('[AWS](https://evil.example)'), '[AWS] (https://evil.example)');
});
