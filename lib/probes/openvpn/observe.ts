import { randomBytes } from 'node:crypto';
import type { ObserveContext } from '../../core/probe.ts';
import { exchangeTcp } from '../../net/tcp-exchange.ts';
import { askUdp } from '../../net/udp.ts';
import { WireError } from '../../wire/wire-error.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { encodeHardReset, frame, MAX_FRAME_BYTES, readAnswer, SESSION_ID_BYTES, unframe } from './packet.ts';
import type { OpenvpnSpec } from './spec.ts';

/** It answered, but not as an OpenVPN server: what should have stood where. */
interface Malformed {
  readonly outcome: 'malformed';
  readonly expected: string;
  readonly offset: number;
}

/** What one address did. */
export type OpenvpnSeen =
  | { readonly outcome: 'alive'; readonly elapsedMs: number; readonly answer: string }
  | { readonly outcome: 'refused' | 'unreachable'; readonly code: string }
  | Malformed
  /** TCP only: the connection was taken, and ended on our packet. A server with tls-auth or tls-crypt does that. */
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'silent' };

export interface OpenvpnAnswer {
  readonly address: string;
  readonly attempts: number;
  readonly seen: OpenvpnSeen;
}

export type OpenvpnObservation =
  /** `name` is what was looked up. */
  | { readonly outcome: 'asked'; readonly name: string; readonly answers: readonly OpenvpnAnswer[] }
  | (Exclude<Resolved, { readonly outcome: 'answered' }> & { readonly name: string });

/** Asks every address of the host side by side, and asks the same address again where there is no good answer. */
export async function observeOpenvpn(
  spec: OpenvpnSpec,
  context: ObserveContext,
): Promise<OpenvpnObservation> {
  const name = spec.randomPrefix ? `${randomBytes(6).toString('hex')}.${spec.host}` : spec.host;
  const resolved = await resolveHost(name, context);
  if (resolved.outcome !== 'answered') return { ...resolved, name };
  const answers = await Promise.all(resolved.addresses.map((address) => askAddress(address, spec, context)));
  return { outcome: 'asked', name, answers };
}

async function askAddress(
  address: string,
  { port, transport }: OpenvpnSpec,
  context: ObserveContext,
): Promise<OpenvpnAnswer> {
  // A client that hears nothing sends the same packet again.
  const sessionId = randomBytes(SESSION_ID_BYTES);
  const askOnce = transport === 'udp' ? askOverUdp : askOverTcp;
  const { signal } = context.deadline;
  const { attempts, answer: seen } = await askUntilSettled<OpenvpnSeen>(
    context,
    { outcome: 'silent' },
    async (timeoutMs, before) => {
      const now = await askOnce({ address, port, timeoutMs, signal }, sessionId);
      return now.outcome === 'silent' ? before : now;
    },
    ({ outcome }) => outcome === 'alive',
  );
  return { address, attempts, seen };
}

interface Attempt {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function askOverUdp(attempt: Attempt, sessionId: Uint8Array): Promise<OpenvpnSeen> {
  let broken: Malformed | undefined;
  const asked = await askUdp({
    ...attempt,
    request: () => encodeHardReset(sessionId),
    // A broken datagram does not end the wait: the real answer may be behind it.
    accept: (reply) => {
      const read = decode(() => readAnswer(reply, sessionId));
      if (typeof read !== 'object') return read;
      broken ??= read;
      return undefined;
    },
  });
  switch (asked.outcome) {
    case 'answered':
      return { outcome: 'alive', elapsedMs: asked.elapsedMs, answer: asked.value };
    case 'silent':
      return broken ?? { outcome: 'silent' };
    case 'refused':
    case 'unreachable':
      return { outcome: asked.outcome, code: asked.code };
  }
}

async function askOverTcp(attempt: Attempt, sessionId: Uint8Array): Promise<OpenvpnSeen> {
  const asked = await exchangeTcp<string | Malformed>({
    ...attempt,
    request: frame(encodeHardReset(sessionId)),
    // Nothing better can follow in a stream: what cannot be read ends the question.
    accept: (received) =>
      decode(() => {
        const packet = unframe(received);
        // On a connection of our own, an answer to somebody else is as wrong as none.
        return packet && (readAnswer(packet, sessionId) ?? malformed('our session acknowledged', 2));
      }),
    maxBytes: MAX_FRAME_BYTES,
  });
  switch (asked.outcome) {
    case 'answered':
      return typeof asked.value === 'string'
        ? { outcome: 'alive', elapsedMs: asked.elapsedMs, answer: asked.value }
        : asked.value;
    case 'mute':
    case 'closed':
      if (asked.receivedBytes > 0) return malformed('a whole packet', asked.receivedBytes);
      return { outcome: asked.outcome === 'mute' ? 'silent' : 'closed' };
    case 'silent':
      return { outcome: 'silent' };
    case 'refused':
    case 'reset':
      return { outcome: 'refused', code: asked.code };
    case 'unreachable':
      return { outcome: 'unreachable', code: asked.code };
  }
}

/** What `read` answers, or why the bytes cannot be read. */
function decode<T>(read: () => T): T | Malformed {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return malformed(error.expected, error.offset);
  }
}

function malformed(expected: string, offset: number): Malformed {
  return { outcome: 'malformed', expected, offset };
}
