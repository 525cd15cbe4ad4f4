import { randomBytes } from 'node:crypto';
import type { ObserveContext } from '../../core/probe.ts';
import type { Deadline } from '../../core/time.ts';
import { askUdp } from '../../net/udp.ts';
import { WireError } from '../../wire/wire-error.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { type IkeAnswer, NON_ESP_MARKER, readAnswer } from './answer.ts';
import { DECOY_KEY_BYTES, encodeMainMode, encodeSaInit } from './offers.ts';
import type { IkeSpec } from './spec.ts';

/** What one port of one address did. */
export type IkeSeen =
  | ({ readonly outcome: 'alive'; readonly elapsedMs: number } & IkeAnswer)
  | { readonly outcome: 'refused' | 'unreachable'; readonly code: string }
  /** It answered, but not in IKE: what should have stood where. */
  | { readonly outcome: 'malformed'; readonly expected: string; readonly offset: number }
  | { readonly outcome: 'silent' };

export interface IkePortAnswer {
  readonly address: string;
  readonly port: number;
  /** Whether the question carried the non-ESP marker. */
  readonly natT: boolean;
  /** Datagrams sent, all versions together. */
  readonly attempts: number;
  readonly seen: IkeSeen;
}

export type IkeObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly IkePortAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Two datagrams a port and version are enough to survive one loss. More would be remembered: responders count
 * openings per source address and stop answering (strongSwan's `cookie_threshold_ip` and `block_threshold`).
 */
const MAX_ATTEMPTS = 2;

/** Asks every port of every address side by side; on one port, one version after the other. */
export async function observeIke(spec: IkeSpec, context: ObserveContext): Promise<IkeObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const attempts = Math.min(context.attempts, MAX_ATTEMPTS);
  const answers = await Promise.all(
    resolved.addresses.flatMap((address) =>
      spec.ports.map((port) => askPort(address, port, spec, attempts, context.deadline)),
    ),
  );
  return { outcome: 'asked', answers };
}

async function askPort(
  address: string,
  port: number,
  { versions, natTraversalPort }: IkeSpec,
  attempts: number,
  deadline: Deadline,
): Promise<IkePortAnswer> {
  const natT = port === natTraversalPort;
  const rounds = versions.flatMap((version) => {
    // A repeated question is the same question, bit for bit: RFC 7296 §2.1.
    const question = openingOf(version, natT);
    return Array.from({ length: attempts }, () => ({ version, question }));
  });
  let seen: IkeSeen = { outcome: 'silent' };
  let sent = 0;
  for (const [index, { version, question }] of rounds.entries()) {
    if (deadline.signal.aborted) break;
    // A port that refuses does so in every version.
    if ((seen.outcome === 'refused' || seen.outcome === 'unreachable') && version !== versions[0]) break;
    sent += 1;
    const timeoutMs = deadline.remainingMs() / (rounds.length - index);
    const now = await askOnce(address, port, question, natT, timeoutMs, deadline.signal);
    seen = now.outcome === 'silent' ? seen : now;
    if (seen.outcome === 'alive') break;
  }
  return { address, port, natT, attempts: sent, seen };
}

interface Opening {
  readonly initiatorSpi: Uint8Array;
  readonly datagram: Uint8Array;
}

function openingOf(version: number, natT: boolean): Opening {
  const initiatorSpi = nonZero(randomBytes(8));
  const bytes =
    version === 2
      ? encodeSaInit({
          initiatorSpi,
          nonce: randomBytes(32),
          // Below the prime, whose first 64 bits are ones (RFC 7296 appendix B.1), and not 0.
          publicValue: nonZero(new Uint8Array([0, ...randomBytes(DECOY_KEY_BYTES - 1)])),
        })
      : encodeMainMode(initiatorSpi);
  return { initiatorSpi, datagram: natT ? new Uint8Array([...NON_ESP_MARKER, ...bytes]) : bytes };
}

/** "This value MUST NOT be zero": RFC 7296 §3.1 of the initiator's SPI. */
function nonZero(bytes: Uint8Array): Uint8Array {
  bytes[bytes.byteLength - 1] = (bytes.at(-1) ?? 0) | 1;
  return bytes;
}

async function askOnce(
  address: string,
  port: number,
  { initiatorSpi, datagram }: Opening,
  natT: boolean,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<IkeSeen> {
  let malformed: IkeSeen | undefined;
  const asked = await askUdp({
    address,
    port,
    request: () => datagram,
    // A broken datagram does not end the wait: the real answer may be behind it.
    accept: (reply) => {
      try {
        return readAnswer(reply, initiatorSpi, natT);
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        malformed ??= { outcome: 'malformed', expected: error.expected, offset: error.offset };
        return undefined;
      }
    },
    timeoutMs,
    signal,
  });
  switch (asked.outcome) {
    case 'answered':
      return { outcome: 'alive', elapsedMs: asked.elapsedMs, ...asked.value };
    case 'silent':
      return malformed ?? { outcome: 'silent' };
    case 'refused':
    case 'unreachable':
      return { outcome: asked.outcome, code: asked.code };
  }
}
