import { constants, verify } from 'node:crypto';
import { x509 } from '../../trust/x509-library.ts';
import { DER, DerCursor, type DerElement } from '../../wire/der.ts';
import { WireError } from '../../wire/wire-error.ts';
import { type ClientCertificate, nameText } from './client-certificate.ts';

/** A certificate revocation list (RFC 5280 §5). */
export interface RevocationList {
  readonly issuer: string;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | undefined;
  readonly entries: number;
  /** Object identifiers: indirect, partial and delta lists carry one, and a verifier that cannot use them must refuse. */
  readonly criticalExtensions: readonly string[];
  readonly isSignedBy: (issuer: ClientCertificate) => boolean;
  readonly revokes: (certificate: ClientCertificate) => boolean;
}

/** The quota "Revocation list file size" ("Quotas for your Application Load Balancers", read 2026-11-21). */
export const MAX_REVOCATION_FILE_BYTES = 50 * 1024 * 1024;

/** Signature algorithms by DER object identifier: RFC 8017 §A.2, RFC 5758 §3.2, RFC 8410 §3. */
const HASHES: Readonly<Record<string, string | null>> = {
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha1',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '2b6570': null,
  '2b6571': null,
};
const RSASSA_PSS = '2a864886f70d01010a';
/** Hashes inside the parameters of RSASSA-PSS (RFC 4055 §3.1; NIST's arcs). */
const PSS_HASHES: Readonly<Record<string, string>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/**
 * Reads one list in DER; undefined for what is none. It is walked, not turned into objects: a list may hold half
 * a million entries, which is more than the X.509 library lets a list have.
 */
export function readRevocationList(der: Buffer): RevocationList | undefined {
  try {
    return walkList(der);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue } (RFC 5280 §5.1). */
function walkList(der: Buffer): RevocationList | undefined {
  const top = new DerCursor(der);
  const list = top.into(top.next(DER.sequence));
  const tbs = list.next(DER.sequence);
  const algorithm = list.next(DER.sequence);
  const signature = list.content(list.next(DER.bitString)).subarray(1);
  const fields = list.into(tbs);
  if (fields.tag === DER.integer) fields.next();
  fields.next(DER.sequence);
  const name = readName(fields.whole(fields.next(DER.sequence)));
  const thisUpdateMs = readTime(fields, fields.next());
  const hasNext = fields.tag === DER.utcTime || fields.tag === DER.generalizedTime;
  const nextUpdateMs = hasNext ? readTime(fields, fields.next()) : undefined;
  const revoked = fields.tag === DER.sequence ? fields.next() : undefined;
  const extensions = fields.tag === DER.context0 ? fields.next() : undefined;
  if (name === undefined || thisUpdateMs === undefined) return undefined;
  const serials = revoked === undefined ? [] : serialsOf(fields, revoked);
  return {
    issuer: name,
    thisUpdateMs,
    nextUpdateMs,
    entries: serials.length,
    criticalExtensions: extensions === undefined ? [] : criticalOf(fields, extensions),
    isSignedBy: ({ x509: issuer }) => {
      const how = signatureOf(list, algorithm);
      if (how === undefined) return false;
      try {
        return verify(how.hash, list.whole(tbs), { key: issuer.publicKey, ...how.options }, signature);
      } catch {
        // A key of another kind than the signature's cannot have made it.
        return false;
      }
    },
    revokes: ({ serial }) => {
      const wanted = Buffer.from(serial.length % 2 === 0 ? serial : `0${serial}`, 'hex');
      return serials.some(({ start, end }) => sameInteger(der.subarray(start, end), wanted));
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
function sameInteger(a: Buffer, b: Buffer): boolean {
  return withoutZeros(a).equals(withoutZeros(b));
}

function withoutZeros(bytes: Buffer): Buffer {
  let first = 0;
  while (first < bytes.length - 1 && bytes[first] === 0) first += 1;
  return first === 0 ? bytes : bytes.subarray(first);
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
      critical.push(identifierText(id));
    }
  }
  return critical;
}

/** Seven bits a byte, the first two arcs in one (X.690 §8.19). */
function identifierText(id: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of id) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs.shift() ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs].join('.');
}

function readName(der: Buffer): string | undefined {
  try {
    return nameText(new x509.Name(der));
  } catch {
    // The library throws on a malformed name.
    return undefined;
  }
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

interface SignatureAlgorithm {
  readonly hash: string | null;
  readonly options: { readonly padding?: number; readonly saltLength?: number };
}

function signatureOf(cursor: DerCursor, algorithm: DerElement): SignatureAlgorithm | undefined {
  const parts = cursor.into(algorithm);
  const id = parts.content(parts.next(DER.objectIdentifier)).toString('hex');
  if (id === RSASSA_PSS) {
    const parameters = cursor.content(algorithm).toString('hex');
    const hash = Object.entries(PSS_HASHES).find(([identifier]) => parameters.includes(identifier))?.[1];
    const options = {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_AUTO,
    };
    return hash === undefined ? undefined : { hash, options };
  }
  const hash = HASHES[id];
  return hash === undefined ? undefined : { hash, options: {} };
}
