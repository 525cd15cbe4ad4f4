import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { schemeOf } from './signature-algorithms.ts';

/** What is weak about one certificate of a path. */
export interface Weakness {
  readonly certificate: Certificate;
  /** As people write it: `MD5`, `SHA-1`, `RSA 1024`. */
  readonly what: string;
}

/** Hashes whose signatures can be forged (RFC 6149, RFC 6151, RFC 6194). */
const WEAK_HASHES: readonly (string | undefined)[] = ['MD2', 'MD5', 'SHA-1'];

/** NIST SP 800-57 part 1, table 2: 112 bits of security. */
const LEAST_RSA_BITS = 2048;

/**
 * Signatures with broken hashes and short RSA keys on a path. Of what is trusted by its key the signature means
 * nothing, so that the path does not hold it (`followChain`).
 *
 * @param isTrustedItself - whether the path is one certificate that is trusted as it is
 */
export function weaknessesOf(path: readonly Certificate[], isTrustedItself: boolean): readonly Weakness[] {
  return path.flatMap((certificate) => {
    const { hash } = schemeOf(certificate.fields.signature);
    const isForgeable = !isTrustedItself && WEAK_HASHES.includes(hash);
    const short = certificate.key === undefined ? undefined : weaknessOfKey(certificate.key);
    return [
      ...(isForgeable ? [{ certificate, what: hash ?? '-' }] : []),
      ...(short === undefined ? [] : [{ certificate, what: short }]),
    ];
  });
}

/** Whether the trusted key itself is short; `undefined` where it is not. */
export function weaknessOfKey(key: KeyObject): string | undefined {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
  return key.asymmetricKeyType?.startsWith('rsa') === true && bits < LEAST_RSA_BITS
    ? `RSA ${bits}`
    : undefined;
}
