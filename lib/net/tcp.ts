import type net from 'node:net';
import type { Ending } from '../core/time.ts';
import { joinCrowd, noteTaken } from './crowd.ts';
import { ListeningSocket } from './listening-socket.ts';
import { watchOwnKernel } from './own-kernel.ts';
import { startPathTime } from './path-time.ts';
import { currentQuestion } from './question-scope.ts';
import { awaitSilence } from './silence.ts';
import { noteExhaustion, takeSocket } from './sockets.ts';

/** How a TCP connect to one address ended. `code` is the system's error, for the evidence. */
export type TcpOutcome =
  | {
      readonly outcome: 'open';
      readonly elapsedMs: number;
      /** We were busy: the time says more about us than about the path. */
      readonly isOurs?: true;
    }
  | { readonly outcome: 'silent'; readonly elapsedMs: number }
  | {
      readonly outcome: 'refused' | 'reset' | 'unreachable';
      readonly elapsedMs: number;
      readonly code: string;
    };

/** A connect that came to something: the socket is the caller's to destroy. */
export type TcpConnection =
  | ((TcpOutcome & { readonly outcome: 'open' }) & { readonly socket: net.Socket })
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

/** This process or the system is out of file descriptors: no word about the peer. */
const EXHAUSTED: readonly unknown[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];
/** A connect that finds no descriptor waits for one so often. */
const MOST_WAITS = 20;

/**
 * One connect to one address, nothing else: no name look-up, no second address, no retry. Its time starts with its
 * socket.
 *
 * @param address - an IP literal
 * @param timeoutMs - silence is believed after this long
 */
export async function connectTcp(
  address: string,
  port: number,
  timeoutMs: number,
  signal: Ending,
): Promise<TcpConnection> {
  for (let waits = 0; ; waits += 1) {
    const release = await takeSocket();
    const connection = await connectOnce(address, port, timeoutMs, signal, release);
    if (connection !== 'exhausted') return connection;
    noteExhaustion();
    if (waits === MOST_WAITS) throw new Error('no file descriptor is free for a socket');
  }
}

function connectOnce(
  address: string,
  port: number,
  timeoutMs: number,
  signal: Ending,
  release: () => void,
): Promise<TcpConnection | 'exhausted'> | TcpConnection {
  if (signal.aborted) {
    release();
    // Nobody was asked: there is no silence to believe.
    currentQuestion()?.doubt();
    return { outcome: 'silent', elapsedMs: 0 };
  }
  const readTime = startPathTime(CONNECT_WORK_MS);
  const isOwnKernel = watchOwnKernel(address);
  const question = currentQuestion();
  const leave = joinCrowd(address);
  const socket = new ListeningSocket().connect({ host: address, port, autoSelectFamily: false });
  return new Promise<TcpConnection | 'exhausted'>((resolve, reject) => {
    let isOver = false;
    const onConnect = () => {
      isOver = true;
      stopWaiting();
      question?.tried(address, false);
      noteTaken(address);
      resolve({ outcome: 'open', ...readTime(), socket });
    };
    const onSilence = () => {
      isOver = true;
      socket.destroy();
      question?.tried(address, false);
      resolve({ outcome: 'silent', elapsedMs: readTime().elapsedMs });
    };
    // It stays: a socket that was handed over or destroyed may still emit, and an unheard 'error' would end the process.
    const onError = (error: NodeJS.ErrnoException) => {
      if (isOver) return;
      isOver = true;
      const { elapsedMs } = readTime();
      stopWaiting();
      socket.destroy();
      if (EXHAUSTED.includes(error.code)) return resolve('exhausted');
      try {
        const outcome = outcomeOfError(error);
        question?.tried(address, isOwnKernel(outcome));
        resolve(
          outcome === 'silent'
            ? { outcome, elapsedMs }
            : { outcome, elapsedMs, code: error.code ?? 'unknown' },
        );
      } catch (unexpected) {
        reject(unexpected);
      }
    };
    const stopWaiting = awaitSilence({ timeoutMs, signal, kernelListens: true }, onSilence);
    socket.on('connect', onConnect);
    socket.on('error', onError);
    socket.on('close', () => {
      leave();
      release();
    });
  });
}

/** What a connect costs here with nothing beside it, measured on loopback with Node 24. */
const CONNECT_WORK_MS = 2;

/**
 * Whether a port of an address accepts a connection and keeps it for one more round trip: a middlebox
 * that finishes the handshake itself and then resets would otherwise count as open.
 */
export async function askTcp(
  address: string,
  port: number,
  timeoutMs: number,
  signal: Ending,
): Promise<TcpOutcome> {
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open') return connection;
  const { socket, ...open } = connection;
  const error = await resetWithin(socket, lingerMs(open.elapsedMs));
  socket.destroy();
  if (error === undefined || outcomeOfError(error) !== 'reset') return open;
  return { outcome: 'reset', elapsedMs: open.elapsedMs, code: error.code ?? 'unknown' };
}

/** How long a connect takes, milliseconds; undefined where none came about, or this process was too busy to tell. */
export async function timeConnect(
  address: string,
  port: number,
  timeoutMs: number,
  signal: Ending,
): Promise<number | undefined> {
  const connection = await connectTcp(address, port, timeoutMs, signal);
  if (connection.outcome !== 'open') return undefined;
  connection.socket.destroy();
  return connection.isOurs ? undefined : connection.elapsedMs;
}

const MIN_LINGER_MS = 10;
const MAX_LINGER_MS = 200;
/** Timers of one duration share a list in Node; each further duration has to be sorted in. */
const LINGER_STEP_MS = 10;

/** One more round trip, and a fifth. */
function lingerMs(elapsedMs: number): number {
  const steps = Math.ceil((elapsedMs * 1.2) / LINGER_STEP_MS);
  return Math.min(Math.max(steps * LINGER_STEP_MS, MIN_LINGER_MS), MAX_LINGER_MS);
}

function resetWithin(socket: net.Socket, waitMs: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const finish = (cause?: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(cause);
    };
    const timer = setTimeout(() => setImmediate(finish), waitMs);
    socket.on('error', finish);
    socket.on('close', () => finish());
    // A socket that is not read never reports the peer's reset.
    socket.resume();
  });
}
