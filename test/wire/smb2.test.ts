import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader } from '../../lib/wire/reader.ts';
import {
  DIALECTS,
  decodeNegotiateResponse,
  encodeNegotiate,
  encodeNegotiateResponse,
  filetimeToMs,
  msToFiletime,
} from '../../lib/wire/smb2.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { fc } from '../support/property.ts';

/** The beginning of smbd 4.17's answer, captured on loopback at CAPTURED_MS by this machine's clock. */
const SMBD = Buffer.from(
  '000000fefe534d424000000000000000000001000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004100010011030100766d0000000000000000000000000000070000000000800000008000000080000e845f17fd79dd01',
  'hex',
);
const CAPTURED_MS = 1_795_295_581_692;

test('the time of a real server is read to the millisecond', () => {
  const { status, dialect, systemTime } = decodeNegotiateResponse(new ByteReader(SMBD));
  assert.deepEqual([status, dialect], [0, 0x0311]);
  assert.ok(Math.abs(filetimeToMs(systemTime) - CAPTURED_MS) < 100, `${filetimeToMs(systemTime)}`);
});

test('FILETIME counts from 1601', () => {
  assert.equal(filetimeToMs(116_444_736_000_000_000n), 0);
  assert.equal(filetimeToMs(116_444_736_000_012_345n), 1.2345);
  assert.equal(msToFiletime(1.2345), 116_444_736_000_012_345n);
});

test('what a server writes is read back', () => {
  const dialects = Object.keys(DIALECTS).map(Number);
  fc.assert(
    fc.property(
      fc.constantFrom(...dialects),
      fc.bigInt(0n, 0xffff_ffff_ffff_ffffn),
      (dialect, systemTime) => {
        const bytes = encodeNegotiateResponse({ status: 0, dialect, systemTime });
        assert.deepEqual(decodeNegotiateResponse(new ByteReader(bytes)), { status: 0, dialect, systemTime });
      },
    ),
  );
});

test('a request says how long it is, where its contexts begin, and offers 2.0.2 to 3.1.1', () => {
  const bytes = Buffer.from(encodeNegotiate());
  assert.equal(bytes.readUInt32BE(0), bytes.byteLength - 4);
  const message = bytes.subarray(4);
  const dialects = Array.from({ length: message.readUInt16LE(66) }, (_, index) =>
    message.readUInt16LE(100 + index * 2),
  );
  assert.deepEqual(dialects, [0x0202, 0x0210, 0x0300, 0x0302, 0x0311]);
  const contextAt = message.readUInt32LE(92);
  assert.equal(contextAt % 8, 0);
  assert.equal(message.readUInt16LE(contextAt), 1, 'SMB2_PREAUTH_INTEGRITY_CAPABILITIES');
  assert.equal(message.byteLength, contextAt + 8 + message.readUInt16LE(contextAt + 2));
});

test('an answer that is cut off or changed only ever throws a WireError', () => {
  fc.assert(
    fc.property(
      fc.nat(SMBD.byteLength - 1),
      fc.nat(SMBD.byteLength - 1),
      fc.nat(255),
      (length, at, value) => {
        const bytes = Buffer.from(SMBD);
        bytes[at] = value;
        for (const one of [bytes, bytes.subarray(0, length)]) {
          try {
            decodeNegotiateResponse(new ByteReader(one));
          } catch (error) {
            assert.ok(error instanceof WireError);
          }
        }
      },
    ),
  );
  assert.throws(
    () => decodeNegotiateResponse(new ByteReader(SMBD.subarray(0, 60))),
    (error) => error instanceof WireError && error.short,
  );
});
