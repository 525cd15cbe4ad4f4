import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ComparableKey } from '../core/aws/vpn-reader.ts';

/** Made anew in each process: what is kept of a key says nothing outside of it. */
const PROCESS_KEY = randomBytes(32);

/** A pre-shared key that can be compared and not shown: only a digest is kept. */
export class SharedKey implements ComparableKey {
  readonly #digest: Buffer;

  constructor(text: string | Buffer) {
    this.#digest = createHmac('sha256', PROCESS_KEY).update(text).digest();
  }

  equals(other: ComparableKey): boolean {
    return other instanceof SharedKey && timingSafeEqual(this.#digest, other.#digest);
  }

  toJSON(): string {
    return 'not shown';
  }
}
