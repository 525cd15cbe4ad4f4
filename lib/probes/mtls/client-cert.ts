import { MUTUAL_TLS_LIMITS as LIMITS } from '../../catalogue/mutual-tls.ts';
import type { Certificate } from '../../trust/certificate.ts';
import { type FollowedChain, followChain, type PathProblem } from '../../trust/chain.ts';
import type { ClientCertificate } from '../../trust/client-certificate.ts';
import { isSameName } from '../../trust/distinguished-name.ts';
import { type BrokenRule, brokenRules, type PathRule, PURPOSES } from '../../trust/path-rules.ts';
import { isNamedIssuer } from '../../trust/path-search.ts';
import type { RevocationList } from '../../trust/revocation-list.ts';
import { limitedWork, type Work } from '../../trust/signatures.ts';
import type { TrustedRoot } from '../../trust/trust.ts';
import { type LogCode, type LogReason, REASON_BY_CODE } from './codes.ts';

/**
 * Source: "Mutual authentication with TLS in Application Load Balancer", section "Requirements for certificates"
 * (read 2026-11-21). Curves by OpenSSL's names.
 */
const RSA_BITS = { least: 2048, most: 8192 } as const;
const CURVES: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const SIGNATURE_HASHES: readonly string[] = ['SHA-256', 'SHA-384', 'SHA-512'];

/** More certificates, or more CAs, than these are left out of the search, and it is said. */
const MOST_SENT = 100;
const MOST_ANCHORS = 500;

/** What the client would send; a position that could not be read is undefined. */
export interface ClientCertQuestion {
  readonly sent: readonly (ClientCertificate | undefined)[];
  /** The trust store's CA certificates; undefined where none were given, and trust cannot be judged. */
  readonly anchors: readonly ClientCertificate[] | undefined;
  readonly lists: readonly RevocationList[];
  /** The moment of the connection, milliseconds since the Unix epoch. */
  readonly atMs: number;
}

export interface ClientCertProblem {
  readonly code: LogCode;
  readonly reason: LogReason;
  /** False where AWS documents the rule, but not which code it gives. */
  readonly certain: boolean;
  /** The certificate concerned, by subject; empty where it cannot be read. */
  readonly subject: string;
  /** What is wrong, in one sentence. */
  readonly detail: string;
}

export interface ClientCertVerdict {
  /** In the order in which the load balancer finds them: the first one is the code of the log. */
  readonly problems: readonly ClientCertProblem[];
  /** Leaf first, as far as it leads. */
  readonly path: readonly ClientCertificate[];
  /** What was noticed and is no reason to refuse. */
  readonly notes: readonly string[];
}

/**
 * Would a listener in verify mode accept these certificates? Pure; it never sees the private key.
 *
 * The order of the checks is that of s2n-tls, which the load balancer is built on: what was sent is read
 * (`s2n_x509_validator_read_cert_chain`), then OpenSSL or AWS-LC builds the path, looks at revocation, and at dates
 * from the root down (`X509_verify_cert`), and the purpose comes last (`s2n_x509_validator_check_cert_intent`). A
 * trusted intermediate ends the path as a root does (partial chains): s2n-tls asks OpenSSL for it.
 */
