import { lookup as lookUpName } from 'node:dns';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { boundedText } from '../core/text.ts';
import { isAddress } from './addresses.ts';

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
  | { readonly outcome: 'unreachable'; readonly code: string }
  /** The name leads to an address that it may not lead to. Nothing was sent. */
  | { readonly outcome: 'forbidden'; readonly address: string };

export interface Post {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface PostOptions {
  /** For the whole of it, the answer's body included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly nowMs: number;
  /** Addresses that it may not be sent to. The very address that is connected to is asked about. */
  readonly isForbidden?: (address: string) => boolean;
}

const KEPT_CHARACTERS = 2000;

/** Sends JSON by HTTPS once. Redirects are not followed: they would hand the message to another server. */
export async function post({ url, headers, body }: Post, options: PostOptions): Promise<PostReply> {
  const { timeoutMs, nowMs, isForbidden = () => false } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal is never looked up.
  if (isAddress(host) && isForbidden(host)) return { outcome: 'forbidden', address: host };
  const signal = AbortSignal.any([AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))), options.signal]);
  try {
    const { status, retryAfter, text } = await exchange(url, body, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      lookup: guardedLookup(isForbidden),
      signal,
    });
    const retryAfterMs = readRetryAfter(retryAfter, nowMs);
    return {
      outcome: 'answered',
      status,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      text: boundedText(text, KEPT_CHARACTERS),
    };
  } catch (error) {
    return describeFailure(error, signal);
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Enough of the body for a word of explanation; the rest, however long, is not waited for. */
  readonly text: string;
}

async function exchange(url: URL, body: string, options: RequestOptions): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let text = '';
      const done = () => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text });
        if (!response.complete) response.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length >= KEPT_CHARACTERS) done();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

class ForbiddenAddress extends Error {
  readonly address: string;
  constructor(address: string) {
    super('forbidden');
    this.name = 'ForbiddenAddress';
    this.address = address;
  }
}

/** Looks a name up as always, and refuses a result of which any address is forbidden: connecting may choose any. */
function guardedLookup(isForbidden: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    lookUpName(name, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const bad = error === null ? addresses.find((one) => isForbidden(one)) : undefined;
      if (bad === undefined) done(error, found, family);
      else done(new ForbiddenAddress(bad), []);
    });
  };
}

function describeFailure(error: unknown, { aborted }: AbortSignal): PostReply {
  if (error instanceof ForbiddenAddress) return { outcome: 'forbidden', address: error.address };
  if (aborted) return { outcome: 'silent' };
  // Messages may hold the address; a code never does.
  const code =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
      ? error.code
      : '';
  return { outcome: 'unreachable', code: boundedText(code, 60) };
}

function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  // Discord gives fractions of a second.
  if (/^\d{1,9}(\.\d{1,6})?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
