import type { TestContext } from 'node:test';
import { parseFields } from '../../lib/core/json.ts';
import { type Fault, type Receiver, serveReceiver } from './receiver.ts';
import { slackRefusals } from './slack-rules.ts';

export interface SlackServer extends Pick<Receiver, 'caFile' | 'ca'> {
  /** The web hook's address, with its secret. */
  readonly url: string;
  /** Part of the address that may stand in no output. */
  readonly secret: string;
  /** What was posted to the channel. */
  readonly messages: readonly SlackPosted[];
  /** All requests, refused ones included. */
  readonly requests: () => number;
  /** The next requests meet these faults, one each. */
  readonly failNext: (...faults: readonly Fault[]) => void;
  /** From now on the address is no longer known, and another one is. */
  readonly moveTo: (secret: string) => string;
}

interface SlackPosted {
  readonly text: string;
  readonly blocks?: readonly unknown[];
}

/**
 * An incoming web hook on loopback: HTTPS, one address, Slack's words for what it refuses (changelog "Improving error
 * conditions for Incoming Webhooks"), and its limits.
 */
export async function serveSlack(t: Pick<TestContext, 'after'>): Promise<SlackServer> {
  const messages: SlackPosted[] = [];
  let secret = 'T0GATEWAY/B0WATCH/s3cr3tKeyOfTheHook';
  const { origin, ca, caFile, received, failNext } = await serveReceiver(t, ({ path, body }) => {
    if (path !== `/services/${secret}`) return { status: 404, text: 'no_service' };
    const payload = parseFields(body);
    const [refusal] = payload === undefined ? ['invalid_payload'] : slackRefusals(payload);
    if (refusal !== undefined) return { status: 400, text: refusal.replace(/:.*/, '') };
    messages.push(payload as unknown as SlackPosted);
    return { status: 200, text: 'ok' };
  });
  const urlOf = (path: string) => `${origin}/services/${path}`;
  return {
    url: urlOf(secret),
    secret,
    caFile,
    ca,
    messages,
    requests: () => received.length,
    failNext: (...faults) =>
      // A fault without words says what Slack says of success.
      failNext(...faults.map((one) => (typeof one === 'string' ? one : { text: 'ok', ...one }))),
    moveTo: (next) => {
      secret = next;
      return urlOf(next);
    },
  };
}
