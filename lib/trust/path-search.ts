import type { Certificate } from './certificate.ts';
import { isSameName } from './distinguished-name.ts';
import { isSelfIssued, mayIssue } from './path-rules.ts';
import type { Work } from './signatures.ts';
import type { TrustedRoot } from './trust.ts';

/** A way from the leaf to a trusted key. */
export interface TrustedPath {
  /** Leaf first; without the certificate of the trusted key itself: clients hold that one and ignore a copy that was sent. */
  readonly path: readonly [Certificate, ...Certificate[]];
  readonly root: TrustedRoot;
}

export interface PathSearch {
  /** Leaf first; the others in any order, for servers send them in any order and strangers among them. */
  readonly leaf: Certificate;
  readonly others: readonly Certificate[];
  readonly roots: readonly TrustedRoot[];
  /** The moment that dates are preferred for, milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly work: Work;
  /**
   * Whether only CA certificates are followed that their keys may sign with, or any key that signed: a path of the
   * second sort says whose key it was, and no client takes it.
   */
  readonly issuers: 'authorities' | 'anybody';
}

/** What was found of the paths of one leaf. */
export interface FoundPaths<P> {
  /** The first path without problems, or else the one with the fewest. */
  readonly best: (TrustedPath & { readonly problems: readonly P[] }) | undefined;
  /** As far as signatures lead where they lead to no trusted key; leaf first. */
  readonly farthest: readonly [Certificate, ...Certificate[]];
}

/** Deeper than any chain that is accepted, so that a wrong one is still shown whole. */
const DEEPEST = 12;

/**
 * Builds every path from the leaf to a trusted key and takes the best one, as a client with patience would: which of
 * two copies of a CA was sent first, or which root signed it, is not the owner's doing.
 *
 * A path ends at a certificate whose *key* is trusted, or that was signed with a trusted key: a cross-signed copy of a
 * root carries its key under another issuer. Trusted keys come before what was sent, valid certificates before expired
 * ones. No path has one name with one key twice, so that certificates that sign each other end too.
 *
 * Source: RFC 4158 §2.4.2 (loops), §3.5 (order), §5.2; RFC 5280 §6.1.
 */
export function findPaths<P>(
  search: PathSearch,
  problemsOf: (found: TrustedPath) => readonly P[],
): FoundPaths<P> {
  const { leaf, roots, work } = search;
  let best: FoundPaths<P>['best'];
  let farthest: readonly [Certificate, ...Certificate[]] = [leaf];
  const others = inOrder(search);

  /** @returns true once nothing better can be found, or no more may be looked for */
  const visit = (path: readonly [Certificate, ...Certificate[]]): boolean => {
    if (!work.step()) return true;
    if (path.length > farthest.length) farthest = path;
    const last = path.at(-1) ?? leaf;
    for (const root of roots) {
      // A leaf is trusted itself where it is the very certificate; another one of its key must be signed with it.
      const isIt = path.length === 1 ? isTrustedItself(last, root) : root.sha256 === last.keySha256;
      if (!isIt && !isSignedByRoot(last, root, work)) continue;
      const below = isIt ? path.slice(0, -1) : path;
      const [first = leaf, ...rest] = below;
      const found = { path: [first, ...rest] as const, root };
      const problems = problemsOf(found);
      if (best === undefined || problems.length < best.problems.length) best = { ...found, problems };
      if (problems.length === 0) return true;
    }
    if (path.length >= DEEPEST) return false;
    return others.some(
      (next) =>
        !path.some((one) => isSameAuthority(one, next)) &&
        leads(last, next, search) &&
        visit([...path, next]),
    );
  };
  visit([leaf]);
  return { best, farthest };
}

/** Whether the certificate is the trusted one; where only the key is known, that decides. */
export function isTrustedItself(one: Certificate, { certificate, sha256 }: TrustedRoot): boolean {
  return certificate === undefined ? one.keySha256 === sha256 : one.der.equals(certificate.der);
}

/** Valid ones first, and of those the one that is good for longer. */
function inOrder({ others, atMs }: PathSearch): readonly Certificate[] {
  const isValid = (one: Certificate) => Number(atMs >= one.notBeforeMs && atMs <= one.notAfterMs);
  return others.toSorted((a, b) => isValid(b) - isValid(a) || b.notAfterMs - a.notAfterMs);
}

function isSameAuthority(one: Certificate, other: Certificate): boolean {
  return one.keySha256 === other.keySha256 && one.x509.subject === other.x509.subject;
}

function leads(one: Certificate, issuer: Certificate, { issuers, work }: PathSearch): boolean {
  if (!isNamedIssuer(one, issuer)) return false;
  // Whether keys and identifiers belong together is quickly asked, and whether the key may sign.
  const isAuthority = mayIssue(issuer, false) && one.x509.checkIssued(issuer.x509);
  if (issuers === 'authorities' && !isAuthority) return false;
  return isSignedByKeyOf(one, issuer, work);
}

function isSignedByKeyOf(one: Certificate, { key, keySha256 }: Certificate, work: Work): boolean {
  return key !== undefined && work.isSignedBy(one, key, keySha256) === true;
}

function isSignedByRoot(one: Certificate, { certificate, key, sha256 }: TrustedRoot, work: Work): boolean {
  if (certificate !== undefined && !isNamedIssuer(one, certificate)) return false;
  return work.isSignedBy(one, key, sha256) === true;
}

/** RFC 5280 §6.1.3 (a)(4): names are compared as names, not as bytes. */
export function isNamedIssuer(
  { fields: { issuer } }: Certificate,
  { fields: { subject } }: Certificate,
): boolean {
  return isSameName(issuer.name, subject.name);
}

/** Whether it names itself as its issuer and its own key made the signature. */
export function isSelfSigned(one: Certificate, work: Work): boolean {
  return isSelfIssued(one) && isSignedByKeyOf(one, one, work);
}