export function evaluateClientCert(question: ClientCertQuestion): ClientCertVerdict {
  const problems: ClientCertProblem[] = [];
  const notes: string[] = [];
  const add: Add = (code, subject, detail, certain = true) =>
    problems.push({ code, reason: REASON_BY_CODE[code], certain, subject, detail });

  checkSizes(question.sent, add);
  for (const [index, one] of question.sent.entries()) {
    if (one === undefined)
      add('ClientCertInvalid', '', `certificate ${index + 1} of the file cannot be read`);
  }
  const all = question.sent.filter((one) => one !== undefined);
  const readable = limited(all, MOST_SENT, 'certificates of the file', notes);
  const leaf = chooseLeaf(readable, notes);
  if (leaf === undefined) return { problems, path: [], notes };
  checkForm(leaf, add);

  const anchors = limited(question.anchors ?? [], MOST_ANCHORS, 'CA certificates of the trust store', notes);
  const work = limitedWork();
  const followed = follow(leaf, readable, anchors, question.atMs, work);
  const known = new Map([...anchors, ...readable].map((one) => [one.certificate, one]));
  // The path as the load balancer would show it: with the CA of the trust store.
  const whole = followed.verdict === 'trusted' ? withAnchor(followed) : followed.path;
  const path = whole.flatMap((one) => known.get(one) ?? []);
  // What issues and may not is told by the rule that it breaks.
  const isToldByRule = followed.verdict === 'trusted' || followed.verdict === 'misissued';
  if (!isToldByRule && question.anchors !== undefined) {
    const certain = followed.verdict !== 'unfinished';
    add(
      'ClientCertUntrusted',
      leaf.subject,
      describeUntrusted(followed, path, [...anchors, ...readable]),
      certain,
    );
  }
  const broken = followed.verdict === 'trusted' ? followed.problems : brokenAmong(followed);
  checkRules(broken, known, add);
  checkRevocation(path, [...readable, ...anchors], question, add, notes);
  checkDates(path, question.atMs, add);
  checkPurpose(broken, followed, known, add);
  if (work.isUsedUp()) notes.push(WORK_USED_UP);
  noteTheRest(leaf, path, question, notes);
  return { problems, path, notes };
}

const WORK_USED_UP =
  'There are too many certificates of one name to try every path: the search was ended, and what is beyond it was left out.';

function limited<T>(all: readonly T[], most: number, what: string, notes: string[]): readonly T[] {
  if (all.length <= most) return all;
  notes.push(`Only the first ${most} of ${all.length} ${what} were looked at; the others were left out.`);
  return all.slice(0, most);
}

function follow(
  leaf: ClientCertificate,
  readable: readonly ClientCertificate[],
  anchors: readonly ClientCertificate[],
  atMs: number,
  work: Work,
): FollowedChain {
  const others = readable.filter((one) => one !== leaf).map(({ certificate }) => certificate);
  const roots = anchors.flatMap(({ certificate }): readonly TrustedRoot[] => {
    const { key, keySha256: sha256 } = certificate;
    return key === undefined ? [] : [{ organisations: [], sha256, key, certificate }];
  });
  return followChain({ sent: [leaf.certificate, ...others], roots, atMs, purpose: PURPOSES.client, work });
}

function withAnchor({ path, root }: Extract<FollowedChain, { verdict: 'trusted' }>): readonly Certificate[] {
  const { certificate } = root;
  const isThere = certificate === undefined || path.at(-1)?.der.equals(certificate.der) === true;
  return isThere ? path : [...path, certificate];
}

/** What is wrong with certificates that lead to no CA of the trust store. */
function brokenAmong({ path, problems }: FollowedChain): readonly PathProblem[] {
  if (problems.length > 0) return problems;
  return brokenRules(path, undefined, PURPOSES.client).map((one) => ({ problem: 'broken-rule', ...one }));
}

type Add = (code: LogCode, subject: string, detail: string, certain?: boolean) => void;

/** RFC 8446 §4.4.2: a length of three bytes before the list and each certificate, two for its extensions. */
function checkSizes(sent: ClientCertQuestion['sent'], add: Add): void {
  const bytes = sent.reduce((sum, one) => sum + 5 + (one?.der.length ?? 0), 4);
  const [first] = sent;
  if (bytes > LIMITS.tlsMessageBytes) {
    const detail = `the certificates fill ${bytes} bytes of a TLS message, more than ${LIMITS.tlsMessageBytes}`;
    add('ClientCertMaxSizeExceeded', first?.subject ?? '', detail);
  }
  if (sent.length > LIMITS.chainDepth) {
    const detail = `${sent.length} certificates would be sent, more than ${LIMITS.chainDepth}`;
    add('ClientCertMaxChainDepthExceeded', first?.subject ?? '', detail);
  }
}

