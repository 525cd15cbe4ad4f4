import { boundedText } from '../core/text.ts';

/** What came of a POST. Nothing in it repeats the address, which may be a secret. */
export type PostReply =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** Retry-After, whether it was given in seconds or as a date (RFC 9110 §10.2.3). */
      readonly retryAfterMs?: number;
      /** The beginning of the answer. */
      readonly text: string;
    }
  /** No whole answer in time: it may have arrived all the same. */
  | { readonly outcome: 'silent' }
  | { readonly outcome: 'unreachable'; readonly code: string };

const KEPT_CHARACTERS = 200;

/**
 * Sends JSON to a web hook once. Redirects are not followed: they would hand the message to another server.
 *
 * @param timeoutMs - for the whole of it, the answer's body included
 */
export async function postJson(
  url: URL,
  body: object,
  {
    timeoutMs,
    signal,
    nowMs,
  }: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly nowMs: number },
): Promise<PostReply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))), signal]),
    });
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), nowMs);
    return {
      outcome: 'answered',
      status: response.status,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      text: boundedText(await readStart(response), KEPT_CHARACTERS),
    };
  } catch (error) {
    return describeFailure(error);
  }
}

/** Enough of the body for a word of explanation; the rest, however long, is not waited for. */
async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < KEPT_CHARACTERS) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

function describeFailure(error: unknown): PostReply {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') return { outcome: 'silent' };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Messages may hold the address; a code never does.
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : name;
  return { outcome: 'unreachable', code: boundedText(code, 60) };
}

function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
