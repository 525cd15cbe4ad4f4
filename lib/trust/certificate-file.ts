/** What a file that should hold certificates or revocation lists holds. */
export type CertificateFile =
  | {
      readonly outcome: 'read';
      /** DER, in the order of the file; what is between the PEM boundaries is not looked at. */
      readonly ders: readonly Buffer[];
      /** A private key was in the file too: nothing of it was decoded or kept. */
      readonly holdsKey: boolean;
    }
  | { readonly outcome: 'unsuitable'; readonly why: string };

/** Nobody's chain is larger; a trust store of 25 certificates of 16 KB is not either. */
export const MAX_CERTIFICATE_FILE_BYTES = 1_000_000;

const BOUNDARY = /-----BEGIN ([A-Z0-9 #]{1,60})-----/g;

const PRIVATE_KEY =
  'is a private key, expected the certificate that belongs to it; the key is never needed here';
const PKCS7 = 'is a PKCS #7 bundle, expected PEM certificates: openssl pkcs7 -print_certs -in FILE';

/** PEM labels (RFC 7468 and OpenSSL's older ones) that hold something else, and what to do about it. */
const OTHER_LABELS: readonly (readonly [RegExp, string])[] = [
  [/PRIVATE KEY$/, PRIVATE_KEY],
  [/PUBLIC KEY$/, 'is a public key, expected a certificate'],
  [/CERTIFICATE REQUEST$/, 'is a certificate request (CSR), expected the certificate that the CA made of it'],
  [/^(PKCS7|CMS)$/, PKCS7],
  [/^X509 CRL$/, 'is a revocation list, expected a certificate'],
  [/^(TRUSTED |X509 )?CERTIFICATE$/, 'is a certificate, expected a revocation list'],
];

/** DER that is not what was expected, by its first bytes: ASN.1 SEQUENCE and what begins in it. */
const PKCS12 =
  'is a PKCS #12 file (.p12, .pfx), which is encrypted: openssl pkcs12 -in FILE -nokeys -out CHAIN.pem';

/** Reads certificates: PEM with any number of them, or one in DER. */
export function readCertificateFile(bytes: Buffer): CertificateFile {
  return readFile(bytes, /^(X509 )?CERTIFICATE$/, 'a certificate in PEM or DER');
}

/** Reads revocation lists: PEM with any number of them, or one in DER. */
export function readRevocationFile(bytes: Buffer): CertificateFile {
  return readFile(bytes, /^X509 CRL$/, 'a revocation list (CRL) in PEM or DER');
}

function readFile(bytes: Buffer, wanted: RegExp, expected: string): CertificateFile {
  if (bytes.length === 0) return { outcome: 'unsuitable', why: `is empty, expected ${expected}` };
  const text = bytes.toString('latin1');
  const labels = [...text.matchAll(BOUNDARY)];
  if (labels.length === 0) return readDer(bytes, expected);
  const ders: Buffer[] = [];
  for (const { 0: begin, 1: label = '', index } of labels) {
    if (!wanted.test(label)) continue;
    const start = index + begin.length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0) return { outcome: 'unsuitable', why: `ends in the middle of ${expected}` };
    ders.push(Buffer.from(text.slice(start, end), 'base64'));
  }
  if (ders.length > 0) {
    const holdsKey = labels.some(({ 1: label = '' }) => label.endsWith('PRIVATE KEY'));
    return { outcome: 'read', ders, holdsKey };
  }
  const label = labels[0]?.[1] ?? '';
  const other = OTHER_LABELS.find(([pattern]) => pattern.test(label));
  return { outcome: 'unsuitable', why: other?.[1] ?? `holds "${label}", expected ${expected}` };
}

function readDer(bytes: Buffer, expected: string): CertificateFile {
  if (bytes[0] !== 0x30) {
    const encrypted = bytes.subarray(0, 8).toString('latin1') === 'Salted__';
    const why = encrypted ? 'is encrypted' : 'is neither PEM nor DER';
    return { outcome: 'unsuitable', why: `${why}, expected ${expected}` };
  }
  const length = bytes[1] ?? 0;
  const inner = bytes.subarray(2 + Math.max(0, length - 0x80));
  // PFX ::= SEQUENCE { version INTEGER {v3(3)}, … (RFC 7292 §4); keys begin with an INTEGER 0 or 1
  // (RFC 5958 §2, RFC 8017 §A.1.2, RFC 5915 §3); ContentInfo with an OBJECT IDENTIFIER (RFC 2315 §7).
  if (inner[0] === 0x02 && inner[1] === 1) {
    return { outcome: 'unsuitable', why: inner[2] === 3 ? PKCS12 : PRIVATE_KEY };
  }
  if (inner[0] === 0x06) return { outcome: 'unsuitable', why: PKCS7 };
  return { outcome: 'read', ders: [bytes], holdsKey: false };
}
