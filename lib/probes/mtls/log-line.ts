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
type LogField = (typeof LOG_FIELDS)[number];

/** How many fields the oldest files hold. */
const FEWEST_FIELDS = 12;

/** How the load balancer ended its look at the certificate. */
type VerifyStatus =
  | { readonly outcome: 'accepted' }
  /** `-`: no TLS, or nothing was to be verified. */
  | { readonly outcome: 'not-verified' }
  /** `code` may be newer than our table. */
  | { readonly outcome: 'refused'; readonly code: string };

/** One connection, or one attempt. A field that holds `-`, or that an older file does not have, is null. */
export interface LogEntry {
  /** ISO 8601, UTC, always six decimals. */
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

/**
 * Reads one whole line, without its line feed. It never throws.
 *
 * @param line - one character a byte (latin1); the entry's texts are what these bytes say as UTF-8
 */
export function parseLine(line: string): ParsedLine {
  const { fields, isOpen } = fieldsOf(line);
  const at = readTime(fields[0] ?? '');
  if (at === undefined)
    return notALine('a time such as 2023-10-04T17:05:15.514108Z in field 1', quoted(line));
  if (fields.length < FEWEST_FIELDS) {
    return isOpen
      ? notALine(`a closing quote of field ${fields.length + 1} (${LOG_FIELDS[fields.length]})`, 'none')
      : notALine(`at least ${FEWEST_FIELDS} fields`, `${fields.length}`);
  }
  const verified = fields[LOG_FIELDS.indexOf('tls_verify_status')] ?? '';
  const status = readStatus(verified);
  if (status === undefined)
    return notALine('Success, Failed:<code> or - in field 11 (tls_verify_status)', quoted(verified));
  return { outcome: 'entry', entry: entryOf(fields, at, status) };
}

function notALine(expected: string, got: string): ParsedLine {
  return { outcome: 'not-a-line', fault: { expected, got } };
}

/**
 * A quoted field ends at a quote that no backslash escapes (RFC 4514 §2.4). A name that ends in a lone backslash is
 * read once more without escapes.
 */
function fieldBefore(next: string): RegExp {
  return new RegExp(String.raw` *(?:"((?:[^\\]|\\.)*?)"(?=${next})|"(.*?)"(?=${next})|([^ "][^ ]*))`, 'sy');
}
const FIELD = fieldBefore(' |$');
/** Names hold quotes and spaces: a subject is only over where the validity begins. */
const SUBJECT = fieldBefore(' *$| +"?(?:NotBefore=|-"?(?: |$))');

/** The fields of a line up to one whose quote is never closed, quotes left out. */
function fieldsOf(line: string): { readonly fields: readonly string[]; readonly isOpen: boolean } {
  const fields: string[] = [];
  let at = 0;
  for (const name of LOG_FIELDS) {
    const field = name === 'leaf_client_cert_subject' ? SUBJECT : FIELD;
    field.lastIndex = at;
    const found = field.exec(line);
    if (found === null) break;
    fields.push(found[1] ?? found[2] ?? found[3] ?? '');
    at = field.lastIndex;
  }
  return { fields, isOpen: line.includes('"', at) };
}

/** A time with six decimals, whatever it is written with; undefined where it is none. */
export function readTime(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  return found === null ? undefined : `${found[1]}.${(found[2] ?? '').padEnd(6, '0').slice(0, 6)}Z`;
}

function readStatus(text: string): VerifyStatus | undefined {
  if (text === 'Success') return { outcome: 'accepted' };
  if (text === '-') return { outcome: 'not-verified' };
  const code = /^Failed:([A-Za-z0-9_-]{1,80})$/.exec(text)?.[1];
  return code === undefined ? undefined : { outcome: 'refused', code };
}

/** Longer texts are cut; a distinguished name of this length cannot be read at a glance any more. */
const TEXT_LIMIT = 400;
/** What `boundedText` would not change: nearly every field is so. */
const PLAIN = /^(?! )[ -~]*(?<! )$/;

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}

function entryOf(fields: readonly string[], at: string, status: VerifyStatus): LogEntry {
  const text = (name: LogField): string | null => {
    const raw = fields[LOG_FIELDS.indexOf(name)] ?? '-';
    if (raw === '-' || raw === '') return null;
    return raw.length <= TEXT_LIMIT && PLAIN.test(raw) ? raw : boundedText(utf8(raw), TEXT_LIMIT);
  };
  const validity = /^NotBefore=([^;]*);NotAfter=(.*)/.exec(text('leaf_client_cert_validity') ?? '');
  return {
    at,
    client: text('client_ip'),
    clientPort: toNumber(text('client_port')),
    listenerPort: toNumber(text('listener_port')),
    protocol: text('tls_protocol'),
    cipher: text('tls_cipher'),
    handshakeSeconds: toNumber(text('tls_handshake_latency')),
    subject: text('leaf_client_cert_subject'),
    notBefore: validity?.[1] ?? null,
    notAfter: validity?.[2] ?? null,
    serial: text('leaf_client_cert_serial_number'),
    status,
    traceId: text('conn_trace_id'),
    keyExchange: text('tls_keyexchange'),
    loadBalancer: text('elb'),
    node: text('ip_address'),
  };
}

function toNumber(text: string | null): number | null {
  const value = Number(text ?? '-');
  return Number.isFinite(value) ? value : null;
}

function quoted(text: string): string {
  const shown = boundedText(utf8(text.slice(0, 240)), 60);
  return shown === '' ? 'no text' : `"${shown}"`;
}
