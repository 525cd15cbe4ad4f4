import { GatewatchError } from '../core/errors.ts';

/**
 * Bytes that are not what the protocol says. The peer is at fault, not the caller: the caller turns it
 * into an outcome.
 */
export class WireError extends GatewatchError {
  /** Where in the bytes reading stopped, from 0. */
  readonly offset: number;
  /** What was expected, in a few words for the evidence: `48 bytes`, `mode 4`. */
  readonly expected: string;
  /** Whether the bytes simply ended: of a stream, more may be on the way. */
  readonly short: boolean;
  constructor(expected: string, offset: number, short = false) {
    super('malformed-bytes', `expected ${expected} at byte ${offset}`);
    this.name = 'WireError';
    this.offset = offset;
    this.expected = expected;
    this.short = short;
  }
}
