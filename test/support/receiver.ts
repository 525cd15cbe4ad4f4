import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { type Authority, makeAuthority, makeLeaf } from './certs.ts';

/** An answer, as a receiver gives it. */
export interface Answer {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly afterMs?: number;
}

/** How one request is answered instead of being taken. */
export type Fault =
  | Answer
  /** The request is read and nothing is ever said. */
  | 'never'
  /** The connection is cut. */
  | 'cut';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly ca: Authority;
  /** All requests, refused ones included. */
  readonly received: readonly Received[];
  /** The next requests meet these faults, one each. */
  readonly failNext: (...faults: readonly Fault[]) => void;
}

/** A server of HTTPS on loopback that answers as the test says. */
export async function serveReceiver(
  t: Pick<TestContext, 'after'>,
  take: (request: Received) => Answer,
): Promise<Receiver> {
  const ca = await makeAuthority({ name: 'Receiver stand-in' });
  const leaf = await makeLeaf(ca, { names: ['localhost', '127.0.0.1'] });
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-receiver-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca.pem);
  const received: Received[] = [];
  const faults: Fault[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = '', headers } = request;
    const one = { path, headers, body: await text(request) };
    received.push(one);
    const fault = faults.shift();
    if (fault === 'never') return;
    if (fault === 'cut') return void request.socket.destroy();
    const { status, text: said = '', headers: more, afterMs = 0 } = fault ?? take(one);
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    response.writeHead(status, { 'content-type': 'text/html', ...more });
    response.end(said);
  };
  const server = createServer({ key: leaf.keyPem, cert: `${leaf.pem}\n${ca.pem}` }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, caFile, ca, received, failNext: (...next) => void faults.push(...next) };
}
