import { boundedText } from '../../core/text.ts';

/**
 * The fields of a connection log line, in order. Older files end after the twelfth; AWS adds new ones at the
 * end, announced by a trailing `-`, so what follows the last known field is ignored.
 *
 * Source: "Connection logs for your Application Load Balancer", section "Syntax" (read 2026-11-21).
 */
export const LOG_FIELDS = [
  'timestamp',
  'client_ip',
  'client_port',
  'listener_port',
  'tls_protocol',
  'tls_cipher',
  'tls_handshake_latency',
  'leaf_client_cert_subject',
  'leaf_client_cert_validity',
  'leaf_client_cert_serial_number',
  'tls_verify_status',
  'conn_trace_id',
  'tls_keyexchange',
  'elb',
  'ip_address',
] as const;

/** Positions in `LOG_FIELDS`, for the code that walks bytes. */
export const TIMESTAMP = 0;
export const CLIENT_IP = 1;
const LISTENER_PORT = 3;
const SUBJECT = 7;
const VALIDITY = 8;
export const VERIFY_STATUS = 10;
const LOAD_BALANCER = 13;
/** How many fields the oldest files hold. */
export const FEWEST_FIELDS = 12;

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DASH = 0x2d;
const UPPER_Z = 0x5a;
const TIMESTAMP_BYTES = '2023-10-04T17:05:15.514108Z'.length;
const VALIDITY_BYTES = 'NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z'.length;

/** Start and end (exclusive) of each field, quotes left out; made once, filled for every line. */
export type Spans = Int32Array;
export function newSpans(): Spans {
  return new Int32Array(LOG_FIELDS.length * 2);
}

/**
 * Finds up to `wanted` fields of the line `bytes[start, end)`.
 *
 * @returns how many there are, or `-1 - field` where a quoted field is never closed
 */
export function locateFields(
  bytes: Buffer,
  start: number,
  end: number,
  spans: Spans,
  wanted: number = LOG_FIELDS.length,
): number {
  let at = start;
  for (let field = 0; field < wanted; field += 1) {
    while (at < end && bytes[at] === SPACE) at += 1;
    if (at >= end) return field;
    if (bytes[at] === QUOTE) {
      const close = findClosingQuote(bytes, at + 1, end, field);
      if (close < 0) return -1 - field;
      spans[2 * field] = at + 1;
      spans[2 * field + 1] = close;
      at = close + 1;
    } else {
      spans[2 * field] = at;
      at += knownWidth(bytes, at, end, field);
      while (at < end && bytes[at] !== SPACE) at += 1;
      spans[2 * field + 1] = at;
    }
  }
  return wanted;
}

/** Finds every field. One that older files do not have and whose quote is never closed is left out, with what follows. */
export function locateAll(bytes: Buffer, start: number, end: number, spans: Spans): number {
  const count = locateFields(bytes, start, end, spans);
  return count < -FEWEST_FIELDS ? FEWEST_FIELDS : count;
}

/**
 * The same for a line as nearly every one is: it finds what `locateFields` finds of the time, the client and the
 * status, and that there are `FEWEST_FIELDS`. What nobody asks for is not walked.
 *
 * @returns false where the line looks otherwise, or may: `locateFields` reads it then
 */
export function locateStatus(bytes: Buffer, start: number, end: number, spans: Spans): boolean {
  let at = start + TIMESTAMP_BYTES;
  if (at >= end || bytes[at] !== SPACE || !isTimestamp(bytes, start, at)) return false;
  spans[2 * TIMESTAMP] = start;
  spans[2 * TIMESTAMP + 1] = at;
  for (let field = CLIENT_IP; field <= VERIFY_STATUS; field += 1) {
    at += 1;
    const first = bytes[at];
    if (field === SUBJECT && first === QUOTE) {
      const close = bytes.indexOf(QUOTE, at + 1);
      if (close < 0 || close + 2 >= end || bytes[close + 1] !== SPACE || bytes[close - 1] === BACKSLASH)
        return false;
      if (!startsValidity(bytes, close + 2, end)) return false;
      at = close + 1;
      continue;
    }
    if (first === SPACE || first === QUOTE) return false;
    const begins = at;
    if (field === VALIDITY) at += knownWidth(bytes, at, end, field);
    while (at < end && bytes[at] !== SPACE) at += 1;
    if (field === CLIENT_IP || field === VERIFY_STATUS) {
      spans[2 * field] = begins;
      spans[2 * field + 1] = at;
    }
  }
  // The field after the status has begun; where it ends is nobody's question.
  return at + 1 < end && bytes[at + 1] !== SPACE && bytes[at + 1] !== QUOTE;
}

