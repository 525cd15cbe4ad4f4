import net from 'node:net';
import { takeSocket } from './sockets.ts';

/** How a TCP connect to one address ended. `code` is the system's error, for the evidence. */
export type TcpOutcome =
  | { readonly outcome: 'open'; readonly elapsedMs: number }
  | { readonly outcome: 'silent'; readonly elapsedMs: number }
  | {
      readonly outcome: 'refused' | 'reset' | 'unreachable';
      readonly elapsedMs: number;
      readonly code: string;
    };

/** A connect that came to something: the socket is the caller's to destroy. */
export type TcpConnection =
  | { readonly outcome: 'open'; readonly elapsedMs: number; readonly socket: net.Socket }
  | Exclude<TcpOutcome, { readonly outcome: 'open' }>;

/**
 * Which error of connect(2) means what. An ICMP port-unreachable arrives as ECONNREFUSED, like a reset:
 * the socket API cannot tell them apart.
 */
const OUTCOME_BY_CODE: Readonly<Record<string, 'refused' | 'reset' | 'unreachable' | 'silent'>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  EINVAL: 'unreachable',
  ETIMEDOUT: 'silent',
};

/**
 * What an error of an established or nascent connection means.
 *
 * @throws the error itself when it is none of the network's: that is our bug, and the runner reports it
 */
export function outcomeOfError(error: NodeJS.ErrnoException): 'refused' | 'reset' | 'unreachable' | 'silent' {
  const outcome = OUTCOME_BY_CODE[error.code ?? ''];
  if (outcome === undefined) throw error;
  return outcome;
}

/**
 * One connect to one address, nothing else: no name look-up, no second address, no retry.
 *
 * @param address - an IP literal
 * @param timeoutMs - silence is believed after this long
 */
export async function connectTcp(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<TcpConnection> {
  const release = await takeSocket();
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  if (signal.aborted) {
    release();
    return { outcome: 'silent', elapsedMs: elapsedMs() };
  }
  const socket = net.connect({ host: address, port, autoSelectFamily: false });
  socket.once('close', release);
  return await new Promise<TcpConnection>((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onSilence);
      socket.removeAllListeners('connect');
      socket.removeAllListeners('error');
      // A destroyed or handed-over socket may still emit; an unheard 'error' would end the process.
      socket.on('error', () => {});
      settle();
    };
    const onSilence = () =>
      finish(() => {
        socket.destroy();
        resolve({ outcome: 'silent', elapsedMs: elapsedMs() });
      });
    const timer = setTimeout(onSilence, timeoutMs);
    signal.addEventListener('abort', onSilence, { once: true });
    socket.once('connect', () => finish(() => resolve({ outcome: 'open', elapsedMs: elapsedMs(), socket })));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish(() => {
        socket.destroy();
        try {
          const outcome = outcomeOfError(error);
          const took = elapsedMs();
          resolve(
            outcome === 'silent'
              ? { outcome, elapsedMs: took }
              : { outcome, elapsedMs: took, code: error.code ?? 'unknown' },
          );
        } catch (unexpected) {
          reject(unexpected);
        }
      }),
    );
  });
}

/**
 * Whether a port of an address accepts a connection and keeps it for one more round trip: a middlebox
 * that finishes the handshake itself and then resets would otherwise count as open.
 */
export async function askTcp(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<TcpOutcome> {
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open') return connection;
  const { socket, elapsedMs } = connection;
  const lingerMs = Math.min(Math.max(elapsedMs * 1.2, MIN_LINGER_MS), MAX_LINGER_MS);
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), lingerMs);
    socket.once('error', (cause) => {
      clearTimeout(timer);
      resolve(cause);
    });
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    // A socket that is not read never reports the peer's reset.
    socket.resume();
  });
  socket.destroy();
  if (error === undefined || outcomeOfError(error) !== 'reset') return { outcome: 'open', elapsedMs };
  return { outcome: 'reset', elapsedMs, code: error.code ?? 'unknown' };
}

const MIN_LINGER_MS = 10;
const MAX_LINGER_MS = 200;
