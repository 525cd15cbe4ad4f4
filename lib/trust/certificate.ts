import { type KeyObject, X509Certificate } from 'node:crypto';
import type { NameAttribute } from '../catalogue/inspection-products.ts';
import type { JsonObject } from '../core/json.ts';
import { boundedText } from '../core/text.ts';
import { spkiSha256 } from '../net/public-roots.ts';

/** A certificate as a judge needs it. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly key: KeyObject;
  /** SHA-256 of the public key's DER SubjectPublicKeyInfo, lower-case hex. */
  readonly keySha256: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/**
 * Reads one DER certificate in base64.
 *
 * @returns undefined for anything that is no certificate, has no readable key or no readable dates
 */
export function readCertificate(base64: string): Certificate | undefined {
  try {
    const x509 = new X509Certificate(Buffer.from(base64, 'base64'));
    const key = x509.publicKey;
    const notBeforeMs = Date.parse(x509.validFrom);
    const notAfterMs = Date.parse(x509.validTo);
    if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) return undefined;
    return { x509, key, keySha256: spkiSha256(key), notBeforeMs, notAfterMs };
  } catch {
    // OpenSSL throws on malformed DER and on keys of a kind it does not know: both are the peer's doing.
    return undefined;
  }
}

/** How much of one attribute, and of a whole name, is worth showing. */
const ATTRIBUTE_LENGTH = 80;
const NAME_LENGTH = 240;

/**
 * A distinguished name in one line, in the order of `openssl s_client`: `C=US, O=Amazon, CN=Amazon RSA 2048 M01`.
 *
 * @param name - `subject` or `issuer` of an X509Certificate: one attribute a line, values escaped
 */
export function readableName(name: string | undefined): string {
  const parts = attributesOf(name).map(({ key, value }) => `${key}=${boundedText(value, ATTRIBUTE_LENGTH)}`);
  return boundedText(parts.join(', '), NAME_LENGTH);
}

/** The values of one attribute of a distinguished name, in order. */
export function valuesOf(name: string | undefined, attribute: NameAttribute): readonly string[] {
  return attributesOf(name)
    .filter(({ key }) => key === attribute)
    .map(({ value }) => value);
}

/** A name of more attributes than that is nobody's name. */
const MAX_ATTRIBUTES = 30;

function attributesOf(name: string | undefined): readonly { readonly key: string; readonly value: string }[] {
  return (name ?? '')
    .split('\n', MAX_ATTRIBUTES)
    .map((line) => line.split('='))
    .filter(([key, ...rest]) => key !== '' && rest.length > 0)
    .map(([key = '', ...rest]) => ({ key, value: unescapeValue(rest.join('=')) }));
}

/** Undoes OpenSSL's escaping (RFC 4514 §2.4): `\,` is a comma, `\0A` a line feed. */
function unescapeValue(value: string): string {
  return value.replace(/\\([0-9A-F]{2}|.)/g, (_match, escaped: string) =>
    escaped.length === 2 ? String.fromCharCode(Number.parseInt(escaped, 16)) : escaped,
  );
}

/** How many of a certificate's names are worth showing. */
const SHOWN_NAMES = 5;

/** The names a certificate is for, the first few: DNS names and addresses, else the common name, else a dash. */
export function coveredNames({ x509 }: Certificate): string {
  const listed = (x509.subjectAltName ?? '')
    // A certificate may hold thousands of names; only the first few are looked at.
    .slice(0, SHOWN_NAMES * 300)
    .split(', ')
    .map((one) => /^(?:DNS|IP Address):(.+)$/.exec(one)?.[1])
    .filter((one) => one !== undefined);
  const names = listed.length > 0 ? listed : valuesOf(x509.subject, 'CN');
  const shown = names.slice(0, SHOWN_NAMES).map((one) => boundedText(one, ATTRIBUTE_LENGTH));
  const text = names.length > SHOWN_NAMES ? [...shown, '…'].join(', ') : shown.join(', ');
  return boundedText(text, NAME_LENGTH) || '-';
}

/** What the evidence says of each certificate that was sent. Dates are ISO 8601, UTC. */
export function describeCertificate({ x509, notBeforeMs, notAfterMs }: Certificate): JsonObject {
  return {
    subject: readableName(x509.subject),
    issuer: readableName(x509.issuer),
    notBefore: new Date(notBeforeMs).toISOString(),
    notAfter: new Date(notAfterMs).toISOString(),
  };
}
