import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { exchangeTcp, type TcpAnswer } from '../../lib/net/tcp-exchange.ts';

async function serve(t: TestContext, onConnection: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Asks for a line of text. */
async function askLine(
  port: number,
  options: { timeoutMs?: number; maxBytes?: number; signal?: AbortSignal } = {},
): Promise<TcpAnswer<string>> {
  return await exchangeTcp({
    address: '127.0.0.1',
    port,
    request: Buffer.from('hello\n'),
    accept: (received) => {
      const text = Buffer.from(received).toString('latin1');
      return text.includes('\n') ? text : undefined;
    },
    maxBytes: options.maxBytes ?? 1000,
    timeoutMs: options.timeoutMs ?? 200,
    signal: options.signal ?? new AbortController().signal,
  });
}

test('an answer is given up as soon as it is whole, though the connection stays', async (t) => {
  const port = await serve(t, (socket) =>
    socket.once('data', (request) => {
      socket.write(request.subarray(0, 3));
      setTimeout(() => socket.write(request.subarray(3)), 20);
    }),
  );
  assert.partialDeepStrictEqual(await askLine(port), { outcome: 'answered', value: 'hello\n' });
});

test('a peer that takes the connection and says nothing, or not enough, is mute', async (t) => {
  const silent = await serve(t, () => {});
  const halting = await serve(t, (socket) => socket.write('hel'));
  assert.partialDeepStrictEqual(await askLine(silent), { outcome: 'mute', receivedBytes: 0 });
  assert.partialDeepStrictEqual(await askLine(halting), { outcome: 'mute', receivedBytes: 3 });
});

test('a peer that hangs up is closed, whether by FIN or by reset', async (t) => {
  const ended = await serve(t, (socket) => socket.end('hel'));
  const reset = await serve(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  assert.partialDeepStrictEqual(await askLine(ended), { outcome: 'closed', receivedBytes: 3 });
  assert.partialDeepStrictEqual(await askLine(reset), { outcome: 'closed', receivedBytes: 0 });
});

test('an endless answer is left after the bytes that were asked for', async (t) => {
  const port = await serve(t, (socket) => socket.write('x'.repeat(1_000_000)));
  const startedMs = performance.now();
  const answer = await askLine(port, { maxBytes: 100, timeoutMs: 2000 });
  assert.equal(answer.outcome, 'mute');
  assert.ok(performance.now() - startedMs < 1000);
});

test('a closed port refuses, and an abort ends the wait at once', async (t) => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  assert.partialDeepStrictEqual(await askLine(port), { outcome: 'refused', code: 'ECONNREFUSED' });

  const silent = await serve(t, () => {});
  const startedMs = performance.now();
  const answer = await askLine(silent, { timeoutMs: 5000, signal: AbortSignal.timeout(30) });
  assert.equal(answer.outcome, 'mute');
  assert.ok(performance.now() - startedMs < 200);
});

test('an error of the reader is ours and rejects', async (t) => {
  const port = await serve(t, (socket) => socket.write('x'));
  await assert.rejects(
    exchangeTcp({
      address: '127.0.0.1',
      port,
      request: new Uint8Array(1),
      accept: () => {
        throw new TypeError('a bug of ours');
      },
      maxBytes: 10,
      timeoutMs: 200,
      signal: new AbortController().signal,
    }),
    TypeError,
  );
});
