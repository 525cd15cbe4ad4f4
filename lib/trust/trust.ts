import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { AMAZON_ROOT_KEYS, type RootKey } from '../catalogue/root-keys.ts';
import { publicRoots, spkiSha256 } from '../net/public-roots.ts';
import { valuesOf } from './certificate.ts';

/** A key that ends a chain, ready to verify with. */
export interface TrustedRoot {
  readonly organisations: readonly string[];
  readonly sha256: string;
  readonly key: KeyObject;
  /** The root's own name, where its certificate is at hand: then only certificates that name it are tried. */
  readonly subject?: string;
}

const customRoot = z.strictObject({
  name: z.string().check(z.maxLength(200)),
  organisation: z.string().check(z.maxLength(200)),
  /** DER SubjectPublicKeyInfo, base64. */
  spki: z.string().check(
    z.maxLength(8192),
    z.refine((spki) => readKey(spki) !== undefined, 'expected a DER SubjectPublicKeyInfo in base64'),
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
  webRoots ??= publicRoots().map(({ certificate, key, sha256 }) => ({
    organisations: valuesOf(certificate.subject, 'O'),
    sha256,
    key,
    subject: certificate.subject,
  }));
  return webRoots;
}

function toTrustedRoot({
  organisation,
  spki,
}: Pick<RootKey, 'organisation' | 'spki'>): readonly TrustedRoot[] {
  const key = readKey(spki);
  return key === undefined ? [] : [{ organisations: [organisation], sha256: spkiSha256(key), key }];
}

function readKey(spki: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
  } catch {
    // Not a key: the schema says so in words.
    return undefined;
  }
}
