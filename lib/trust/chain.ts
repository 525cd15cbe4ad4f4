import type { KeyObject } from 'node:crypto';
import { type Certificate, valuesOf } from './certificate.ts';
import type { TrustedRoot } from './trust.ts';

/** Where a chain leads. `path` starts with the leaf and holds what was followed, each certificate's issuer next. */
export type FollowedChain =
  | {
      readonly verdict: 'trusted';
      /** Fingerprint of the trusted key that was reached. */
      readonly rootKeySha256: string;
      /** Without the certificate of the trusted key itself: clients hold that one and ignore the copy that was sent. */
      readonly path: readonly [Certificate, ...Certificate[]];
    }
  | {
      /** `incomplete`: only the leaf could be followed, and it claims an issuer of a trusted root's organisation. */
      readonly verdict: 'incomplete' | 'untrusted';
      /** Fingerprint of the key of the last certificate that was followed. */
      readonly rootKeySha256: string;
      readonly path: readonly [Certificate, ...Certificate[]];
    };

/**
 * Follows a chain from the leaf by signatures until a certificate whose public key is trusted, or one that was
 * signed with a trusted key whose certificate was not sent. Names decide nothing: a cross-signed copy of a root
 * carries its key under another issuer, and a forger can copy any name.
 *
 * Only a CA certificate may sign (RFC 5280 §4.2.1.9), or the owner of any genuine leaf could forge the rest.
 * Name constraints and path lengths are not looked at: Node shows neither.
 *
 * @param sent - leaf first; the others in any order, for servers send them in any order and strangers among them
 */
export function followChain(
  sent: readonly [Certificate, ...Certificate[]],
  roots: readonly TrustedRoot[],
): FollowedChain {
  const [leaf, ...rest] = sent;
  // Of two copies of one issuer the one that is good for longer: clients pass over the expired one, too.
  const others = rest.toSorted((a, b) => b.notAfterMs - a.notAfterMs);
  const byKey = new Map(roots.map((root) => [root.sha256, root]));
  const reached: Certificate[] = [leaf];
  const childOf = new Map<Certificate, Certificate>();
  // Breadth first: each certificate is looked at once, so certificates that sign each other in a ring end too.
  for (const one of reached) {
    if (byKey.has(one.keySha256)) return trusted(one.keySha256, pathTo(childOf.get(one) ?? one, childOf));
    const signer = roots.find((root) => isSignedByKey(one, root));
    if (signer !== undefined) return trusted(signer.sha256, pathTo(one, childOf));
    for (const other of others) {
      if (reached.includes(other) || !isSignedBy(one, other)) continue;
      if (!other.x509.ca && !byKey.has(other.keySha256)) continue;
      reached.push(other);
      childOf.set(other, one);
    }
  }
  const last = reached.at(-1) ?? leaf;
  return {
    verdict: isCutShort(leaf, reached, others, roots) ? 'incomplete' : 'untrusted',
    rootKeySha256: last.keySha256,
    path: pathTo(last, childOf),
  };
}

function trusted(
  rootKeySha256: string,
  path: readonly [Certificate, ...Certificate[]],
): FollowedChain & { readonly verdict: 'trusted' } {
  return { verdict: 'trusted', rootKeySha256, path };
}

/** Leaf first. */
function pathTo(
  end: Certificate,
  childOf: ReadonlyMap<Certificate, Certificate>,
): readonly [Certificate, ...Certificate[]] {
  const above: Certificate[] = [];
  let one = end;
  for (let child = childOf.get(one); child !== undefined; child = childOf.get(one)) {
    above.unshift(one);
    one = child;
  }
  return [one, ...above];
}

function isSignedBy(one: Certificate, issuer: Certificate): boolean {
  return one.x509.checkIssued(issuer.x509) && verifies(one, issuer.key);
}

function isSignedByKey(one: Certificate, root: TrustedRoot): boolean {
  return (root.subject === undefined || root.subject === one.x509.issuer) && verifies(one, root.key);
}

function verifies(one: Certificate, key: KeyObject): boolean {
  try {
    return one.x509.verify(key);
  } catch {
    // An algorithm this OpenSSL cannot verify proves nothing, so it is not a signature we may follow.
    return false;
  }
}

/**
 * Whether a genuine server merely forgot its intermediates: nothing but the leaf could be followed, the leaf is
 * no CA and not its own issuer, and nobody who was sent along bears the name of the issuer it claims.
 */
function isCutShort(
  leaf: Certificate,
  reached: readonly Certificate[],
  others: readonly Certificate[],
  roots: readonly TrustedRoot[],
): boolean {
  const { issuer, subject, ca } = leaf.x509;
  if (reached.length > 1 || ca || issuer === subject) return false;
  if (others.some((other) => other.x509.subject === issuer)) return false;
  const claimed = valuesOf(issuer, 'O');
  return roots.some((root) => root.organisations.some((organisation) => claimed.includes(organisation)));
}
