import type { Certificate } from './certificate.ts';
import { isSameName } from './distinguished-name.ts';
import { type KeyUsage, SUBJECT_ALT_NAME } from './extensions.ts';
import { checkNames } from './name-constraints.ts';

/** The rules that clients of TLS hold a path to, and where RFC 5280 has them. */
export const PATH_RULES = {
  'not-a-ca': '§4.2.1.9',
  'path-length': '§4.2.1.9',
  'may-not-sign': '§4.2.1.3',
  'key-usage': '§4.2.1.3',
  'extended-key-usage': '§4.2.1.12',
  'name-not-permitted': '§4.2.1.10',
  'name-excluded': '§4.2.1.10',
  'name-limit-not-understood': '§4.2.1.10',
  'key-identifier': '§4.2.1.1',
  'unknown-critical-extension': '§4.2',
  'malformed-names': '§4.2.1.6',
  'malformed-extension': '§4.2',
  'unnamed-curve': '§4.1.2.7',
} as const satisfies Readonly<Record<string, string>>;
export type PathRule = keyof typeof PATH_RULES;

/** One rule that is broken, by one certificate of the path. */
export interface BrokenRule {
  readonly rule: PathRule;
  readonly certificate: Certificate;
  /** What breaks it: the name, the purpose, the extension; as it stands in the certificate. */
  readonly what: string;
}

/** What a certificate is shown for, and what it must allow. Source: OpenSSL, `check_purpose_ssl_server` and `…_client`. */
export interface Purpose {
  /** Object identifiers, one of which must be named where `extendedKeyUsage` is there. */
  readonly extendedKeyUsages: readonly string[];
  /** One of these must be set in the leaf where `keyUsage` is there. */
  readonly keyUsages: readonly KeyUsage[];
}

