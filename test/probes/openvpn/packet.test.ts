import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodeHardReset,
  frame,
  MAX_FRAME_BYTES,
  readAnswer,
  unframe,
} from '../../../lib/probes/openvpn/packet.ts';
import { WireError } from '../../../lib/wire/wire-error.ts';
import { fc } from '../../support/property.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** Recorded between this probe and OpenVPN 2.6.14 without tls-auth: the server acknowledges packet 0 of our session. */
const SESSION = hex('63a79dc499b57f65');
const SERVER_RESET = hex('4030a996e799144b25010000000063a79dc499b57f6500000000');

test('the opening is the fourteen bytes of a client without tls-auth', () => {
  assert.deepEqual(encodeHardReset(hex('0102030405060708')), hex('38 0102030405060708 00 00000000'));
  assert.deepEqual(
    frame(encodeHardReset(hex('0102030405060708'))),
    hex('000e 38 0102030405060708 00 00000000'),
  );
});

test("a server's captured hard reset is read and belongs to our session", () => {
  assert.equal(readAnswer(SERVER_RESET, SESSION), 'P_CONTROL_HARD_RESET_SERVER_V2');
});

test("an answer that acknowledges another session is somebody else's", () => {
  assert.equal(readAnswer(SERVER_RESET, hex('ffffffffffffffff')), undefined);
});

test('a lone acknowledgement of our session is an answer too', () => {
  assert.equal(
    readAnswer(hex('28 5e5e5e5e5e5e5e5e 01 00000000 0102030405060708'), hex('0102030405060708')),
    'P_ACK_V1',
  );
});

test('our own packet sent back is no answer, and neither is an answer that acknowledges nothing', () => {
  const session = hex('0102030405060708');
  assert.throws(() => readAnswer(encodeHardReset(session), session), WireError);
  assert.throws(() => readAnswer(hex('40 5e5e5e5e5e5e5e5e 00 00000000'), session), {
    message: 'expected an acknowledgement at byte 9',
  });
});

test('the largest answer fits the frame that is read, with as many acknowledgements as a byte counts', () => {
  const session = hex('0102030405060708');
  const largest = hex(`40 5e5e5e5e5e5e5e5e ff ${'00000000'.repeat(255)} 0102030405060708 00000000`);
  assert.equal(readAnswer(largest, session), 'P_CONTROL_HARD_RESET_SERVER_V2');
  assert.equal(frame(largest).byteLength, MAX_FRAME_BYTES);
});

test('every truncation of a good answer, and one byte too many, is refused', () => {
  for (let length = 0; length < SERVER_RESET.byteLength; length += 1) {
    assert.throws(() => readAnswer(SERVER_RESET.subarray(0, length), SESSION), WireError, `${length}`);
  }
  assert.throws(() => readAnswer(new Uint8Array([...SERVER_RESET, 0]), SESSION), WireError);
});

test('a stream gives its packet up when it is whole, and refuses a length that cannot be', () => {
  const stream = frame(SERVER_RESET);
  assert.equal(unframe(stream.subarray(0, 1)), undefined);
  assert.equal(unframe(stream.subarray(0, 20)), undefined);
  assert.deepEqual(unframe(stream), SERVER_RESET);
  assert.throws(() => unframe(hex('0000')), WireError);
  assert.throws(() => unframe(new Uint8Array(Buffer.from('HTTP/1.1 400 Bad Request'))), WireError);
});

test('random bytes only ever throw WireError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, plausible) => {
      if (plausible && bytes.byteLength > 0) bytes[0] = 8 << 3;
      try {
        unframe(bytes);
        readAnswer(bytes, SESSION);
      } catch (error) {
        assert.ok(error instanceof WireError, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});

test('the largest answer is taken off a stream, and one byte more is refused', () => {
  // Opcode, session, 255 acknowledgements, their session, packet-id.
  const largest = 1 + 8 + 1 + 255 * 4 + 8 + 4;
  assert.equal(unframe(frame(new Uint8Array(largest)))?.byteLength, largest);
  assert.throws(() => unframe(frame(new Uint8Array(largest + 1))), {
    expected: `a length from 1 to ${largest}`,
  });
});

test('a refusal says what was expected, and where', () => {
  const without = new Uint8Array(SERVER_RESET);
  without[9] = 0;
  assert.throws(() => readAnswer(without, SESSION), { expected: 'an acknowledgement' });
  assert.throws(() => readAnswer(hex('3830a996e799144b25'), SESSION), {
    expected: 'a HARD_RESET_SERVER_V2 or an ACK',
  });
  assert.throws(() => readAnswer(new Uint8Array([...SERVER_RESET, 0]), SESSION), {
    expected: 'the end of the packet',
  });
});
