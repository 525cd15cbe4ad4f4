import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader } from '../../lib/wire/reader.ts';
import {
  DIALECTS,
  decodeNegotiateResponse,
  encodeMultiProtocolNegotiate,
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
  // At the first multiple of eight behind the dialects (MS-SMB2 §2.2.3).
  assert.equal(contextAt, 112);
});

test('an answer with an error has the body of one, of nine bytes (MS-SMB2 §2.2.2)', () => {
  const bytes = Buffer.from(encodeNegotiateResponse({ status: 0xc0000022, dialect: 0, systemTime: 0n }));
  assert.equal(bytes.readUInt32BE(0), 64 + 9);
  assert.equal(bytes.readUInt16LE(4 + 64), 9, 'structure size');
  assert.equal(bytes.byteLength, 4 + 64 + 9);
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

test('the question in both protocols is SMB 1 and names three dialects (MS-CIFS §2.2.4.52.1)', () => {
  const bytes = Buffer.from(encodeMultiProtocolNegotiate());
  assert.equal(bytes.readUIntBE(0, 4), bytes.length - 4, 'direct TCP: a zero and a length of three bytes');
  assert.equal(bytes.toString('latin1', 4, 8), '\xffSMB');
  assert.equal(bytes[8], 0x72, 'NEGOTIATE');
  const [words, count, list] = [bytes[36], bytes.readUInt16LE(37), bytes.subarray(39)];
  assert.deepEqual([words, count], [0, list.length]);
  assert.equal(list.toString('latin1'), '\x02NT LM 0.12\0\x02SMB 2.002\0\x02SMB 2.???\0');
});

test('each dialect has a name, and one that is none is refused', () => {
  assert.deepEqual(
    [0x0202, 0x0210, 0x0300, 0x0302, 0x0311, 0x02ff].map((dialect) => DIALECTS[dialect]),
    ['2.0.2', '2.1', '3.0', '3.0.2', '3.1.1', '2.???'],
  );
  const answer = (dialect: number, status = 0) =>
    decodeNegotiateResponse(new ByteReader(encodeNegotiateResponse({ status, dialect, systemTime: 5n })));
  assert.deepEqual(answer(0x0311), { status: 0, dialect: 0x0311, systemTime: 5n });
  assert.throws(() => answer(0x0312), /expected a dialect that was offered at byte 72/);
  // A refusal has neither dialect nor time (MS-SMB2 §2.2.2, an error response).
  assert.deepEqual(answer(0x0311, 0xc00000bb), { status: 0xc00000bb, dialect: 0, systemTime: 0n });
});

test('what is no answer to NEGOTIATE is refused at its place', () => {
  const good = Buffer.from(encodeNegotiateResponse({ status: 0, dialect: 0x0210, systemTime: 1n }));
  for (const [at, value, words] of [
    [0, 1, 'a direct TCP frame at byte 0'],
    [3, 63, 'an SMB2 header of 64 bytes at byte 1'],
    [5, 0, 'protocol id FE "SMB" at byte 4'],
    [8, 63, 'header structure size 64 at byte 8'],
    [16, 1, 'command NEGOTIATE at byte 16'],
    [20, 0, 'a response at byte 20'],
    [68, 66, 'structure size 65 at byte 68'],
  ] as const) {
    const bytes = Buffer.from(good);
    bytes[at] = value;
    assert.throws(() => decodeNegotiateResponse(new ByteReader(bytes)), { message: `expected ${words}` });
  }
  const shortest = Buffer.from(good);
  shortest[3] = 64;
  assert.equal(
    decodeNegotiateResponse(new ByteReader(shortest)).dialect,
    0x0210,
    'a header and no more is enough',
  );
});
