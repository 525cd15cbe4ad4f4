import { boundedText } from '../core/text.ts';
import { DER, type DerCursor, type DerElement, objectIdentifier } from '../wire/der.ts';

/**
 * A distinguished name as names are compared (RFC 5280 §7.1): one text for each relative name, the attributes of one
 * in a fixed order, letters small, spaces single.
 */
export type DistinguishedName = readonly string[];

/** `id-at-commonName` and `emailAddress` (RFC 5280 appendix A.1). */
export const COMMON_NAME = '2.5.4.3';
export const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

/** Short names of attribute types: RFC 4514 §3, RFC 4519, and what everybody writes for an e-mail address. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  [COMMON_NAME]: 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  [EMAIL_ADDRESS]: 'emailAddress',
};

/** A name as it was read. */
export interface ReadName {
  readonly name: DistinguishedName;
  /** In the order of the certificate, unchanged. */
  readonly attributes: readonly NameAttribute[];
}

interface NameAttribute {
  /** Object identifier. */
  readonly type: string;
  readonly value: string;
}

/**
 * Reads `Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }` (RFC 5280 §4.1.2.4).
 *
 * @throws {WireError} where it is built otherwise
 */
export function readName(cursor: DerCursor, element: DerElement): ReadName {
  const name: string[] = [];
  const read: NameAttribute[] = [];
  const relativeNames = cursor.into(element);
  while (relativeNames.tag !== undefined) {
    const attributes = relativeNames.into(relativeNames.next(DER.set));
    const parts: string[] = [];
    while (attributes.tag !== undefined) {
      const attribute = attributes.into(attributes.next(DER.sequence));
      const type = objectIdentifier(attribute.content(attribute.next(DER.objectIdentifier)));
      const value = readText(attribute, attribute.next());
      read.push({ type, value });
      parts.push(`${type}=${foldText(value)}`);
    }
    name.push(parts.sort().join('+'));
  }
  return { name, attributes: read };
}

export function isSameName(one: DistinguishedName, other: DistinguishedName): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** Whether two names are the same, or the first begins as the second does: a subtree of names (RFC 5280 §4.2.1.10). */
export function isWithin(name: DistinguishedName, subtree: DistinguishedName): boolean {
  return subtree.every((part, place) => part === name[place]);
}

/** String types by tag (X.690 §8.21); what is none is compared byte by byte. */
function readText(cursor: DerCursor, element: DerElement): string {
  const bytes = cursor.content(element);
  switch (element.tag) {
    case 0x0c: // UTF8String
      return bytes.toString('utf8');
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x14: // TeletexString, which in practice is Latin 1
    case 0x16: // IA5String
    case 0x1a: // VisibleString
      return bytes.toString('latin1');
    case 0x1e: // BMPString, big-endian UTF-16
      return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('hex');
    default:
      return `#${element.tag.toString(16)}${bytes.toString('hex')}`;
  }
}

/** RFC 2253 §2.1: the last attribute first, as load balancers write names; `\\` before what has a meaning there. */
export function nameText({ attributes }: ReadName): string {
  const parts = attributes
    .slice(-MOST_SHOWN)
    .reverse()
    .map(
      ({ type, value }) =>
        `${SHORT_NAMES[type] ?? type}=${value.replace(/[,+"\\<>;]/g, (found) => `\\${found}`)}`,
    );
  return boundedText(parts.join(','), NAME_LENGTH);
}

/** A name of more attributes than that is nobody's name; a longer one is cut. */
const MOST_SHOWN = 30;
const NAME_LENGTH = 400;

function foldText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
