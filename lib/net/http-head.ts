import { boundedText } from '../core/text.ts';
import type { Understood } from './read-until.ts';
import { shownBytes } from './shown-bytes.ts';

/** The start of an HTTP answer. */
export interface HttpHead {
  readonly status: number;
  /** By lower-case name; the values of a repeated one are joined by a comma (RFC 9110 §5.3). */
  readonly headers: ReadonlyMap<string, string>;
}

/** More than this is no header section; Squid's own limit is 64 KB, its answers have about 300 bytes. */
export const HEAD_LIMIT_BYTES = 16 * 1024;
const HEADER_LINES = 100;
/** A Location may hold a whole query. */
const VALUE_LENGTH = 2048;
/** How much of what is no HTTP is worth showing. */
export const SHOWN_LENGTH = 120;
const INTERIM = 1;
const SWITCHING_PROTOCOLS = 101;

/**
 * Reads the header section of an answer (RFC 9112 §4, §5); interim answers are passed over, and 101 is
 * none: what follows it is no HTTP (RFC 9110 §15.2.2).
 *
 * @returns undefined while more is needed; `strange` holds the first bytes of what is no HTTP
 */
export function readHead(received: Buffer): Understood<HttpHead | { readonly strange: string }> | undefined {
  let from = 0;
  for (;;) {
    const text = received.toString('latin1', from, from + HEAD_LIMIT_BYTES);
    if (!isStartOf(text, 'HTTP/1.'))
      return { value: { strange: shownBytes(received.subarray(from), SHOWN_LENGTH) }, usedBytes: 0 };
    const end = /\r?\n\r?\n/.exec(text);
    if (end === null) return undefined;
    const [statusLine = '', ...lines] = text.slice(0, end.index).split(/\r?\n/, HEADER_LINES);
    const status = Number(/^HTTP\/1\.[01] ([1-9]\d{2})(?: |$)/.exec(statusLine)?.[1] ?? 0);
    if (status === 0)
      return { value: { strange: shownBytes(received.subarray(from), SHOWN_LENGTH) }, usedBytes: 0 };
    from += end.index + end[0].length;
    if (Math.floor(status / 100) !== INTERIM || status === SWITCHING_PROTOCOLS)
      return { value: { status, headers: headersOf(lines) }, usedBytes: from };
  }
}

function isStartOf(text: string, start: string): boolean {
  return text.length < start.length ? start.startsWith(text) : text.startsWith(start);
}

function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (name === undefined) continue;
    const before = headers.get(name);
    const value = match?.[2] ?? '';
    headers.set(name, boundedText(before === undefined ? value : `${before}, ${value}`, VALUE_LENGTH));
  }
  return headers;
}
