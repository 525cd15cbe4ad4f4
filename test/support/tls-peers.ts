import net from 'node:net';
import type { TestContext } from 'node:test';
import tls from 'node:tls';
import { bundle, type Leaf } from './certs.ts';

/** Servers on loopback, each good or bad in one way; all are closed, with their connections, after the test. */

export interface Place {
  readonly host: string;
  readonly port: number;
  /** How many connections have come. */
  readonly connections: () => number;
}

export interface TlsServerOptions {
  /** The leaf, then whatever else is sent. */
  readonly sends: readonly [Pick<Leaf, 'pem' | 'keyPem'>, ...{ readonly pem: string }[]];
  readonly host?: string;
  readonly port?: number;
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL's lists, for a server that is behind the times. */
  readonly sigalgs?: string;
  readonly ciphers?: string;
  /** Told the server name of each hello; `false` where none was sent. */
  readonly onServername?: (servername: string | false) => void;
}

/** A genuine TLS server. */
export async function serveTls(t: TestContext, options: TlsServerOptions): Promise<Place> {
  const [leaf] = options.sends;
  const server = tls.createServer({
    key: leaf.keyPem,
    cert: bundle(...options.sends),
    ...(options.maxVersion !== undefined && { maxVersion: options.maxVersion }),
    ...(options.sigalgs !== undefined && { sigalgs: options.sigalgs }),
    ...(options.ciphers !== undefined && { ciphers: options.ciphers }),
  });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => {
    socket.on('error', () => {});
    options.onServername?.(socket.servername ?? false);
  });
  return await listen(t, server, options);
}

/** A TCP server that does as it is told with each connection. */
export async function serveTcp(
  t: TestContext,
  onConnection: (socket: net.Socket) => void,
  options: { readonly host?: string; readonly port?: number } = {},
): Promise<Place> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  return await listen(t, server, options);
}

/** Passes bytes on to a server, but drops a ClientHello of more than `limit` bytes without a word. */
export async function serveBehindSmallBox(
  t: TestContext,
  server: Place,
  limit: number,
  options: { readonly dropsSmaller?: boolean } = {},
): Promise<Place> {
  return await serveTcp(t, (socket) => {
    socket.once('data', (hello) => {
      if (hello.length > limit !== (options.dropsSmaller ?? false)) return;
      const onward = net.connect(server.port, server.host);
      onward.on('error', () => socket.destroy());
      onward.write(hello);
      socket.pipe(onward).pipe(socket);
    });
  });
}

/** Passes everything on to a server, and tells what each client sent when it has ended. */
export async function serveThrough(
  t: TestContext,
  server: Place,
  onEnd: (sent: Buffer) => void,
): Promise<Place> {
  return await serveTcp(t, (socket) => {
    const onward = net.connect(server.port, server.host);
    onward.on('error', () => socket.destroy());
    const sent: Buffer[] = [];
    socket.on('data', (chunk) => sent.push(chunk));
    socket.once('close', () => onEnd(Buffer.concat(sent)));
    socket.pipe(onward).pipe(socket);
  });
}

/** A port of loopback that nobody listens on. */
export async function closedPort(host = '127.0.0.1'): Promise<Place> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { host, port, connections: () => 0 };
}

export async function listen(
  t: TestContext,
  server: net.Server,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number },
): Promise<Place> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  server.on('connection', (socket: net.Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { host, port: (server.address() as net.AddressInfo).port, connections: () => connections };
}
