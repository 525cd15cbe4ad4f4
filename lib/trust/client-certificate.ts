import type { X509Certificate } from 'node:crypto';
import { type Certificate, readDer } from './certificate.ts';
import { nameText } from './distinguished-name.ts';
import type { KeyUsage } from './extensions.ts';
import { schemeOf } from './signature-algorithms.ts';

/** What a load balancer looks at in a certificate. */
export interface ClientCertificate {
  readonly certificate: Certificate;
  readonly der: Buffer;
  /** As the log writes it: RFC 2253, the common name first. */
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal, as in the log. */
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** X.509 version: 1, 2 or 3. */
  readonly version: number;
  /** Such as `RSA 2048`, `EC prime256v1`, `ED25519`. */
  readonly keyLabel: string;
  readonly key: CertificateKey;
  /** The hash of the signature, such as `SHA-256`; undefined for algorithms without one (Ed25519). */
  readonly signatureHash: string | undefined;
  readonly signatureName: string;
  /** Undefined where the extension is absent: then every use is allowed. */
  readonly keyUsage: readonly KeyUsage[] | undefined;
}

type CertificateKey =
  | { readonly type: 'rsa'; readonly bits: number }
  | { readonly type: 'ec'; readonly curve: string }
  | { readonly type: 'other'; readonly name: string };

/**
 * Reads one DER certificate.
 *
 * @returns undefined for what OpenSSL cannot read; extensions that are malformed are told by the rules of paths
 */
export function readClientCertificate(der: Buffer): ClientCertificate | undefined {
  const certificate = readDer(der);
  if (certificate === undefined) return undefined;
  const { x509, fields, notBeforeMs, notAfterMs } = certificate;
  const key = keyOf(x509);
  const { name, hash } = schemeOf(fields.signature);
  return {
    certificate,
    der: certificate.der,
    subject: nameText(fields.subject),
    issuer: nameText(fields.issuer),
    serial: x509.serialNumber,
    notBeforeMs,
    notAfterMs,
    version: fields.version,
    key,
    keyLabel: labelOf(key),
    signatureHash: hash,
    signatureName: [name, hash].filter((one) => one !== undefined).join(' with '),
    keyUsage: fields.extensions.keyUsage,
  };
}

function keyOf(certificate: X509Certificate): CertificateKey {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
    if (type === 'rsa' && details?.modulusLength !== undefined) return { type, bits: details.modulusLength };
    if (type === 'ec' && details?.namedCurve !== undefined) return { type, curve: details.namedCurve };
    return { type: 'other', name: type ?? 'unknown' };
  } catch {
    // A key of a kind that OpenSSL does not know is a key of an unsupported kind, not a broken certificate.
    return { type: 'other', name: 'unknown' };
  }
}

function labelOf(key: CertificateKey): string {
  if (key.type === 'rsa') return `RSA ${key.bits}`;
  return key.type === 'ec' ? `EC ${key.curve}` : key.name.toUpperCase();
}
