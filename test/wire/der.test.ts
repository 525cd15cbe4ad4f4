import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, DerCursor, objectIdentifier } from '../../lib/wire/der.ts';
import { WireError } from '../../lib/wire/wire-error.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const cursor = (text: string) => new DerCursor(hex(text));

/** What it throws: where, whether more bytes would help, and what it expected. */
function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    assert(error instanceof WireError);
    return { at: error.offset, short: error.short, words: error.message };
  }
  return assert.fail('it was taken');
}

test('an element is told by its tag, its beginning, its content and its end', () => {
  const bytes = hex('30 03 02 01 05 04 02 aa bb');
  const walk = new DerCursor(bytes);
  assert.equal(walk.tag, DER.sequence);
  const sequence = walk.next(DER.sequence);
  assert.deepEqual(sequence, { tag: 0x30, from: 0, start: 2, end: 5 });
  const integer = walk.into(sequence).next(DER.integer);
  assert.deepEqual(integer, { tag: 2, from: 2, start: 4, end: 5 });
  const octets = walk.next();
  assert.equal(walk.content(octets).toString('hex'), 'aabb');
  assert.equal(walk.whole(octets).toString('hex'), '0402aabb');
  assert.equal(walk.tag, undefined, 'nothing is left');
  // What lies behind its end is none of a cursor's.
  assert.equal(new DerCursor(bytes, 0, 5).next().end, 5);
  assert.equal(new DerCursor(bytes, 5, 5).tag, undefined);
});

test('a length has one byte up to 127, and one to four more from there', () => {
  const long = (length: string, size: number) =>
    new DerCursor(Buffer.concat([hex(length), Buffer.alloc(size)])).next();
  assert.deepEqual(long('04 7f', 127), { tag: 4, from: 0, start: 2, end: 129 });
  assert.deepEqual(long('04 81 80', 128), { tag: 4, from: 0, start: 3, end: 131 });
  assert.deepEqual(long('04 82 01 02', 258), { tag: 4, from: 0, start: 4, end: 262 });
  assert.deepEqual(long('04 84 00 00 00 03', 3), { tag: 4, from: 0, start: 6, end: 9 });
});

test('the indefinite length, and one of five bytes, are refused where the element begins', () => {
  const words = 'expected a definite DER length of at most 4 bytes at byte 0';
  assert.deepEqual(
    refusal(() => cursor('30 80 00 00').next()),
    { at: 0, short: false, words },
  );
  assert.deepEqual(
    refusal(() => cursor('30 85 00 00 00 00 01 aa').next()),
    { at: 0, short: false, words },
  );
});

test('another tag is refused, and more bytes would not help', () => {
  assert.deepEqual(
    refusal(() => cursor('02 01 05').next(DER.sequence)),
    {
      ...{ at: 0, short: false, words: 'expected DER tag 0x30 at byte 0' },
    },
  );
});

test('bytes that end early would help if there were more of them', () => {
  const missing = { at: 0, short: true, words: 'expected 3 bytes of content at byte 0' };
  assert.deepEqual(
    refusal(() => cursor('04 03 aa bb').next()),
    missing,
  );
  for (const [text, at] of [
    ['', 0],
    ['04', 1],
    ['04 82 01', 3],
  ] as const)
    assert.deepEqual(
      refusal(() => cursor(text).next()),
      {
        ...{ at, short: true, words: `expected a DER element at byte ${at}` },
      },
    );
  // Nor is the next element of the bytes taken for the content of one before a cursor's end.
  assert.equal(refusal(() => new DerCursor(hex('04 02 aa bb'), 0, 3).next()).short, true);
});

test('an object identifier has its first two arcs in one, and seven bits a byte', () => {
  const read = (text: string) => objectIdentifier(hex(text));
  assert.equal(read('2a 86 48 86 f7 0d 01 01 0b'), '1.2.840.113549.1.1.11');
  assert.equal(read('55 1d 1e'), '2.5.29.30');
  assert.equal(read('00'), '0.0');
  assert.equal(read('27'), '0.39');
  assert.equal(read('28'), '1.0');
  assert.equal(read('4f'), '1.39');
  assert.equal(read('50'), '2.0');
  assert.equal(read('88 37'), '2.999');
  assert.equal(read('2a 81 00'), '1.2.128');
});

test('an arc of an object identifier may have bytes that are zero but for their first bit', () => {
  assert.equal(objectIdentifier(hex('2a 81 80 00')), '1.2.16384');
});
