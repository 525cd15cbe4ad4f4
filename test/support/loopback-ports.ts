import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import type { TestContext } from 'node:test';

/** A port of this machine that accepts connections until the test ends. */
export async function openPort(t: TestContext): Promise<number> {
  const server = createServer((socket) => socket.end());
  const port = await listen(server);
  t.after(() => new Promise((resolve) => server.close(resolve)));
  return port;
}

/** A port of this machine that nobody listens on: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  return address.port;
}
