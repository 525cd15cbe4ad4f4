import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHead } from '../../lib/net/http-head.ts';

const read = (...lines: readonly string[]) => {
  const head = `${lines.join('\r\n')}\r\n\r\n`;
  const answer = readHead(Buffer.from(`${head}X-Body: no\r\n\r\nmore`));
  assert(answer !== undefined);
  return [answer.value, answer.usedBytes - head.length];
};

test('of a head the header fields count: no line that is none, and nothing behind the empty line', () => {
  assert.deepEqual(
    read('HTTP/1.1 200 OK', 'nonsense', ': nameless', 'a b: spaced', 'Server: one', 'server:\ttwo', 'Empty:'),
    [
      {
        status: 200,
        headers: new Map([
          ['server', 'one, two'],
          ['empty', ''],
        ]),
      },
      0,
    ],
  );
});

test('an answer without a status is a stranger, and so is one that HTTP is only a part of', () => {
  for (const [line, shown] of [
    ['HTTP/1.1 OK', 'HTTP/1.1 OK'],
    ['HTTP/1.1 2000', 'HTTP/1.1 2000'],
    ['HTTP/1.x HTTP/1.1 200 OK', 'HTTP/1.x HTTP/1.1 200 OK'],
    ['220 HTTP/1.1 200 OK', '220 HTTP/1.1 200 OK'],
  ] as const) {
    const [value, used] = read(line);
    assert(typeof value === 'object' && 'strange' in value);
    assert.equal(value.strange.startsWith(shown), true, value.strange);
    assert.notEqual(used, 0);
  }
});
