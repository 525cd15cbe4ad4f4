import type { ChangeWord } from '../../core/last-good.ts';
import type { LogMeaning } from './tunnel-log.ts';

/** What outside addresses were compared with, and what is to be done with the new ones. */
export type AddressWord =
  | 'configured'
  | 'remembered'
  | 'write-down'
  | 'follows'
  /** Beside something graver. */
  | 'addresses-changed-too';

/** What each word means and what to do about it, in one language. Of the log: `nothing` where none was read. */
export type VpnGlossary = Readonly<Record<LogMeaning | AddressWord | ChangeWord, string>>;
