import type tls from 'node:tls';
import type { ClientIdentity } from '../core/client-identity.ts';
import { boundedText } from '../core/text.ts';
import { alertInErrorCode, alertInFirstRecord, looksLikeTls } from './alerts.ts';
import { type CertificatePage, certificatePage, HTTP_BAD_REQUEST } from './certificate-page.ts';
import { nodeTls } from './public-roots.ts';
import { awaitSilence } from './silence.ts';
import { Tap } from './tap.ts';
import { connectTcp } from './tcp.ts';

export const MUTUAL_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;
export type MutualVersion = (typeof MUTUAL_VERSIONS)[number];

/** How a server took a client that showed a certificate, or none. */
export type MutualOutcome =
  | { readonly outcome: 'no-connection'; readonly how: 'refused' | 'silent' | 'unreachable' | 'reset' }
  /** The handshake went through and nothing came after it that refuses the client; `status` of an HTTP answer. */
  | { readonly outcome: 'accepted'; readonly status?: number }
  | {
      readonly outcome: 'refused';
      readonly how: 'alert' | 'closed' | 'reset';
      /** `after`: under TLS 1.3 the client is done before the server has looked at its certificate. */
      readonly when: 'during' | 'after';
      readonly alert?: string;
    }
  /** The handshake went through, and then a page of status 400 speaks of the certificate, as nginx refuses. */
  | ({
      readonly outcome: 'refused';
      readonly how: 'http';
      readonly when: 'after';
      readonly status: number;
    } & CertificatePage)
  | { readonly outcome: 'silent' }
  | { readonly outcome: 'not-tls' }
  | { readonly outcome: 'unreadable'; readonly code: string };

export interface MutualOptions {
  readonly servername?: string | undefined;
  readonly version: MutualVersion;
  /** None: the client has no certificate to show. */
  readonly identity?: ClientIdentity | undefined;
  /** Connect, handshake and the wait after it together, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** An alert for the certificate follows the handshake within a round trip; so long it is waited for before asking. */
const QUIET_MS = { least: 50, most: 300 } as const;
/** How long an answer to the request is waited for, in handshakes; a server that says nothing has not refused. */
const ANSWER_MS = { handshakes: 4, least: 400, most: 1500 } as const;
/** Head and page of a refusal; nginx' are 400 bytes. */
const PAGE_BYTES = 8192;

/**
 * One TLS handshake of one version with one address, with a client certificate or without, and what comes
 * after it: under TLS 1.3 a server refuses the client's certificate once the client has finished (RFC 8446 §4.4.2.4),
 * and some servers refuse in HTTP only. A `GET /` is sent to make them speak.
 */
export async function askMutualTls(
  address: string,
  port: number,
  options: MutualOptions,
): Promise<MutualOutcome> {
  const startedMs = performance.now();
  const first = await askOnce(address, port, options, 'asks');
  if (first.outcome !== 'refused' || first.how !== 'reset' || first.when !== 'after') return first;
  // A write that fails takes what the peer said before with it. An alert comes without being asked for.
  const timeoutMs = Math.max(0, options.timeoutMs - (performance.now() - startedMs));
  const second = await askOnce(address, port, { ...options, timeoutMs }, 'listens');
  return second.outcome === 'refused' && second.how === 'alert' ? second : first;
}

async function askOnce(
  address: string,
  port: number,
  options: MutualOptions,
  after: 'asks' | 'listens',
): Promise<MutualOutcome> {
  const startedMs = performance.now();
  const leftMs = () => Math.max(0, options.timeoutMs - (performance.now() - startedMs));
  const context = contextOf(options);
  if (typeof context === 'string') return { outcome: 'unreadable', code: context };
  const connection = await connectTcp(address, port, options.timeoutMs, options.signal);
  if (connection.outcome !== 'open') return { outcome: 'no-connection', how: connection.outcome };
  const tap = new Tap(connection.socket);
  const secure = nodeTls().connect({
    socket: tap,
    secureContext: context,
    rejectUnauthorized: false,
    ...(options.servername !== undefined && { servername: options.servername }),
  });
  let quiet: NodeJS.Timeout | undefined;
  let stopWaiting = () => {};
  let shaken = false;
  let said = Buffer.alloc(0);
  const describe = (isAll: boolean) => describeAnswer(said, options.identity !== undefined, isAll);
  try {
    return await new Promise<MutualOutcome>((resolve) => {
      // A peer that is silent to the end has refused nothing once the handshake is through.
      const onGivenUp = () => resolve(describe(true) ?? { outcome: shaken ? 'accepted' : 'silent' });
      const { signal } = options;
      stopWaiting = awaitSilence({ timeoutMs: leftMs(), signal }, onGivenUp);
      secure.once('secureConnect', () => {
        shaken = true;
        const tookMs = performance.now() - startedMs;
        const quietMs = Math.min(QUIET_MS.most, Math.max(QUIET_MS.least, tookMs));
        const ask = () => {
          if (secure.destroyed) return;
          if (after === 'asks' && secure.writable) secure.write(requestFor(options.servername ?? address));
          const answerMs = Math.min(ANSWER_MS.most, Math.max(ANSWER_MS.least, ANSWER_MS.handshakes * tookMs));
          const timeoutMs = Math.min(answerMs, leftMs());
          stopWaiting();
          // Our words are out: with as long as all before took, the peer's are at our kernel, however late we look.
          const patience = { timeoutMs, signal, ...(timeoutMs > tookMs && { kernelListens: true as const }) };
          stopWaiting = awaitSilence(patience, onGivenUp);
        };
        // A late event loop runs timers before it reads: an alert that waits in the socket would be lost with the
        // first write that fails.
        quiet = setTimeout(() => setImmediate(ask), quietMs);
      });
      secure.on('data', (bytes: Buffer) => {
        said = Buffer.concat([said, bytes.subarray(0, PAGE_BYTES - said.length)]);
        const answer = describe(said.length === PAGE_BYTES);
        if (answer !== undefined) resolve(answer);
      });
      secure.on('error', (error: NodeJS.ErrnoException) =>
        resolve(describe(true) ?? describeError(error, shaken, tap)),
      );
      secure.once('close', () => resolve(describe(true) ?? describeEnd(shaken, tap)));
    });
  } finally {
    clearTimeout(quiet);
    stopWaiting();
    secure.destroy();
    tap.destroy();
  }
}

function requestFor(host: string): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `GET / HTTP/1.1\r\nHost: ${name}\r\nUser-Agent: gatewatch\r\nConnection: close\r\n\r\n`;
}

