import { randomBytes } from 'node:crypto';
import type { ByteReader } from './reader.ts';
import { ByteWriter } from './writer.ts';

/** What a server's answer to NEGOTIATE tells (MS-SMB2 §2.2.4). */
export interface NegotiateResponse {
  /** NTSTATUS; 0 is success, and only then the other fields are there. */
  readonly status: number;
  /** 0x0202 … 0x0311; 0x02ff is the answer to an SMB 1 client that knows SMB 2. */
  readonly dialect: number;
  /** FILETIME: 100 ns since 1601-01-01 UTC. 0 where the server does not say. */
  readonly systemTime: bigint;
}

/** MS-SMB2 §2.2.4, DialectRevision. */
export const DIALECTS: Readonly<Record<number, string>> = {
  514: '2.0.2',
  528: '2.1',
  768: '3.0',
  770: '3.0.2',
  785: '3.1.1',
  767: '2.???',
};
const OFFERED = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311];

const PROTOCOL_ID = Uint8Array.of(0xfe, 0x53, 0x4d, 0x42);
const SMB1_PROTOCOL_ID = Uint8Array.of(0xff, 0x53, 0x4d, 0x42);
const HEADER_BYTES = 64;
const REQUEST_STRUCTURE_SIZE = 36;
const RESPONSE_STRUCTURE_SIZE = 65;
const COMMAND_NEGOTIATE = 0;
const FLAG_RESPONSE = 1;
const SIGNING_ENABLED = 1;
const SALT_BYTES = 32;

/** An SMB2 NEGOTIATE that offers every dialect (MS-SMB2 §2.2.3), in its direct TCP frame (§2.1). */
export function encodeNegotiate(): Uint8Array {
  const dialectsEnd = HEADER_BYTES + REQUEST_STRUCTURE_SIZE + OFFERED.length * 2;
  const contextOffset = Math.ceil(dialectsEnd / 8) * 8;
  const body = header(0)
    .u16le(REQUEST_STRUCTURE_SIZE)
    .u16le(OFFERED.length)
    .u16le(SIGNING_ENABLED)
    .u16le(0)
    .u32le(0)
    .bytes(randomBytes(16))
    .u32le(contextOffset)
    .u16le(1)
    .u16le(0);
  for (const dialect of OFFERED) body.u16le(dialect);
  // 3.1.1 must come with SMB2_PREAUTH_INTEGRITY_CAPABILITIES: one hash, SHA-512, and a salt (§2.2.3.1.1).
  body
    .zeros(contextOffset - dialectsEnd)
    .u16le(1)
    .u16le(6 + SALT_BYTES)
    .u32le(0)
    .u16le(1)
    .u16le(SALT_BYTES)
    .u16le(1)
    .bytes(randomBytes(SALT_BYTES));
  return framed(body);
}

/**
 * An SMB 1 NEGOTIATE that names SMB 2 beside it (MS-SMB2 §3.2.4.2.1, "multi-protocol"): a server of either
 * answers in its own protocol, where to an SMB2 NEGOTIATE a server of SMB 1 alone only hangs up.
 */
export function encodeMultiProtocolNegotiate(): Uint8Array {
  const dialects = ['NT LM 0.12', 'SMB 2.002', 'SMB 2.???'];
  const list = new ByteWriter();
  for (const dialect of dialects) list.u8(2).ascii(dialect).u8(0);
  const bytes = list.finish();
  // MS-CIFS §2.2.3.1 (header) and §2.2.4.52.1 (SMB_COM_NEGOTIATE): no words, then the dialects.
  return framed(
    new ByteWriter()
      .bytes(SMB1_PROTOCOL_ID)
      .u8(0x72)
      .u32le(0)
      .u8(0x18)
      .u16le(0xc853)
      .zeros(12)
      .u16le(0)
      .u16le(0xfeff)
      .u16le(0)
      .u16le(0)
      .u8(0)
      .u16le(bytes.byteLength)
      .bytes(bytes),
  );
}

