import { ByteReader } from '../../wire/reader.ts';
import { decodeIke, type IkeMessage, type IkeNotify, isOfExchange } from './message.ts';

/** What an answer says about the one who gave it. */
export interface IkeAnswer {
  /** The version the answer is written in; a responder may answer an IKEv2 question in IKEv1. */
  readonly version: number;
  /** The notification it answered with, by name; null when it answered with an SA and was willing to go on. */
  readonly notify: string | null;
  readonly payloads: readonly string[];
  /** The Diffie-Hellman group it asks for with INVALID_KE_PAYLOAD. */
  readonly wantedGroup?: number;
}

/** Precedes IKE on port 4500, where ESP packets start with a number that is never 0: RFC 3948 §2.2. */
export const NON_ESP_MARKER = new Uint8Array(4);

/**
 * Reads a datagram that came from the peer we asked.
 *
 * @param marked - whether it must start with the non-ESP marker
 * @returns undefined for an answer to somebody else's question
 * @throws {WireError} when it is not an IKE answer, though nothing says that it is somebody else's
 */
export function readAnswer(
  datagram: Uint8Array,
  initiatorSpi: Uint8Array,
  marked: boolean,
): IkeAnswer | undefined {
  const reader = new ByteReader(datagram);
  if (marked && reader.u32() !== 0) reader.fail('the non-ESP marker', 0);
  const bytes = reader.rest();
  if (!isOfExchange(bytes, initiatorSpi)) return undefined;
  const message = decodeIke(bytes);
  if (!isAnswer(message)) reader.fail('an answer, not a request', 0);
  const first = runningNotify(message);
  const [high, low] = first?.data ?? [];
  return {
    version: message.majorVersion,
    notify: first?.name ?? null,
    payloads: message.payloads,
    // "the data associated with this notification is the accepted D-H Group number": RFC 7296 §3.10.1.
    ...(first?.name === 'INVALID_KE_PAYLOAD' &&
      high !== undefined &&
      low !== undefined && { wantedGroup: high * 0x100 + low }),
  };
}

/** Types up to here report errors, those above it status: RFC 7296 §3.10.1. */
const LAST_ERROR_TYPE = 16_383;

/** An error says most; beside an SA, notifications only list what the responder can do. */
function runningNotify({ payloads, notifies }: IkeMessage): IkeNotify | undefined {
  const error = notifies.find(({ type }) => type <= LAST_ERROR_TYPE);
  return error ?? (payloads.includes('SA') ? undefined : notifies[0]);
}

/** Something that merely sends our bytes back is no responder. */
function isAnswer({ majorVersion, isResponse, isEncrypted, notifies, responderSpi }: IkeMessage): boolean {
  if (majorVersion === 2) return isResponse;
  // IKEv1 has no bit for it: an answer carries the responder's cookie or a notification (RFC 2408 §3.1, §3.14).
  return isEncrypted || notifies.length > 0 || responderSpi.some((byte) => byte !== 0);
}
