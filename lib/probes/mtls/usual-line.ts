import { LOG_FIELDS } from './log-line.ts';

/**
 * Lines as nearly every one is written, found as bytes: what is read of a million connections that were not refused. It
 * says the same of them as `parseLine`, which reads the rest, but for a space inside a date of the validity.
 */

const CLIENT = LOG_FIELDS.indexOf('client_ip');
const LISTENER = LOG_FIELDS.indexOf('listener_port');
const LATENCY = LOG_FIELDS.indexOf('tls_handshake_latency');
const SUBJECT = LOG_FIELDS.indexOf('leaf_client_cert_subject');
const VALIDITY = LOG_FIELDS.indexOf('leaf_client_cert_validity');
const STATUS = LOG_FIELDS.indexOf('tls_verify_status');
const TRACE = LOG_FIELDS.indexOf('conn_trace_id');

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const TIME = Buffer.from('0000-00-00T00:00:00.000000Z ');
const NOT_BEFORE = Buffer.from(' NotBefore=');
const NOT_AFTER = Buffer.from(';NotAfter=');
const VALIDITY_MIDDLE = 'NotBefore=2023-09-21T22:43:21Z'.length;
const VALIDITY_WIDTH = 2 * VALIDITY_MIDDLE;
const SUCCESS = Buffer.from('Success ');
const NONE = Buffer.from('- ');

/** Where each field begins, up to the trace; one space stands between two. Made once, filled for every line. */
export type Starts = Int32Array;
export function newStarts(): Starts {
  return new Int32Array(TRACE + 1);
}

/** Fills `starts` for the line `bytes[start, end)`. False where the line looks otherwise, or may. */
export function locateUsual(bytes: Buffer, start: number, end: number, starts: Starts): boolean {
  if (!isTime(bytes, start)) return false;
  starts[0] = start;
  let at = start + TIME.length;
  for (let field = CLIENT; field < TRACE; field += 1) {
    starts[field] = at;
    const first = bytes[at];
    if (field === SUBJECT && first === QUOTE) {
      const close = bytes.indexOf(QUOTE, at + 1);
      if (close < 0 || bytes[close - 1] === BACKSLASH || !isAt(bytes, close + 1, NOT_BEFORE)) return false;
      at = close + 2;
      continue;
    }
    if (first === SPACE || first === QUOTE) return false;
    if (field === VALIDITY) at += validityWidth(bytes, at);
    while (at < end && bytes[at] !== SPACE) at += 1;
    at += 1;
  }
  starts[TRACE] = at;
  return at < end && bytes[at] !== SPACE && bytes[at] !== QUOTE;
}

function isTime(bytes: Buffer, start: number): boolean {
  for (let index = 0; index < TIME.length; index += 1) {
    // A digit differs from zero in its last four bits only, by nine at most.
    const sign = TIME[index] ?? 0;
    if (((bytes[start + index] ?? 0) ^ sign) > (sign === ZERO ? 9 : 0)) return false;
  }
  return true;
}

/**
 * AWS writes both dates the same way, and walking their bytes is what most of the time would be spent on: between the
 * names they are not looked at. 0 where the field looks otherwise.
 */
function validityWidth(bytes: Buffer, at: number): number {
  const isUsual =
    bytes[at + VALIDITY_WIDTH] === SPACE &&
    isAt(bytes, at - 1, NOT_BEFORE) &&
    isAt(bytes, at + VALIDITY_MIDDLE, NOT_AFTER);
  return isUsual ? VALIDITY_WIDTH : 0;
}

function isAt(bytes: Buffer, start: number, wanted: Buffer): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[start + index] !== wanted[index]) return false;
  }
  return true;
}

export function isAccepted(bytes: Buffer, starts: Starts): boolean {
  return isAt(bytes, starts[STATUS] ?? 0, SUCCESS);
}

export function isNotVerified(bytes: Buffer, starts: Starts): boolean {
  return isAt(bytes, starts[STATUS] ?? 0, NONE);
}

/** The bytes of some fields with the spaces behind them: from the first up to another, which is not among them. */
function fieldText(bytes: Buffer, starts: Starts, first: number, until: number): string {
  return bytes.toString('latin1', starts[first], starts[until]);
}

export function usualTime(bytes: Buffer, starts: Starts): string {
  return fieldText(bytes, starts, 0, CLIENT).trimEnd();
}

export function usualClient(bytes: Buffer, starts: Starts): string {
  return fieldText(bytes, starts, CLIENT, CLIENT + 1).trimEnd();
}

/**
 * The bytes that tell refused connections apart: two lines with the same key give entries that differ in time, client
 * port, duration and trace only.
 */
export function sameKey(bytes: Buffer, starts: Starts, end: number): string {
  const behind = bytes.indexOf(SPACE, starts[TRACE]);
  const rest = behind < 0 || behind > end ? '' : bytes.toString('latin1', behind, end);
  return (
    fieldText(bytes, starts, CLIENT, CLIENT + 1) +
    fieldText(bytes, starts, LISTENER, LATENCY) +
    fieldText(bytes, starts, SUBJECT, TRACE) +
    rest
  );
}
