import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../lib/probes/ike/answer.ts';
import { decodeIke } from '../../../lib/probes/ike/message.ts';
import { DECOY_KEY_BYTES, encodeMainMode, encodeSaInit } from '../../../lib/probes/ike/offers.ts';
import { WireError } from '../../../lib/wire/wire-error.ts';
import { fc } from '../../support/property.ts';
import { INVALID_KE, NO_PROPOSAL_V1, NO_PROPOSAL_V2, SA_V1, SA_V2 } from './captures.ts';

const SPI = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
const OPENING_V2 = encodeSaInit({
  initiatorSpi: SPI,
  nonce: new Uint8Array(32).fill(0xaa),
  publicValue: new Uint8Array(DECOY_KEY_BYTES).fill(0x11),
});
const spiOf = (bytes: Uint8Array) => bytes.subarray(0, 8);

test('captured answers are read with the notification by name', () => {
  const read = [INVALID_KE, NO_PROPOSAL_V2, NO_PROPOSAL_V1, SA_V2, SA_V1].map((bytes) =>
    readAnswer(bytes, spiOf(bytes), false),
  );
  assert.deepEqual(read, [
    { version: 2, notify: 'INVALID_KE_PAYLOAD', payloads: ['N'], wantedGroup: 2 },
    { version: 2, notify: 'NO_PROPOSAL_CHOSEN', payloads: ['N'] },
    { version: 1, notify: 'NO-PROPOSAL-CHOSEN', payloads: ['N'] },
    // 16418 is CHILDLESS_IKEV2_SUPPORTED (RFC 6023 §3), 16404 MULTIPLE_AUTH_SUPPORTED (RFC 4739 §4).
    { version: 2, notify: null, payloads: ['SA', 'KE', 'Nonce', 'N', 'N'] },
    { version: 1, notify: null, payloads: ['SA', 'VID', 'VID'] },
  ]);
});

test('the notifications of an accepted opening are read to the end', () => {
  assert.deepEqual(
    decodeIke(SA_V2).notifies.map(({ type }) => type),
    [16418, 16404],
  );
});

test('the openings read back as what they are, and no payload of theirs is an answer', () => {
  const { exchange, majorVersion, payloads, isResponse } = decodeIke(OPENING_V2);
  assert.deepEqual(
    { exchange, majorVersion, payloads, isResponse },
    { exchange: 34, majorVersion: 2, payloads: ['SA', 'KE', 'Nonce'], isResponse: false },
  );
  assert.deepEqual(decodeIke(encodeMainMode(SPI)).payloads, ['SA']);
});

test('our own bytes sent back are no answer', () => {
  for (const opening of [OPENING_V2, encodeMainMode(SPI)]) {
    assert.throws(() => readAnswer(opening, SPI, false), {
      name: 'WireError',
      expected: 'an answer, not a request',
    });
  }
});

test("an answer with another initiator's SPI is somebody else's", () => {
  assert.equal(readAnswer(INVALID_KE, SPI, false), undefined);
});

test('the non-ESP marker is demanded where it belongs', () => {
  const marked = new Uint8Array([0, 0, 0, 0, ...INVALID_KE]);
  assert.equal(readAnswer(marked, spiOf(INVALID_KE), true)?.notify, 'INVALID_KE_PAYLOAD');
  assert.throws(() => readAnswer(INVALID_KE, spiOf(INVALID_KE), true), WireError);
});

test('every truncation of a good answer is refused', () => {
  for (const bytes of [INVALID_KE, NO_PROPOSAL_V1, SA_V2, SA_V1]) {
    for (let length = 0; length < bytes.byteLength; length += 1) {
      assert.throws(() => readAnswer(bytes.subarray(0, length), spiOf(bytes), false), WireError, `${length}`);
    }
  }
});

