import { DER, DerCursor, objectIdentifier } from '../wire/der.ts';
import { type ReadName, readName } from './distinguished-name.ts';
import { type Extensions, readExtensions } from './extensions.ts';

/** What path validation needs of a certificate, and node:crypto does not show. */
export interface CertificateFields {
  /** X.509 version: 1, 2 or 3. */
  readonly version: number;
  readonly issuer: ReadName;
  readonly subject: ReadName;
  /** The algorithm of the signature, an object identifier, and its parameters as the certificate has them. */
  readonly signature: SignatureAlgorithm;
  /** Whether the curve of the key is written out and not named, which RFC 5480 §2.1.1 forbids. */
  readonly hasExplicitCurve: boolean;
  readonly extensions: Extensions;
}

export interface SignatureAlgorithm {
  readonly id: string;
  readonly parameters: Buffer;
}

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/**
 * Walks `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }` (RFC 5280 §4.1).
 *
 * @throws {WireError} where the bytes are built otherwise; extensions that cannot be read are told apart
 */
export function readFields(der: Buffer): CertificateFields {
  const top = new DerCursor(der);
  const certificate = top.into(top.next(DER.sequence));
  const tbs = certificate.into(certificate.next(DER.sequence));
  const version = tbs.tag === DER.context0 ? readVersion(tbs) : 1;
  tbs.next(DER.integer); // serialNumber
  const signature = readAlgorithm(tbs);
  const issuer = readName(tbs, tbs.next(DER.sequence));
  tbs.next(DER.sequence); // validity
  const subject = readName(tbs, tbs.next(DER.sequence));
  const keyInfo = tbs.into(tbs.next(DER.sequence));
  const keyAlgorithm = keyInfo.into(keyInfo.next(DER.sequence));
  const keyType = objectIdentifier(keyAlgorithm.content(keyAlgorithm.next(DER.objectIdentifier)));
  const hasExplicitCurve = keyType === EC_PUBLIC_KEY && keyAlgorithm.tag === DER.sequence;
  // issuerUniqueID [1] and subjectUniqueID [2] mean nothing to anybody.
  while (tbs.tag !== undefined && tbs.tag !== DER.context3) tbs.next();
  const wrapped = tbs.tag === undefined ? undefined : tbs.into(tbs.next(DER.context3));
  const extensions = readExtensions(wrapped?.into(wrapped.next(DER.sequence)));
  return { version, issuer, subject, signature, hasExplicitCurve, extensions };
}

function readVersion(tbs: DerCursor): number {
  const wrapped = tbs.into(tbs.next(DER.context0));
  return (wrapped.content(wrapped.next(DER.integer))[0] ?? 0) + 1;
}

function readAlgorithm(cursor: DerCursor): SignatureAlgorithm {
  const element = cursor.next(DER.sequence);
  const algorithm = cursor.into(element);
  const id = objectIdentifier(algorithm.content(algorithm.next(DER.objectIdentifier)));
  return {
    id,
    parameters: algorithm.tag === undefined ? Buffer.alloc(0) : algorithm.whole(algorithm.next()),
  };
}
