import { DER, type DerCursor, objectIdentifier } from '../wire/der.ts';
import { WireError } from '../wire/wire-error.ts';
import { type GeneralName, readGeneralName } from './general-names.ts';

/** `basicConstraints` (RFC 5280 §4.2.1.9). */
interface BasicConstraints {
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
}

/** The bits of `keyUsage`, in their order (RFC 5280 §4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** `nameConstraints` (RFC 5280 §4.2.1.10). */
interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** The extensions of one certificate that path validation looks at. */
export interface Extensions {
  readonly basicConstraints: BasicConstraints | undefined;
  /** Undefined where the extension is absent: then every use is allowed. */
  readonly keyUsage: readonly KeyUsage[] | undefined;
  /** Object identifiers; undefined where the extension is absent. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  /** `subjectAltName`; undefined where the extension is absent. */
  readonly altNames: readonly GeneralName[] | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  /** Object identifiers of critical extensions that no client of TLS knows. */
  readonly unknownCritical: readonly string[];
  /** Object identifiers of extensions that cannot be read, or occur twice (RFC 5280 §4.2). */
  readonly malformed: readonly string[];
}

export const SUBJECT_ALT_NAME = '2.5.29.17';
const SUBJECT_KEY_ID = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const NAME_CONSTRAINTS = '2.5.29.30';
const AUTHORITY_KEY_ID = '2.5.29.35';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/**
 * Extensions that may be critical, because OpenSSL and AWS-LC handle them (`X509_supported_extension`); any other
 * critical one ends verification (RFC 5280 §4.2).
 */
const KNOWN: readonly string[] = [
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  BASIC_CONSTRAINTS,
  NAME_CONSTRAINTS,
  '2.5.29.31', // CRL distribution points
  '2.5.29.32', // certificate policies
  '2.5.29.33', // policy mappings
  '2.5.29.36', // policy constraints
  EXTENDED_KEY_USAGE,
  '2.5.29.54', // inhibit any-policy
  '2.16.840.1.113730.1.1', // Netscape certificate type
  '1.3.6.1.5.5.7.1.7', // IP address blocks (RFC 3779)
  '1.3.6.1.5.5.7.1.8', // AS identifiers (RFC 3779)
  '1.3.6.1.5.5.7.1.14', // proxy certificate information (RFC 3820)
];

type Found = { -readonly [K in keyof Extensions]: Extensions[K] };

/** What each extension's bytes are turned into; each throws a WireError where they are not what the RFC says. */
const READERS: Readonly<Record<string, (value: DerCursor, found: Found) => void>> = {
  [BASIC_CONSTRAINTS]: (value, found) => {
    found.basicConstraints = readBasicConstraints(value);
  },
  [KEY_USAGE]: (value, found) => {
    found.keyUsage = readKeyUsage(value);
  },
  [EXTENDED_KEY_USAGE]: (value, found) => {
    const purposes = value.into(value.next(DER.sequence));
    const read: string[] = [];
    while (purposes.tag !== undefined) {
      read.push(objectIdentifier(purposes.content(purposes.next(DER.objectIdentifier))));
    }
    found.extendedKeyUsage = read;
  },
  [SUBJECT_ALT_NAME]: (value, found) => {
    const names = value.into(value.next(DER.sequence));
    const read: GeneralName[] = [];
    while (names.tag !== undefined) read.push(readGeneralName(names, names.next()));
    found.altNames = read;
  },
  [NAME_CONSTRAINTS]: (value, found) => {
    found.nameConstraints = readNameConstraints(value);
  },
  // Only whether they can be read: OpenSSL compares them when it looks for issuers.
  [SUBJECT_KEY_ID]: (value) => {
    value.next(DER.octetString);
  },
  [AUTHORITY_KEY_ID]: (value) => {
    value.next(DER.sequence);
  },
};

/** Extensions ::= SEQUENCE OF SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING } */
export function readExtensions(extensions: DerCursor | undefined): Extensions {
  const unknownCritical: string[] = [];
  const malformed = new Set<string>();
  const seen = new Set<string>();
  const found: Found = {
    basicConstraints: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    altNames: undefined,
    nameConstraints: undefined,
    unknownCritical,
    malformed: [],
  };
  while (extensions?.tag !== undefined) {
    const extension = extensions.into(extensions.next(DER.sequence));
    const id = objectIdentifier(extension.content(extension.next(DER.objectIdentifier)));
    const isCritical = extension.tag === DER.boolean && extension.content(extension.next())[0] !== 0;
    const value = extension.into(extension.next(DER.octetString));
    if (seen.has(id)) malformed.add(id);
    seen.add(id);
    if (isCritical && !KNOWN.includes(id)) unknownCritical.push(id);
    try {
      READERS[id]?.(value, found);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      malformed.add(id);
    }
  }
  return { ...found, malformed: [...malformed] };
}

function readBasicConstraints(value: DerCursor): BasicConstraints {
  const fields = value.into(value.next(DER.sequence));
  const isCa = fields.tag === DER.boolean && fields.content(fields.next())[0] !== 0;
  if (fields.tag === undefined) return { isCa, pathLength: undefined };
  const length = fields.next(DER.integer);
  const bytes = fields.content(length);
  if (bytes.length === 0 || (bytes[0] ?? 0) >= 0x80) {
    throw new WireError('a path length of at least zero', length.from);
  }
  // More than a path can have certificates limits nothing.
  return { isCa, pathLength: bytes.length > 4 ? undefined : bytes.readUIntBE(0, bytes.length) };
}

/** KeyUsage ::= BIT STRING: the first byte counts the unused bits, the first bit is the highest (X.690 §8.6). */
function readKeyUsage(value: DerCursor): readonly KeyUsage[] {
  const element = value.next(DER.bitString);
  const [unused = 8, ...bytes] = value.content(element);
  if (unused > 7) throw new WireError('a BIT STRING', element.from);
  return KEY_USAGES.filter((_name, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

/** GeneralSubtree ::= SEQUENCE { base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }: only the base may be used. */
function readNameConstraints(value: DerCursor): NameConstraints {
  const fields = value.into(value.next(DER.sequence));
  const read: Record<'permitted' | 'excluded', GeneralName[]> = { permitted: [], excluded: [] };
  while (fields.tag !== undefined) {
    const element = fields.next();
    const which = { 160: 'permitted', 161: 'excluded' }[element.tag] as keyof typeof read | undefined;
    if (which === undefined) throw new WireError('permitted or excluded subtrees', element.from);
    const subtrees = fields.into(element);
    while (subtrees.tag !== undefined) {
      const subtree = subtrees.into(subtrees.next(DER.sequence));
      const base = readGeneralName(subtree, subtree.next());
      if (subtree.tag !== undefined) throw new WireError('a subtree without limits of depth', element.from);
      read[which].push(base);
    }
  }
  return read;
}
