import { expiresSoon } from '../catalogue/certificate-expiry.ts';
import type { JsonObject } from '../core/json.ts';
import { boundedText } from '../core/text.ts';
import { isAddress } from '../net/addresses.ts';
import {
  type Certificate,
  coveredNames,
  describeCertificate,
  readableName,
  readCertificate,
} from './certificate.ts';
import { type FollowedChain, followChain, type PathProblem } from './chain.ts';
import { nameText } from './distinguished-name.ts';
import { recogniseProduct, UNNAMED_PRODUCT } from './inspection.ts';
import { PATH_RULES } from './path-rules.ts';
import { isTrustedItself } from './path-search.ts';
import { remembered } from './remembered.ts';
import {
  isAwsEndpoint,
  rootsOfTheWeb,
  type Trust,
  type TrustedRoot,
  trustedRoots,
  type WantedChain,
} from './trust.ts';
import { type Between, datesAround, isBetween } from './verdict-dates.ts';
import { weaknessesOf, weaknessOfKey } from './weakness.ts';

/**
 * What can be wrong with a chain. Only `intercepted` and `wrong-endpoint` say that somebody else answered; an authority
 * that nobody here has heard of (`untrusted-ca`) is its owner's own as a rule.
 */
export type ChainFlaw =
  | 'intercepted'
  | 'wrong-endpoint'
  | 'untrusted-ca'
  | 'self-signed'
  | 'chain-invalid'
  | 'name-mismatch'
  | 'expired'
  | 'not-yet-valid'
  | 'chain-incomplete'
  | 'chain-unreadable'
  | 'weak'
  | 'expires-soon';

/** The flaws that a client takes a chain in spite of. */
export const HARMLESS_FLAWS: readonly ChainFlaw[] = ['weak', 'expires-soon'];

interface FoundFlaw {
  readonly flaw: ChainFlaw;
  /** For the texts. */
  readonly values: JsonObject;
}

/** What a chain shows, and everything that is wrong with it. */
export interface ChainVerdict {
  /** Fields for the evidence. */
  readonly shown: JsonObject;
  /** Without flaws the chain is good. */
  readonly flaws: readonly FoundFlaw[];
}

/** An honest server sends at most ten (`lib/net/tls.ts`); what comes after these is left out, and said. */
const MOST_CERTIFICATES = 32;

/** Verdicts that are kept: the ports and addresses of a run mostly show a few chains. */
const REMEMBERED_VERDICTS = 100;

const verdictsOf = remembered(REMEMBERED_VERDICTS, (): { latest?: KeptVerdict } => ({}));

/** A verdict, and between which dates it does not change. */
interface KeptVerdict extends Between {
  readonly verdict: ChainVerdict;
}

/**
 * Judges the certificates that were sent as a client would. Whether the chain leads to a trusted key comes first: of a
 * chain that does not, neither names nor dates mean anything. Of a chain that does, the best path is held to the rules
 * of RFC 5280 that clients enforce.
 *
 * @param atMs - the moment the dates are judged at, milliseconds since the Unix epoch
 */
export function judgeChain(chain: readonly string[], wanted: WantedChain, atMs: number): ChainVerdict {
  const { acceptNames, trust } = wanted;
  const kept = verdictsOf(JSON.stringify([chain, acceptNames, trust]));
  if (kept.latest === undefined || !isBetween(kept.latest, atMs))
    kept.latest = { verdict: judgeAfresh(chain, wanted, atMs), ...datesAround(inPlay(chain, trust), atMs) };
  return kept.latest.verdict;
}

/** The certificates whose dates a verdict may hang on. */
function inPlay(chain: readonly string[], trust: Trust): readonly Certificate[] {
  const sent = chain.slice(0, MOST_CERTIFICATES).flatMap((one) => readCertificate(one) ?? []);
  return [...sent, ...trustedRoots(trust).flatMap(({ certificate }) => certificate ?? [])];
}

function judgeAfresh(chain: readonly string[], wanted: WantedChain, atMs: number): ChainVerdict {
  const looked = chain.slice(0, MOST_CERTIFICATES);
  // What OpenSSL has no word for it cannot verify either.
  const sent = looked.flatMap((one) => readCertificate(one) ?? []).filter(({ key }) => key !== undefined);
  const [leaf, ...others] = sent;
  if (leaf === undefined || sent.length < looked.length) return unreadable({}, 'malformed-certificate');
  const followed = followChain({ sent: [leaf, ...others], roots: trustedRoots(wanted.trust), atMs });
  const values = describeLeaf(leaf);
  const leftOut = chain.length - looked.length;
  const shown = {
    subjectName: values.subjectName,
    issuerName: values.issuerName,
    rootKeySha256: followed.rootKeySha256,
    chain: sent.map(describeCertificate),
    validTo: values.validTo,
    ...(leftOut > 0 && { leftOut }),
  };
  const verdict = judgeFollowed(followed, [leaf, ...others], wanted, atMs);
  if (verdict.unreadable !== undefined || (leftOut > 0 && followed.verdict !== 'trusted')) {
    return unreadable(shown, verdict.unreadable ?? 'too-many-certificates');
  }
  return {
    shown: { ...shown, ...verdict.shown },
    flaws: verdict.flaws.map((one) => ({ flaw: one.flaw, values: { ...values, ...one.values } })),
  };
}

function unreadable(shown: JsonObject, code: string): ChainVerdict {
  return { shown: { ...shown, code }, flaws: [{ flaw: 'chain-unreadable', values: { code } }] };
}

/** As a verdict, or a word for why there is none. */
type Judged = ChainVerdict & { readonly unreadable?: string };

