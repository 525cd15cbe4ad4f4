import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { writePieces } from '../../lib/cli/write-pieces.ts';

/** A long report into a reader that takes its time. */

const PIECE = 'x'.repeat(1000);

test('no more is held than the reader has room for', async () => {
  const stream = new PassThrough({ highWaterMark: 4000 });
  let most = 0;
  const pieces = function* () {
    for (let index = 0; index < 100; index += 1) {
      most = Math.max(most, stream.writableLength + stream.readableLength);
      yield PIECE;
    }
  };
  const writing = writePieces(pieces(), stream).then(() => stream.end());
  let length = 0;
  for await (const chunk of stream) {
    length += String(chunk).length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writing;
  assert.equal(length, 100_000);
  assert(most <= 8000, `${most} characters are held`);
});

test('a reader that goes away ends the writing', async () => {
  const stream = new PassThrough({ highWaterMark: 4000 });
  let asked = 0;
  const pieces = function* () {
    for (;;) {
      asked += 1;
      yield PIECE;
    }
  };
  const writing = writePieces(pieces(), stream);
  setImmediate(() => stream.destroy());
  await writing;
  assert(asked < 20, `${asked} pieces`);
});
