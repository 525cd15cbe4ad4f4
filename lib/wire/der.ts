import { WireError } from './wire-error.ts';

/** One element of DER: where its content is in the bytes it was read from. */
export interface DerElement {
  readonly tag: number;
  /** Where the element itself begins, tag included: signatures are computed over whole elements. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** Tags of X.690 §8.1.2 that certificates and revocation lists are made of. */
export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]` and `[3]`, explicit. */
  context0: 0xa0,
  context3: 0xa3,
} as const;

/** An object identifier as text, from its content: seven bits a byte, the first two arcs in one (X.690 §8.19). */
export function objectIdentifier(content: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs.shift() ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs].join('.');
}

/**
 * Walks the elements of DER from `at` to `end`, one after the other, without copying: lists of half a million
 * entries must not become half a million objects at once.
 *
 * Source: X.690 §8.1.3 (definite lengths) and §10.1 (DER forbids the indefinite one).
 */
export class DerCursor {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** The tag of the next element; undefined at the end. */
  get tag(): number | undefined {
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  /**
   * The next element.
   *
   * @param tag - what it must be
   * @throws {WireError} where there is another tag, the length is none of DER's, or the bytes end
   */
  next(tag?: number): DerElement {
    const from = this.#at;
    const found = this.#byte();
    if (tag !== undefined && found !== tag) {
      throw new WireError(`DER tag 0x${tag.toString(16)}`, from);
    }
    let length = this.#byte();
    if (length >= 0x80) {
      const count = length - 0x80;
      // Four bytes are four gigabytes; zero is the indefinite form.
      if (count === 0 || count > 4) throw new WireError('a definite DER length of at most 4 bytes', from);
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + this.#byte();
    }
    const start = this.#at;
    if (start + length > this.#end) throw new WireError(`${length} bytes of content`, from, true);
    this.#at = start + length;
    return { tag: found, from, start, end: this.#at };
  }

  /** Goes into an element. */
  into({ start, end }: DerElement): DerCursor {
    return new DerCursor(this.#bytes, start, end);
  }

  /** The content of an element, a view on the same memory. */
  content({ start, end }: DerElement): Buffer {
    return this.#bytes.subarray(start, end);
  }

  /** The element with its tag and length, a view on the same memory. */
  whole({ from, end }: DerElement): Buffer {
    return this.#bytes.subarray(from, end);
  }

  #byte(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : undefined;
    if (byte === undefined) throw new WireError('a DER element', this.#at, true);
    this.#at += 1;
    return byte;
  }
}