/**
 * Reads the answer to a NEGOTIATE.
 *
 * @throws {WireError} when the bytes are no such answer; `short` while more may come
 */
export function decodeNegotiateResponse(reader: ByteReader): NegotiateResponse {
  if (reader.u8() !== 0) reader.fail('a direct TCP frame', 0);
  const length = reader.u24();
  for (const byte of PROTOCOL_ID) if (reader.u8() !== byte) reader.fail('protocol id FE "SMB"', 4);
  if (length < HEADER_BYTES) reader.fail('an SMB2 header of 64 bytes', 1);
  if (reader.u16le() !== HEADER_BYTES) reader.fail('header structure size 64', 8);
  reader.skip(2);
  const status = reader.u32le();
  if (reader.u16le() !== COMMAND_NEGOTIATE) reader.fail('command NEGOTIATE', 16);
  reader.skip(2);
  if ((reader.u32le() & FLAG_RESPONSE) === 0) reader.fail('a response', 20);
  reader.skip(4 + 8 + 4 + 4 + 8 + 16);
  if (status !== 0) return { status, dialect: 0, systemTime: 0n };
  if (reader.u16le() !== RESPONSE_STRUCTURE_SIZE) reader.fail('structure size 65', 68);
  reader.skip(2);
  const dialect = reader.u16le();
  if (DIALECTS[dialect] === undefined) reader.fail('a dialect that was offered', 72);
  // NegotiateContextCount, ServerGuid, Capabilities, three maximum sizes
  reader.skip(2 + 16 + 4 + 12);
  return { status, dialect, systemTime: reader.u64le() };
}

/** What a server answers; the inverse of `decodeNegotiateResponse`, with nothing in its security buffer. */
export function encodeNegotiateResponse({ status, dialect, systemTime }: NegotiateResponse): Uint8Array {
  const body = header(status, FLAG_RESPONSE);
  if (status !== 0) return framed(body.u16le(9).u16le(0).u32le(0).u8(0));
  return framed(
    body
      .u16le(RESPONSE_STRUCTURE_SIZE)
      .u16le(SIGNING_ENABLED)
      .u16le(dialect)
      .u16le(0)
      .bytes(randomBytes(16))
      .u32le(0)
      .u32le(1 << 20)
      .u32le(1 << 20)
      .u32le(1 << 20)
      .u64le(systemTime)
      .u64le(0n)
      .u16le(0)
      .u16le(0)
      .u32le(0),
  );
}

/** MS-SMB2 §2.2.1.2, the header of a message that belongs to no session. */
function header(status: number, flags = 0): ByteWriter {
  return new ByteWriter()
    .bytes(PROTOCOL_ID)
    .u16le(HEADER_BYTES)
    .u16le(0)
    .u32le(status)
    .u16le(COMMAND_NEGOTIATE)
    .u16le(1)
    .u32le(flags)
    .zeros(4 + 8 + 4 + 4 + 8 + 16);
}

function framed(message: ByteWriter): Uint8Array {
  return new ByteWriter().u8(0).u24(message.length).bytes(message.finish()).finish();
}

/** 100 ns from 1601-01-01 to 1970-01-01 (MS-DTYP §2.3.3). */
const UNIX_EPOCH = 116_444_736_000_000_000n;
const TICKS_PER_MS = 10_000n;

/** @returns milliseconds since the Unix epoch */
export function filetimeToMs(filetime: bigint): number {
  const ticks = filetime - UNIX_EPOCH;
  return Number(ticks / TICKS_PER_MS) + Number(ticks % TICKS_PER_MS) / Number(TICKS_PER_MS);
}

/** @param wallMs - milliseconds since the Unix epoch */
export function msToFiletime(wallMs: number): bigint {
  return BigInt(Math.round(wallMs * Number(TICKS_PER_MS))) + UNIX_EPOCH;
}
