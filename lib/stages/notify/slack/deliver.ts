import type { Clock, Deadline } from '../../../core/time.ts';
import { type PostReply, postJson } from '../../../net/post-json.ts';
import type { Webhook } from './webhook.ts';

/** One message for a web hook, and the plain form for a receiver that refuses the other. */
export interface Payload {
  readonly payload: object;
  readonly plain: object;
}

export type Delivery =
  | { readonly outcome: 'delivered'; readonly tries: number; readonly plain: boolean }
  /** Not now: the queue brings it again. */
  | { readonly outcome: 'later'; readonly why: string; readonly tries: number }
  /** Trying again changes nothing until somebody mends it; the queue gives up after some times and says so. */
  | { readonly outcome: 'refused'; readonly why: string; readonly tries: number };

export interface DeliverTools {
  readonly webhook: Webhook;
  readonly clock: Clock;
  readonly deadline: Deadline;
}

/** Slack answers within a second; one that does not answer for so long is better asked again. */
const POST_TIMEOUT_MS = 5000;
/** What is left must be enough for one try. */
const LEAST_MS = 500;
const TRIES_WHEN_DOWN = 4;
const FIRST_PAUSE_MS = 300;
/** "1 per second" (Slack developer docs, "Rate limits", Incoming webhooks); used where a 429 names no time. */
const DEFAULT_RETRY_AFTER_MS = 1000;

/** Wrong key, or no such door: the secret may have been changed since it was read. 410: the channel is archived. */
const ADDRESS_REFUSED: readonly number[] = [401, 403, 404, 410];

/**
 * Delivers letters one after the other, in their order. It ends before the deadline: what could not be tried until
 * then is for later.
 */
export async function deliverAll(
  letters: readonly Payload[],
  tools: DeliverTools,
): Promise<readonly Delivery[]> {
  const shared: Shared = { openAtMs: 0, why: 'out-of-time', down: false, refreshed: false };
  const deliveries: Delivery[] = [];
  for (const letter of letters) deliveries.push(await deliver(letter, tools, shared));
  return deliveries;
}

/** What one letter learns for the next. */
interface Shared {
  /** Until then the receiver wants to be left alone; monotonic. */
  openAtMs: number;
  /** Why there was a wait; told where the time ran out in it. */
  why: string;
  /** The letter before gave up on it: one try tells whether that is still so. */
  down: boolean;
  refreshed: boolean;
}

async function deliver(letter: Payload, tools: DeliverTools, shared: Shared): Promise<Delivery> {
  const { webhook, clock, deadline } = tools;
  const triesWhenDown = shared.down ? 1 : TRIES_WHEN_DOWN;
  let plain = false;
  let timesDown = 0;
  let tries = 0;
  for (;;) {
    const waitMs = Math.max(0, shared.openAtMs - clock.monotonicMs());
    if (deadline.remainingMs() < waitMs + LEAST_MS) {
      return { outcome: 'later', why: shared.why, tries };
    }
    await pause(waitMs, deadline.signal);
    const address = await webhook.address();
    if (address.outcome === 'missing') return { outcome: 'refused', why: address.why, tries };
    tries += 1;
    const reply = await postJson(address.url, plain ? letter.plain : letter.payload, {
      timeoutMs: Math.min(POST_TIMEOUT_MS, deadline.remainingMs()),
      signal: deadline.signal,
      nowMs: clock.wallMs(),
    });
    switch (meaningOf(reply)) {
      case 'taken':
        shared.why = 'out-of-time';
        shared.down = false;
        return { outcome: 'delivered', tries, plain };
      case 'too-fast': {
        const retryAfterMs = reply.outcome === 'answered' ? reply.retryAfterMs : undefined;
        shared.why = 'rate-limited';
        shared.openAtMs = clock.monotonicMs() + (retryAfterMs ?? DEFAULT_RETRY_AFTER_MS);
        break;
      }
      case 'down':
        timesDown += 1;
        shared.why = describe(reply);
        shared.down = timesDown >= triesWhenDown;
        if (shared.down) return { outcome: 'later', why: shared.why, tries };
        shared.openAtMs = clock.monotonicMs() + FIRST_PAUSE_MS * 2 ** (timesDown - 1);
        break;
      case 'wrong-address': {
        const changed = !shared.refreshed && (await webhook.refresh());
        shared.refreshed = true;
        if (!changed) return { outcome: 'refused', why: describe(reply), tries };
        break;
      }
      case 'wrong-letter':
        if (plain) return { outcome: 'refused', why: describe(reply), tries };
        plain = true;
        break;
    }
  }
}

function meaningOf(reply: PostReply): 'taken' | 'too-fast' | 'down' | 'wrong-address' | 'wrong-letter' {
  if (reply.outcome !== 'answered') return 'down';
  const { status } = reply;
  if (status >= 200 && status < 300) return 'taken';
  if (status === 429) return 'too-fast';
  if (status >= 500 || status === 408) return 'down';
  return ADDRESS_REFUSED.includes(status) ? 'wrong-address' : 'wrong-letter';
}

/** For the log. Of an answer only a bare word, such as Slack's `invalid_payload`: a page may repeat the address. */
function describe(reply: PostReply): string {
  switch (reply.outcome) {
    case 'silent':
      return 'silent';
    case 'unreachable':
      return reply.code;
    case 'answered':
      return /^[a-z_]{1,40}$/.test(reply.text) ? `${reply.status} ${reply.text}` : String(reply.status);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
