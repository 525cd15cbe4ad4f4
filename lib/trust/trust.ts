import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { partitionOfHost } from '../catalogue/regions.ts';
import { AMAZON_ROOT_KEYS, type RootKey } from '../catalogue/root-keys.ts';
import { ACTIVATION_DISTRIBUTION } from '../catalogue/storage-gateway.ts';
import { publicRoots, spkiSha256 } from '../net/public-roots.ts';
import { type Certificate, readCertificate, readDer, valuesOf } from './certificate.ts';
import { remembered } from './remembered.ts';

/** A key that ends a chain, ready to verify with. */
export interface TrustedRoot {
  readonly organisations: readonly string[];
  readonly sha256: string;
  readonly key: KeyObject;
  /**
   * The root's own certificate, where it is at hand: then only certificates that name it are tried, and its dates and
   * limits hold as a client holds them. The keys of Amazon's roots are known without.
   */
  readonly certificate?: Certificate;
}

const customRoot = z.strictObject({
  name: z.string().check(z.maxLength(200)),
  organisation: z.string().check(z.maxLength(200)),
  /** DER SubjectPublicKeyInfo, base64. */
  spki: z.string().check(
    z.maxLength(8192),
    z.refine((spki) => readKey(spki) !== undefined, 'expected a DER SubjectPublicKeyInfo in base64'),
  ),
  /** DER of the whole certificate, base64; its key must be the one above. */
  certificate: z.optional(
    z.string().check(
      z.maxLength(65_536),
      z.refine((der) => readCertificate(der) !== undefined, 'expected a DER certificate in base64'),
    ),
  ),
});

/**
 * Whom to believe: the Amazon roots, any root of the public web (partitions whose roots are not known), or roots
 * of one's own in place of Amazon's (`--trust`).
 */
export const trustField = z.union([
  z.literal('amazon'),
  z.literal('public'),
  z.strictObject({ roots: z.array(customRoot).check(z.minLength(1), z.maxLength(500)) }),
]);
export type Trust = z.infer<typeof trustField>;

let amazonRoots: readonly TrustedRoot[] | undefined;
let webRoots: readonly TrustedRoot[] | undefined;

/** The roots that a question trusts. */
export function trustedRoots(trust: Trust): readonly TrustedRoot[] {
  if (trust === 'public') return rootsOfTheWeb();
  if (trust !== 'amazon') return trust.roots.flatMap(toTrustedRoot);
  amazonRoots ??= AMAZON_ROOT_KEYS.flatMap(toTrustedRoot);
  return amazonRoots;
}

/** Every root of the public web that this Node knows. */
export function rootsOfTheWeb(): readonly TrustedRoot[] {
  webRoots ??= publicRoots().flatMap(({ certificate: { raw, subject }, key, sha256 }) => {
    const certificate = readDer(raw);
    const organisations = valuesOf(subject, 'O');
    return certificate === undefined ? [] : [{ organisations, sha256, key, certificate }];
  });
  return webRoots;
}

function toTrustedRoot({
  organisation,
  spki,
  certificate: der,
}: Pick<RootKey, 'organisation' | 'spki'> & {
  readonly certificate?: string | undefined;
}): readonly TrustedRoot[] {
  const known = readKey(spki);
  if (known === undefined) return [];
  const certificate = der === undefined ? undefined : readCertificate(der);
  // Trust lies in the key: a certificate of another one does not belong to it.
  const isItsOwn = certificate?.keySha256 === known.sha256;
  return [{ ...known, organisations: [organisation], ...(isItsOwn && { certificate }) }];
}

const REMEMBERED_KEYS = 1000;

const readKey = remembered(
  REMEMBERED_KEYS,
  (spki: string): Pick<TrustedRoot, 'key' | 'sha256'> | undefined => {
    try {
      const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
      return { key, sha256: spkiSha256(key) };
    } catch {
      // Not a key: the schema says so in words.
      return undefined;
    }
  },
);

/** Whose certificate is wanted. */
export interface WantedChain {
  /** The certificate must be for at least one of these. */
  readonly acceptNames: readonly string[];
  readonly trust: Trust;
}

/** Whether one of the names that are wanted is a service of AWS: those end at roots that are known. Elsewhere trust may lie in anybody. */
export function isAwsEndpoint({ trust, acceptNames }: WantedChain): boolean {
  return (
    trust === 'amazon' ||
    acceptNames.some((name) => name === ACTIVATION_DISTRIBUTION || partitionOfHost(name) !== undefined)
  );
}
