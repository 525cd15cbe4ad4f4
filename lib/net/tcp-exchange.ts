import { awaitSilence } from './silence.ts';
import { connectTcp, outcomeOfError, type TcpOutcome } from './tcp.ts';

export interface TcpQuestion<T> {
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  /** Sent as soon as the connection is open. */
  readonly request: Uint8Array;
  /** Called with everything received so far, whenever there is more; undefined means "not complete yet". */
  readonly accept: (received: Uint8Array) => T | undefined;
  /** More than this is not read: then `accept` has had enough to decide. */
  readonly maxBytes: number;
  /** Connecting and answering together, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How one question over one connection ended. `receivedBytes` counts an answer that never became complete. */
export type TcpAnswer<T> =
  | { readonly outcome: 'answered'; readonly value: T; readonly elapsedMs: number }
  /** The connection stood and nothing complete came. */
  | { readonly outcome: 'mute'; readonly elapsedMs: number; readonly receivedBytes: number }
  /** The peer ended the connection, by FIN or reset, before it had answered. */
  | { readonly outcome: 'closed'; readonly elapsedMs: number; readonly receivedBytes: number }
  /** It did not come to a connection. */
  | Exclude<TcpOutcome, { readonly outcome: 'open' }>;

/** Connects to one address, says one thing and waits for the answer: no name look-up, no second address, no retry. */
export async function exchangeTcp<T>(question: TcpQuestion<T>): Promise<TcpAnswer<T>> {
  const { address, port, request, accept, maxBytes, timeoutMs, signal } = question;
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open') return connection;
  const { socket, elapsedMs: connectMs } = connection;
  const startedMs = performance.now();
  const elapsedMs = () => connectMs + performance.now() - startedMs;
  const received: Buffer[] = [];
  let receivedBytes = 0;
  return await new Promise<TcpAnswer<T>>((resolve, reject) => {
    const finish = (settle: () => void) => {
      stopWaiting();
      socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
      // A reset may still be on its way; an unheard 'error' would end the process.
      socket.on('error', () => {});
      socket.destroy();
      settle();
    };
    const onMute = () => finish(() => resolve({ outcome: 'mute', elapsedMs: elapsedMs(), receivedBytes }));
    const onClosed = () =>
      finish(() => resolve({ outcome: 'closed', elapsedMs: elapsedMs(), receivedBytes }));
    const stopWaiting = awaitSilence({ timeoutMs: timeoutMs - connectMs, signal }, onMute);
    socket.on('data', (chunk) => {
      received.push(chunk);
      receivedBytes += chunk.byteLength;
      try {
        const value = accept(Buffer.concat(received).subarray(0, maxBytes));
        if (value !== undefined)
          finish(() => resolve({ outcome: 'answered', value, elapsedMs: elapsedMs() }));
        else if (receivedBytes >= maxBytes) onMute();
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    });
    socket.once('end', onClosed);
    socket.once('error', (error) => {
      try {
        outcomeOfError(error);
        onClosed();
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    });
    socket.write(request);
  });
}
