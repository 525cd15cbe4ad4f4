import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.ts';

/**
 * How much work one verdict may take. Certificates come from peers: a thousand of one name, each a candidate for the
 * issuer of every other, would keep a processor busy for hours.
 */
export interface Work {
  /** Whether there is work left for a signature over this many bytes; what is left shrinks by it. */
  readonly spend: (key: KeyObject, bytes: number) => boolean;
  /** Whether the key made the signature; undefined once the work is used up, and then nothing more is verified. */
  readonly isSignedBy: (certificate: Certificate, key: KeyObject, keySha256: string) => boolean | undefined;
  /** Notes a step of the search; false once there have been too many. */
  readonly step: () => boolean;
  /** Whether something was left out. */
  readonly isUsedUp: () => boolean;
}

/** Thirty microseconds each on a slow core: about a third of a second of verifying, and as much of searching. */
const UNITS = 10_000;
const STEPS = 4_000;

/** @param units - what may be spent on signatures; one is an RSA signature of 2,048 bits */
export function limitedWork(units = UNITS): Work {
  let left = units;
  let steps = STEPS;
  const spend = (key: KeyObject, bytes: number) => {
    left -= costOf(key, bytes);
    return left >= 0;
  };
  return {
    spend,
    // What is remembered costs nothing, and is counted all the same: a verdict must not depend on the one before.
    isSignedBy: (certificate, key, keySha256) =>
      spend(key, certificate.der.length) ? isSignedBy(certificate, key, keySha256) : undefined,
    step: () => {
      steps -= 1;
      return steps >= 0;
    },
    isUsedUp: () => left < 0 || steps < 0,
  };
}

/** Measured with OpenSSL 3.5 on one core, in units of thirty microseconds, rounded up. */
const CURVE_COST: Readonly<Record<string, number>> = { prime256v1: 2, secp384r1: 15, secp521r1: 35 };
const OTHER_COST = 70;
const BITS_OF_ONE_UNIT = 2048;
/** A public exponent is 65,537 as a rule; a long one makes verifying as slow as signing. */
const LONG_EXPONENT = 2n ** 32n;
const BYTES_OF_ONE_UNIT = 20_000;

function costOf(
  { asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject,
  bytes: number,
): number {
  const hashing = Math.ceil(bytes / BYTES_OF_ONE_UNIT);
  const bits = details?.modulusLength;
  if (bits !== undefined) {
    const size = Math.ceil((bits / BITS_OF_ONE_UNIT) ** 2);
    const isSlow = !type?.startsWith('rsa') || (details?.publicExponent ?? 0n) > LONG_EXPONENT;
    return hashing + (isSlow ? OTHER_COST * size : size);
  }
  return hashing + (CURVE_COST[details?.namedCurve ?? ''] ?? (type === 'ed25519' ? 4 : OTHER_COST));
}

/** By certificate, which keys made its signature and which did not; it goes when the certificate goes. */
const verified = new WeakMap<Certificate, Map<string, boolean>>();
/** A certificate is tried with the roots it could lead to, not with more. */
const KEYS_PER_CERTIFICATE = 300;

function isSignedBy(certificate: Certificate, key: KeyObject, keySha256: string): boolean {
  const known = verified.get(certificate) ?? new Map<string, boolean>();
  verified.set(certificate, known);
  const before = known.get(keySha256);
  if (before !== undefined) return before;
  const is = verifies(certificate, key);
  if (known.size < KEYS_PER_CERTIFICATE) known.set(keySha256, is);
  return is;
}

function verifies({ x509 }: Certificate, key: KeyObject): boolean {
  try {
    return x509.verify(key);
  } catch {
    // An algorithm this OpenSSL cannot verify proves nothing, so it is not a signature we may follow.
    return false;
  }
}
