import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { makeLeaf } from './certs.ts';

/** A web server on 127.0.0.1 whose clock is off by so much. */
export async function serveWebClock(
  t: TestContext,
  offsetMs: number,
  isSecure: boolean,
): Promise<{ readonly port: number }> {
  const answer: RequestListener = (_request, response) => {
    response.setHeader('Date', new Date(Date.now() + offsetMs).toUTCString());
    response.end();
  };
  const { keyPem, pem } = await makeLeaf(undefined, { names: ['localhost'] });
  const server = isSecure ? createSecure({ key: keyPem, cert: pem }, answer) : createPlain(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}
