import { HEAD_LIMIT_BYTES, type HttpHead, readHead, SHOWN_LENGTH } from './http-head.ts';
import { readUntil } from './read-until.ts';
import { shownBytes } from './shown-bytes.ts';
import { connectTcp } from './tcp.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'OPTIONS';
  /** `/path?query`, or `*`. */
  readonly target: string;
  /** What the Host header says. */
  readonly host: string;
}

/** How one plain HTTP request ended. Nothing is followed. */
export type HttpOutcome =
  | ({ readonly outcome: 'answered'; readonly body: string } & HttpHead)
  | { readonly outcome: 'not-http'; readonly firstBytes: string }
  /** The connection stood, and no answer came on it. */
  | { readonly outcome: 'silent' | 'closed' | 'reset' }
  | {
      readonly outcome: 'no-connection';
      readonly how: 'refused' | 'silent' | 'unreachable' | 'reset';
      readonly code?: string;
    };

/** What is asked here answers in a line; a page is told by its beginning. */
const BODY_LIMIT_BYTES = 8 * 1024;

/** One connection to one address and one request; of the body at most 8 KB are read. */
export async function askHttp(
  place: { readonly address: string; readonly port: number },
  request: HttpRequest,
  limits: { readonly timeoutMs: number; readonly connectTimeoutMs: number; readonly signal: AbortSignal },
): Promise<HttpOutcome> {
  const { timeoutMs, connectTimeoutMs, signal } = limits;
  const startedMs = performance.now();
  const leftMs = () => timeoutMs - (performance.now() - startedMs);
  const connection = await connectTcp(place.address, place.port, connectTimeoutMs, signal);
  if (connection.outcome !== 'open') {
    const { outcome: how } = connection;
    return { outcome: 'no-connection', how, ...('code' in connection && { code: connection.code }) };
  }
  const { socket } = connection;
  try {
    socket.write(encodeRequest(request, place.port));
    const head = await readUntil(socket, readHead, {
      limitBytes: HEAD_LIMIT_BYTES,
      timeoutMs: leftMs(),
      signal,
    });
    if (head.outcome !== 'heard') {
      return head.received.byteLength > 0
        ? { outcome: 'not-http', firstBytes: shownBytes(head.received, SHOWN_LENGTH) }
        : { outcome: head.outcome };
    }
    if ('strange' in head.value) return { outcome: 'not-http', firstBytes: head.value.strange };
    const wantedBytes = Number(head.value.headers.get('content-length') ?? Number.NaN);
    const body =
      wantedBytes === 0
        ? Buffer.alloc(0)
        : await readBody(
            async (read) =>
              await readUntil(socket, read, { limitBytes: BODY_LIMIT_BYTES, timeoutMs: leftMs(), signal }),
            wantedBytes,
          );
    return { outcome: 'answered', ...head.value, body: body.toString('utf8') };
  } finally {
    socket.destroy();
  }
}

type ReadUntil = (
  read: (received: Buffer) => { readonly value: Buffer; readonly usedBytes: number } | undefined,
) => ReturnType<typeof readUntil<Buffer>>;

async function readBody(listen: ReadUntil, wantedBytes: number): Promise<Buffer> {
  const heard = await listen((received) =>
    received.byteLength >= wantedBytes || received.subarray(-7).toString('latin1').endsWith('\r\n0\r\n\r\n')
      ? { value: received, usedBytes: received.byteLength }
      : undefined,
  );
  return heard.outcome === 'heard' ? heard.value.subarray(0, BODY_LIMIT_BYTES) : heard.received;
}

function encodeRequest({ method, target, host }: HttpRequest, port: number): string {
  const authority = host.includes(':') ? `[${host}]` : host;
  return [
    `${method} ${target} HTTP/1.1`,
    `Host: ${port === 80 ? authority : `${authority}:${port}`}`,
    'User-Agent: gatewatch',
    'Accept: */*',
    'Connection: close',
    '',
    '',
  ].join('\r\n');
}
