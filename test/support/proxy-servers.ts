import net from 'node:net';
import type { TestContext } from 'node:test';
import { type Place, serveTcp } from './tls-peers.ts';

/** What a proxy on loopback does with a wanted destination. */
export interface ProxyBehaviour {
  /** Where tunnels really lead, by the `host:port` that was asked for; without an entry nobody is there. */
  readonly leadsTo?: Readonly<Record<string, Place>>;
  /** Ports that may be asked for; default all. */
  readonly allows?: readonly number[];
  readonly wantsCredentials?: boolean;
  /** Told every destination that was asked for, as it was written. */
  readonly onAsk?: (destination: string) => void;
}

const SQUID = 'Via: 1.1 proxy.lab (squid/5.7)\r\n';

/** A proxy that speaks HTTP CONNECT as Squid does. */
export async function serveHttpProxy(t: TestContext, behaviour: ProxyBehaviour = {}): Promise<Place> {
  return await serveTcp(t, (socket) => {
    let request = '';
    const onData = (chunk: Buffer) => {
      request += chunk.toString('latin1');
      const end = request.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.off('data', onData);
      const destination = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(request)?.[1];
      if (destination === undefined) {
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
        return;
      }
      behaviour.onAsk?.(destination);
      answer(socket, destination, behaviour);
    };
    socket.on('data', onData);
  });
}

function answer(socket: net.Socket, destination: string, behaviour: ProxyBehaviour): void {
  const port = Number(destination.slice(destination.lastIndexOf(':') + 1));
  const refuse = (status: string, error: string, more = '') =>
    socket.end(
      `HTTP/1.1 ${status}\r\nServer: squid/5.7\r\nX-Squid-Error: ${error}\r\n${SQUID}${more}Content-Length: 2\r\n\r\nno`,
    );
  if (behaviour.wantsCredentials) {
    const demand = 'Proxy-Authenticate: Basic realm="lab"\r\n';
    return void refuse('407 Proxy Authentication Required', 'ERR_CACHE_ACCESS_DENIED 0', demand);
  }
  if (behaviour.allows?.includes(port) === false) return void refuse('403 Forbidden', 'ERR_ACCESS_DENIED 0');
  const place = behaviour.leadsTo?.[destination];
  if (place === undefined) return void refuse('503 Service Unavailable', 'ERR_DNS_FAIL 0');
  const onward = net.connect(place.port, place.host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => refuse('503 Service Unavailable', 'ERR_CONNECT_FAIL 111'));
  socket.on('close', () => onward.destroy());
}

/** A SOCKS5 proxy (RFC 1928); `reply` overrides what it answers to every request. */
export async function serveSocks(
  t: TestContext,
  behaviour: ProxyBehaviour & { readonly reply?: number } = {},
): Promise<Place> {
  return await serveTcp(t, (socket) => {
    let received = Buffer.alloc(0);
    let greeted = false;
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!greeted) {
        if (received.length < 2 || received.length < 2 + (received[1] ?? 0)) return;
        const offers = [...received.subarray(2, 2 + (received[1] ?? 0))];
        received = received.subarray(2 + offers.length);
        greeted = true;
        const method = behaviour.wantsCredentials || !offers.includes(0) ? 0xff : 0;
        socket.write(Buffer.from([5, method]));
        return;
      }
      const destination = readDestination(received);
      if (destination === undefined) return;
      socket.off('data', onData);
      behaviour.onAsk?.(destination);
      answerSocks(socket, destination, behaviour);
    };
    socket.on('data', onData);
  });
}

function readDestination(request: Buffer): string | undefined {
  const type = request[3];
  const [from, length] = type === 1 ? [4, 4] : type === 4 ? [4, 16] : [5, request[4] ?? 0];
  if (request.length < from + length + 2) return undefined;
  const bytes = request.subarray(from, from + length);
  const host = type === 3 ? bytes.toString('latin1') : [...bytes].join('.');
  return `${host}:${request.readUInt16BE(from + length)}`;
}

function answerSocks(
  socket: net.Socket,
  destination: string,
  { leadsTo, allows, reply }: ProxyBehaviour & { readonly reply?: number },
): void {
  const say = (code: number) => socket.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
  const port = Number(destination.slice(destination.lastIndexOf(':') + 1));
  const place = leadsTo?.[destination];
  const code = reply ?? (allows?.includes(port) === false ? 2 : place === undefined ? 4 : 0);
  if (code !== 0 || place === undefined) {
    say(code);
    socket.end();
    return;
  }
  const onward = net.connect(place.port, place.host, () => {
    say(0);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => {
    say(5);
    socket.end();
  });
  socket.on('close', () => onward.destroy());
}
