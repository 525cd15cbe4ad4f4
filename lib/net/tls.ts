import type net from 'node:net';
import type tls from 'node:tls';
import type { ClientIdentity } from '../core/client-identity.ts';
import { boundedText } from '../core/text.ts';
import type { Ending } from '../core/time.ts';
import { alertInErrorCode, alertInFirstRecord, looksLikeTls } from './alerts.ts';
import { enterConnecting, takeTurn } from './handshake-turns.ts';
import { type PathTime, startPathTime } from './path-time.ts';
import { nodeTls } from './public-roots.ts';
import { shownBytes } from './shown-bytes.ts';
import { awaitSilence } from './silence.ts';
import { Tap } from './tap.ts';
import { connectTcp, outcomeOfError } from './tcp.ts';

/** How a TLS handshake over an open connection ended. Nothing was verified: that is for a judge to do. */
export type HandshakeOutcome =
  | {
      readonly outcome: 'answered';
      /** Every certificate that was sent, in the order it was sent, DER in base64. */
      readonly chain: readonly string[];
      /** `TLSv1.3`, `TLSv1.2` */
      readonly protocol: string;
      /** IANA's name of the cipher suite. */
      readonly cipher: string;
      /** From the ClientHello to the end of the handshake. */
      readonly handshakeMs: number;
      /** We were busy: the time says more about us than about the path. */
      readonly isOurs?: true;
    }
  /** The connection was reset after the ClientHello. */
  | { readonly outcome: 'reset'; readonly code: string }
  /** The peer ended the connection in good order, but too early. */
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'silent'; readonly receivedBytes: number }
  | { readonly outcome: 'alert'; readonly alert: string }
  | { readonly outcome: 'not-tls'; readonly firstBytes: string }
  /** It is TLS, but not of a sort that can be read; `code` is OpenSSL's error or one of ours. */
  | { readonly outcome: 'unreadable'; readonly code: string };

export type TlsOutcome =
  | {
      readonly outcome: 'no-connection';
      readonly how: 'refused' | 'silent' | 'unreachable' | 'reset';
      readonly code?: string;
    }
  | HandshakeOutcome;

