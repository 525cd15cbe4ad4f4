import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import type { TestContext } from 'node:test';

/** A running moto_server, an emulation of AWS that speaks the real protocols. Stopped when the test ends. */
export async function startMoto(t: Pick<TestContext, 'after'>): Promise<{ readonly url: string }> {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  t.after(async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  });
  const url = `http://127.0.0.1:${port}`;
  const givenUpAtMs = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answered = await fetch(`${url}/moto-api/data.json`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return { url };
    if (server.exitCode !== null)
      throw new Error(`moto_server ended with ${server.exitCode}; is moto[server] installed?`);
    if (Date.now() > givenUpAtMs) throw new Error('moto_server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const START_TIMEOUT_MS = 60_000;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
