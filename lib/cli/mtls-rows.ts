import { LOG_FIELDS, type LogEntry } from '../probes/mtls/log-line.ts';

type Field = (typeof LOG_FIELDS)[number];

/** How each field of a refused connection is written again; null is the log's `-`. */
const WRITTEN: Readonly<Record<Field, (entry: LogEntry) => string | number | null>> = {
  timestamp: ({ at }) => at,
  client_ip: ({ client }) => client,
  client_port: ({ clientPort }) => clientPort,
  listener_port: ({ listenerPort }) => listenerPort,
  tls_protocol: ({ protocol }) => protocol,
  tls_cipher: ({ cipher }) => cipher,
  tls_handshake_latency: ({ handshakeSeconds }) => handshakeSeconds,
  leaf_client_cert_subject: ({ subject }) => subject,
  leaf_client_cert_validity: ({ notBefore, notAfter }) =>
    notBefore === null ? null : `NotBefore=${notBefore};NotAfter=${notAfter}`,
  leaf_client_cert_serial_number: ({ serial }) => serial,
  tls_verify_status: ({ status }) => (status.outcome === 'refused' ? `Failed:${status.code}` : null),
  conn_trace_id: ({ traceId }) => traceId,
  tls_keyexchange: ({ keyExchange }) => keyExchange,
  elb: ({ loadBalancer }) => loadBalancer,
  ip_address: ({ node }) => node,
};

/**
 * What the guide's awk prints of a failed connection: `$1, $5, $6, $8, $9, $10, $11, $12`, where a subject with one
 * space takes two of them. Source: "How do I identify and resolve client connection issues when I use mTLS with the
 * Application Load Balancer?" (AWS re:Post Knowledge Center, read 2026-11-30).
 */
const ROW_FIELDS: readonly Field[] = [
  'timestamp',
  'tls_protocol',
  'tls_cipher',
  'leaf_client_cert_subject',
  'leaf_client_cert_validity',
  'leaf_client_cert_serial_number',
  'tls_verify_status',
];

/** One line as the guide shows it, in quotes what it shows in quotes. */
export function logRow(entry: LogEntry): string {
  const cells = ROW_FIELDS.map((field) => {
    const text = String(WRITTEN[field](entry) ?? '-');
    return field === 'leaf_client_cert_subject' || field === 'tls_verify_status' ? `"${text}"` : text;
  });
  return `${cells.join(' ')}\n`;
}

/** The names of the log's own fields, and of Athena's columns but the first. */
export const CSV_HEADER = `${LOG_FIELDS.join(',')}\r\n`;

/** Every field, as RFC 4180 §2 writes them. A field that the log does not have is empty. */
export function csvRow(entry: LogEntry): string {
  return `${LOG_FIELDS.map((field) => csvCell(String(WRITTEN[field](entry) ?? ''))).join(',')}\r\n`;
}

/** A client chooses its subject: what a spreadsheet would take for a formula is made text ("CSV Injection", OWASP). */
function csvCell(text: string): string {
  const plain = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
