import net from 'node:net';
import type { TestContext } from 'node:test';

export interface OpenAndShut {
  readonly port: number;
  /** From now on the port refuses. */
  readonly close: () => Promise<void>;
  readonly open: () => Promise<void>;
}

/** A port of loopback that listens, ceases to and listens again. */
export async function openAndShut(t: Pick<TestContext, 'after'>): Promise<OpenAndShut> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  t.after(close);
  const { port } = server.address() as net.AddressInfo;
  return { port, close, open: () => listen(port) };
}
