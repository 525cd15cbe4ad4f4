import type { JsonObject } from './json.ts';

/** One thing worth recognising again: the key that ends a chain, an address. */
export interface Mark extends JsonObject {
  /** Decides whether it is the same one. */
  readonly id: string;
  /** What people are told in its place, where the id alone says little. */
  readonly name?: string;
}

/** What one look saw at one subject (a name, a port, the ends of a connection), as far as it can be recognised. */
export interface Fingerprint {
  readonly subject: string;
  readonly marks: readonly Mark[];
  /** `well`: worth remembering; `bad`: worth comparing with what is remembered; `not-seen`: neither. */
  readonly verdict: 'well' | 'bad' | 'not-seen';
}

/** The fingerprint of the last run in which a subject was well. */
export interface LastGood {
  readonly target: string;
  readonly check: string;
  readonly subject: string;
  readonly marks: readonly Mark[];
  /** The time of the first full look that did not see it well any more; absent while it is well. */
  readonly endedMs?: number;
}

/** The words for what changed, in the glossary of each kind that gives fingerprints. */
export const CHANGE_WORDS = ['changed-since-good', 'nothing-since-good'] as const;
export type ChangeWord = (typeof CHANGE_WORDS)[number];
