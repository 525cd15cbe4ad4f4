import type { ChannelRequest, Credentials, HttpChannel, QueuedMessage } from '../../../channels/channel.ts';
import type { Clock, Deadline } from '../../../core/time.ts';
import { isOwnAddress } from '../../../net/addresses.ts';
import { type PostReply, post } from '../../../net/post.ts';
import type { CredentialStore } from './credentials.ts';

export type Delivery =
  | { readonly outcome: 'delivered'; readonly tries: number; readonly plain: boolean }
  /** Not now: the queue brings it again; `afterMs` when the receiver said from when on. */
  | { readonly outcome: 'later'; readonly why: string; readonly tries: number; readonly afterMs?: number }
  /** Trying again changes nothing until somebody repairs it; the queue gives up after some times and says so. */
  | { readonly outcome: 'refused'; readonly why: string; readonly tries: number };

export interface DeliverTools {
  readonly channel: HttpChannel;
  readonly store: CredentialStore;
  readonly clock: Clock;
  readonly deadline: Deadline;
  /** How many requests of a message were taken before; it lives as long as the process. */
  readonly progress: Map<string, number>;
  /** In place of the guard's own rule. */
  readonly isForbidden?: (address: string) => boolean;
}

/** Receivers answer within a second; one that does not answer for this long is better tried again. */
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
 * Delivers messages one after the other, in their order. It ends before the deadline: what could not be tried until
 * then is for later.
 */
export async function deliverAll(
  messages: readonly QueuedMessage[],
  tools: DeliverTools,
): Promise<readonly Delivery[]> {
  const shared: Shared = { openAtMs: 0, why: 'out-of-time', down: false, refreshed: false };
  const deliveries: Delivery[] = [];
  for (const message of messages) deliveries.push(await deliver(message, tools, shared));
  return deliveries;
}

/** What one message learns for the next. */
interface Shared {
  /** Until then the receiver wants to be left alone; monotonic. */
  openAtMs: number;
  /** Why there was a wait; reported where the time ran out in it. */
  why: string;
  /** The message before gave up on it: one try says whether that is still so. */
  down: boolean;
  refreshed: boolean;
}

async function deliver(message: QueuedMessage, tools: DeliverTools, shared: Shared): Promise<Delivery> {
  const { channel, store, clock, deadline, progress } = tools;
  const triesWhenDown = shared.down ? 1 : TRIES_WHEN_DOWN;
  let plain = false;
  let timesDown = 0;
  let tries = 0;
  for (;;) {
    const found = await store.credentials();
    if (found.outcome === 'missing') return { outcome: 'refused', why: found.why, tries };
    const done = progress.get(message.id) ?? 0;
    const request = requestsOf(channel, message, found.credentials, plain, clock.wallMs())[done];
    if (request === undefined) {
      progress.delete(message.id);
      return { outcome: 'delivered', tries, plain };
    }
    const waitMs = Math.max(0, shared.openAtMs - clock.monotonicMs());
    if (deadline.remainingMs() < waitMs + LEAST_MS) {
      const { why } = shared;
      return { outcome: 'later', why, tries, ...(why === 'rate-limited' && { afterMs: Math.ceil(waitMs) }) };
    }
    await pause(waitMs, deadline.signal);
    tries += 1;
    const reply = await send(request, tools);
    switch (meaningOf(reply)) {
      case 'taken':
        progress.set(message.id, done + 1);
        shared.why = 'out-of-time';
        shared.down = false;
        break;
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
        const changed = !shared.refreshed && (await store.refresh());
        shared.refreshed = true;
        if (!changed) return { outcome: 'refused', why: describe(reply), tries };
        break;
      }
      case 'wrong-message':
        if (plain || channel.plain === undefined) return { outcome: 'refused', why: describe(reply), tries };
        plain = true;
        break;
    }
  }
}

function requestsOf(
  channel: HttpChannel,
  message: QueuedMessage,
  credentials: Credentials,
  plain: boolean,
  nowMs: number,
): readonly ChannelRequest[] {
  return plain && channel.plain !== undefined
    ? channel.plain(message, credentials)
    : channel.requests(message, credentials, nowMs);
}

/** An answer of 2xx that says otherwise in its body counts as what it says. */
async function send({ body, ...request }: ChannelRequest, tools: DeliverTools): Promise<PostReply> {
  const { channel, clock, deadline, isForbidden = isOwnAddress } = tools;
  const reply = await post(
    { ...request, body: JSON.stringify(body) },
    {
      timeoutMs: Math.min(POST_TIMEOUT_MS, deadline.remainingMs()),
      signal: deadline.signal,
      nowMs: clock.wallMs(),
      ...(channel.isGuarded && { isForbidden }),
    },
  );
  if (reply.outcome !== 'answered' || reply.status < 200 || reply.status >= 300) return reply;
  const status = channel.statusIn?.(reply.text);
  return status === undefined ? reply : { ...reply, status };
}

function meaningOf(reply: PostReply): 'taken' | 'too-fast' | 'down' | 'wrong-address' | 'wrong-message' {
  if (reply.outcome === 'forbidden') return 'wrong-address';
  if (reply.outcome !== 'answered') return 'down';
  const { status } = reply;
  if (status >= 200 && status < 300) return 'taken';
  if (status === 429) return 'too-fast';
  if (status >= 500 || status === 408) return 'down';
  return ADDRESS_REFUSED.includes(status) ? 'wrong-address' : 'wrong-message';
}

/** For the log. Of an answer only a bare word, such as Slack's `invalid_payload`: a page may repeat the address. */
function describe(reply: PostReply): string {
  switch (reply.outcome) {
    case 'silent':
      return 'silent';
    case 'unreachable':
      return reply.code;
    case 'forbidden':
      return `the address leads to ${reply.address}, this machine's own`;
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
