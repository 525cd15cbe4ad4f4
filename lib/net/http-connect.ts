import type net from 'node:net';
import { boundedText } from '../core/text.ts';
import { hear, type Understood } from './hear.ts';
import type { Destination, TunnelLimits, TunnelReply } from './tunnel.ts';

/** A proxy's answer to CONNECT, as far as it says something about the way. */
interface ConnectReply {
  readonly status: number;
  /** By lower-case name; of a repeated one the first. */
  readonly headers: ReadonlyMap<string, string>;
}

/** More than this is no header section; Squid's own limit is 64 KB, its answers have about 300 bytes. */
const HEADER_LIMIT_BYTES = 16 * 1024;
const HEADER_LINES = 100;
const SHOWN_LENGTH = 120;
const INTERIM = 1;

/** Asks an HTTP proxy for a tunnel. The name travels as it is: the proxy resolves it (RFC 9110 §9.3.6). */
export async function askConnect(
  socket: net.Socket,
  destination: Destination,
  limits: TunnelLimits,
): Promise<TunnelReply> {
  socket.write(encodeConnect(destination));
  const heard = await hear(socket, readReply, { ...limits, limitBytes: HEADER_LIMIT_BYTES });
  if (heard.outcome !== 'heard') {
    return heard.received.byteLength > 0
      ? { outcome: 'not-a-proxy', firstBytes: shownBytes(heard.received) }
      : { outcome: heard.outcome };
  }
  if ('strange' in heard.value) return { outcome: 'not-a-proxy', firstBytes: heard.value.strange };
  const { status, headers } = heard.value;
  if (status >= 200 && status < 300) {
    // A tunnel has no content (RFC 9110 §9.3.6): what announces some is a web page.
    const isPage = headers.has('content-type');
    return { outcome: 'tunnel', status, ...(isPage && { isPage }) };
  }
  return { outcome: 'refusal', status, ...describeHeaders(headers) };
}

/** The request, with an IPv6 address in brackets (RFC 9112 §3.2.3). */
export function encodeConnect({ host, port }: Destination): string {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: gatewatch\r\n\r\n`;
}

/**
 * Reads the header section of an answer (RFC 9112 §4, §5); interim answers are passed over.
 *
 * @returns undefined while more is needed; `strange` holds the first bytes of what is no HTTP
 */
export function readReply(
  received: Buffer,
): Understood<ConnectReply | { readonly strange: string }> | undefined {
  let from = 0;
  for (;;) {
    const text = received.toString('latin1', from, from + HEADER_LIMIT_BYTES);
    if (!isStartOf(text, 'HTTP/1.'))
      return { value: { strange: shownBytes(received.subarray(from)) }, usedBytes: 0 };
    const end = /\r?\n\r?\n/.exec(text);
    if (end === null) return undefined;
    const [statusLine = '', ...lines] = text.slice(0, end.index).split(/\r?\n/, HEADER_LINES);
    const status = Number(/^HTTP\/1\.[01] ([1-9]\d{2})(?: |$)/.exec(statusLine)?.[1] ?? 0);
    if (status === 0) return { value: { strange: shownBytes(received.subarray(from)) }, usedBytes: 0 };
    from += end.index + end[0].length;
    if (Math.floor(status / 100) !== INTERIM)
      return { value: { status, headers: headersOf(lines) }, usedBytes: from };
  }
}

function isStartOf(text: string, start: string): boolean {
  return text.length < start.length ? start.startsWith(text) : text.startsWith(start);
}

function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !headers.has(name))
      headers.set(name, boundedText(match?.[2] ?? '', SHOWN_LENGTH));
  }
  return headers;
}

/** What a refusal says of itself. Squid names its error in a header of its own (Squid wiki, "ERR_* pages"). */
function describeHeaders(headers: ReadonlyMap<string, string>) {
  const error = headers.get('x-squid-error');
  const software = headers.get('via') ?? headers.get('server') ?? headers.get('proxy-agent');
  const wants = headers.get('proxy-authenticate');
  const leadsTo = headers.get('location');
  return {
    ...(error !== undefined && { error }),
    ...(software !== undefined && { software }),
    ...(wants !== undefined && { wants }),
    ...(leadsTo !== undefined && { leadsTo }),
  };
}

function shownBytes(bytes: Buffer): string {
  return boundedText(bytes.toString('latin1', 0, SHOWN_LENGTH * 4), SHOWN_LENGTH);
}
