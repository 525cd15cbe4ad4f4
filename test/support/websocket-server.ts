import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { makeAuthority, makeLeaf } from './certs.ts';
import { listen, type Place } from './tls-peers.ts';

/** What a server does with a request to upgrade (RFC 6455 §4.2). */
export type WebSocketManners =
  /** It opens a WebSocket, and answers 426 to everything else (RFC 9110 §15.5.22). */
  | 'upgrades'
  /** It never sees the header: something took it out. */
  | 'sees-no-upgrade'
  /** It wants credentials that it did not get. */
  | 'refuses'
  /** A proxy that decrypts answers in its place. */
  | 'proxy-answers'
  | 'wrong-key'
  | 'cuts'
  | 'says-nothing';

/** A server of WebSockets over TLS, not listening yet. */
export function websocketServer(
  credentials: { readonly key: string; readonly cert: string },
  manners: WebSocketManners = 'upgrades',
): Server {
  const server = createServer(credentials, (_request, response) => {
    response.writeHead(426, { Upgrade: 'websocket', Connection: 'close' }).end('Upgrade Required');
  });
  server.on('tlsClientError', () => {});
  server.on('upgrade', (request, socket: Socket) => {
    socket.on('error', () => {});
    const { 'sec-websocket-key': key = '' } = request.headers;
    ANSWERS[manners](socket, key);
  });
  return server;
}

const ANSWERS: Readonly<Record<WebSocketManners, (socket: Socket, key: string) => void>> = {
  upgrades: (socket, key) => switchProtocols(socket, key),
  'wrong-key': (socket) => switchProtocols(socket, 'another'),
  cuts: (socket) => socket.destroy(),
  'says-nothing': () => {},
  'sees-no-upgrade': (socket) => refuse(socket, '426 Upgrade Required', 'Upgrade: websocket'),
  refuses: (socket) => refuse(socket, '403 Forbidden', 'Server: eice'),
  'proxy-answers': (socket) => refuse(socket, '403 Forbidden', 'Via: 1.1 proxy.lab (squid/5.7)'),
};

/** RFC 6455 §1.3. */
function switchProtocols(socket: Socket, key: string): void {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

function refuse(socket: Socket, status: string, header: string): void {
  socket.end(`HTTP/1.1 ${status}\r\n${header}\r\nContent-Length: 0\r\n\r\n`);
}

/** The same on loopback, for one test. */
export async function serveWebSocket(
  t: TestContext,
  names: readonly string[],
  manners?: WebSocketManners,
): Promise<Place> {
  const leaf = await makeLeaf(await makeAuthority({ name: 'lab' }), { names });
  return await listen(t, websocketServer({ key: leaf.keyPem, cert: leaf.pem }, manners), {});
}
