import { boundedText } from '../core/text.ts';

const DIGITS_BYTES = 16;
/** Control characters that no text holds: not tab, line ends and escape, with which terminals are coloured. */
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/;

/**
 * A peer's first bytes, safe to show: its text where it is text, otherwise the first 16 as hexadecimal digits, for
 * stripped of what cannot be printed nothing may be left of them.
 *
 * @param limit - characters of text kept
 */
export function shownBytes(bytes: Buffer, limit: number): string {
  const text = bytes.toString('latin1', 0, limit * 4);
  if (!BINARY.test(text)) return boundedText(text, limit);
  const digits = bytes.toString('hex', 0, DIGITS_BYTES);
  return bytes.byteLength > DIGITS_BYTES ? `${digits}…` : digits;
}