function judgeFollowed(
  followed: FollowedChain,
  sent: readonly [Certificate, ...Certificate[]],
  wanted: WantedChain,
  atMs: number,
): Judged {
  const [leaf] = sent;
  switch (followed.verdict) {
    case 'trusted': {
      const { path, root, problems } = followed;
      const isRoot = path.length === 1 && isTrustedItself(leaf, root);
      const broken = problems.flatMap(describeProblem);
      const [invalid] = broken.filter(({ flaw }) => flaw === 'chain-invalid');
      return {
        shown: invalid === undefined ? {} : ruleOf(invalid),
        flaws: [
          ...broken,
          ...(coversOneOf(leaf, wanted.acceptNames) ? [] : [{ flaw: 'name-mismatch' as const, values: {} }]),
          ...describeWeakness(path, root, isRoot),
          ...path
            .filter((one) => atMs <= one.notAfterMs && expiresSoon(one, atMs))
            .map((one) => ({ flaw: 'expires-soon' as const, values: datesOf(one) })),
        ],
      };
    }
    case 'unfinished':
      return { shown: {}, flaws: [], unreadable: 'too-many-certificates' };
    case 'incomplete':
      return { shown: {}, flaws: [{ flaw: 'chain-incomplete', values: {} }] };
    case 'misissued':
    case 'self-signed':
    case 'untrusted':
      return judgeForeign(followed, sent, wanted);
  }
}

/**
 * A chain that leads to no trusted key. Where an AWS endpoint is wanted, somebody else answered. Elsewhere it is its
 * owner's own authority as a rule, and only the name of an inspection product says otherwise.
 */
function judgeForeign(
  followed: FollowedChain,
  sent: readonly [Certificate, ...Certificate[]],
  wanted: WantedChain,
): Judged {
  if (isForeignSite(sent, wanted)) return { shown: {}, flaws: [{ flaw: 'wrong-endpoint', values: {} }] };
  const product = recogniseProduct(sent);
  if (isAwsEndpoint(wanted) || product !== UNNAMED_PRODUCT) {
    return { shown: { product }, flaws: [{ flaw: 'intercepted', values: { product } }] };
  }
  if (followed.verdict === 'misissued') {
    const flaws = followed.problems.flatMap(describeProblem);
    const [invalid] = flaws.filter(({ flaw }) => flaw === 'chain-invalid');
    return { shown: invalid === undefined ? {} : ruleOf(invalid), flaws };
  }
  const top = followed.path.at(-1) ?? sent[0];
  // The common name first: it is what people know their CA by.
  const authority = nameText(top.fields.issuer) || '-';
  const flaw = followed.verdict === 'self-signed' ? 'self-signed' : 'untrusted-ca';
  return { shown: { authority }, flaws: [{ flaw, values: { authority, product } }] };
}

function describeWeakness(
  path: readonly Certificate[],
  root: TrustedRoot,
  isRoot: boolean,
): readonly FoundFlaw[] {
  const ofPath = weaknessesOf(path, isRoot).map(({ certificate, what }) => ({
    name: readableName(certificate.x509.subject),
    what,
  }));
  const what = isRoot ? undefined : weaknessOfKey(root.key);
  const name = readableName(root.certificate?.x509.subject) || root.organisations.join(', ');
  const all = what === undefined ? ofPath : [...ofPath, { name, what }];
  return all.map((one) => ({
    flaw: 'weak',
    values: { certificate: one.name || '-', weakness: one.what },
  }));
}

/** Longer names, or lists of identifiers, are cut. */
const SHOWN_LENGTH = 200;

function describeProblem(found: PathProblem): readonly FoundFlaw[] {
  if (found.problem !== 'broken-rule') return [{ flaw: found.problem, values: datesOf(found.certificate) }];
  const { rule, certificate, what } = found;
  const values = {
    rule,
    certificate: readableName(certificate.x509.subject) || '-',
    section: `RFC 5280 ${PATH_RULES[rule]}`,
    what: boundedText(what, SHOWN_LENGTH) || '-',
  };
  return [{ flaw: 'chain-invalid', values }];
}

/** What the evidence says of the first rule that is broken. */
function ruleOf({ values: { rule, certificate, section, what } }: FoundFlaw): JsonObject {
  return { rule, certificate, section, what };
}

function datesOf({ x509, notBeforeMs, notAfterMs }: Certificate): JsonObject {
  return {
    expiring: readableName(x509.subject) || '-',
    validFrom: new Date(notBeforeMs).toISOString(),
    validTo: new Date(notAfterMs).toISOString(),
  };
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
 * that were wanted. An inspection box does the opposite: it forges the wanted name with its own key.
 */
function isForeignSite(
  sent: readonly [Certificate, ...Certificate[]],
  { trust, acceptNames }: WantedChain,
): boolean {
  if (trust === 'public' || coversOneOf(sent[0], acceptNames)) return false;
  return followChain({ sent, roots: rootsOfTheWeb(), atMs: sent[0].notAfterMs }).verdict === 'trusted';
}

/** RFC 6125 §6.4: a `*` stands for one whole label, the first; an address must be listed as such (§1.7.2). */
function coversOneOf({ x509 }: Certificate, names: readonly string[]): boolean {
  try {
    return names.some((name) =>
      isAddress(name)
        ? x509.checkIP(name) !== undefined
        : x509.checkHost(name.replace(/\.$/, ''), { partialWildcards: false }) !== undefined,
    );
  } catch {
    // A common name of a type that OpenSSL has no text for: it is nobody's name.
    return false;
  }
}
