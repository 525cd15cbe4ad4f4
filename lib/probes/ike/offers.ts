import { ByteWriter } from '../../wire/writer.ts';

/**
 * What we send: well-formed openings that no responder can accept, so that it answers and keeps nothing.
 *
 * A responder that accepts an opening holds a half-open SA for half a minute, and many count those per
 * source address: strongSwan answers COOKIE to IKEv2 and nothing at all to IKEv1 once there are too many
 * (`cookie_threshold_ip`, `block_threshold`; measured against 5.9.8). A liveness probe that opened SAs would
 * blacklist itself, and with it whatever else comes from its address.
 */

/** IKE_SA_INIT, RFC 7296 §1.2 and §3.1. */
const EXCHANGE_SA_INIT = 34;
/** "Identity Protection", main mode: RFC 2408 §3.1. */
const EXCHANGE_MAIN_MODE = 2;
/** The I bit: "MUST be set in messages sent by the original initiator", RFC 7296 §3.1. */
const FLAG_INITIATOR = 0x08;

/** Transform types, RFC 7296 §3.3.2. */
const ENCR = 1;
const PRF = 2;
const INTEG = 3;
const DH = 4;
/** Key length attribute, type 14 in the short form (AF bit set), RFC 7296 §3.3.5. */
const KEY_LENGTH = 0x800e;

interface Transform {
  readonly type: number;
  readonly id: number;
  readonly keyBits?: number;
}

/** What customer gateway devices for AWS commonly accept (AWS "Tunnel options for your Site-to-Site VPN connection"). */
const USUAL: readonly Transform[] = [
  { type: ENCR, id: 12, keyBits: 256 }, // ENCR_AES_CBC
  { type: ENCR, id: 12, keyBits: 128 },
  { type: PRF, id: 5 }, // PRF_HMAC_SHA2_256
  { type: PRF, id: 2 }, // PRF_HMAC_SHA1
  { type: INTEG, id: 12 }, // AUTH_HMAC_SHA2_256_128
  { type: INTEG, id: 2 }, // AUTH_HMAC_SHA1_96
  { type: DH, id: 14 },
  { type: DH, id: 19 },
  { type: DH, id: 20 },
  { type: DH, id: 2 },
];

/** 768-bit MODP. RFC 8247 §2.4: MUST NOT; it is none of the groups AWS offers either. */
const DECOY_GROUP = 1;
/** A KE payload carries a number of the group's own size, RFC 7296 §3.4: 768 bits. */
export const DECOY_KEY_BYTES = 96;

/** DES, HMAC-MD5 and group 1, each a MUST NOT of RFC 8247 §2. It is offered because the group of KE must be. */
const DECOY: readonly Transform[] = [
  { type: ENCR, id: 2 },
  { type: PRF, id: 1 },
  { type: INTEG, id: 1 },
  { type: DH, id: DECOY_GROUP },
];

export interface SaInitParts {
  /** 8 bytes, never all zero: RFC 7296 §3.1. */
  readonly initiatorSpi: Uint8Array;
  /** 16 to 256 bytes: RFC 7296 §3.9. */
  readonly nonce: Uint8Array;
  /** `DECOY_KEY_BYTES` bytes. No key is ever computed, so any number below the prime will do. */
  readonly publicValue: Uint8Array;
}

/**
 * An IKE_SA_INIT request whose key share is of a group nobody takes. A responder that likes the usual
 * proposal answers INVALID_KE_PAYLOAD with the group it wants (RFC 7296 §1.2), one that does not answers
 * NO_PROPOSAL_CHOSEN, one under load COOKIE. None of them keeps state (RFC 7296 §2.6, §2.7).
 */
export function encodeSaInit({ initiatorSpi, nonce, publicValue }: SaInitParts): Uint8Array {
  const sa = new ByteWriter()
    .bytes(proposal(1, USUAL, true))
    .bytes(proposal(2, DECOY, false))
    .finish();
  const ke = new ByteWriter().u16(DECOY_GROUP).u16(0).bytes(publicValue).finish();
  const body = new ByteWriter()
    .bytes(payload(34, sa)) // SA, followed by KE
    .bytes(payload(40, ke)) // KE, followed by Nonce
    .bytes(payload(0, nonce))
    .finish();
  return message(initiatorSpi, 33, 0x20, EXCHANGE_SA_INIT, FLAG_INITIATOR, body);
}

/**
 * A first message of IKEv1 main mode that offers nothing but DES, MD5 and group 1. A responder that says
 * anything says NO-PROPOSAL-CHOSEN; many say nothing (RFC 2408 §5.4 leaves it to them).
 */
export function encodeMainMode(initiatorSpi: Uint8Array): Uint8Array {
  // Attributes in the short form, RFC 2409 appendix A: cipher, hash, authentication, group, life type, seconds.
  const attributes = new ByteWriter();
  for (const [type, value] of [
    [1, 1], // DES-CBC
    [2, 1], // MD5
    [3, 1], // pre-shared key
    [4, DECOY_GROUP],
    [11, 1], // life in seconds
    [12, 28_800],
  ] as const) {
    attributes.u16(0x8000 | type).u16(value);
  }
  const KEY_IKE = 1;
  const transform = new ByteWriter().u8(1).u8(KEY_IKE).u16(0).bytes(attributes.finish()).finish();
  const PROTO_ISAKMP = 1;
  const proposalBody = new ByteWriter().u8(1).u8(PROTO_ISAKMP).u8(0).u8(1).bytes(payload(0, transform));
  // DOI 1 is IPsec, situation 1 is SIT_IDENTITY_ONLY: RFC 2407 §4.2.
  const sa = new ByteWriter().u32(1).u32(1).bytes(payload(0, proposalBody.finish())).finish();
  return message(initiatorSpi, 1, 0x10, EXCHANGE_MAIN_MODE, 0, payload(0, sa));
}

/** The header of both versions, RFC 7296 §3.1 and RFC 2408 §3.1; the responder's SPI and the message id are 0. */
function message(
  initiatorSpi: Uint8Array,
  firstPayload: number,
  version: number,
  exchange: number,
  flags: number,
  body: Uint8Array,
): Uint8Array {
  return new ByteWriter()
    .bytes(initiatorSpi)
    .zeros(8)
    .u8(firstPayload)
    .u8(version)
    .u8(exchange)
    .u8(flags)
    .u32(0)
    .u32(28 + body.byteLength)
    .bytes(body)
    .finish();
}

/** Generic payload header, RFC 7296 §3.2 and RFC 2408 §3.2. */
function payload(next: number, body: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u8(next)
    .u8(0)
    .u16(4 + body.byteLength)
    .bytes(body)
    .finish();
}

/** Proposal substructure with its transforms, RFC 7296 §3.3.1 and §3.3.2; protocol 1 is IKE, no SPI. */
function proposal(number: number, transforms: readonly Transform[], more: boolean): Uint8Array {
  const body = new ByteWriter().u8(number).u8(1).u8(0).u8(transforms.length);
  transforms.forEach(({ type, id, keyBits }, index) => {
    const isLast = index === transforms.length - 1;
    const inner = new ByteWriter().u8(type).u8(0).u16(id);
    if (keyBits !== undefined) inner.u16(KEY_LENGTH).u16(keyBits);
    body.bytes(payload(isLast ? 0 : 3, inner.finish()));
  });
  return payload(more ? 2 : 0, body.finish());
}
