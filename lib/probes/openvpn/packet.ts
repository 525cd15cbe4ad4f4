import { ByteReader } from '../../wire/reader.ts';
import { ByteWriter } from '../../wire/writer.ts';

/**
 * Control channel packets as far as an opening needs them.
 * Source: OpenVPN source, doc/doxygen/doc_protocol_overview.h, "External packet structure" and "Structure of
 * ciphertext control channel messages"; numbers from src/openvpn/ssl_pkt.h. Without tls-auth there is neither
 * HMAC nor replay packet-id.
 */
const P_ACK_V1 = 5;
const P_CONTROL_HARD_RESET_CLIENT_V2 = 7;
const P_CONTROL_HARD_RESET_SERVER_V2 = 8;

const NAMES: Readonly<Record<number, string>> = {
  [P_ACK_V1]: 'P_ACK_V1',
  [P_CONTROL_HARD_RESET_SERVER_V2]: 'P_CONTROL_HARD_RESET_SERVER_V2',
};

export const SESSION_ID_BYTES = 8;

/** The largest answer without TLS payload: opcode, session id, 255 acknowledgements with their session id, packet-id. */
const MAX_ANSWER_BYTES = 1 + SESSION_ID_BYTES + 1 + 255 * 4 + SESSION_ID_BYTES + 4;
/** The same in a stream, with its length before it. */
export const MAX_FRAME_BYTES = 2 + MAX_ANSWER_BYTES;

/** The first packet of a client: it opens a session and carries nothing. */
export function encodeHardReset(sessionId: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u8(P_CONTROL_HARD_RESET_CLIENT_V2 << 3) // key id 0
    .bytes(sessionId)
    .u8(0) // nothing to acknowledge
    .u32(0) // packet-id
    .finish();
}

/** The same packet for a stream: "packet length (16 bits, unsigned) [TCP-mode only]". */
export function frame(packet: Uint8Array): Uint8Array {
  return new ByteWriter().u16(packet.byteLength).bytes(packet).finish();
}

/**
 * Reads the answer to our hard reset.
 *
 * @returns the packet's name, or undefined when it acknowledges somebody else's session
 * @throws {WireError} when it is no control packet a server answers a hard reset with
 */
export function readAnswer(packet: Uint8Array, sessionId: Uint8Array): string | undefined {
  const reader = new ByteReader(packet);
  const opcode = reader.u8() >> 3;
  const name = NAMES[opcode];
  if (name === undefined) reader.fail('a HARD_RESET_SERVER_V2 or an ACK', 0);
  reader.skip(SESSION_ID_BYTES); // the server's own
  const acknowledged = reader.u8();
  if (acknowledged === 0) reader.fail('an acknowledgement', reader.offset - 1);
  reader.skip(acknowledged * 4);
  const acknowledgedSession = reader.bytes(SESSION_ID_BYTES);
  if (opcode !== P_ACK_V1) reader.skip(4); // packet-id of this message
  if (reader.remaining > 0) reader.fail('the end of the packet');
  return Buffer.from(acknowledgedSession).equals(sessionId) ? name : undefined;
}

/**
 * Takes the first packet off a stream.
 *
 * @returns undefined while it is not complete
 * @throws {WireError} when its length cannot be that of an answer
 */
export function unframe(received: Uint8Array): Uint8Array | undefined {
  if (received.byteLength < 2) return undefined;
  const reader = new ByteReader(received);
  const length = reader.u16();
  if (length === 0 || length > MAX_ANSWER_BYTES) reader.fail(`a length from 1 to ${MAX_ANSWER_BYTES}`, 0);
  return reader.remaining < length ? undefined : reader.bytes(length);
}