/** What was said so far, as an answer; undefined while nothing was, or while the rest may decide. */
function describeAnswer(said: Buffer, wasShown: boolean, isAll: boolean): MutualOutcome | undefined {
  if (said.length === 0) return undefined;
  const text = said.toString('latin1');
  if (!isAll && !text.includes('\n')) return undefined;
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(text)?.[1]);
  if (Number.isNaN(status)) return { outcome: 'accepted' };
  if (status !== HTTP_BAD_REQUEST) return { outcome: 'accepted', status };
  // The head comes in a separate piece from some servers.
  const page = certificatePage(text, wasShown);
  if (page !== undefined) return { outcome: 'refused', how: 'http', when: 'after', status, ...page };
  return isAll ? { outcome: 'accepted', status } : undefined;
}

function describeError(error: NodeJS.ErrnoException, shaken: boolean, tap: Tap): MutualOutcome {
  const code = error.code ?? 'unknown';
  const when = shaken ? 'after' : 'during';
  const alert = alertInErrorCode(code);
  if (alert !== undefined) return { outcome: 'refused', how: 'alert', when, alert: boundedText(alert, 60) };
  // Node's own error for a peer that ended the connection has no system call; the system's own has one.
  if (code === 'ECONNRESET' && error.syscall === undefined) return describeEnd(shaken, tap);
  if (!shaken && !looksLikeTls(tap.first)) return { outcome: 'not-tls' };
  if (/^ERR_(SSL|OSSL|TLS|CRYPTO)_/.test(code)) return { outcome: 'unreadable', code: boundedText(code, 80) };
  return { outcome: 'refused', how: 'reset', when };
}

function describeEnd(shaken: boolean, tap: Tap): MutualOutcome {
  if (shaken) return { outcome: 'refused', how: 'closed', when: 'after' };
  const alert = alertInFirstRecord(tap.first);
  if (alert !== undefined) return { outcome: 'refused', how: 'alert', when: 'during', alert };
  return looksLikeTls(tap.first)
    ? { outcome: 'refused', how: 'closed', when: 'during' }
    : { outcome: 'not-tls' };
}

function contextOf({ version, identity }: MutualOptions): tls.SecureContext | string {
  try {
    return nodeTls().createSecureContext({
      minVersion: version,
      maxVersion: version,
      // As for every other question: whose certificate the server shows is judged elsewhere.
      ca: [],
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(identity !== undefined && { cert: identity.certPem, key: identity.keyPem }),
    });
  } catch (error) {
    return identityFaultOf(error);
  }
}

/**
 * Whether certificate and key can be used together; a word about what is wrong, without anything of the key, where
 * they cannot.
 */
export function checkIdentity(identity: ClientIdentity): string | undefined {
  try {
    nodeTls().createSecureContext({
      cert: identity.certPem,
      key: identity.keyPem,
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    return undefined;
  } catch (error) {
    return identityFaultOf(error);
  }
}

/** OpenSSL's messages are kept out: a code says enough, and can hold nothing of the files. */
function identityFaultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) return 'the key does not belong to the certificate';
  if (/PASSWORD|BAD_DECRYPT|INTERRUPTED/.test(code)) return 'the key is encrypted';
  return `certificate and key cannot be used (${boundedText(code, 80)})`;
}