/**
 * The two fields that always look the same are stepped over: walking their bytes is what most of the time
 * would be spent on. 0 where the field looks otherwise.
 */
function knownWidth(bytes: Buffer, at: number, end: number, field: number): number {
  const width = field === TIMESTAMP ? TIMESTAMP_BYTES : field === VALIDITY ? VALIDITY_BYTES : 0;
  const fits =
    width > 0 && at + width < end && bytes[at + width] === SPACE && bytes[at + width - 1] === UPPER_Z;
  return fits ? width : 0;
}

/**
 * A quoted field ends at a quote that a space or the line's end follows. Names may hold escaped quotes
 * (RFC 4514 §2.4) and spaces; a subject is therefore only over where the validity begins. A name that ends
 * in a lone backslash is read once more without escapes.
 */
function findClosingQuote(bytes: Buffer, from: number, end: number, field: number): number {
  for (const withEscapes of [true, false]) {
    for (let at = bytes.indexOf(QUOTE, from); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 1)) {
      if (at + 1 < end && bytes[at + 1] !== SPACE) continue;
      if (withEscapes && isEscaped(bytes, from, at)) continue;
      if (field !== SUBJECT || startsValidity(bytes, at + 2, end)) return at;
    }
  }
  return -1;
}

function isEscaped(bytes: Buffer, from: number, at: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes >= from && bytes[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

const NOT_BEFORE = Buffer.from('NotBefore=');

function startsValidity(bytes: Buffer, at: number, end: number): boolean {
  if (at >= end) return true;
  const first = bytes[at] === QUOTE ? at + 1 : at;
  if (bytes[first] === DASH && (first + 1 === end || bytes[first + 1] === SPACE || first > at)) return true;
  if (first + NOT_BEFORE.length > end) return false;
  for (let index = 0; index < NOT_BEFORE.length; index += 1) {
    if (bytes[first + index] !== NOT_BEFORE[index]) return false;
  }
  return true;
}

/** How the load balancer ended its look at the certificate. */
type VerifyStatus =
  | { readonly outcome: 'accepted' }
  /** `-`: no TLS, or nothing was to be verified. */
  | { readonly outcome: 'not-verified' }
  /** `code` may be newer than our table. */
  | { readonly outcome: 'refused'; readonly code: string };

/** One connection, or one attempt. A field that holds `-`, or that an older file does not have, is null. */
export interface LogEntry {
  /** ISO 8601, UTC, microseconds. */
  readonly at: string;
  readonly client: string | null;
  readonly clientPort: number | null;
  readonly listenerPort: number | null;
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly handshakeSeconds: number | null;
  /** RFC 2253 text, escapes as they came; bounded. */
  readonly subject: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly serial: string | null;
  readonly status: VerifyStatus;
  readonly traceId: string | null;
  readonly keyExchange: string | null;
  readonly loadBalancer: string | null;
  readonly node: string | null;
}

/** Why a line is no connection log line. */
export interface LineIssue {
  readonly expected: string;
  readonly got: string;
}

export type ParsedLine =
  | { readonly outcome: 'entry'; readonly entry: LogEntry }
  | { readonly outcome: 'not-a-line'; readonly fault: LineIssue };

/** Reads one whole line, without its line feed. It never throws. */
export function parseLine(line: string | Buffer): ParsedLine {
  const bytes = typeof line === 'string' ? Buffer.from(line) : line;
  const spans = newSpans();
  const count = locateAll(bytes, 0, bytes.length, spans);
  const fault = faultOf(bytes, 0, bytes.length, spans, count);
  return fault === undefined
    ? { outcome: 'entry', entry: decodeEntry(bytes, spans, count) }
    : { outcome: 'not-a-line', fault };
}

/** What is wrong with located fields; undefined for a line that can be read. */
export function faultOf(
  bytes: Buffer,
  start: number,
  end: number,
  spans: Spans,
  count: number,
): LineIssue | undefined {
  if (count < 0) {
    const field = -1 - count;
    return { expected: `a closing quote of field ${field + 1} (${LOG_FIELDS[field]})`, got: 'none' };
  }
  if (count === 0 || !isTimestamp(bytes, spans[0] ?? 0, spans[1] ?? 0)) {
    const shown = count === 0 ? 'an empty line' : quoted(bytes.subarray(start, end));
    return { expected: 'a time such as 2023-10-04T17:05:15.514108Z in field 1', got: shown };
  }
  if (count < FEWEST_FIELDS) {
    return { expected: `at least ${FEWEST_FIELDS} fields`, got: `${count}` };
  }
  const status = bytes.toString('latin1', spans[2 * VERIFY_STATUS], spans[2 * VERIFY_STATUS + 1]);
  if (readStatus(status) === undefined) {
    return {
      expected: 'Success, Failed:<code> or - in field 11 (tls_verify_status)',
      got: quoted(Buffer.from(status, 'latin1')),
    };
  }
  return undefined;
}

/** `2023-10-04T17:05:15.514108Z`: enough of it to tell a log line from anything else. */
export function isTimestamp(bytes: Buffer, start: number, end: number): boolean {
  return (
    end - start >= 20 &&
    isDigit(bytes[start]) &&
    isDigit(bytes[start + 3]) &&
    bytes[start + 4] === DASH &&
    bytes[start + 7] === DASH &&
    bytes[start + 10] === 0x54 &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a &&
    bytes[end - 1] === 0x5a
  );
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function readStatus(text: string): VerifyStatus | undefined {
  if (text === 'Success') return { outcome: 'accepted' };
  if (text === '-') return { outcome: 'not-verified' };
  const code = /^Failed:([A-Za-z0-9_-]{1,80})$/.exec(text)?.[1];
  return code === undefined ? undefined : { outcome: 'refused', code };
}

/** Longer texts are cut; a distinguished name of this length cannot be read at a glance any more. */
const TEXT_LIMIT = 400;
/** Needs no cleaning: nearly every line does not, and it is decoded at once. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Turns located fields into an entry. Call it only where `faultOf` found nothing. */
export function decodeEntry(bytes: Buffer, spans: Spans, count: number): LogEntry {
  const start = spans[0] ?? 0;
  const line = bytes.toString('latin1', start, spans[2 * count - 1]);
  const plain = PLAIN.test(line);
  const text = (field: number): string | null => {
    if (field >= count) return null;
    const from = spans[2 * field] ?? 0;
    const to = spans[2 * field + 1] ?? 0;
    const raw = plain ? line.slice(from - start, to - start) : bytes.toString('utf8', from, to);
    if (raw === '-' || raw === '') return null;
    // What a field says depends on its own bytes only: `sameKey` relies on it.
    return raw.length <= TEXT_LIMIT && (plain || PLAIN.test(raw)) ? raw : boundedText(raw, TEXT_LIMIT);
  };
  const validity = /^NotBefore=([^;]*);NotAfter=(.*)$/.exec(text(VALIDITY) ?? '');
  return {
    at: text(TIMESTAMP) ?? '',
    client: text(CLIENT_IP),
    clientPort: toNumber(text(2)),
    listenerPort: toNumber(text(3)),
    protocol: text(4),
    cipher: text(5),
    handshakeSeconds: toNumber(text(6)),
    subject: text(SUBJECT),
    notBefore: validity?.[1] ?? null,
    notAfter: validity?.[2] ?? null,
    serial: text(9),
    status: readStatus(text(VERIFY_STATUS) ?? '-') ?? { outcome: 'not-verified' },
    traceId: text(11),
    keyExchange: text(12),
    loadBalancer: text(13),
    node: text(14),
  };
}

/**
 * The bytes that tell refused connections apart, as text: two lines with the same key give entries that differ in
 * time, client port, protocol, cipher, duration, trace and node only. Call it only where `faultOf` found nothing.
 */
export function sameKey(bytes: Buffer, spans: Spans, count: number): string {
  const of = (field: number) => bytes.toString('latin1', spans[2 * field], spans[2 * field + 1]);
  // With the byte before the subject: a quote there says how the rest is to be read.
  const certificate = bytes.toString('latin1', (spans[2 * SUBJECT] ?? 0) - 1, spans[2 * VERIFY_STATUS + 1]);
  const loadBalancer = count > LOAD_BALANCER ? of(LOAD_BALANCER) : '';
  return `${of(CLIENT_IP)}\n${of(LISTENER_PORT)}\n${certificate}\n${loadBalancer}`;
}

/** The time as `decodeEntry` gives it; undefined where it needs more than a copy. */
export function plainTime(bytes: Buffer, spans: Spans): string | undefined {
  const at = bytes.toString('latin1', spans[2 * TIMESTAMP], spans[2 * TIMESTAMP + 1]);
  return at.length === TIMESTAMP_BYTES && PLAIN.test(at) ? at : undefined;
}

function toNumber(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function quoted(bytes: Buffer): string {
  const shown = boundedText(bytes.toString('utf8', 0, Math.min(bytes.length, 240)), 60);
  return shown === '' ? `${bytes.length} bytes that are no text` : `"${shown}"`;
}