/** TLS sends the leaf first (RFC 8446 §4.4.2); files are not always in that order. */
function chooseLeaf(readable: readonly ClientCertificate[], notes: string[]): ClientCertificate | undefined {
  const [first] = readable;
  if (first === undefined) return undefined;
  const issuesAnother = (one: ClientCertificate) =>
    readable.some((other) => other !== one && other.issuer === one.subject && other.subject !== one.subject);
  if (!issuesAnother(first)) return first;
  const leaf = readable.find((one) => !issuesAnother(one)) ?? first;
  if (leaf !== first) {
    notes.push(
      `The file does not begin with the client's own certificate (${leaf.subject}): put it first, or the client sends ${first.subject} in its place, or does not start.`,
    );
  }
  return leaf;
}

function checkForm(leaf: ClientCertificate, add: Add): void {
  const { subject, key, keyLabel } = leaf;
  if (leaf.version !== 3) {
    // AWS lists version 3 among the requirements and gives the code for "unsupported" in its guide to connection errors;
    // a certificate that s2n-tls cannot read at all is ClientCertInvalid.
    const detail = `${subject} is of X.509 version ${leaf.version}, expected version 3; AWS's guide calls this ClientCertTypeUnsupported, and the log may show ClientCertInvalid in its place`;
    add('ClientCertTypeUnsupported', subject, detail, false);
  }
  const suits =
    (key.type === 'rsa' && key.bits >= RSA_BITS.least && key.bits <= RSA_BITS.most) ||
    (key.type === 'ec' && CURVES.includes(key.curve));
  if (!suits) {
    const expected = `expected RSA of ${RSA_BITS.least} to ${RSA_BITS.most} bits or EC on P-256, P-384 or P-521`;
    add('ClientCertTypeUnsupported', subject, `the key of ${subject} is ${keyLabel}, ${expected}`);
  }
  if (suits && (leaf.signatureHash === undefined || !SIGNATURE_HASHES.includes(leaf.signatureHash))) {
    const detail = `${subject} is signed by ${leaf.signatureName}, expected SHA-256, SHA-384 or SHA-512 with RSA or ECDSA`;
    add('ClientCertIncompatible', subject, detail, false);
  }
}

/** Why a chain ends before the trust store; what rules its CAs break is told by themselves. */
function describeUntrusted(
  { verdict, path: followed }: FollowedChain,
  path: readonly ClientCertificate[],
  others: readonly ClientCertificate[],
): string {
  const last = path.at(-1);
  const name = last?.subject ?? '';
  if (verdict === 'self-signed') return `${name} is self-signed and not in the trust store`;
  if (verdict === 'unfinished') return `whether ${name} leads to the trust store was not found out`;
  const top = followed.at(-1);
  const issuer = last?.issuer ?? '';
  if (
    top !== undefined &&
    last !== undefined &&
    isSameName(top.fields.issuer.name, top.fields.subject.name)
  ) {
    return `${name} is self-signed and not in the trust store`;
  }
  return others.some(({ certificate }) => top !== undefined && isNamedIssuer(top, certificate))
    ? `a CA of the name ${issuer} is there, but its key did not sign ${name}`
    : `the issuer of ${name} is neither sent nor in the trust store: ${issuer}`;
}

/** Rules that end the handshake as a path that is not trusted does; purposes come last. */
const PURPOSE_RULES: readonly PathRule[] = ['extended-key-usage', 'key-usage'];
/** What s2n-tls' own tests show as untrusted; for the others AWS documents no code. */
const CERTAIN_RULES: readonly PathRule[] = ['not-a-ca', 'path-length'];