test('a message that is longer than it says, or says another length than it has, is refused', () => {
  assert.throws(() => decodeIke(new Uint8Array([...INVALID_KE, 0])), WireError);
  for (const length of [0, INVALID_KE.byteLength - 1, INVALID_KE.byteLength + 1, 0xffff_ffff]) {
    const bytes = INVALID_KE.slice();
    new DataView(bytes.buffer).setUint32(24, length);
    assert.throws(() => decodeIke(bytes), { name: 'WireError', offset: 24 });
  }
});

test('a version that is neither is refused', () => {
  const bytes = INVALID_KE.slice();
  bytes[17] = 0x30;
  assert.throws(() => decodeIke(bytes), WireError);
});

test('a payload that is longer than its message, or shorter than its own header, is refused', () => {
  for (const payloadLength of [11, 0xffff, 3, 0]) {
    const bytes = INVALID_KE.slice();
    new DataView(bytes.buffer).setUint16(30, payloadLength);
    assert.throws(() => decodeIke(bytes), WireError, `${payloadLength}`);
  }
});

test('a notification whose SPI is longer than its payload is refused', () => {
  const bytes = INVALID_KE.slice();
  bytes[33] = 200;
  assert.throws(() => decodeIke(bytes), WireError);
});

test('a notify that no table knows keeps its number', () => {
  const bytes = NO_PROPOSAL_V2.slice();
  new DataView(bytes.buffer).setUint16(34, 40_960);
  assert.equal(readAnswer(bytes, spiOf(bytes), false)?.notify, 'notify 40960');
});

