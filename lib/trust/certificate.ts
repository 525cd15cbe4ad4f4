import { type KeyObject, X509Certificate } from 'node:crypto';
import type { NameAttribute } from '../catalogue/inspection-products.ts';
import type { JsonObject } from '../core/json.ts';
import { boundedText } from '../core/text.ts';
import { spkiSha256 } from '../net/public-roots.ts';
import { WireError } from '../wire/wire-error.ts';
import { type CertificateFields, readFields } from './certificate-fields.ts';
import { remembered } from './remembered.ts';

/** A certificate as a judge needs it. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly der: Buffer;
  readonly fields: CertificateFields;
  /** Undefined for a key of a kind that OpenSSL does not know. */
  readonly key: KeyObject | undefined;
  /** SHA-256 of the public key's DER SubjectPublicKeyInfo, lower-case hex; empty for a key that is not known. */
  readonly keySha256: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** Enough for every endpoint of a few Regions with their intermediates; a read certificate holds about 10 KB. */
const REMEMBERED_CERTIFICATES = 500;

/**
 * Reads one DER certificate in base64. The same text gives the same object for a while, so that what was found out
 * about it (signatures, words) holds in the next question as well.
 *
 * @returns undefined for anything that is no certificate or has no readable dates
 */
export const readCertificate = remembered(REMEMBERED_CERTIFICATES, (base64: string) =>
  readDer(Buffer.from(base64, 'base64')),
);

/** As `readCertificate`, from the bytes themselves. */
export function readDer(der: Buffer): Certificate | undefined {
  const known = readByOpenssl(der);
  if (known === undefined) return undefined;
  const notBeforeMs = Date.parse(known.x509.validFrom);
  const notAfterMs = Date.parse(known.x509.validTo);
  if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) return undefined;
  // OpenSSL passes over bytes after the certificate; the copy without them is what was signed.
  const { raw } = known.x509;
  try {
    return { ...known, der: raw, fields: readFields(raw), notBeforeMs, notAfterMs };
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function readByOpenssl(der: Buffer): Pick<Certificate, 'x509' | 'key' | 'keySha256'> | undefined {
  try {
    const x509 = new X509Certificate(der);
    return { x509, ...keyOf(x509) };
  } catch {
    // OpenSSL throws on malformed DER, which is the peer's doing; its words for it help nobody.
    return undefined;
  }
}

function keyOf(x509: X509Certificate): Pick<Certificate, 'key' | 'keySha256'> {
  try {
    const key = x509.publicKey;
    return { key, keySha256: spkiSha256(key) };
  } catch {
    // A certificate for a key of a kind that OpenSSL does not know is a whole certificate still.
    return { key: undefined, keySha256: '' };
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