const RULE_TEXTS: Readonly<Record<PathRule, (subject: string, what: string) => string>> = {
  'not-a-ca': (subject) =>
    `${subject} issues a certificate, but is no CA (basicConstraints, keyUsage keyCertSign)`,
  'may-not-sign': (subject, what) =>
    `${subject} issues a certificate, but its key usage is ${what}, without keyCertSign`,
  'path-length': (subject, what) =>
    `${subject} allows fewer CAs below it than there are (pathLenConstraint ${what.split(' ').at(-1)})`,
  'key-identifier': (subject) =>
    `${subject} names another key of its issuer (authorityKeyIdentifier) than signed it`,
  'name-not-permitted': (subject, what) =>
    `${subject} is for ${what}, which a CA above it does not permit (nameConstraints)`,
  'name-excluded': (subject, what) =>
    `${subject} is for ${what}, which a CA above it excludes (nameConstraints)`,
  'name-limit-not-understood': (subject) =>
    `${subject} limits names of a kind, or in a number, that is not checked (nameConstraints)`,
  'unknown-critical-extension': (subject, what) =>
    `${subject} has critical extensions that are not understood: ${what}`,
  'malformed-names': (subject) => `the names of ${subject} are malformed (subjectAltName)`,
  'malformed-extension': (subject, what) =>
    `${subject} has extensions that are malformed, or there twice: ${what}`,
  'unnamed-curve': (subject) => `the curve of the key of ${subject} is written out and not named`,
  'extended-key-usage': (subject, what) =>
    `the extended key usage of ${subject} is ${what}, without clientAuth`,
  'key-usage': (subject, what) => `the key usage of ${subject} is ${what}, without digitalSignature`,
};

type Known = ReadonlyMap<Certificate, ClientCertificate>;

function rulesAmong(problems: readonly PathProblem[]): readonly BrokenRule[] {
  return problems.flatMap((one) => (one.problem === 'broken-rule' ? [one] : []));
}

function checkRules(problems: readonly PathProblem[], known: Known, add: Add): void {
  for (const { rule, certificate, what } of rulesAmong(problems)) {
    if (PURPOSE_RULES.includes(rule)) continue;
    const subject = known.get(certificate)?.subject ?? '';
    add('ClientCertUntrusted', subject, RULE_TEXTS[rule](subject, what), CERTAIN_RULES.includes(rule));
  }
}

/**
 * OpenSSL's purpose "SSL client": `anyExtendedKeyUsage` does not stand for clientAuth there. The CA of the trust store
 * is trusted as it is; what is between it and the leaf is not.
 */
function checkPurpose(
  problems: readonly PathProblem[],
  followed: FollowedChain,
  known: Known,
  add: Add,
): void {
  const rules = rulesAmong(problems).filter(
    ({ rule, certificate }) => PURPOSE_RULES.includes(rule) && followed.path.includes(certificate),
  );
  for (const { rule, certificate, what } of rules.toReversed()) {
    const subject = known.get(certificate)?.subject ?? '';
    add('ClientCertPurposeInvalid', subject, RULE_TEXTS[rule](subject, what));
  }
}

/** Lists are looked up by the issuer's name, and believed when the issuer's key signed them (RFC 5280 §6.3). */
function checkRevocation(
  path: readonly ClientCertificate[],
  issuers: readonly ClientCertificate[],
  { lists, atMs }: ClientCertQuestion,
  add: Add,
  notes: string[],
): void {
  const hits: [string, string][] = [];
  // Lists have work of their own: whether the path was easily found does not decide whether they are read.
  const work = limitedWork();
  const issuesOf = new Map<RevocationList, ListIssue | undefined>();
  const issueOf = (list: RevocationList) => {
    if (!issuesOf.has(list)) issuesOf.set(list, issueOfList(list, issuers, atMs, work));
    return issuesOf.get(list);
  };
  for (const one of path) {
    const { issuer, subject } = one.certificate.fields;
    const ofIssuer = lists.filter(({ issuerName }) => isSameName(issuerName, issuer.name));
    if (lists.length > 0 && ofIssuer.length === 0 && !isSameName(issuer.name, subject.name)) {
      notes.push(`No revocation list is of ${one.issuer}, which issued ${one.subject}.`);
    }
    for (const list of ofIssuer) {
      const issue = issueOf(list);
      if (issue !== undefined) {
        add('ClientCertCrlProcessingError', one.subject, issue.detail, issue.certain);
      } else if (list.revokes(one)) {
        hits.push([
          one.subject,
          `serial number ${one.serial} is on the list of ${list.issuer} (${list.source})`,
        ]);
      }
    }
  }
  if (work.isUsedUp()) notes.push('There are too many revocation lists of one name to verify all of them.');
  for (const [subject, detail] of hits) add('ClientCertCrlHit', subject, detail);
}

