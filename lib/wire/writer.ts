/**
 * Builds a message of our own, piece by piece. Numbers are in network byte order (big-endian) unless the
 * method's name ends in `le`. A number that does not fit is our bug, so it is a `RangeError`.
 */
export class ByteWriter {
  #bytes = Buffer.alloc(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const at = this.#grow(1);
    this.#bytes.writeUInt8(value, at);
    return this;
  }
  u16(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeUInt16BE(value, at);
    return this;
  }
  u24(value: number): this {
    const at = this.#grow(3);
    this.#bytes.writeUIntBE(value, at, 3);
    return this;
  }
  u32(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeUInt32BE(value, at);
    return this;
  }
  u64(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64BE(value, at);
    return this;
  }
  i8(value: number): this {
    const at = this.#grow(1);
    this.#bytes.writeInt8(value, at);
    return this;
  }
  u16le(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeUInt16LE(value, at);
    return this;
  }
  u32le(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeUInt32LE(value, at);
    return this;
  }
  u64le(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64LE(value, at);
    return this;
  }

  bytes(bytes: Uint8Array): this {
    const at = this.#grow(bytes.byteLength);
    this.#bytes.set(bytes, at);
    return this;
  }

  zeros(length: number): this {
    const at = this.#grow(length);
    this.#bytes.fill(0, at, at + length);
    return this;
  }

  ascii(text: string): this {
    return this.bytes(Buffer.from(text, 'latin1'));
  }

  /** Writes what `body` writes, preceded by its length in one, two or three bytes, as TLS and X.224 do. */
  prefixed(lengthBytes: 1 | 2 | 3, body: (writer: ByteWriter) => unknown): this {
    const inner = new ByteWriter();
    body(inner);
    const at = this.#grow(lengthBytes);
    this.#bytes.writeUIntBE(inner.length, at, lengthBytes);
    return this.bytes(inner.finish());
  }

  /** What was written, in memory of its own. */
  finish(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray(0, this.#length));
  }

  #grow(length: number): number {
    const at = this.#length;
    const needed = at + length;
    if (needed > this.#bytes.byteLength) {
      const larger = Buffer.alloc(Math.max(needed, this.#bytes.byteLength * 2));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    this.#length = needed;
    return at;
  }
}
