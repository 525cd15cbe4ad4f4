import { createHash, randomBytes } from 'node:crypto';
import type net from 'node:net';
import { boundedText, placeName } from '../core/text.ts';
import { HEAD_LIMIT_BYTES, type HttpHead, readHead, SHOWN_LENGTH } from './http-head.ts';
import { nodeTls } from './public-roots.ts';
import { readUntil } from './read-until.ts';
import { awaitSilence } from './silence.ts';

/** What came of asking for a WebSocket over TLS. */
export type WebSocketOutcome =
  /** No TLS, whatever the reason: `tls` and `proxy` look closer. */
  | { readonly outcome: 'no-tls' }
  /** 101 with the right key (RFC 6455 §4.1): frames could be sent now. */
  | { readonly outcome: 'upgraded' }
  /** 101, and the answer to the key is missing or wrong: something on the way answers for the server. */
  | { readonly outcome: 'wrong-accept' }
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** What the answer says of who wrote it, where it does. */
      readonly server?: string;
      readonly via?: string;
    }
  | { readonly outcome: 'not-http'; readonly firstBytes: string }
  | { readonly outcome: 'silent' | 'closed' | 'reset' };

/** RFC 6455 §1.3. */
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const KEY_BYTES = 16;

interface WebSocketOptions {
  readonly host: string;
  readonly port: number;
  /** With its query, where it has one. */
  readonly path: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** TLS over an open connection, and one request to upgrade (RFC 6455 §4.1). The connection is closed afterwards. */
export async function askWebSocket(socket: net.Socket, options: WebSocketOptions): Promise<WebSocketOutcome> {
  const { host, port, path, timeoutMs, signal } = options;
  const startedMs = performance.now();
  // Whose certificate it is, is judged by `tls` and `proxy`.
  const secure = nodeTls().connect({ socket, servername: host, rejectUnauthorized: false });
  secure.on('error', () => {});
  try {
    const isSecure = await new Promise<boolean>((resolve) => {
      const stopWaiting = awaitSilence({ timeoutMs, signal }, () => end(false));
      const end = (is: boolean) => {
        stopWaiting();
        resolve(is);
      };
      secure.once('secureConnect', () => end(true)).once('close', () => end(false));
    });
    if (!isSecure) return { outcome: 'no-tls' };
    const key = randomBytes(KEY_BYTES).toString('base64');
    secure.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: ${placeName(host, port)}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${key}`,
        'Sec-WebSocket-Version: 13',
        'User-Agent: gatewatch',
        '\r\n',
      ].join('\r\n'),
    );
    const leftMs = Math.max(0, timeoutMs - (performance.now() - startedMs));
    const heard = await readUntil(secure, readHead, {
      limitBytes: HEAD_LIMIT_BYTES,
      timeoutMs: leftMs,
      signal,
    });
    if (heard.outcome !== 'heard') return { outcome: heard.outcome };
    if ('strange' in heard.value) return { outcome: 'not-http', firstBytes: heard.value.strange };
    return describe(heard.value, key);
  } finally {
    secure.destroy();
    socket.destroy();
  }
}

function describe({ status, headers }: HttpHead, key: string): WebSocketOutcome {
  if (status === 101) {
    const accept = createHash('sha1').update(`${key}${ACCEPT_SUFFIX}`).digest('base64');
    return { outcome: headers.get('sec-websocket-accept') === accept ? 'upgraded' : 'wrong-accept' };
  }
  const shown = (name: string) => boundedText(headers.get(name) ?? '', SHOWN_LENGTH);
  const [server, via] = [shown('server'), shown('via')];
  return {
    outcome: 'answered',
    status,
    ...(server !== '' && { server }),
    ...(via !== '' && { via }),
  };
}
