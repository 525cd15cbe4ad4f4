import type net from 'node:net';
import type { TestContext } from 'node:test';
import tls from 'node:tls';
import { bundle, type Leaf } from './certs.ts';

type Sends = readonly [Pick<Leaf, 'pem' | 'keyPem'>, ...{ readonly pem: string }[]];

export interface SwitchingTls {
  readonly port: number;
  /** From the next handshake on another chain is sent, as when somebody steps in between. */
  readonly send: (chain: 'genuine' | 'intercepted') => void;
}

/** A genuine TLS server on loopback that can be told to show another chain. */
export async function serveSwitchingTls(
  t: Pick<TestContext, 'after'>,
  chains: Readonly<Record<'genuine' | 'intercepted', Sends>>,
): Promise<SwitchingTls> {
  const optionsOf = (name: keyof typeof chains) => ({
    key: chains[name][0].keyPem,
    cert: bundle(...chains[name]),
  });
  const server = tls.createServer(optionsOf('genuine'));
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    send: (chain) => server.setSecureContext(optionsOf(chain)),
  };
}
