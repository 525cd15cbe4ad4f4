import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';

/** A port of the loopback address that gives no answer to a connection request. */
export interface SilentPort {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * A listener that never accepts: once its queue is full, the system drops further connection requests, just as a
 * filtering firewall does (listen(2), "backlog"). It needs no rights and no firewall. The thread listens and then
 * is paused, for an idle event loop would accept.
 */
const LISTENER = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(new Int32Array(workerData), 0, 0));
});
`;
/** One more than the queue holds (backlog + 1), and one to be sure. */
const FILLERS = 3;

export async function openSilentPort(): Promise<SilentPort> {
  const gate = new SharedArrayBuffer(4);
  const worker = new Worker(LISTENER, { eval: true, workerData: gate });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: net.Socket[] = [];
  for (let index = 0; index < FILLERS; index += 1) {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.on('error', () => {});
    fillers.push(socket);
    // The last ones are not answered any more: that is what they are for.
    await Promise.race([once(socket, 'connect'), new Promise((resolve) => setTimeout(resolve, 50))]);
  }
  return {
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy();
      Atomics.notify(new Int32Array(gate), 0);
      await worker.terminate();
    },
  };
}
