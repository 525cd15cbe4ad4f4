import { type Certificate, valuesOf } from './certificate.ts';
import { type BrokenRule, brokenRules, PURPOSES, type Purpose } from './path-rules.ts';
import {
  findPaths,
  isSelfSigned,
  isTrustedItself,
  type PathSearch,
  type TrustedPath,
} from './path-search.ts';
import { limitedWork, type Work } from './signatures.ts';
import type { TrustedRoot } from './trust.ts';

/** What keeps a client from taking a path that leads to a trusted key. */
export type PathProblem =
  | ({ readonly problem: 'broken-rule' } & BrokenRule)
  | { readonly problem: 'expired' | 'not-yet-valid'; readonly certificate: Certificate };

type Path = readonly [Certificate, ...Certificate[]];

/** Where a chain leads. `path` starts with the leaf and holds what was followed, each certificate's issuer next. */
export type FollowedChain =
  | {
      readonly verdict: 'trusted';
      /** Fingerprint of the trusted key that was reached. */
      readonly rootKeySha256: string;
      /** Without the certificate of the trusted key itself. */
      readonly path: Path;
      readonly root: TrustedRoot;
      /** Of the best path there is; without any, clients take it. */
      readonly problems: readonly PathProblem[];
    }
  | {
      /**
       * `incomplete`: only the leaf could be followed, and it claims an issuer of a trusted root's organisation.
       * `self-signed`: the leaf is its own issuer. `misissued`: a trusted key leads to it, but over certificates that
       * may not sign others. `unfinished`: there are too many certificates to find out.
       */
      readonly verdict: 'incomplete' | 'untrusted' | 'self-signed' | 'misissued' | 'unfinished';
      /** Fingerprint of the key of the last certificate that was followed. */
      readonly rootKeySha256: string;
      readonly path: Path;
      /** Of a misissued chain. */
      readonly problems: readonly PathProblem[];
    };

export interface ChainQuestion {
  /** The leaf, and what was sent with it in any order. */
  readonly sent: Path;
  readonly roots: readonly TrustedRoot[];
  /** The moment that dates are judged at, milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly purpose?: Purpose;
  readonly work?: Work;
}

/**
 * Follows a chain from the leaf by signatures to a trusted key, and judges the best of its paths by the rules that
 * clients hold it to. Whose certificate it is and whether a client takes it are two questions: a path with problems is
 * the genuine server's still.
 */
export function followChain({
  sent,
  roots,
  atMs,
  purpose = PURPOSES.server,
  work = limitedWork(),
}: ChainQuestion): FollowedChain {
  const [leaf, ...others] = sent;
  const search: Omit<PathSearch, 'issuers'> = { leaf, others, roots, atMs, work };
  const problemsOf = (found: TrustedPath) => problemsOfPath(found, atMs, purpose);
  const { best, farthest } = findPaths({ ...search, issuers: 'authorities' }, problemsOf);
  if (best !== undefined && (best.problems.length === 0 || !work.isUsedUp())) {
    return { verdict: 'trusted', rootKeySha256: best.root.sha256, ...best };
  }
  const rootKeySha256 = (farthest.at(-1) ?? leaf).keySha256;
  const lost = { rootKeySha256, path: farthest, problems: [] };
  if (work.isUsedUp()) return { ...lost, verdict: 'unfinished' };
  const { best: misissued } = findPaths({ ...search, issuers: 'anybody' }, problemsOf);
  if (work.isUsedUp()) return { ...lost, verdict: 'unfinished' };
  if (misissued !== undefined) {
    const { path, problems } = misissued;
    return { verdict: 'misissued', rootKeySha256, path, problems: [...problems, ...mismatches(path)] };
  }
  if (isCutShort(leaf, farthest, others, roots)) return { ...lost, verdict: 'incomplete' };
  return { ...lost, verdict: isSelfSigned(leaf, work) ? 'self-signed' : 'untrusted' };
}

function problemsOfPath({ path, root }: TrustedPath, atMs: number, purpose: Purpose): readonly PathProblem[] {
  const anchor = path.length === 1 && isTrustedItself(path[0], root) ? undefined : root.certificate;
  const broken = brokenRules(path, anchor, purpose).map((one) => ({
    problem: 'broken-rule' as const,
    ...one,
  }));
  const whole = anchor === undefined ? path : [...path, anchor];
  const outOfDate = whole.flatMap((certificate): readonly PathProblem[] => {
    if (atMs > certificate.notAfterMs) return [{ problem: 'expired', certificate }];
    return atMs < certificate.notBeforeMs ? [{ problem: 'not-yet-valid', certificate }] : [];
  });
  return [...broken, ...outOfDate];
}

/** Issuers that OpenSSL passes over although their key made the signature, where no other rule says why. */
function mismatches(path: Path): readonly PathProblem[] {
  return path.flatMap((one, place): readonly PathProblem[] => {
    const issuer = path[place + 1];
    const usage = issuer?.fields.extensions.keyUsage;
    if (issuer === undefined || (usage !== undefined && !usage.includes('keyCertSign'))) return [];
    if (one.x509.checkIssued(issuer.x509)) return [];
    return [
      { problem: 'broken-rule', rule: 'key-identifier', certificate: one, what: 'authorityKeyIdentifier' },
    ];
  });
}

/**
 * Whether a genuine server merely forgot its intermediates: nothing but the leaf could be followed, the leaf is
 * no CA and not its own issuer, and nobody who was sent along bears the name of the issuer it claims.
 */
function isCutShort(
  leaf: Certificate,
  farthest: Path,
  others: readonly Certificate[],
  roots: readonly TrustedRoot[],
): boolean {
  const { issuer, subject, ca } = leaf.x509;
  if (farthest.length > 1 || ca || issuer === subject) return false;
  if (others.some((other) => other.x509.subject === issuer)) return false;
  const claimed = valuesOf(issuer, 'O');
  return roots.some((root) => root.organisations.some((organisation) => claimed.includes(organisation)));
}