test('random bytes, and good answers with random bytes in them, only ever throw WireError', () => {
  const survives = (bytes: Uint8Array, marked: boolean) => {
    try {
      readAnswer(bytes, SPI, marked);
      decodeIke(bytes);
    } catch (error) {
      assert.ok(error instanceof WireError, String(error));
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), survives), { numRuns: 2000 });
  fc.assert(
    fc.property(
      fc.constantFrom(SA_V2, SA_V1, NO_PROPOSAL_V1),
      fc.array(fc.tuple(fc.nat(263), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      (good, changes) => {
        const bytes = good.slice();
        bytes.set(SPI);
        for (const [at, value] of changes) if (at < bytes.byteLength) bytes[at] = value;
        survives(bytes, false);
      },
    ),
    { numRuns: 2000 },
  );
});

interface Made {
  readonly version?: 1 | 2;
  readonly flags?: number;
  readonly responder?: readonly number[];
  /** Each payload: its type and its body. */
  readonly payloads?: readonly (readonly [type: number, body: readonly number[]])[];
  readonly trailing?: readonly number[];
}
/** A message of our exchange, as RFC 7296 §3.1 and RFC 2408 §3.1 lay it out; version 2, an answer, without payloads. */
function made({
  version = 2,
  flags = 0x20,
  responder = [],
  payloads = [],
  trailing = [],
}: Made = {}): Uint8Array {
  const chain = payloads.flatMap(([, body], index) => [
    ...[payloads[index + 1]?.[0] ?? 0, 0, (body.length + 4) >> 8, (body.length + 4) & 0xff],
    ...body,
  ]);
  const bytes = Uint8Array.from([
    ...SPI,
    ...responder,
    ...new Array<number>(8 - responder.length).fill(0),
    ...[payloads[0]?.[0] ?? 0, version << 4, 34, flags, 0, 0, 0, 0, 0, 0, 0, 0],
    ...[...chain, ...trailing],
  ]);
  new DataView(bytes.buffer).setUint32(24, bytes.byteLength);
  return bytes;
}
const [SA, NONCE, SK, SKF, NOTIFY, NOTIFY_V1] = [33, 40, 46, 53, 41, 11];
const notify = (type: number, ...data: readonly number[]) =>
  [NOTIFY, [0, 0, type >> 8, type & 0xff, ...data]] as const;
const answerOf = (message: Made) => readAnswer(made(message), SPI, false);
const INVALID_KE_PAYLOAD = 17;

test('the group that is asked for is read whole, and only of INVALID_KE_PAYLOAD', () => {
  assert.equal(answerOf({ payloads: [notify(INVALID_KE_PAYLOAD, 1, 2)] })?.wantedGroup, 0x102);
  for (const data of [[], [14]]) {
    const answer = answerOf({ payloads: [notify(INVALID_KE_PAYLOAD, ...data)] });
    assert.deepEqual(answer, { version: 2, notify: 'INVALID_KE_PAYLOAD', payloads: ['N'] });
  }
  assert.equal(answerOf({ payloads: [notify(14, 0, 14)] })?.wantedGroup, undefined);
});

test('of several notifications the error says most, and beside an SA only an error counts', () => {
  const told = (...payloads: NonNullable<Made['payloads']>) => answerOf({ payloads })?.notify;
  const [status, error] = [notify(16_388), notify(14)];
  assert.equal(told(status, error), 'NO_PROPOSAL_CHOSEN');
  assert.equal(told([SA, []], status), null);
  assert.equal(told([SA, []], error), 'NO_PROPOSAL_CHOSEN');
  // 16383 is the last of the errors (RFC 7296 §3.10.1).
  assert.equal(told([SA, []], notify(16_383)), 'notify 16383');
  assert.equal(told([SA, []], notify(16_384)), null);
  assert.equal(told([NONCE, []]), null);
});

test('what makes an answer of a message: the response bit in IKEv2, a sign of the responder in IKEv1', () => {
  const refusal = { name: 'WireError', expected: 'an answer, not a request', offset: 0 };
  const v2: Made = { flags: 0, responder: [1], payloads: [notify(14)] };
  assert.throws(() => answerOf(v2), refusal);
  assert.equal(answerOf({ ...v2, flags: 0x20 })?.notify, 'NO_PROPOSAL_CHOSEN');
  const v1: Made = { version: 1, flags: 0 };
  assert.throws(() => answerOf(v1), refusal);
  assert.throws(() => answerOf({ ...v1, flags: 0x20 }), refusal);
  assert.equal(answerOf({ ...v1, responder: [0, 0, 7] })?.version, 1);
  const told: Made = { ...v1, payloads: [[NOTIFY_V1, [0, 0, 0, 1, 1, 0, 0, 14]]] };
  assert.equal(answerOf(told)?.notify, 'NO-PROPOSAL-CHOSEN');
  // What is encrypted is not read, and came from somebody who has a key.
  const encrypted: Made = { ...v1, flags: 0x01, payloads: [[5, []]], trailing: [1, 2, 3] };
  assert.deepEqual(answerOf(encrypted), { version: 1, notify: null, payloads: [] });
});

test('what names a payload behind encrypted ones is inside of these; a payload may be empty', () => {
  for (const type of [SK, SKF]) {
    const bytes = made({ payloads: [[type, [1, 2, 3]]] });
    bytes[28] = 33;
    assert.equal(decodeIke(bytes).payloads.length, 1);
  }
  assert.deepEqual(decodeIke(made({ payloads: [[NONCE, []]] })).payloads, ['Nonce']);
  // The bit that says "encrypted" in IKEv1 says nothing in IKEv2.
  assert.deepEqual(decodeIke(made({ flags: 0x21, payloads: [[NONCE, []]] })).payloads, ['Nonce']);
  assert.equal(decodeIke(made({ version: 1, flags: 0x20 })).isResponse, false);
});

test('a message that is not IKE says what was expected, and where', () => {
  const refused = (bytes: Uint8Array, expected: string, offset: number, marked = false) =>
    assert.throws(() => readAnswer(bytes, SPI, marked), { name: 'WireError', expected, offset });
  refused(made(), 'the non-ESP marker', 0, true);
  const version = made();
  version[17] = 0x30;
  refused(version, 'major version 1 or 2', 17);
  const length = made();
  length[27] = 99;
  refused(length, 'length 28', 24);
  const short = made({ payloads: [[NONCE, [1]]] });
  short[31] = 3;
  refused(short, 'a payload of 4 bytes or more', 30);
  refused(made({ payloads: [[NONCE, []]], trailing: [0] }), 'the end of the message', 32);
});
