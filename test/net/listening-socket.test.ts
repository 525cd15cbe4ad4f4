import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { ListeningSocket } from '../../lib/net/listening-socket.ts';

/** Says why it refuses, and resets: as a server does that closes with something of the client's unread. */
const REFUSES = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write('no', () => setImmediate(() => socket.resetAndDestroy())));
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

test('what a peer said before it reset is heard, although a write fails first', async (t) => {
  const worker = new Worker(REFUSES, { eval: true });
  t.after(() => worker.terminate());
  const [port] = await once(worker, 'message');
  for (let times = 0; times < 20; times += 1) {
    const socket = new ListeningSocket().connect({ host: '127.0.0.1', port });
    const heard: string[] = [];
    socket.on('data', (chunk) => heard.push(String(chunk)));
    const ended = new Promise<string>((resolve) =>
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? '')),
    );
    await new Promise<void>((resolve) =>
      socket.once('connect', () => {
        socket.write('hello');
        // Until the reset is here: in the same turn, so that nothing is read before the next write.
        const untilMs = performance.now() + 30;
        while (performance.now() < untilMs);
        socket.write('and more');
        resolve();
      }),
    );
    assert.match(await ended, /ECONNRESET|EPIPE/);
    assert.deepEqual(heard, ['no']);
  }
});