export interface TlsOptions {
  /** Server Name Indication; none is sent without it. */
  readonly servername?: string | undefined;
  /**
   * `classic` offers elliptic curves only, about 400 bytes as a gateway's does; `large` adds a post-quantum key
   * share (X25519MLKEM768, draft-ietf-tls-ecdhe-mlkem) and needs two TCP segments, as today's browsers do.
   */
  readonly hello: Hello;
  /** Shown when the server asks for a client certificate. */
  readonly identity?: ClientIdentity | undefined;
  /** Connect and handshake together, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: Ending;
}
export type Hello = 'classic' | 'large';

/** More certificates, or more bytes of them, than an honest server sends (OpenSSL itself stops at 100 KB). */
export const MAX_CHAIN_LENGTH = 10;
const MAX_CHAIN_BYTES = 128 * 1024;

/** What a handshake costs here with nothing beside it, measured on loopback with Node 24. */
const HANDSHAKE_WORK_MS = 4;

/** How much of a banner is shown. */
const BANNER_LENGTH = 100;

/**
 * One TLS handshake with one address: no name look-up, no session of before, no verification, no retry. Only where the
 * peer's first words are needed to say what it did, one more connection listens to them.
 */
export async function askTls(address: string, port: number, options: TlsOptions): Promise<TlsOutcome> {
  const startedMs = performance.now();
  const ask = async (isTapped: boolean): Promise<Shaken | (TlsOutcome & { outcome: 'no-connection' })> => {
    const timeoutMs = Math.max(0, options.timeoutMs - (performance.now() - startedMs));
    const leave = await enterConnecting();
    const connection = await connectTcp(address, port, timeoutMs, options.signal);
    leave();
    if (connection.outcome === 'open') {
      const leftMs = Math.max(0, timeoutMs - connection.elapsedMs);
      return await shake(connection.socket, { ...options, timeoutMs: leftMs }, isTapped);
    }
    const { outcome: how } = connection;
    return { outcome: 'no-connection', how, ...('code' in connection && { code: connection.code }) };
  };
  // What befalls a client certificate is told by the very last bytes: there nothing may be missed.
  const first = await ask(options.identity !== undefined);
  if (first.outcome === 'no-connection') return first;
  if (!first.isUnheard) return first.seen;
  const second = await ask(true);
  return second.outcome === 'no-connection' ? first.seen : second.seen;
}

/** A handshake that was tried. */
interface Shaken {
  readonly outcome: 'shaken';
  readonly seen: HandshakeOutcome;
  /** The peer said something, or may have, that nobody kept: `seen` is what is known without. */
  readonly isUnheard: boolean;
}

/**
 * One TLS handshake over a connection that is open already, such as a tunnel through a proxy. The socket is
 * closed when the answer is there.
 */
export async function shakeHands(socket: net.Socket, options: TlsOptions): Promise<HandshakeOutcome> {
  return (await shake(socket, options, true)).seen;
}

/** @param isTapped - keeps the peer's first words. A socket that TLS reads by itself costs a sixth less of the whole */
async function shake(socket: net.Socket, options: TlsOptions, isTapped: boolean): Promise<Shaken> {
  const shaken = (seen: HandshakeOutcome, isUnheard = false) =>
    ({ outcome: 'shaken', seen, isUnheard }) as const;
  const context = contextOf(options.hello, options.identity);
  if (context === undefined) {
    socket.destroy();
    return shaken({ outcome: 'unreadable', code: 'hello-not-supported-here' });
  }
  let lost: NodeJS.ErrnoException | undefined;
  socket.on('error', (error) => {
    lost = error;
  });
  const leave = await takeTurn();
  if (socket.destroyed) {
    leave();
    return shaken(
      lost === undefined ? { outcome: 'closed' } : { outcome: 'reset', code: lost.code ?? 'unknown' },
    );
  }
  const line = isTapped ? tappedLine(socket) : bareLine(socket);
  const readTime = startPathTime(HANDSHAKE_WORK_MS);
  const secure = nodeTls().connect({
    socket: line.stream,
    secureContext: context,
    // Verified later, from the raw certificates: a verdict here would throw the evidence away.
    rejectUnauthorized: false,
    ...(options.servername !== undefined && { servername: options.servername }),
  });
  return await new Promise<Shaken>((resolve, reject) => {
    let isOver = false;
    const end = (describe: () => HandshakeOutcome, isUnheard = false, isAnswered = false) => {
      if (isOver) return;
      isOver = true;
      stopWaiting();
      try {
        resolve(shaken(describe(), isUnheard));
      } catch (unexpected) {
        reject(unexpected);
      }
      leave();
      if (isAnswered) sayGoodbye(secure, line, socket);
      else line.stream.destroy();
    };
    const onSilence = () => end(() => ({ outcome: 'silent', receivedBytes: line.receivedBytes() }));
    const stopWaiting = awaitSilence(options, onSilence);
    secure.on('secureConnect', () => end(() => describePeer(secure, readTime()), false, true));
    secure.on('error', (error: NodeJS.ErrnoException) => {
      const seen = () => describeError(error, line);
      // A write that failed may have ended the connection over words that were not read yet.
      end(seen, alertInErrorCode(error.code ?? '') === undefined && isUnheard(line, error.syscall));
    });
    secure.on('close', () => end(() => describeEnd(line), isUnheard(line)));
  });
}

/** What TLS speaks over. */
interface Line {
  readonly stream: net.Socket | Tap;
  readonly receivedBytes: () => number;
  /** The peer's first bytes, where they are kept. */
  readonly first: () => Buffer | undefined;
}

function tappedLine(socket: net.Socket): Line {
  const tap = new Tap(socket);
  return { stream: tap, receivedBytes: () => tap.receivedBytes, first: () => tap.first };
}

function bareLine(socket: net.Socket): Line {
  return { stream: socket, receivedBytes: () => socket.bytesRead, first: () => undefined };
}

function isUnheard(line: Line, syscall?: string): boolean {
  return line.first() === undefined && (line.receivedBytes() > 0 || syscall === 'write');
}

/** Lest the peer log a broken connection after a finished handshake; lets go as soon as the word is sent. */
function sayGoodbye(secure: tls.TLSSocket, { stream }: Line, socket: net.Socket): void {
  const impatience = setTimeout(() => stream.destroy(), GOODBYE_MS);
  const sender = stream === socket ? secure : socket;
  sender.once('finish', () => stream.destroy());
  socket.once('close', () => clearTimeout(impatience));
  secure.end();
}

/** A peer that does not take our last bytes is left after this long. */
const GOODBYE_MS = 50;

function describePeer(secure: tls.TLSSocket, time: PathTime): HandshakeOutcome {
  const chain: string[] = [];
  let bytes = 0;
  // Node links the certificates in the order they were sent, whether or not one issued the other (measured with
  // Node 24.21 and strangers in between); getPeerCertificate(true) shows only those that belong together.
  for (let one = secure.getPeerX509Certificate(); one !== undefined; one = one.issuerCertificate) {
    bytes += one.raw.length;
    if (chain.length === MAX_CHAIN_LENGTH || bytes > MAX_CHAIN_BYTES) {
      return { outcome: 'unreadable', code: 'chain-too-long' };
    }
    chain.push(one.raw.toString('base64'));
  }
  if (chain.length === 0) return { outcome: 'unreadable', code: 'no-certificate' };
  return {
    outcome: 'answered',
    chain,
    protocol: secure.getProtocol() ?? 'unknown',
    cipher: secure.getCipher().standardName,
    handshakeMs: time.elapsedMs,
    ...(time.isOurs && { isOurs: true }),
  };
}

function describeError(error: NodeJS.ErrnoException, line: Line): HandshakeOutcome {
  const code = error.code ?? 'unknown';
  // Node's own error for a peer that ended the connection has no system call; the system's own has one.
  if (code === 'ECONNRESET' && error.syscall === undefined) return describeEnd(line);
  const alert = alertInErrorCode(code);
  if (alert !== undefined) return { outcome: 'alert', alert: boundedText(alert, 60) };
  const first = line.first() ?? NOTHING;
  if (!looksLikeTls(first)) return describeBanner(first);
  if (/^ERR_(SSL|OSSL|TLS|CRYPTO)_/.test(code)) return { outcome: 'unreadable', code: boundedText(code, 80) };
  return outcomeOfError(error) === 'silent'
    ? { outcome: 'silent', receivedBytes: line.receivedBytes() }
    : { outcome: 'reset', code };
}

/** The peer ended the connection before the handshake was through; OpenSSL says no more of an alert it does not know. */
function describeEnd(line: Line): HandshakeOutcome {
  const first = line.first() ?? NOTHING;
  const alert = alertInFirstRecord(first);
  if (alert !== undefined) return { outcome: 'alert', alert };
  return looksLikeTls(first) ? { outcome: 'closed' } : describeBanner(first);
}

function describeBanner(first: Buffer): HandshakeOutcome {
  return { outcome: 'not-tls', firstBytes: shownBytes(first, BANNER_LENGTH) };
}

const NOTHING = Buffer.alloc(0);

const CLASSIC_CURVES = 'X25519:P-256:P-384';
const CURVES: Readonly<Record<Hello, string>> = {
  classic: CLASSIC_CURVES,
  large: `X25519MLKEM768:${CLASSIC_CURVES}`,
};
const contexts = new Map<Hello, tls.SecureContext | undefined>();

/** Whether this runtime's OpenSSL can offer a post-quantum key share (OpenSSL 3.5, Node 24). */
export function canAskLarge(): boolean {
  return contextOf('large') !== undefined;
}

/** One context a hello for all connections: making one costs as much as a fifth of a handshake. */
function contextOf(hello: Hello, identity?: ClientIdentity): tls.SecureContext | undefined {
  if (identity !== undefined) return createContext(CURVES[hello], identity);
  if (!contexts.has(hello)) contexts.set(hello, createContext(CURVES[hello]));
  return contexts.get(hello);
}

function createContext(ecdhCurve: string, identity?: ClientIdentity): tls.SecureContext | undefined {
  try {
    return nodeTls().createSecureContext({
      ecdhCurve,
      minVersion: 'TLSv1.2',
      // No roots: a verdict of Node's own would cost a third of the speed and is not wanted.
      ca: [],
      // We look at certificates and send nothing: a weak key or hash of an old proxy must not hide its chain.
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(identity !== undefined && { cert: identity.certPem, key: identity.keyPem }),
    });
  } catch {
    // OpenSSL before 3.5 knows no X25519MLKEM768: then only the classic hello is asked.
    return undefined;
  }
}
