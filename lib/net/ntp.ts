import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/time.ts';
import {
  asciiReferenceId,
  decodePacket,
  encodeRequest,
  LEAP_UNSYNCHRONISED,
  MODE_SERVER,
  type NtpPacket,
  STRATUM_UNSYNCHRONISED,
  timestampToMs,
  VERSION,
} from '../wire/ntp.ts';
import { WireError } from '../wire/wire-error.ts';
import { askUdp } from './udp.ts';

/** What a server's clock showed, compared with ours. */
interface NtpReading {
  /** How far the server is ahead of the vantage's clock; good to about half of `delayMs`. */
  readonly offsetMs: number;
  /** The round trip, without the time the server took. */
  readonly delayMs: number;
  readonly stratum: number;
  readonly leap: number;
  readonly rootDelayMs: number;
  readonly rootDispersionMs: number;
}

/** What one datagram to one time server came to. */
export type NtpAnswer =
  | ({ readonly outcome: 'answered' } & NtpReading)
  /** It answers, and says itself that its time is not to be trusted. */
  | ({ readonly outcome: 'unsynchronised' } & NtpReading)
  /** It answers that it will not serve us: `RATE`, `DENY`, `RSTR` … (RFC 5905 §7.4). */
  | { readonly outcome: 'kiss'; readonly code: string }
  | { readonly outcome: 'malformed'; readonly expected: string }
  /** `ignored` datagrams came that were no answer to this question. */
  | { readonly outcome: 'silent'; readonly ignored: number }
  | { readonly outcome: 'refused' | 'unreachable'; readonly code: string };

/**
 * Asks one time server, once, by SNTP (RFC 4330 §5, RFC 5905 §8).
 *
 * @param address - an IP literal
 * @param clock - whose time the offset is measured against
 */
export async function askNtp(
  address: string,
  port: number,
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<NtpAnswer> {
  const nonce = randomBytes(8).readBigUInt64BE();
  let sentWallMs = 0;
  let sentMonotonicMs = 0;
  const asked = await askUdp({
    address,
    port,
    timeoutMs,
    signal,
    request: () => {
      const request = encodeRequest(nonce);
      sentWallMs = clock.wallMs();
      sentMonotonicMs = clock.monotonicMs();
      return request;
    },
    // Our clock may be set while we wait: the time of arrival is counted from the sending.
    accept: (reply) => readReply(reply, nonce, sentWallMs, clock.monotonicMs() - sentMonotonicMs),
  });
  if (asked.outcome === 'answered') return asked.value;
  if (asked.outcome === 'silent') return { outcome: 'silent', ignored: asked.ignored };
  const { outcome, code } = asked;
  return { outcome, code };
}

/** @returns undefined for a reply to a question that is not ours */
function readReply(
  bytes: Uint8Array,
  nonce: bigint,
  sentMs: number,
  roundTripMs: number,
): NtpAnswer | undefined {
  let packet: NtpPacket;
  try {
    packet = decodePacket(bytes);
  } catch (error) {
    if (error instanceof WireError) return { outcome: 'malformed', expected: error.expected };
    throw error;
  }
  if (packet.mode !== MODE_SERVER) return { outcome: 'malformed', expected: 'mode 4 (server)' };
  if (packet.version < 1 || packet.version > VERSION)
    return { outcome: 'malformed', expected: 'version 1 to 4' };
  // RFC 5905 §8: a reply whose origin timestamp is not our transmit timestamp is bogus.
  if (packet.origin !== nonce) return undefined;
  const kiss = packet.stratum === 0 ? asciiReferenceId(packet.referenceId) : undefined;
  if (kiss !== undefined) return { outcome: 'kiss', code: kiss };
  const unsynchronised =
    packet.leap === LEAP_UNSYNCHRONISED || packet.stratum === 0 || packet.stratum >= STRATUM_UNSYNCHRONISED;
  // RFC 4330 §5: a reply with a zero transmit timestamp must be discarded.
  if (packet.transmit === 0n || packet.receive === 0n)
    return { outcome: 'malformed', expected: 'a transmit timestamp' };
  const reading = offsetAndDelay(packet, sentMs, roundTripMs);
  if (!unsynchronised && !couldHaveStayed(reading.stayMs, roundTripMs))
    return { outcome: 'malformed', expected: 'times that fit into the round trip' };
  const { offsetMs, delayMs } = reading;
  return {
    outcome: unsynchronised ? 'unsynchronised' : 'answered',
    offsetMs,
    delayMs,
    stratum: packet.stratum,
    leap: packet.leap,
    rootDelayMs: packet.rootDelayMs,
    rootDispersionMs: packet.rootDispersionMs,
  };
}

/** RFC 5905 §8: offset = ((T2 - T1) + (T3 - T4)) / 2, delay = (T4 - T1) - (T3 - T2). */
function offsetAndDelay(
  packet: NtpPacket,
  sentMs: number,
  roundTripMs: number,
): Pick<NtpReading, 'offsetMs' | 'delayMs'> & { readonly stayMs: number } {
  const receivedMs = timestampToMs(packet.receive, sentMs);
  const transmittedMs = timestampToMs(packet.transmit, sentMs);
  const arrivedMs = sentMs + roundTripMs;
  return {
    stayMs: transmittedMs - receivedMs,
    offsetMs: (receivedMs - sentMs + (transmittedMs - arrivedMs)) / 2,
    // Two clocks of different rate can make it negative, which no path is.
    delayMs: Math.max(0, roundTripMs - (transmittedMs - receivedMs)),
  };
}

/** Clocks are set and run unevenly; that much is no lie. */
const STAY_TOLERANCE_MS = 1000;

/** Whether a question can have been at the server so long: not before it came, nor longer than it was away from here. */
function couldHaveStayed(stayMs: number, roundTripMs: number): boolean {
  return stayMs >= -STAY_TOLERANCE_MS && stayMs <= roundTripMs + STAY_TOLERANCE_MS;
}
