import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader } from '../../lib/wire/reader.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { ByteWriter } from '../../lib/wire/writer.ts';
import { fc } from '../support/property.ts';

test('what the writer writes the reader reads, in both byte orders', () => {
  fc.assert(
    fc.property(
      fc.nat(0xff),
      fc.nat(0xffff),
      fc.nat(0xffffff),
      fc.nat(0xffffffff),
      fc.bigInt(0n, 0xffff_ffff_ffff_ffffn),
      fc.integer({ min: -128, max: 127 }),
      fc.uint8Array({ maxLength: 200 }),
      (u8, u16, u24, u32, u64, i8, tail) => {
        const bytes = new ByteWriter()
          .u8(u8)
          .u16(u16)
          .u24(u24)
          .u32(u32)
          .u64(u64)
          .i8(i8)
          .u16le(u16)
          .u32le(u32)
          .u64le(u64)
          .bytes(tail)
          .finish();
        const reader = new ByteReader(bytes);
        assert.deepEqual(
          [reader.u8(), reader.u16(), reader.u24(), reader.u32(), reader.u64(), reader.i8()],
          [u8, u16, u24, u32, u64, i8],
        );
        assert.deepEqual([reader.u16le(), reader.u32le(), reader.u64le()], [u16, u32, u64]);
        assert.deepEqual(Buffer.from(reader.rest()), Buffer.from(tail));
        assert.equal(reader.remaining, 0);
      },
    ),
  );
});

test('network byte order puts the highest byte first', () => {
  assert.deepEqual([...new ByteWriter().u32(0x01020304).u16le(0x0506).finish()], [1, 2, 3, 4, 6, 5]);
});

test('reading past the end names the place and what was missing', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3));
  reader.u16();
  assert.throws(
    () => reader.u32(),
    (error) =>
      error instanceof WireError && error.offset === 2 && error.short && error.code === 'malformed-bytes',
  );
  assert.equal(reader.offset, 2, 'a refused read takes nothing');
});

test('a value that the protocol forbids is wrong, not short', () => {
  assert.throws(
    () => new ByteReader(Uint8Array.of(7)).fail('version 4'),
    (error) => error instanceof WireError && !error.short && error.expected === 'version 4',
  );
});

test('a negative or broken length takes nothing', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3));
  for (const length of [-1, 1.5, Number.NaN, 4, Number.MAX_SAFE_INTEGER]) {
    assert.throws(() => reader.bytes(length), WireError);
  }
  assert.equal(reader.offset, 0);
});

test('a prefixed part carries the length of what it holds', () => {
  const bytes = new ByteWriter().prefixed(2, (inner) => inner.ascii('abc').zeros(2)).finish();
  assert.deepEqual([...bytes], [0, 5, 97, 98, 99, 0, 0]);
});

test('a number that does not fit is a bug of our own, not the peer’s', () => {
  assert.throws(() => new ByteWriter().u8(256), RangeError);
  assert.throws(() => new ByteWriter().prefixed(1, (inner) => inner.zeros(256)), RangeError);
});
