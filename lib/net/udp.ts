import dgram from 'node:dgram';
import { isIPv6 } from 'node:net';
import { watchOwnKernel } from './own-kernel.ts';
import { currentQuestion } from './question-scope.ts';
import { awaitSilence } from './silence.ts';
import { takeSocket } from './sockets.ts';
import { outcomeOfError } from './tcp.ts';

export interface UdpQuestion<T> {
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  /** Makes the datagram at the moment it is sent, so that a time in it, or noted beside it, is true. */
  readonly request: () => Uint8Array;
  /** Called at once for every datagram of this peer; undefined means "not the answer to this question". */
  readonly accept: (reply: Uint8Array) => T | undefined;
  /** Silence is believed after this long, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How one datagram to one address ended. `ignored` counts datagrams that were no answer to it. */
export type UdpOutcome<T> =
  | { readonly outcome: 'answered'; readonly value: T; readonly elapsedMs: number; readonly ignored: number }
  | { readonly outcome: 'silent'; readonly elapsedMs: number; readonly ignored: number }
  | {
      readonly outcome: 'refused' | 'unreachable';
      readonly elapsedMs: number;
      readonly code: string;
    };

/**
 * Sends one datagram to one address and waits for its answer: no name look-up, no second address, no retry.
 *
 * The socket is connected: only then does the kernel hand up ICMP errors (udp(7): "All fatal errors will be
 * passed to the user [...] only when the socket is connected"), and only this peer's datagrams arrive.
 * Port-unreachable arrives as ECONNREFUSED, host-unreachable and prohibited as EHOSTUNREACH.
 */
export async function askUdp<T>(question: UdpQuestion<T>): Promise<UdpOutcome<T>> {
  const { address, port, request, accept, timeoutMs, signal } = question;
  const release = await takeSocket();
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  if (signal.aborted) {
    release();
    // Nobody was asked: there is no silence to believe.
    currentQuestion()?.doubt();
    return { outcome: 'silent', elapsedMs: elapsedMs(), ignored: 0 };
  }
  const isOwnKernel = watchOwnKernel(address);
  const scope = currentQuestion();
  const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  let ignored = 0;
  return await new Promise<UdpOutcome<T>>((resolve, reject) => {
    let finished = false;
    const finish = (settle: () => void) => {
      if (finished) return;
      finished = true;
      stopWaiting();
      socket.removeAllListeners();
      // An ICMP error may still be queued; an unheard 'error' would end the process.
      socket.on('error', () => {});
      socket.close(release);
      settle();
    };
    const onSilence = () =>
      finish(() => {
        scope?.tried(address, false);
        resolve({ outcome: 'silent', elapsedMs: elapsedMs(), ignored });
      });
    const onError = (error: NodeJS.ErrnoException) => {
      try {
        const outcome = outcomeOfError(error);
        if (outcome === 'silent') return onSilence();
        const code = error.code ?? 'unknown';
        const took = elapsedMs();
        finish(() => {
          scope?.tried(address, isOwnKernel(outcome));
          resolve({ outcome: outcome === 'unreachable' ? 'unreachable' : 'refused', elapsedMs: took, code });
        });
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    };
    const stopWaiting = awaitSilence({ timeoutMs, signal, kernelListens: true }, onSilence);
    socket.on('error', onError);
    socket.on('message', (reply) => {
      try {
        const value = accept(reply);
        if (value === undefined) {
          ignored += 1;
          return;
        }
        const took = elapsedMs();
        finish(() => {
          scope?.tried(address, false);
          resolve({ outcome: 'answered', value, elapsedMs: took, ignored });
        });
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    });
    socket.once('connect', () => {
      try {
        // Without a callback an error of the sending is an 'error' event too.
        socket.send(request());
      } catch (unexpected) {
        finish(() => reject(unexpected));
      }
    });
    socket.connect(port, address);
  });
}
