import { X509Certificate } from 'node:crypto';
import type { Name, X509Certificate as ParsedCertificate } from '@peculiar/x509';
import { boundedText } from '../../core/text.ts';
import { x509 } from '../../trust/x509-library.ts';

/** What a load balancer looks at in a certificate. */
export interface ClientCertificate {
  readonly der: Buffer;
  readonly x509: X509Certificate;
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
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
  /** Null where the extension is absent: then every use is allowed. */
  readonly keyUsage: KeyUsage | null;
  /** Object identifiers; null where the extension is absent. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Critical extensions that no check here understands. */
  readonly unknownCritical: readonly string[];
  readonly hasNameConstraints: boolean;
}

export type CertificateKey =
  | { readonly type: 'rsa'; readonly bits: number }
  | { readonly type: 'ec'; readonly curve: string }
  | { readonly type: 'other'; readonly name: string };

export interface KeyUsage {
  readonly digitalSignature: boolean;
  readonly keyAgreement: boolean;
  readonly keyCertSign: boolean;
  /** The names of all that is set. */
  readonly names: readonly string[];
}

/** Extensions that OpenSSL and AWS-LC handle (RFC 5280 §4.2.1); any other critical one ends verification. */
const KNOWN_EXTENSIONS: readonly string[] = [
  '2.5.29.15', // key usage
  '2.5.29.17', // subject alternative name
  '2.5.29.19', // basic constraints
  '2.5.29.30', // name constraints
  '2.5.29.31', // CRL distribution points
  '2.5.29.32', // certificate policies
  '2.5.29.33', // policy mappings
  '2.5.29.36', // policy constraints
  '2.5.29.37', // extended key usage
  '2.5.29.54', // inhibit any-policy
  '2.16.840.1.113730.1.1', // Netscape certificate type
];
const NAME_CONSTRAINTS = '2.5.29.30';

/**
 * Reads one DER certificate.
 *
 * @returns undefined for what OpenSSL cannot read, or where extensions are malformed
 */
export function readClientCertificate(der: Buffer): ClientCertificate | undefined {
  try {
    const openssl = new X509Certificate(der);
    const parsed = new x509.X509Certificate(der);
    const notBeforeMs = parsed.notBefore.getTime();
    const notAfterMs = parsed.notAfter.getTime();
    if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) return undefined;
    const key = keyOf(openssl);
    const constraints = parsed.getExtension(x509.BasicConstraintsExtension);
    const { name, hash }: { readonly name?: string; readonly hash?: { readonly name?: string } } =
      parsed.signatureAlgorithm;
    return {
      der,
      x509: openssl,
      subject: nameText(parsed.subjectName),
      issuer: nameText(parsed.issuerName),
      serial: openssl.serialNumber,
      notBeforeMs,
      notAfterMs,
      version: versionOf(der),
      key,
      keyLabel: labelOf(key),
      signatureHash: hash?.name,
      signatureName: [name, hash?.name].filter((one) => one !== undefined).join(' with '),
      isCa: constraints?.ca ?? false,
      pathLength: constraints?.pathLength,
      keyUsage: keyUsageOf(parsed),
      extendedKeyUsage:
        parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages.map((usage) => String(usage)) ?? null,
      unknownCritical: [...parsed.extensions]
        .filter(({ type, critical }) => critical && !KNOWN_EXTENSIONS.includes(type))
        .map(({ type }) => type),
      hasNameConstraints: parsed.extensions.some(({ type }) => type === NAME_CONSTRAINTS),
    };
  } catch {
    // Both parsers throw on malformed DER; what they say of it ("asn1 encoding routines") helps nobody.
    return undefined;
  }
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

function keyUsageOf(certificate: ParsedCertificate): KeyUsage | null {
  const usages = certificate.getExtension(x509.KeyUsagesExtension)?.usages;
  if (usages === undefined) return null;
  const flags = x509.KeyUsageFlags;
  const set = (flag: number) => (usages & flag) !== 0;
  const names = Object.entries(flags)
    .filter(([, flag]) => typeof flag === 'number' && set(flag))
    .map(([name]) => name);
  return {
    digitalSignature: set(flags.digitalSignature),
    keyAgreement: set(flags.keyAgreement),
    keyCertSign: set(flags.keyCertSign),
    names,
  };
}

/**
 * Certificate ::= SEQUENCE { tbsCertificate SEQUENCE { version [0] EXPLICIT INTEGER DEFAULT v1, … (RFC 5280 §4.1).
 * It is called on what two parsers have read, so the lengths are sound.
 */
function versionOf(der: Buffer): number {
  const tbs = contentStart(der, 0);
  const first = contentStart(der, tbs);
  return der[first] === 0xa0 ? (der[first + 4] ?? 0) + 1 : 1;
}

function contentStart(der: Buffer, at: number): number {
  const length = der[at + 1] ?? 0;
  return at + 2 + (length < 0x80 ? 0 : length - 0x80);
}

/** RFC 2253 §2.1: the last attribute first, as the load balancer writes names. */
export function nameText(name: Name): string {
  const parts = name
    .toJSON()
    .reverse()
    .flatMap((relative) =>
      Object.entries(relative).flatMap(([type, values]) =>
        values.map((value) => `${type}=${escapeValue(value)}`),
      ),
    );
  return boundedText(parts.join(','), 400);
}

function escapeValue(value: unknown): string {
  return String(value).replace(/[,+"\\<>;]/g, (found) => `\\${found}`);
}