export const PURPOSES = {
  server: {
    // serverAuth, and two of the time when strong ciphers were a privilege ("server gated cryptography").
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'],
    keyUsages: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
  },
  client: {
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'],
    keyUsages: ['digitalSignature', 'keyAgreement'],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

/** RFC 5280 §4.2.1.12, and Microsoft's smart-card logon, for reading. */
const PURPOSE_NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.4.1.311.20.2.2': 'smartcardLogon',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

/** How many purposes, identifiers or names of one certificate are worth showing. */
const SHOWN = 6;

function purposeNames(identifiers: readonly string[]): string {
  return listOf(identifiers.map((one) => PURPOSE_NAMES[one] ?? one));
}

function listOf(words: readonly string[]): string {
  const shown = words.slice(0, SHOWN).join(', ');
  return words.length > SHOWN ? `${shown}, …` : shown || '-';
}

/**
 * Every rule that a path breaks, from the root down, as OpenSSL looks at paths; dates and revocation are judged apart.
 *
 * @param path - leaf first, each certificate signed by the next
 * @param anchor - the trusted certificate that signed the last one; undefined where only its key is known, or where the
 * path ends with it
 */
export function brokenRules(
  path: readonly Certificate[],
  anchor: Certificate | undefined,
  purpose: Purpose,
): readonly BrokenRule[] {
  const whole = anchor === undefined || path.at(-1) === anchor ? path : [...path, anchor];
  return whole
    .flatMap((one, place) => [
      ...brokenForm(one),
      ...(place === 0 ? [] : brokenIssuer(one, one === anchor, intermediatesBelow(whole, place))),
      ...brokenPurpose(one, place === 0, purpose),
      ...brokenNames(whole, place),
    ])
    .reverse();
}

/** Self-issued certificates, of a CA that changed its key, do not count (RFC 5280 §4.2.1.9). */
function intermediatesBelow(whole: readonly Certificate[], place: number): number {
  return whole.slice(1, place).filter((one) => !isSelfIssued(one)).length;
}

/** One name in both fields: of a CA's new key, or a root. */
export function isSelfIssued({ fields: { issuer, subject } }: Certificate): boolean {
  return isSameName(issuer.name, subject.name);
}

function brokenForm(certificate: Certificate): readonly BrokenRule[] {
  const { extensions, hasExplicitCurve } = certificate.fields;
  const { malformed, unknownCritical } = extensions;
  const others = malformed.filter((id) => id !== SUBJECT_ALT_NAME);
  return [
    ...(malformed.length > others.length
      ? [{ rule: 'malformed-names' as const, certificate, what: SUBJECT_ALT_NAME }]
      : []),
    ...(others.length > 0
      ? [{ rule: 'malformed-extension' as const, certificate, what: listOf(others) }]
      : []),
    ...(unknownCritical.length > 0
      ? [{ rule: 'unknown-critical-extension' as const, certificate, what: listOf(unknownCritical) }]
      : []),
    ...(hasExplicitCurve ? [{ rule: 'unnamed-curve' as const, certificate, what: 'EC' }] : []),
  ];
}

/** RFC 5280 §6.1.4 (k) to (n). */
function brokenIssuer(certificate: Certificate, isAnchor: boolean, below: number): readonly BrokenRule[] {
  const { basicConstraints, keyUsage } = certificate.fields.extensions;
  if (!mayIssue(certificate, isAnchor)) {
    return [{ rule: 'not-a-ca', certificate, what: 'basicConstraints' }];
  }
  if (keyUsage !== undefined && !keyUsage.includes('keyCertSign')) {
    return [{ rule: 'may-not-sign', certificate, what: listOf(keyUsage) }];
  }
  const most = basicConstraints?.pathLength;
  return most !== undefined && below > most
    ? [{ rule: 'path-length', certificate, what: `${below} > ${most}` }]
    : [];
}

/**
 * Whether it is a CA: it says so itself. A trusted one may be from before there was a way to say it: of version 1, or
 * with a key usage alone (OpenSSL, `check_ca`).
 */
export function mayIssue({ fields }: Certificate, isAnchor: boolean): boolean {
  const { basicConstraints, keyUsage } = fields.extensions;
  if (basicConstraints !== undefined) return basicConstraints.isCa;
  return isAnchor && (fields.version === 1 || keyUsage?.includes('keyCertSign') === true);
}

function brokenPurpose(certificate: Certificate, isLeaf: boolean, purpose: Purpose): readonly BrokenRule[] {
  const { extendedKeyUsage, keyUsage } = certificate.fields.extensions;
  const broken: BrokenRule[] = [];
  if (
    extendedKeyUsage !== undefined &&
    !purpose.extendedKeyUsages.some((one) => extendedKeyUsage.includes(one))
  ) {
    broken.push({ rule: 'extended-key-usage', certificate, what: purposeNames(extendedKeyUsage) });
  }
  if (isLeaf && keyUsage !== undefined && !purpose.keyUsages.some((one) => keyUsage.includes(one))) {
    broken.push({ rule: 'key-usage', certificate, what: listOf(keyUsage) });
  }
  return broken;
}

const NAME_RULES = {
  'not-permitted': 'name-not-permitted',
  excluded: 'name-excluded',
} as const satisfies Readonly<Record<string, PathRule>>;

/** The limits of every CA above; a self-issued CA's own names are not held to them (RFC 5280 §6.1.3 (b)). */
function brokenNames(whole: readonly Certificate[], place: number): readonly BrokenRule[] {
  const certificate = whole[place];
  if (certificate === undefined) return [];
  if (place > 0 && isSelfIssued(certificate)) return [];
  for (const ca of whole.slice(place + 1)) {
    const found = checkNames(ca, certificate, place === 0);
    if (found.verdict === 'allowed') continue;
    if (found.verdict === 'not-understood') {
      return [{ rule: 'name-limit-not-understood', certificate: ca, what: 'nameConstraints' }];
    }
    return [{ rule: NAME_RULES[found.verdict], certificate, what: found.name }];
  }
  return [];
}
