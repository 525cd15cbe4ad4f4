import { takeTurn } from './handshake-turns.ts';
import { nodeTls } from './public-roots.ts';
import { awaitSilence } from './silence.ts';
import { connectTcp, outcomeOfError, type TcpOutcome } from './tcp.ts';

export interface TcpTalk<T> {
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  /** What we say, made at the moment it is sent; absent where the peer speaks first. */
  readonly request?: () => Uint8Array;
  /** Over TLS, whose name goes into the hello. No certificate is verified: nothing is said that is not public. */
  readonly secure?: { readonly servername?: string };
  /** How long the peer may speak first before we do, milliseconds; default 0. */
  readonly listenFirstMs?: number;
  /**
   * Reads all that has come so far; undefined means that more is needed. With `isAll` nothing more will
   * come: the peer closed, time is up, or the limit is reached. It is never called without a byte.
   */
  readonly read: (received: Uint8Array, isAll: boolean) => T | undefined;
  /** How many bytes a peer may send before we stop listening. */
  readonly limitBytes: number;
  /** Connecting and listening together, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How a talk ended. `closed` and `reset`: the peer took the connection and ended it without an answer. */
export type TalkOutcome<T> =
  | { readonly outcome: 'answered'; readonly value: T; readonly elapsedMs: number }
  | { readonly outcome: 'silent' | 'closed' | 'reset'; readonly elapsedMs: number }
  | {
      readonly outcome: 'not-connected';
      readonly tcp: Exclude<TcpOutcome, { readonly outcome: 'open' }>;
      readonly elapsedMs: number;
    };

/** One connection to one address: says at most one thing, and listens until the answer is understood. */
export async function talkTcp<T>(talk: TcpTalk<T>): Promise<TalkOutcome<T>> {
  const { address, port, request, read, secure, listenFirstMs = 0, limitBytes, timeoutMs, signal } = talk;
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open')
    return { outcome: 'not-connected', tcp: connection, elapsedMs: connection.elapsedMs };
  const { elapsedMs: connectMs } = connection;
  const leave = secure === undefined ? () => {} : await takeTurn();
  const socket =
    secure === undefined
      ? connection.socket
      : nodeTls().connect({ ...secure, socket: connection.socket, ca: [], rejectUnauthorized: false });
  const startedMs = performance.now();
  const elapsedMs = () => connectMs + performance.now() - startedMs;
  return await new Promise<TalkOutcome<T>>((resolve, reject) => {
    let received = Buffer.alloc(0);
    let finished = false;
    const finish = (settle: () => void) => {
      if (finished) return;
      finished = true;
      stopWaiting();
      clearTimeout(speaking);
      socket.destroy();
      settle();
    };
    /** @returns whether that was the answer */
    const tryToRead = (isAll: boolean): boolean => {
      try {
        const value = received.byteLength === 0 ? undefined : read(received, isAll);
        if (value === undefined) return false;
        const took = elapsedMs();
        finish(() => resolve({ outcome: 'answered', value, elapsedMs: took }));
        return true;
      } catch (unexpected) {
        finish(() => reject(unexpected));
        return true;
      }
    };
    const end = (outcome: 'silent' | 'closed' | 'reset') => {
      if (finished || tryToRead(true)) return;
      finish(() => resolve({ outcome, elapsedMs: elapsedMs() }));
    };
    const speak = () => {
      if (request !== undefined && received.byteLength === 0) socket.write(request());
    };
    let speaking: NodeJS.Timeout | undefined;
    const stopWaiting = awaitSilence({ timeoutMs: timeoutMs - connectMs, signal }, () => end('silent'));
    socket.on('data', (chunk: Buffer) => {
      if (finished) return;
      received = Buffer.concat([received, chunk]).subarray(0, limitBytes);
      if (received.byteLength >= limitBytes) end('closed');
      else tryToRead(false);
    });
    socket.on('end', () => end('closed'));
    socket.on('close', () => end('closed'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      try {
        // An error of TLS has no system call: what answers speaks something else, or ended too early.
        const isOfTls = secure !== undefined && error.syscall === undefined;
        end(!isOfTls && outcomeOfError(error) === 'silent' ? 'silent' : 'reset');
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    });
    if (secure !== undefined) socket.once('secureConnect', speak);
    else if (listenFirstMs === 0) speak();
    else speaking = setTimeout(speak, listenFirstMs);
  }).finally(leave);
}
