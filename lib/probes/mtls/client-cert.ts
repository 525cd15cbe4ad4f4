import { findPath } from './certificate-path.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { type LogCode, type LogReason, REASON_BY_CODE } from './codes.ts';
import type { RevocationList } from './revocation-list.ts';

/**
 * Limits that cannot be raised. Source: "Quotas for your Application Load Balancers", section "Certificates"
 * (read 2026-11-21).
 */
export const LIMITS = {
  chainDepth: 4,
  tlsMessageBytes: 64 * 1024,
  caCertificateBytes: 16 * 1024,
  caCertificates: 25,
} as const;

/**
 * Source: "Mutual authentication with TLS in Application Load Balancer", section "Requirements for certificates"
 * (read 2026-11-21). Curves by OpenSSL's names.
 */
const RSA_BITS = { least: 2048, most: 8192 } as const;
const CURVES: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const SIGNATURE_HASHES: readonly string[] = ['SHA-256', 'SHA-384', 'SHA-512'];
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

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
 * from the root down (`X509_verify_cert`), and the purpose comes last (`s2n_x509_validator_check_cert_intent`).
 */
export function evaluateClientCert(question: ClientCertQuestion): ClientCertVerdict {
  const problems: ClientCertProblem[] = [];
  const notes: string[] = [];
  const add = (code: LogCode, subject: string, detail: string, certain = true) =>
    problems.push({ code, reason: REASON_BY_CODE[code], certain, subject, detail });

  checkSizes(question.sent, add);
  const readable = question.sent.filter((one) => one !== undefined);
  for (const [index, one] of question.sent.entries()) {
    if (one === undefined)
      add('ClientCertInvalid', '', `certificate ${index + 1} of the file cannot be read`);
  }
  const leaf = chooseLeaf(readable, notes);
  if (leaf === undefined) return { problems, path: [], notes };
  checkForm(leaf, add);

  const { anchors } = question;
  const found = anchors === undefined ? ownPath(leaf, readable) : findPath(leaf, readable, anchors);
  if (found.outcome === 'untrusted' && anchors !== undefined) {
    add('ClientCertUntrusted', leaf.subject, describeUntrusted(found));
  }
  for (const { subject, unknownCritical } of found.path) {
    if (unknownCritical.length === 0) continue;
    const detail = `${subject} has critical extensions that are not understood: ${unknownCritical.join(', ')}`;
    add('ClientCertUntrusted', subject, detail, false);
  }
  const issuers = [...readable, ...(anchors ?? [])];
  checkRevocation(found.path, issuers, question, add, notes);
  checkDates(found.path, question.atMs, add);
  // The CA of the trust store is trusted as it is; what is between it and the leaf is not.
  const untrustedPart = found.outcome === 'trusted' ? found.path.slice(0, -1) : found.path;
  checkPurpose(untrustedPart.length === 0 ? [leaf] : untrustedPart, leaf, add);
  noteTheRest(leaf, found.path, question, notes);
  return { problems, path: found.path, notes };
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
    const detail = `${subject} is of X.509 version ${leaf.version}, expected version 3`;
    add('ClientCertInvalid', subject, detail, false);
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

/** Without a trust store: as far as the certificates that are sent lead among themselves. */
function ownPath(leaf: ClientCertificate, sent: readonly ClientCertificate[]): ReturnType<typeof findPath> {
  return findPath(leaf, sent, []);
}

function describeUntrusted(found: Extract<ReturnType<typeof findPath>, { outcome: 'untrusted' }>): string {
  const last = found.path.at(-1);
  const name = last?.subject ?? '';
  const what = {
    'no-issuer': `the issuer of ${name} is neither sent nor in the trust store: ${found.missing}`,
    'bad-signature': `a CA of the name ${found.missing} is there, but its key did not sign ${name}`,
    'not-a-ca': `${name} issues a certificate, but is no CA (basicConstraints, keyUsage keyCertSign)`,
    'path-too-long': `${name} allows fewer CAs below it than there are (pathLenConstraint ${last?.pathLength})`,
    'self-signed': `${name} is self-signed and not in the trust store`,
  } as const satisfies Readonly<Record<typeof found.why, string>>;
  return what[found.why];
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
  for (const certificate of path) {
    const ofIssuer = lists.filter(({ issuer }) => issuer === certificate.issuer);
    if (lists.length > 0 && ofIssuer.length === 0 && certificate.subject !== certificate.issuer) {
      notes.push(`No revocation list is of ${certificate.issuer}, which issued ${certificate.subject}.`);
    }
    for (const list of ofIssuer) {
      const fault = issueOfList(list, issuers, atMs);
      if (fault !== undefined) {
        add('ClientCertCrlProcessingError', certificate.subject, fault.detail, fault.certain);
      } else if (list.revokes(certificate)) {
        hits.push([
          certificate.subject,
          `serial number ${certificate.serial} is on the list of ${list.issuer}`,
        ]);
      }
    }
  }
  for (const [subject, detail] of hits) add('ClientCertCrlHit', subject, detail);
}

function issueOfList(
  list: RevocationList,
  issuers: readonly ClientCertificate[],
  atMs: number,
): { readonly detail: string; readonly certain: boolean } | undefined {
  const named = issuers.filter(({ subject }) => subject === list.issuer);
  if (named.length > 0 && !named.some((issuer) => list.isSignedBy(issuer))) {
    return {
      detail: `the revocation list of ${list.issuer} is not signed by the CA of that name`,
      certain: true,
    };
  }
  if (list.criticalExtensions.length > 0) {
    const which = list.criticalExtensions.join(', ');
    return {
      detail: `the revocation list of ${list.issuer} has critical extensions: ${which}`,
      certain: true,
    };
  }
  // The load balancer need not look at these dates; AWS does not say whether it does.
  if (list.thisUpdateMs > atMs) {
    return {
      detail: `the revocation list of ${list.issuer} begins ${toIso(list.thisUpdateMs)}`,
      certain: false,
    };
  }
  if (list.nextUpdateMs !== undefined && list.nextUpdateMs < atMs) {
    return {
      detail: `the revocation list of ${list.issuer} ended ${toIso(list.nextUpdateMs)}`,
      certain: false,
    };
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

/** OpenSSL's purpose "SSL client": `anyExtendedKeyUsage` does not stand for clientAuth there. */
function checkPurpose(path: readonly ClientCertificate[], leaf: ClientCertificate, add: Add): void {
  for (const { subject, extendedKeyUsage, keyUsage } of path) {
    if (extendedKeyUsage !== null && !extendedKeyUsage.includes(CLIENT_AUTH)) {
      const has = extendedKeyUsage.map((usage) => USAGE_NAMES[usage] ?? usage).join(', ');
      add(
        'ClientCertPurposeInvalid',
        subject,
        `the extended key usage of ${subject} is ${has}, without clientAuth`,
      );
    }
    if (
      subject === leaf.subject &&
      keyUsage !== null &&
      !keyUsage.digitalSignature &&
      !keyUsage.keyAgreement
    ) {
      const has = keyUsage.names.join(', ') || 'empty';
      add(
        'ClientCertPurposeInvalid',
        subject,
        `the key usage of ${subject} is ${has}, without digitalSignature`,
      );
    }
  }
}

/** RFC 5280 §4.2.1.12, and Microsoft's smart-card logon, for reading. */
const USAGE_NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.4.1.311.20.2.2': 'smartcardLogon',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

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
  if (path.some(({ hasNameConstraints }) => hasNameConstraints)) {
    notes.push('A CA of the chain limits names (nameConstraints); that was not looked at.');
  }
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
