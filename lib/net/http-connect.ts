import type net from 'node:net';
import { boundedText, placeName } from '../core/text.ts';
import { HEAD_LIMIT_BYTES, type HttpHead, readHead, SHOWN_LENGTH } from './http-head.ts';
import { readUntil } from './read-until.ts';
import { shownBytes } from './shown-bytes.ts';
import type { Destination, TunnelLimits, TunnelReply } from './tunnel-reply.ts';

/** Asks an HTTP proxy for a tunnel. The name travels as it is: the proxy resolves it (RFC 9110 §9.3.6). */
export async function askConnect(
  socket: net.Socket,
  destination: Destination,
  limits: TunnelLimits,
): Promise<TunnelReply> {
  socket.write(encodeConnect(destination));
  const heard = await readUntil(socket, readHead, { ...limits, limitBytes: HEAD_LIMIT_BYTES });
  if (heard.outcome !== 'heard') {
    return heard.received.byteLength > 0
      ? { outcome: 'not-a-proxy', firstBytes: shownBytes(heard.received, SHOWN_LENGTH) }
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
  const authority = placeName(host, port);
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: gatewatch\r\n\r\n`;
}

/** What a refusal says of itself. Squid names its error in its own header (Squid wiki, "ERR_* pages"). */
function describeHeaders(headers: HttpHead['headers']) {
  const shown = (name: string) => {
    const value = headers.get(name);
    return value === undefined ? undefined : boundedText(value, SHOWN_LENGTH);
  };
  const error = shown('x-squid-error');
  const software = shown('via') ?? shown('server') ?? shown('proxy-agent');
  const wants = shown('proxy-authenticate');
  const leadsTo = shown('location');
  return {
    ...(error !== undefined && { error }),
    ...(software !== undefined && { software }),
    ...(wants !== undefined && { wants }),
    ...(leadsTo !== undefined && { leadsTo }),
  };
}
