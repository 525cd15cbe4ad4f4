import { boundedText } from '../../lib/core/text.ts';

/** A refused, accepted or unverified connection, as far as its texts go. */
export interface PlainEntry {
  readonly at: string;
  readonly client: string | null;
  readonly cipher: string | null;
  readonly subject: string | null;
  readonly notAfter: string | null;
  readonly serial: string | null;
  readonly status: string;
  readonly loadBalancer: string | null;
  readonly node: string | null;
}

/**
 * Reads a connection log line by the words of its documentation, character by character and with no regard to time:
 * what the quick reader is held against.
 */
export function readPlainly(line: string): PlainEntry | { readonly expected: string } {
  const fields: string[] = [];
  let rest = line.endsWith('\r') ? line.slice(0, -1) : line;
  let isOpen = false;
  while (fields.length < 15 && !isOpen) {
    while (rest.startsWith(' ')) rest = rest.slice(1);
    if (rest === '') break;
    if (!rest.startsWith('"')) {
      const word = rest.split(' ')[0] ?? '';
      fields.push(word);
      rest = rest.slice(word.length);
      continue;
    }
    const close = closingQuote(rest, fields.length === 7);
    if (close === undefined) isOpen = true;
    else {
      fields.push(rest.slice(1, close));
      rest = rest.slice(close + 1);
    }
  }
  const at = microseconds(fields[0] ?? '');
  if (at === undefined) return { expected: 'a time such as 2023-10-04T17:05:15.514108Z in field 1' };
  const names = [
    '',
    'client_ip',
    'client_port',
    'listener_port',
    'tls_protocol',
    'tls_cipher',
    'tls_handshake_latency',
  ];
  names.push('leaf_client_cert_subject', 'leaf_client_cert_validity', 'leaf_client_cert_serial_number');
  names.push('tls_verify_status', 'conn_trace_id');
  if (fields.length < 12 && isOpen)
    return { expected: `a closing quote of field ${fields.length + 1} (${names[fields.length]})` };
  if (fields.length < 12) return { expected: 'at least 12 fields' };
  const status = fields[10] ?? '';
  if (status !== 'Success' && status !== '-' && !/^Failed:[A-Za-z0-9_-]{1,80}$/.test(status))
    return { expected: 'Success, Failed:<code> or - in field 11 (tls_verify_status)' };
  const text = (index: number) => {
    const field = fields[index] ?? '-';
    return field === '-' || field === '' ? null : boundedText(field, 400);
  };
  const validity = text(8) ?? '';
  const [before, after] = [validity.split(';')[0], validity.split(';').slice(1).join(';')];
  return {
    at,
    client: text(1),
    cipher: text(5),
    subject: text(7),
    notAfter:
      before?.startsWith('NotBefore=') && after?.startsWith('NotAfter=')
        ? after.slice('NotAfter='.length)
        : null,
    serial: text(9),
    status,
    loadBalancer: text(13),
    node: text(14),
  };
}

/** The first that a space or the end follows, and in front of a subject's the validity; one that is not escaped comes first. */
function closingQuote(text: string, isSubject: boolean): number | undefined {
  const closing: number[] = [];
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] !== '"' || (at + 1 < text.length && text[at + 1] !== ' ')) continue;
    const next = text.slice(at + 1).replace(/^ +/, '');
    const isEnd =
      next === '' || ['NotBefore=', '"NotBefore=', '- ', '"-" ', '"- '].some((one) => next.startsWith(one));
    if (!isSubject || isEnd || ['-', '"-', '"-"'].includes(next)) closing.push(at);
  }
  const escapes = (at: number) => /\\*$/.exec(text.slice(1, at))?.[0].length ?? 0;
  return closing.find((at) => escapes(at) % 2 === 0) ?? closing[0];
}

function microseconds(text: string): string | undefined {
  const [second = '', decimals, ...more] = text.slice(0, -1).split('.');
  const isSecond = second.replace(/[0-9]/g, '0') === '0000-00-00T00:00:00';
  const isFraction = decimals === undefined || /^[0-9]{1,9}$/.test(decimals);
  if (!text.endsWith('Z') || !isSecond || !isFraction || more.length > 0) return undefined;
  return `${second}.${`${decimals ?? ''}000000`.slice(0, 6)}Z`;
}
