import { constants, verify } from 'node:crypto';
import { DER, DerCursor, type DerElement, objectIdentifier } from '../wire/der.ts';
import { WireError } from '../wire/wire-error.ts';
import type { Certificate } from './certificate.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { type DistinguishedName, nameText, readName } from './distinguished-name.ts';
import { RSASSA_PSS, schemeOf } from './signature-algorithms.ts';

/** A certificate revocation list (RFC 5280 §5). */
export interface RevocationList {
  /** The file it was read from, and which of its lists it is, as it is shown. */
  readonly source: string;
  readonly issuer: string;
  readonly issuerName: DistinguishedName;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | undefined;
  readonly entries: number;
  /** Object identifiers: indirect, partial and delta lists carry one, and a verifier that cannot use them must refuse. */
  readonly criticalExtensions: readonly string[];
  /** Whether the key of this certificate made the signature. */
  readonly isSignedBy: (issuer: Certificate) => boolean;
  readonly revokes: (certificate: ClientCertificate) => boolean;
}

/** What node:crypto calls the hashes that are accepted in lists. */
const DIGESTS: Readonly<Record<string, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * Reads one list in DER; undefined for what is none. It is walked, not turned into objects: a list may hold half
 * a million entries, which is more than the X.509 library lets a list have.
 */
export function readRevocationList(der: Buffer, source: string): RevocationList | undefined {
  try {
    return walkList(der, source);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** What stands before the entries of a list. */
export interface RevocationListHead {
  readonly issuer: string;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | undefined;
}

/**
 * Reads the beginning of a list, in DER or PEM, of which the rest is not at hand; undefined for what begins otherwise.
 *
 * Source: RFC 5280 §5.1 (tbsCertList: version, signature, issuer, thisUpdate, nextUpdate, then the entries).
 */
export function readRevocationListHead(bytes: Buffer): RevocationListHead | undefined {
  const text = bytes.toString('latin1');
  const begin = /-----BEGIN X509 CRL-----/.exec(text);
  const der = begin === null ? bytes : Buffer.from(text.slice(begin.index + begin[0].length), 'base64');
  const list = contentStart(der, 0);
  const tbs = list === undefined ? undefined : contentStart(der, list);
  if (tbs === undefined) return undefined;
  try {
    const { name, thisUpdateMs, nextUpdateMs } = readDates(new DerCursor(der.subarray(tbs)));
    return thisUpdateMs === undefined ? undefined : { issuer: nameText(name), thisUpdateMs, nextUpdateMs };
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Where the content of a SEQUENCE begins; its length may go beyond what is there (X.690 §8.1.3). */
function contentStart(der: Buffer, at: number): number | undefined {
  const length = der[at + 1];
  if (der[at] !== 0x30 || length === undefined) return undefined;
  return at + 2 + Math.max(0, length - 0x80);
}

/** From the version to nextUpdate. */
function readDates(fields: DerCursor) {
  if (fields.tag === DER.integer) fields.next();
  fields.next(DER.sequence);
  const name = readName(fields, fields.next(DER.sequence));
  const thisUpdateMs = readTime(fields, fields.next());
  const hasNext = fields.tag === DER.utcTime || fields.tag === DER.generalizedTime;
  return { name, thisUpdateMs, nextUpdateMs: hasNext ? readTime(fields, fields.next()) : undefined };
}

/** CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue } (RFC 5280 §5.1). */
function walkList(der: Buffer, source: string): RevocationList | undefined {
  const top = new DerCursor(der);
  const list = top.into(top.next(DER.sequence));
  const tbs = list.next(DER.sequence);
  const algorithm = list.next(DER.sequence);
  const signature = list.content(list.next(DER.bitString)).subarray(1);
  const fields = list.into(tbs);
  const { name, thisUpdateMs, nextUpdateMs } = readDates(fields);
  const revoked = fields.tag === DER.sequence ? fields.next() : undefined;
  const extensions = fields.tag === DER.context0 ? fields.next() : undefined;
  if (thisUpdateMs === undefined) return undefined;
  const serials = revoked === undefined ? [] : serialsOf(fields, revoked);
  // All of it is read here and now: what is damaged anywhere is no list, and its file is named.
  const how = verificationOf(list, algorithm);
  return {
    source,
    issuer: nameText(name),
    issuerName: name.name,
    thisUpdateMs,
    nextUpdateMs,
    entries: serials.length,
    criticalExtensions: extensions === undefined ? [] : criticalOf(fields, extensions),
    isSignedBy: ({ key }) => {
      if (how === undefined || key === undefined) return false;
      try {
        return verify(how.digest, list.whole(tbs), { key, ...how.options }, signature);
      } catch {
        // A key of another kind than the signature's cannot have made it.
        return false;
      }
    },
    revokes: ({ serial }) => {
      const wanted = withoutZeros(Buffer.from(serial.length % 2 === 0 ? serial : `0${serial}`, 'hex'));
      return serials.some(({ start, end }) => withoutZeros(der.subarray(start, end)).equals(wanted));
    },
  };
}

/** revokedCertificates: each entry begins with the serial number; dates and reasons change nothing. */
function serialsOf(cursor: DerCursor, revoked: DerElement): readonly DerElement[] {
  const entries = cursor.into(revoked);
  const serials: DerElement[] = [];
  while (entries.tag !== undefined) {
    serials.push(entries.into(entries.next(DER.sequence)).next(DER.integer));
  }
  return serials;
}

/** DER puts a zero before an integer whose first bit is set; some CAs write more of them. */
function withoutZeros(bytes: Buffer): Buffer {
  let first = 0;
  while (bytes[first] === 0) first += 1;
  return bytes.subarray(first);
}

/** Extensions ::= SEQUENCE OF SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue }. */
function criticalOf(cursor: DerCursor, element: DerElement): readonly string[] {
  const outer = cursor.into(element);
  const extensions = outer.into(outer.next(DER.sequence));
  const critical: string[] = [];
  while (extensions.tag !== undefined) {
    const extension = extensions.into(extensions.next(DER.sequence));
    const id = extension.content(extension.next(DER.objectIdentifier));
    if (extension.tag === DER.boolean && extension.content(extension.next())[0] !== 0) {
      critical.push(objectIdentifier(id));
    }
  }
  return critical;
}

/** UTCTime has two digits of the year: 50 and above is the last century (RFC 5280 §4.1.2.5.1). */
function readTime(cursor: DerCursor, element: DerElement): number | undefined {
  const text = cursor.content(element).toString('latin1');
  const digits = element.tag === DER.utcTime ? `${Number(text.slice(0, 2)) < 50 ? 20 : 19}${text}` : text;
  const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(digits);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

interface Verification {
  readonly digest: string | null;
  readonly options: { readonly padding?: number; readonly saltLength?: number };
}

/** How node:crypto verifies the signature of a list; undefined for what it does not know. */
function verificationOf(cursor: DerCursor, algorithm: DerElement): Verification | undefined {
  const parts = cursor.into(algorithm);
  const id = objectIdentifier(parts.content(parts.next(DER.objectIdentifier)));
  const parameters = parts.tag === undefined ? Buffer.alloc(0) : parts.whole(parts.next());
  const { name, hash } = schemeOf({ id, parameters });
  if (name.startsWith('Ed')) return { digest: null, options: {} };
  const digest = hash === undefined ? undefined : DIGESTS[hash];
  if (digest === undefined) return undefined;
  const options =
    id === RSASSA_PSS
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : {};
  return { digest, options };
}
