/** TLS alert descriptions (RFC 8446 Appendix B.2, with the older ones of RFC 5246 §7.2), kebab-case. */
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close-notify',
  10: 'unexpected-message',
  20: 'bad-record-mac',
  21: 'decryption-failed',
  22: 'record-overflow',
  30: 'decompression-failure',
  40: 'handshake-failure',
  41: 'no-certificate',
  42: 'bad-certificate',
  43: 'unsupported-certificate',
  44: 'certificate-revoked',
  45: 'certificate-expired',
  46: 'certificate-unknown',
  47: 'illegal-parameter',
  48: 'unknown-ca',
  49: 'access-denied',
  50: 'decode-error',
  51: 'decrypt-error',
  60: 'export-restriction',
  70: 'protocol-version',
  71: 'insufficient-security',
  80: 'internal-error',
  86: 'inappropriate-fallback',
  90: 'user-canceled',
  100: 'no-renegotiation',
  109: 'missing-extension',
  110: 'unsupported-extension',
  111: 'certificate-unobtainable',
  112: 'unrecognized-name',
  113: 'bad-certificate-status-response',
  114: 'bad-certificate-hash-value',
  115: 'unknown-psk-identity',
  116: 'certificate-required',
  120: 'no-application-protocol',
};

const ALERT_RECORD = 21;
const TLS_MAJOR_VERSION = 3;
const FATAL = 2;

/**
 * The fatal alert that a peer's first bytes are, if they are one: an unencrypted alert record holds its content
 * type, the version, a length of 2, level and description (RFC 8446 §5.1, §6).
 */
export function alertInFirstRecord(bytes: Uint8Array): string | undefined {
  const [type, major, , lengthHigh, lengthLow, level, description] = bytes;
  if (type !== ALERT_RECORD || major !== TLS_MAJOR_VERSION || lengthHigh !== 0 || lengthLow !== 2)
    return undefined;
  if (level !== FATAL || description === undefined) return undefined;
  return ALERTS[description] ?? `alert-${description}`;
}

/**
 * The alert that an OpenSSL error code tells of: `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE`, in older releases
 * `ERR_SSL_SSLV3_ALERT_…`, is `handshake-failure`. Some alerts' codes lack the word ALERT (openssl/sslerr.h).
 */
export function alertInErrorCode(code: string): string | undefined {
  const name =
    /_ALERT_(.+)$/.exec(code)?.[1] ??
    /^ERR_SSL_TLSV1_(UNRECOGNIZED_NAME|UNSUPPORTED_EXTENSION|CERTIFICATE_UNOBTAINABLE|BAD_CERTIFICATE_.+)$/.exec(
      code,
    )?.[1];
  return name?.toLowerCase().replaceAll('_', '-');
}

/** Content types of records (RFC 8446 Appendix B.1): change_cipher_spec to heartbeat. */
const FIRST_CONTENT_TYPE = 20;
const LAST_CONTENT_TYPE = 24;

/** Whether bytes can be the start of a TLS record; an empty start can. */
export function looksLikeTls(bytes: Uint8Array): boolean {
  const [type, major] = bytes;
  if (type === undefined) return true;
  if (type < FIRST_CONTENT_TYPE || type > LAST_CONTENT_TYPE) return false;
  return major === undefined || major === TLS_MAJOR_VERSION;
}
