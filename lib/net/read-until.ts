import type net from 'node:net';
import { awaitSilence } from './silence.ts';
import { outcomeOfError } from './tcp.ts';

/** What was understood, and how many of the bytes belonged to it. */
export interface Understood<T> {
  readonly value: T;
  readonly usedBytes: number;
}

export type ReadReply<T> =
  | { readonly outcome: 'heard'; readonly value: T }
  /** Nothing that could be understood came; `received` is what did. */
  | { readonly outcome: 'silent' | 'closed' | 'reset'; readonly received: Buffer };

/**
 * Listens on an open connection until something is understood. The connection stays open, and what came after the
 * words that were understood is put back for the next reader.
 *
 * @param read - reads all that has come so far; undefined means that more is needed
 * @param limits - bytes after which a peer is no longer listened to, milliseconds, and the caller's own signal
 */
export async function readUntil<T>(
  socket: net.Socket,
  read: (received: Buffer) => Understood<T> | undefined,
  limits: { readonly limitBytes: number; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ReadReply<T>> {
  const { limitBytes, timeoutMs, signal } = limits;
  let received: Buffer = Buffer.alloc(0);
  return await new Promise<ReadReply<T>>((resolve, reject) => {
    const finish = (settle: () => void) => {
      stopWaiting();
      socket.pause();
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      settle();
    };
    const end = (outcome: 'silent' | 'closed' | 'reset') =>
      finish(() => resolve({ outcome, received: received.subarray(0, limitBytes) }));
    const onEnd = () => end('closed');
    const onError = (error: NodeJS.ErrnoException) => {
      try {
        end(outcomeOfError(error) === 'silent' ? 'silent' : 'reset');
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    };
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      try {
        const understood = read(received);
        if (understood === undefined) {
          if (received.byteLength >= limitBytes) end('closed');
          return;
        }
        const rest = received.subarray(understood.usedBytes);
        finish(() => {
          if (rest.byteLength > 0) socket.unshift(rest);
          resolve({ outcome: 'heard', value: understood.value });
        });
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    };
    const stopWaiting = awaitSilence({ timeoutMs, signal }, () => end('silent'));
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    if (socket.destroyed) return onEnd();
    socket.resume();
  });
}
