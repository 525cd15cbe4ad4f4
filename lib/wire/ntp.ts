import { ByteReader } from './reader.ts';
import { ByteWriter } from './writer.ts';

/**
 * The NTP header (RFC 5905 §7.3), which SNTP shares (RFC 4330 §4). Timestamps are 64 bits: seconds since
 * 1900 and their fraction; the era is not carried (§6).
 */
export interface NtpPacket {
  /** 0 no warning, 1 and 2 a leap second comes, 3 not synchronised. */
  readonly leap: number;
  readonly version: number;
  readonly mode: number;
  readonly stratum: number;
  /** log2 seconds */
  readonly poll: number;
  /** log2 seconds */
  readonly precision: number;
  readonly rootDelayMs: number;
  readonly rootDispersionMs: number;
  readonly referenceId: number;
  readonly reference: bigint;
  readonly origin: bigint;
  readonly receive: bigint;
  readonly transmit: bigint;
}

const MODE_CLIENT = 3;
export const MODE_SERVER = 4;
export const VERSION = 4;
/** LI = 3: "unknown (clock unsynchronized)" (RFC 5905 figure 9). */
export const LEAP_UNSYNCHRONISED = 3;
/** Stratum 16 is "unsynchronized" (RFC 5905 figure 11); 0 is "unspecified or invalid", or a kiss-o'-death. */
export const STRATUM_UNSYNCHRONISED = 16;

const HEADER_BYTES = 48;
/** Seconds from 1900-01-01 to 1970-01-01 (RFC 5905 figure 4). */
const UNIX_EPOCH_S = 2_208_988_800;
const ERA_S = 2 ** 32;

/**
 * Reads a packet; extension fields and a MAC behind the header are left alone.
 *
 * @throws {WireError} when fewer than 48 bytes came
 */
export function decodePacket(bytes: Uint8Array): NtpPacket {
  const reader = new ByteReader(bytes);
  if (bytes.byteLength < HEADER_BYTES) reader.fail(`${HEADER_BYTES} bytes`, bytes.byteLength);
  const flags = reader.u8();
  return {
    leap: flags >> 6,
    version: (flags >> 3) & 0b111,
    mode: flags & 0b111,
    stratum: reader.u8(),
    poll: reader.i8(),
    precision: reader.i8(),
    rootDelayMs: shortToMs(reader.u32()),
    rootDispersionMs: shortToMs(reader.u32()),
    referenceId: reader.u32(),
    reference: reader.u64(),
    origin: reader.u64(),
    receive: reader.u64(),
    transmit: reader.u64(),
  };
}

/** The inverse of `decodePacket`. */
export function encodePacket(packet: NtpPacket): Uint8Array {
  return new ByteWriter()
    .u8((packet.leap << 6) | (packet.version << 3) | packet.mode)
    .u8(packet.stratum)
    .i8(packet.poll)
    .i8(packet.precision)
    .u32(msToShort(packet.rootDelayMs))
    .u32(msToShort(packet.rootDispersionMs))
    .u32(packet.referenceId)
    .u64(packet.reference)
    .u64(packet.origin)
    .u64(packet.receive)
    .u64(packet.transmit)
    .finish();
}

const BLANK: NtpPacket = {
  leap: 0,
  version: VERSION,
  mode: MODE_CLIENT,
  stratum: 0,
  poll: 0,
  precision: 0,
  rootDelayMs: 0,
  rootDispersionMs: 0,
  referenceId: 0,
  reference: 0n,
  origin: 0n,
  receive: 0n,
  transmit: 0n,
};

/**
 * A client's question. All fields but the first byte and the transmit timestamp may be zero (RFC 4330 §5).
 *
 * @param nonce - stands as the transmit timestamp. The server copies it into the reply's origin, so a random
 * one proves that the reply is ours and does not tell our clock.
 */
export function encodeRequest(nonce: bigint): Uint8Array {
  return encodePacket({ ...BLANK, transmit: nonce });
}

/** What a server answers to a question: mode 4, the question's version and transmit timestamp copied. */
export function encodeReply(
  request: NtpPacket,
  reply: Pick<NtpPacket, 'receive' | 'transmit'> & Partial<NtpPacket>,
): Uint8Array {
  return encodePacket({
    ...BLANK,
    version: request.version,
    mode: MODE_SERVER,
    poll: request.poll,
    stratum: 2,
    precision: -20,
    reference: reply.transmit,
    origin: request.transmit,
    ...reply,
  });
}

/**
 * The moment a timestamp means. It does not say its era; the one nearest to `nearMs` is right for clocks less
 * than 68 years apart (RFC 5905 §6), so 2036 passes unnoticed.
 *
 * @returns milliseconds since the Unix epoch
 */
export function timestampToMs(timestamp: bigint, nearMs: number): number {
  const seconds = Number(timestamp >> 32n) - UNIX_EPOCH_S;
  const fractionMs = (Number(timestamp & 0xffff_ffffn) / ERA_S) * 1000;
  const eras = Math.round((nearMs / 1000 - seconds) / ERA_S);
  return (seconds + eras * ERA_S) * 1000 + fractionMs;
}

/** @param wallMs - milliseconds since the Unix epoch */
export function msToTimestamp(wallMs: number): bigint {
  const whole = Math.floor(wallMs / 1000);
  const fraction = Math.floor((wallMs / 1000 - whole) * ERA_S);
  return (BigInt.asUintN(32, BigInt(whole + UNIX_EPOCH_S)) << 32n) | BigInt(fraction);
}

/** A kiss code or a reference clock's name: four ASCII letters, filled up with zeros (RFC 5905 §7.3, §7.4). */
export function asciiReferenceId(referenceId: number): string | undefined {
  const text = Buffer.from(new ByteWriter().u32(referenceId).finish()).toString('latin1').replace(/\0+$/, '');
  return /^[\x21-\x7e]{1,4}$/.test(text) ? text : undefined;
}

/** NTP short format: 16 bits of seconds, 16 bits of fraction. */
function shortToMs(short: number): number {
  return (short / 2 ** 16) * 1000;
}
function msToShort(ms: number): number {
  return Math.round((ms / 1000) * 2 ** 16);
}
