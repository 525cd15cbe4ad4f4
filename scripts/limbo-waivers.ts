import type { LimboJudge, LimboResult } from './limbo.ts';

/** Why some cases of x509-limbo end otherwise with us than with OpenSSL, or with both than the suite expects. */
export interface Waiver {
  /**
   * `openssl`: our verdict is not OpenSSL's. `expectation`: it is, and the suite expects another; such cases hold CAs
   * and their certificates to rules that clients do not enforce.
   */
  readonly against: 'openssl' | 'expectation';
  readonly judges: readonly LimboJudge[];
  /** Identifiers of cases; a `*` at the end stands for the rest. */
  readonly cases: readonly string[];
  readonly reason: string;
}

const BOTH: readonly LimboJudge[] = ['server', 'client'];

/** THE list; docs/conformance.md shows it, and a test holds that each entry is needed. */
export const WAIVERS: readonly Waiver[] = [
  {
    against: 'openssl',
    judges: BOTH,
    cases: ['rfc5280::nc::nc-forbids-alternate-chain-ica', 'rfc5280::nc::nc-forbids-same-chain-ica'],
    reason:
      'A chain is judged on its best path (RFC 4158), as the suite expects; OpenSSL builds one path and does not go back when a name constraint forbids it.',
  },
  {
    against: 'openssl',
    judges: BOTH,
    cases: ['rfc5280::validity::notafter-exact'],
    reason:
      'A certificate is good in the very second of notAfter (RFC 5280 §4.1.2.5), as the suite expects; OpenSSL counts that second as past.',
  },
  {
    against: 'openssl',
    judges: BOTH,
    cases: [
      'pathlen::max-chain-depth-0-exhausted',
      'pathlen::max-chain-depth-1-exhausted',
      'pathlen::max-chain-depth-1-self-issued',
    ],
    reason:
      'These set a depth in the client. Clients of TLS leave it at OpenSSL’s default of 100, and our judges have no such setting.',
  },
  {
    against: 'openssl',
    judges: ['server'],
    cases: ['webpki::san::wildcard-embedded-leftmost-san'],
    reason:
      'A wildcard stands for a whole label (RFC 9525 §6.3), as the suite expects; OpenSSL also takes one inside a label, curl and browsers do not.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['rfc5280::validity::notafter-fractional'],
    reason: 'Five milliseconds after notAfter: OpenSSL and we call it past.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['pathlen::validation-ignores-pathlen-in-leaf', 'rfc5280::ca-as-leaf'],
    reason:
      'The leaf is a CA whose keyUsage allows signing certificates only. RFC 5280 does not forbid it; as a server certificate OpenSSL, curl and Node refuse it.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: [
      'rfc5280::aki::leaf-missing-aki',
      'rfc5280::aki::intermediate-missing-aki',
      'rfc5280::aki::cross-signed-root-missing-aki',
      'rfc5280::ski::root-missing-ski',
      'rfc5280::ski::intermediate-missing-ski',
      'webpki::aki::root-with-aki-*',
    ],
    reason:
      'Key identifiers help to find issuers (RFC 5280 §4.2.1.1); that they are missing, or more than needed, is a fault of the CA, and clients take it.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: [
      'rfc5280::serial::too-long',
      'rfc5280::serial::zero',
      'rfc5280::serial::negative',
      'rfc5280::ca-empty-subject',
      'rfc5280::root-missing-basic-constraints',
      'rfc5280::root-non-critical-basic-constraints',
      'rfc5280::leaf-ku-keycertsign',
      'rfc5280::pc::ica-noncritical-pc',
      'rfc5280::san::noncritical-with-empty-subject',
      'rfc5280::san::underscore-dns',
      'webpki::v1-cert',
      'webpki::malformed-aia',
    ],
    reason:
      'Duties of the CA in the profile of RFC 5280 §4; a client’s path validation (§6) does not check them.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: [
      'rfc5280::nc::permitted-dns-match-noncritical',
      'rfc5280::nc::not-allowed-in-ee-noncritical',
      'rfc5280::nc::not-allowed-in-ee-critical',
      'webpki::nc::intermediate-permitted-excluded-subtrees-both-*',
    ],
    reason:
      'Where name constraints may stand and whether they are critical binds the CA; clients apply them as they are.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['rfc5280::nc::invalid-dnsname-leading-period', 'rfc5280::nc::nc-permits-invalid-dns-san'],
    reason:
      'A leading dot is no syntax of a DNS name in RFC 5280 §4.2.1.10; OpenSSL compares it as it stands, and so do we.',
  },
  {
    against: 'expectation',
    judges: ['client'],
    cases: ['rfc5280::nc::nc-permits-invalid-email-san'],
    reason: 'A mailbox that is none (RFC 5280 §4.2.1.6); OpenSSL compares it as it stands, and so do we.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['cve::cve-2025-61727', 'rfc5280::nc::nc-forbids-dnsname-wildcard-san'],
    reason:
      'A wildcard that covers an excluded name: neither RFC 5280 nor RFC 9525 says what holds. OpenSSL compares the wildcard as a name, and takes it.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['webpki::cn::*', 'webpki::san::no-san', 'webpki::san::san-critical-with-nonempty-subject'],
    reason:
      'Baseline requirements on common names and alternative names bind public CAs. Private CAs are not held to them, and OpenSSL, curl and Node take such certificates.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['webpki::eku::*', 'webpki::ee-basicconstraints-ca'],
    reason:
      'Baseline requirements on extended key usage and basic constraints bind public CAs; what is there allows servers, so clients take it.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['webpki::san::public-suffix-*'],
    reason:
      'Whether a wildcard stands below a public suffix takes a list of those suffixes; browsers have it, OpenSSL, curl and Node do not.',
  },
  {
    against: 'expectation',
    judges: ['server'],
    cases: ['webpki::forbidden-*'],
    reason:
      'Kinds and sizes of keys that public CAs may not use. OpenSSL’s path validation takes them; RSA below 2,048 bits is degraded (tls-weak).',
  },
  {
    against: 'expectation',
    judges: ['client'],
    cases: ['crl::crlnumber-missing'],
    reason:
      'The number of a revocation list (RFC 5280 §5.2.3) is a duty of the CA; OpenSSL uses the list without it.',
  },
];

/** What is different about a result; undefined where nothing is. */
export function differenceOf({ expected, ours, openssl }: LimboResult): Waiver['against'] | undefined {
  if (ours.accepted !== openssl.accepted) return 'openssl';
  return expected !== undefined && ours.accepted !== expected ? 'expectation' : undefined;
}

/** The waiver that explains a result's difference. */
export function waiverOf(result: LimboResult): Waiver | undefined {
  const against = differenceOf(result);
  return WAIVERS.find(
    (one) =>
      one.against === against &&
      one.judges.includes(result.judge) &&
      one.cases.some((pattern) => isCase(result.id, pattern)),
  );
}

export function isCase(id: string, pattern: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}
