import { expiresSoon } from '../catalogue/certificate-expiry.ts';
import type { JsonObject } from '../core/json.ts';
import { isAddress } from '../net/addresses.ts';
import {
  type Certificate,
  coveredNames,
  describeCertificate,
  readableName,
  readCertificate,
} from './certificate.ts';
import { followChain } from './chain.ts';
import { recogniseProduct } from './inspection.ts';
import { rootsOfTheWeb, type Trust, trustedRoots } from './trust.ts';

/** Whose certificate is wanted. */
export interface WantedChain {
  /** The certificate must be for at least one of these. */
  readonly acceptNames: readonly string[];
  readonly trust: Trust;
}

/** What can be wrong with a chain; only `intercepted` and `wrong-endpoint` say that somebody else answered. */
export type ChainFlaw =
  | 'intercepted'
  | 'wrong-endpoint'
  | 'name-mismatch'
  | 'expired'
  | 'not-yet-valid'
  | 'chain-incomplete'
  | 'chain-unreadable'
  | 'expires-soon';

/** What a chain shows, and everything that is wrong with it. */
export interface ChainVerdict {
  /** Fields for the evidence. */
  readonly shown: JsonObject;
  /** Without flaws the chain is good. `values` are for the texts. */
  readonly flaws: readonly { readonly flaw: ChainFlaw; readonly values: JsonObject }[];
}

/**
 * Judges the certificates that were sent. Whether the chain leads to a trusted key comes first: of a chain that
 * does not, neither names nor dates mean anything.
 *
 * @param atMs - the moment the dates are judged at, milliseconds since the Unix epoch
 */
export function judgeChain(chain: readonly string[], wanted: WantedChain, atMs: number): ChainVerdict {
  const sent = chain.map(readCertificate).filter((one) => one !== undefined);
  const [leaf, ...others] = sent;
  if (leaf === undefined || sent.length < chain.length) {
    return {
      shown: {},
      flaws: [{ flaw: 'chain-unreadable', values: { code: 'malformed-certificate' } }],
    };
  }
  const followed = followChain([leaf, ...others], trustedRoots(wanted.trust));
  const values = describeLeaf(leaf);
  const shown = {
    subjectName: values.subjectName,
    issuerName: values.issuerName,
    rootKeySha256: followed.rootKeySha256,
    chain: sent.map(describeCertificate),
    validTo: values.validTo,
  };
  switch (followed.verdict) {
    case 'trusted': {
      const flaws = [...judgeNames(leaf, wanted), ...judgeDates(followed.path, atMs)];
      return {
        shown,
        flaws: flaws.map(({ flaw, more }) => ({ flaw, values: { ...values, ...more } })),
      };
    }
    case 'incomplete':
      return { shown, flaws: [{ flaw: 'chain-incomplete', values }] };
    case 'untrusted': {
      if (isForeignSite([leaf, ...others], wanted)) {
        return { shown, flaws: [{ flaw: 'wrong-endpoint', values }] };
      }
      const product = recogniseProduct(sent);
      return {
        shown: { ...shown, product },
        flaws: [{ flaw: 'intercepted', values: { ...values, product } }],
      };
    }
  }
}

function describeLeaf(leaf: Certificate) {
  return {
    subjectName: readableName(leaf.x509.subject),
    issuerName: readableName(leaf.x509.issuer),
    validFrom: new Date(leaf.notBeforeMs).toISOString(),
    validTo: new Date(leaf.notAfterMs).toISOString(),
    names: coveredNames(leaf),
  };
}

/**
 * Whether this is simply somebody else's server: genuine by the roots of the public web, and for none of the names
 * that were wanted. An inspection box does the opposite: it forges the wanted name with a key of its own.
 */
function isForeignSite(sent: readonly [Certificate, ...Certificate[]], wanted: WantedChain): boolean {
  if (wanted.trust === 'public' || coversOneOf(sent[0], wanted.acceptNames)) return false;
  return followChain(sent, rootsOfTheWeb()).verdict === 'trusted';
}

interface FoundFlaw {
  readonly flaw: ChainFlaw;
  readonly more: JsonObject;
}

function judgeNames(leaf: Certificate, wanted: WantedChain): readonly FoundFlaw[] {
  return coversOneOf(leaf, wanted.acceptNames) ? [] : [{ flaw: 'name-mismatch', more: {} }];
}

/** RFC 6125 §6.4: a `*` stands for one whole label, the first; an address must be listed as such (§1.7.2). */
function coversOneOf({ x509 }: Certificate, names: readonly string[]): boolean {
  return names.some((name) =>
    isAddress(name)
      ? x509.checkIP(name) !== undefined
      : x509.checkHost(name.replace(/\.$/, ''), { partialWildcards: false }) !== undefined,
  );
}

function judgeDates(path: readonly Certificate[], atMs: number): readonly FoundFlaw[] {
  return path.flatMap((one): readonly FoundFlaw[] => {
    const more = {
      expiring: readableName(one.x509.subject),
      validFrom: new Date(one.notBeforeMs).toISOString(),
      validTo: new Date(one.notAfterMs).toISOString(),
    };
    if (atMs > one.notAfterMs) return [{ flaw: 'expired', more }];
    if (atMs < one.notBeforeMs) return [{ flaw: 'not-yet-valid', more }];
    return expiresSoon(one, atMs) ? [{ flaw: 'expires-soon', more }] : [];
  });
}