interface ListIssue {
  readonly detail: string;
  readonly certain: boolean;
}

function issueOfList(
  list: RevocationList,
  issuers: readonly ClientCertificate[],
  atMs: number,
  work: Work,
): ListIssue | undefined {
  const name = `the revocation list of ${list.issuer} (${list.source})`;
  const named = issuers.filter(({ certificate }) =>
    isSameName(certificate.fields.subject.name, list.issuerName),
  );
  const signers = named.filter(
    ({ certificate }) =>
      certificate.key !== undefined && work.spend(certificate.key, 0) && list.isSignedBy(certificate),
  );
  if (named.length > 0 && signers.length === 0) {
    if (work.isUsedUp()) return { detail: `${name} was not verified`, certain: false };
    return { detail: `${name} is not signed by the CA of that name`, certain: true };
  }
  // Of what follows AWS says nothing: neither whether the load balancer looks at it, nor which code it gives.
  if (signers.length > 0 && !signers.some(({ keyUsage }) => keyUsage?.includes('cRLSign') ?? true)) {
    return { detail: `${name} is signed by a CA whose key usage is without cRLSign`, certain: false };
  }
  if (list.criticalExtensions.length > 0) {
    const which = list.criticalExtensions.join(', ');
    return { detail: `${name} has critical extensions: ${which}`, certain: false };
  }
  if (list.thisUpdateMs > atMs) {
    return { detail: `${name} begins ${toIso(list.thisUpdateMs)}`, certain: false };
  }
  if (list.nextUpdateMs !== undefined && list.nextUpdateMs < atMs) {
    return { detail: `${name} ended ${toIso(list.nextUpdateMs)}`, certain: false };
  }
  return undefined;
}

function checkDates(path: readonly ClientCertificate[], atMs: number, add: Add): void {
  for (const { subject, notBeforeMs, notAfterMs } of [...path].reverse()) {
    if (atMs < notBeforeMs)
      add('ClientCertNotYetValid', subject, `${subject} is valid from ${toIso(notBeforeMs)}`);
    if (atMs > notAfterMs) add('ClientCertExpired', subject, `${subject} was valid to ${toIso(notAfterMs)}`);
  }
}

function noteTheRest(
  leaf: ClientCertificate,
  path: readonly ClientCertificate[],
  { sent, anchors }: ClientCertQuestion,
  notes: string[],
): void {
  if (anchors === undefined) {
    notes.push('Trust was not looked at: give the trust store with --ca or --trust-store.');
  }
  const unused = sent.filter((one) => one !== undefined && one !== leaf && !path.includes(one)).length;
  if (unused > 0)
    notes.push(`${unused} certificates of the file do not belong to the chain; leave them out.`);
  for (const { subject, der } of anchors ?? []) {
    if (der.length > LIMITS.caCertificateBytes) {
      notes.push(`${subject} has ${der.length} bytes: a trust store takes CA certificates of up to 16 KB.`);
    }
  }
  if ((anchors?.length ?? 0) > LIMITS.caCertificates) {
    notes.push(
      `The bundle holds ${anchors?.length} CA certificates: the quota of a trust store is 25 by default.`,
    );
  }
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
