import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Made anew in each process: what is kept of a key says nothing outside of it. */
const PROCESS_KEY = randomBytes(32);

/** A pre-shared key that can be compared and not shown: only a digest is kept. */
export class SharedKey {
  readonly #digest: Buffer;

  constructor(text: string | Buffer) {
    this.#digest = createHmac('sha256', PROCESS_KEY).update(text).digest();
  }

  equals(other: SharedKey): boolean {
    return timingSafeEqual(this.#digest, other.#digest);
  }

  toJSON(): string {
    return 'not shown';
  }
}
