import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { type Authority, makeAuthority, makeLeaf } from './certs.ts';
import { slackRefusals } from './slack-rules.ts';

/** How one request is answered instead of being taken. */
export type SlackFault =
  | {
      readonly status: number;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterMs?: number;
    }
  /** The request is read and nothing is ever said. */
  | 'never'
  /** The connection is cut. */
  | 'cut';

export interface SlackServer {
  /** The web hook's address, with its secret. */
  readonly url: string;
  /** Part of the address that may stand in no output. */
  readonly secret: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly ca: Authority;
  /** What was posted to the channel. */
  readonly messages: readonly SlackPosted[];
  /** All requests, refused ones included. */
  readonly requests: () => number;
  /** The next requests meet these faults, one each. */
  readonly failNext: (...faults: readonly SlackFault[]) => void;
  /** From now on the address is no longer known, and another one is. */
  readonly moveTo: (secret: string) => string;
}

export interface SlackPosted {
  readonly text: string;
  readonly blocks?: readonly unknown[];
}

/**
 * An incoming web hook on loopback: HTTPS, one address, Slack's words for what it refuses (changelog "Improving error
 * conditions for Incoming Webhooks"), and its limits.
 */
export async function serveSlack(t: Pick<TestContext, 'after'>): Promise<SlackServer> {
  const ca = await makeAuthority({ name: 'Slack stand-in' });
  const leaf = await makeLeaf(ca, { names: ['localhost', '127.0.0.1'] });
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-slack-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca.pem);
  const messages: SlackPosted[] = [];
  const faults: SlackFault[] = [];
  let secret = 'T0GATEWAY/B0WATCH/s3cr3tKeyOfTheHook';
  let requests = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const body = await text(request);
    const fault = faults.shift();
    if (fault === 'never') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (fault !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, fault.afterMs ?? 0));
      response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers });
      return void response.end(fault.text ?? 'ok');
    }
    if (request.url !== `/services/${secret}`) return void response.writeHead(404).end('no_service');
    const payload = parse(body);
    const [refusal] = payload === undefined ? ['invalid_payload'] : slackRefusals(payload);
    if (refusal !== undefined) return void response.writeHead(400).end(refusal.replace(/:.*/, ''));
    messages.push(payload as SlackPosted);
    response.writeHead(200).end('ok');
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
  const urlOf = (path: string) =>
    `https://localhost:${(server.address() as AddressInfo).port}/services/${path}`;
  return {
    url: urlOf(secret),
    secret,
    caFile,
    ca,
    messages,
    requests: () => requests,
    failNext: (...next) => void faults.push(...next),
    moveTo: (next) => {
      secret = next;
      return urlOf(next);
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
