import { DER, type DerCursor, type DerElement } from '../wire/der.ts';
import { WireError } from '../wire/wire-error.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';

/** One name of a certificate, or of a constraint on names (RFC 5280 §4.2.1.6). */
export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  /** 4 or 16 bytes; of a constraint 8 or 32, address and mask. */
  | { readonly kind: 'ip'; readonly bytes: Buffer }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  /** A kind that is not looked into: its number among the choices. */
  | { readonly kind: 'other'; readonly choice: number };

/** The choices of GeneralName that hold text. */
const TEXTS: Readonly<Record<number, 'dns' | 'email' | 'uri'>> = { 129: 'email', 130: 'dns', 134: 'uri' };
const DIRECTORY_NAME = 0xa4;
const IP_ADDRESS = 0x87;
/** `otherName [0]` to `registeredID [8]`, primitive or constructed. */
const CHOICES = 9;

/**
 * Reads one GeneralName.
 *
 * @throws {WireError} where it is none
 */
export function readGeneralName(cursor: DerCursor, element: DerElement): GeneralName {
  const { tag } = element;
  const text = TEXTS[tag];
  if (text !== undefined) return { kind: text, text: readIa5(cursor, element) };
  if (tag === IP_ADDRESS) return { kind: 'ip', bytes: cursor.content(element) };
  if (tag === DIRECTORY_NAME) {
    const inner = cursor.into(element);
    return { kind: 'directory', name: readName(inner, inner.next(DER.sequence)).name };
  }
  const choice = tag & 0x1f;
  if ((tag & 0xc0) !== 0x80 || choice >= CHOICES) throw new WireError('a GeneralName', element.from);
  return { kind: 'other', choice };
}

/** IA5String is of seven bits; OpenSSL takes eight. A zero byte would end it for some readers and not for others. */
function readIa5(cursor: DerCursor, element: DerElement): string {
  const bytes = cursor.content(element);
  if (bytes.includes(0)) throw new WireError('an IA5String', element.from);
  return bytes.toString('latin1');
}
