import { ByteReader } from '../../wire/reader.ts';
import { notifyName, payloadName } from './names.ts';

/** One notification of a message. */
export interface IkeNotify {
  readonly type: number;
  /** As its RFC spells it. */
  readonly name: string;
  readonly data: Uint8Array;
}

/** A message as far as it can be read without keys. */
export interface IkeMessage {
  readonly initiatorSpi: Uint8Array;
  readonly responderSpi: Uint8Array;
  readonly majorVersion: number;
  readonly exchange: number;
  /** IKEv2's R bit; IKEv1 has none. */
  readonly isResponse: boolean;
  /** IKEv1's E bit: then the payloads are not ours to read. */
  readonly isEncrypted: boolean;
  /** Names of the payloads, in order. */
  readonly payloads: readonly string[];
  readonly notifies: readonly IkeNotify[];
}

const PAYLOAD_HEADER_BYTES = 4;
const FLAG_RESPONSE = 0x20;
const FLAG_ENCRYPTED_V1 = 0x01;
const NOTIFY_V1 = 11;
const NOTIFY_V2 = 41;
/** SK and SKF: what they name as next payload is inside, encrypted (RFC 7296 §3.14, RFC 7383 §2.5). */
const ENCRYPTED_V2: readonly number[] = [46, 53];

/**
 * Whether the datagram belongs to the exchange of this initiator SPI. What is too short to say counts as
 * belonging: it then fails to decode, which is worth knowing.
 */
export function isOfExchange(datagram: Uint8Array, initiatorSpi: Uint8Array): boolean {
  const length = Math.min(datagram.byteLength, initiatorSpi.byteLength);
  return Buffer.from(datagram.subarray(0, length)).equals(initiatorSpi.subarray(0, length));
}

/**
 * Reads the header and the chain of payloads.
 *
 * @throws {WireError} when a length is wrong, in the header or in a payload, or something trails the message
 * Source: RFC 7296 §3.1, §3.2, §3.10; RFC 2408 §3.1, §3.2, §3.14.
 */
export function decodeIke(datagram: Uint8Array): IkeMessage {
  const reader = new ByteReader(datagram);
  const initiatorSpi = reader.bytes(8);
  const responderSpi = reader.bytes(8);
  const firstPayload = reader.u8();
  const majorVersion = reader.u8() >> 4;
  if (majorVersion !== 1 && majorVersion !== 2) reader.fail('major version 1 or 2', 17);
  const exchange = reader.u8();
  const flags = reader.u8();
  reader.skip(4); // message id
  const length = reader.u32();
  if (length !== datagram.byteLength) reader.fail(`length ${datagram.byteLength}`, 24);
  const isEncrypted = majorVersion === 1 && (flags & FLAG_ENCRYPTED_V1) !== 0;

  const payloads: string[] = [];
  const notifies: IkeNotify[] = [];
  // Every payload takes four bytes at least, so the chain ends with the datagram at the latest.
  for (let type = firstPayload; type !== 0 && !isEncrypted; ) {
    const next = reader.u8();
    reader.skip(1); // critical bit and reserved
    const payloadBytes = reader.u16();
    if (payloadBytes < PAYLOAD_HEADER_BYTES) reader.fail('a payload of 4 bytes or more', reader.offset - 2);
    const body = reader.bytes(payloadBytes - PAYLOAD_HEADER_BYTES);
    payloads.push(payloadName(type));
    if (type === (majorVersion === 1 ? NOTIFY_V1 : NOTIFY_V2))
      notifies.push(decodeNotify(majorVersion, body));
    type = ENCRYPTED_V2.includes(type) ? 0 : next;
  }
  if (!isEncrypted && reader.remaining > 0) reader.fail('the end of the message');
  return {
    initiatorSpi,
    responderSpi,
    majorVersion,
    exchange,
    isResponse: majorVersion === 2 && (flags & FLAG_RESPONSE) !== 0,
    isEncrypted,
    payloads,
    notifies,
  };
}

/** RFC 7296 §3.10; IKEv1 has four bytes of DOI before it, RFC 2408 §3.14. */
function decodeNotify(majorVersion: number, body: Uint8Array): IkeNotify {
  const reader = new ByteReader(body);
  if (majorVersion === 1) reader.skip(4);
  reader.skip(1); // protocol id
  const spiBytes = reader.u8();
  const type = reader.u16();
  reader.skip(spiBytes);
  return { type, name: notifyName(majorVersion, type), data: reader.rest() };
}
