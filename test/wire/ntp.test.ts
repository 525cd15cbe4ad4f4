import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asciiReferenceId,
  decodePacket,
  encodePacket,
  encodeReply,
  encodeRequest,
  msToTimestamp,
  timestampToMs,
} from '../../lib/wire/ntp.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { fc } from '../support/property.ts';

/**
 * A reply of chronyd 4.3 with `local stratum 3` to a question whose transmit timestamp was
 * 0x0123456789abcdef, captured on loopback at CAPTURED_MS by this machine's clock.
 */
const REPLY = Buffer.from(
  '240300e700000000000000007f7f0101eeac842eac4b89190123456789abcdefeeac8430544b80b1eeac8430544db732',
  'hex',
);
const CAPTURED_MS = 1_795_294_640_329;

test('a reply of a real server is read field by field', () => {
  const { reference, receive, transmit, ...fields } = decodePacket(REPLY);
  assert.deepEqual(fields, {
    leap: 0,
    version: 4,
    mode: 4,
    stratum: 3,
    poll: 0,
    precision: -25,
    rootDelayMs: 0,
    rootDispersionMs: 0,
    referenceId: 0x7f7f0101,
    origin: 0x0123456789abcdefn,
  });
  for (const timestamp of [receive, transmit]) {
    assert.ok(
      Math.abs(timestampToMs(timestamp, 0) - CAPTURED_MS) < 5,
      'the server and the capture share a clock',
    );
  }
  assert.ok(reference < receive && receive < transmit);
});

test('delays are read as seconds and 65,536ths', () => {
  const bytes = Buffer.from(REPLY);
  bytes.writeUInt32BE(0x0001_8000, 4);
  bytes.writeUInt32BE(0x0000_0100, 8);
  assert.equal(decodePacket(bytes).rootDelayMs, 1500);
  assert.equal(decodePacket(bytes).rootDispersionMs, 3.90625);
});

test('writing what was read gives the same bytes', () => {
  assert.deepEqual(Buffer.from(encodePacket(decodePacket(REPLY))), REPLY);
});

test('a request says version 4, client, and nothing but its nonce', () => {
  const bytes = Buffer.from(encodeRequest(0xfedcba9876543210n));
  assert.equal(bytes.byteLength, 48);
  assert.equal(bytes[0], 0x23);
  assert.equal(
    bytes.subarray(1, 40).every((byte) => byte === 0),
    true,
  );
  assert.equal(bytes.subarray(40).toString('hex'), 'fedcba9876543210');
});

test('a reply copies the nonce of its request and the version', () => {
  const request = decodePacket(encodeRequest(42n));
  const reply = decodePacket(encodeReply({ ...request, version: 3 }, { receive: 1n, transmit: 2n }));
  assert.deepEqual(
    [reply.origin, reply.version, reply.mode, reply.receive, reply.transmit],
    [42n, 3, 4, 1n, 2n],
  );
});

test('timestamps of the era after 2036 are read near the clock that asks', () => {
  const in2040 = Date.UTC(2040, 0, 1, 0, 0, 0, 500);
  assert.equal(timestampToMs(msToTimestamp(in2040), Date.UTC(2040, 5, 1)), in2040);
  assert.equal(
    timestampToMs(msToTimestamp(in2040), Date.UTC(2035, 0, 1)),
    in2040,
    'asked from the era before',
  );
});

test('any moment of the next centuries survives the round trip to a fraction of a microsecond', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8e12 }),
      fc.integer({ min: -1e12, max: 1e12 }),
      (wallMs, skewMs) => {
        assert.ok(Math.abs(timestampToMs(msToTimestamp(wallMs), wallMs + skewMs) - wallMs) < 0.01);
      },
    ),
  );
});

test('any 48 bytes are a packet that is written back unchanged, and fewer are a WireError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      if (bytes.byteLength < 48) {
        assert.throws(() => decodePacket(bytes), WireError);
        return;
      }
      assert.deepEqual(Buffer.from(encodePacket(decodePacket(bytes))), Buffer.from(bytes.subarray(0, 48)));
    }),
  );
});

test('a kiss code is four letters or nothing', () => {
  assert.equal(asciiReferenceId(0x52415445), 'RATE');
  assert.equal(asciiReferenceId(0x47505300), 'GPS');
  assert.equal(asciiReferenceId(0), undefined);
  assert.equal(asciiReferenceId(0x7f7f0101), undefined);
});

test('a name of two letters is one, and what has anything else beside letters is none', () => {
  assert.equal(asciiReferenceId(0x47500000), 'GP');
  assert.equal(asciiReferenceId(0x41420101), undefined);
  assert.equal(asciiReferenceId(0x01014142), undefined);
});

test('what is written of a delay is read again, and a packet that is too short says what was expected', () => {
  const request = decodePacket(encodeRequest(1n));
  const reply = decodePacket(encodeReply(request, { receive: 1n, transmit: 2n, rootDispersionMs: 3.90625 }));
  assert.deepEqual([reply.rootDispersionMs, reply.precision], [3.90625, -20]);
  assert.throws(() => decodePacket(new Uint8Array(47)), { expected: '48 bytes' });
});
